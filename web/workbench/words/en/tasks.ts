import type { tasks as zh } from '../zh/tasks.ts';

export const tasks: typeof zh = {
  boxes: { todo: 'To do', mine: 'Claimed by me', team: 'My section', done: 'Done' },
  table: 'Tasks',
  empty: 'Nothing to do.',
  filters: 'Filters',
  columns: {
    matter: 'Matter',
    applicant: 'Applicant',
    headcount: 'People',
    amount: 'Amount (yuan)',
    findings: 'Doubts',
    received: 'Received',
    due: 'Deadline',
    assignee: 'Handled by',
  },
  select: (no) => `Select ${no}`,
  position: (n, of) => `${n} of ${of}`,
};
