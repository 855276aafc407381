import type { bulk as zh } from '../zh/bulk.ts';

export const bulk: typeof zh = {
  heading: 'Approve in bulk',
  planning: 'Checking the selected cases…',
  plan: (able, amount) => `${able} can be approved, ${amount} yuan in all`,
  others: (count) => `; ${count} must be decided one by one`,
  until: (at) => `the plan holds until ${at}`,
  table: 'Results',
  columns: { matter: 'Matter', applicant: 'Applicant', amount: 'Amount (yuan)', result: 'Result' },
  able: 'can be approved',
  waiting: 'under way…',
  done: 'done',
  failed: (why) => `failed: ${why}`,
  notAble: (why) => `one by one: ${why}`,
  changed: 'it has changed meanwhile',
  open: 'Open',
  pledge: 'I have checked each case: every question is answered with yes, and none has an open doubt.',
  count: 'Type the number of cases to confirm',
  confirm: (count) => `Approve ${count} cases`,
  finish: 'Finish',
  said: (done, of) => `Approved ${done} of ${of} in bulk`,
};
