/** The inbox. */
export const tasks = {
  boxes: { todo: '待办', mine: '我领取的', team: '本科室', done: '已办' },
  table: '待办列表',
  empty: '没有待办。',
  filters: '筛选',
  columns: {
    matter: '事项',
    applicant: '申请单位',
    headcount: '人数',
    amount: '金额（元）',
    findings: '存疑',
    received: '到达',
    due: '期限',
    assignee: '受理人',
  },
  select: (no: string) => `选择 ${no}`,
  position: (n: number, of: number) => `第 ${n} / ${of} 件`,
};
