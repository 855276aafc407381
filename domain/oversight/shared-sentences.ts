/** A sentence in Chinese and in English. */
export type Words = readonly [zh: string, en: string];

/** What claims and other cases say alike, about the engine, an empty seat and their end; for officials. */
export const SHARED_SENTENCES = {
  draftOpen: ['草稿自 {since} 起等待申请单位提交。', 'A draft since {since}; the applicant has to submit it.'],
  starting: ['刚刚提交，正在启动流程。', 'Just submitted; its workflow is being started.'],
  startLost: [
    '自 {since} 起流程尚未启动，系统正在重试。',
    'Its workflow has not started since {since}; the start is being repeated.',
  ],
  recording: ['正在记录最近一次操作。', 'The latest act is being recorded.'],
  workerDown: ['办理进程没有运行，恢复后自动继续。', 'No worker is running; it goes on by itself once one does.'],
  workerNotAnswering: [
    '自 {since} 起有一项操作尚未记录，办理进程在运行但没有应答，系统正在重试。',
    'An act has not been recorded since {since}; the worker runs and does not answer, and it is being repeated.',
  ],
  actNotRecorded: [
    '自 {since} 起有一项操作尚未记录，系统正在重试。',
    'An act has not been recorded since {since}; it is being repeated.',
  ],
  timerMissed: [
    '应于 {since} 自动进行的步骤尚未进行，请操作员检查。',
    'A step due by itself on {since} has not happened; an operator has to look.',
  ],
  noOpenTask: [
    '当前状态没有待办任务，请操作员检查。',
    'Nothing is open that could move this state; an operator has to look.',
  ],
  closed: ['已于 {since} 办结。', 'Closed on {since}.'],
  withdrawn: ['已于 {since} 撤回。', 'Withdrawn on {since}.'],
} as const satisfies Readonly<Record<string, Words>>;
