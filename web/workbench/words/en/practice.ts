import type { practice as zh } from '../zh/practice.ts';

/** The practice clock and the practice registers. */
export const practice: typeof zh = {
  heading: 'Practice',
  clock: 'Practice clock',
  clockWhat: 'the practice clock',
  now: (at) => `It is ${at}`,
  none: 'There is no practice clock here.',
  days: 'Days forward',
  to: 'or forward to',
  move: 'Move the clock',
  moving: 'Moving; waits until every workflow has caught up…',
  moved: (at) => `The clock was moved to ${at}`,
  registers: 'Practice registers',
  register: 'Register',
  names: { certificates: 'Certificates', identity: 'Identity', subsidies: 'Other subsidies', insurance: 'Insurance' },
  file: 'Choose a file (csv)',
  replace: 'Replace what is there',
  load: 'Load',
  loaded: (name, rows, stored) => `${name}: ${rows} rows read, ${stored} in all`,
  fail: 'Make it fail',
  answer: 'Let it answer',
  failing: (name) => `The register fails: ${name}`,
  answering: (name) => `The register answers: ${name}`,
};
