import { Problem } from './problem.ts';

/** The cells of a table as text, the header row first. */
export type Grid = readonly (readonly string[])[];

/** The most rows of one import; a city's largest class has far fewer. */
export const MAX_ROWS = 20_000;

export function refuseTooManyRows(rows: number): void {
  if (rows > MAX_ROWS) {
    throw new Problem('FILE_TOO_MANY_ROWS', { facts: { maximum: MAX_ROWS } });
  }
}
