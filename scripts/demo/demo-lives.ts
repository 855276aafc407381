import { ADVANCE_LIVES } from './demo-lives-advances.ts';
import { CLASS_LIVES } from './demo-lives-classes.ts';
import { PERSON_LIVES } from './demo-lives-persons.ts';
import { RESULT_LIVES } from './demo-lives-results.ts';
import type { Life } from './demo-life.ts';

/** By the number of the route; C09 rides on C02, C12 is the +50 % of C02 and C03, C13 rides on C01. */
export const LIVES: Readonly<Record<string, Life>> = {
  ...CLASS_LIVES,
  ...ADVANCE_LIVES,
  ...PERSON_LIVES,
  ...RESULT_LIVES,
};
