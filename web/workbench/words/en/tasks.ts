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
  chips: { all: 'All', over: 'Late', near: 'Due soon', returned: 'Corrected', undecided: 'Doubtful' },
  corrected: 'corrected',
  search: 'Search',
  searchHint: 'occupation, applicant or number',
  sort: 'Order',
  sorts: { due: 'deadline', '-received': 'latest first', '-amount': 'amount' },
  bulk: 'Approve in bulk…',
  picked: (count) => `${count} selected`,
  select: (no) => `Select ${no}`,
  position: (n, of) => `${n} of ${of}`,
};
