import type { print as zh } from '../zh/print.ts';

/** A4 sheets. */
export const print: typeof zh = {
  what: 'this sheet',
  print: 'Print',
  back: 'Back',
  unknown: 'There is no such sheet.',
};
