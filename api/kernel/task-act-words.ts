import type { Sentence } from './language.ts';

/** What was done with a task, in the history of its claim, filing, year or other entity. */
export const TASK_ACT_WORDS = {
  'task.claim': { zh: '一项任务已被领取。', en: 'A task was claimed.' },
  'task.release': { zh: '一项任务已被放回。', en: 'A task was released.' },
  'task.transfer': { zh: '一项任务已被转交。', en: 'A task was transferred.' },
  'task.extension': { zh: '一项任务的办理期限已延长。', en: 'The deadline of a task was extended.' },
  'task.remind': { zh: '已催办一项任务。', en: 'A reminder of a task was sent.' },
} as const satisfies Readonly<Record<string, Sentence>>;
