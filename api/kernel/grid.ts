import { Problem } from './problem.ts';

/** A table as it was written, the header first. */
export type Grid = readonly (readonly string[])[];

/** What one import takes; a city's largest class is far below. */
export const MAX_ROWS = 20_000;

export function refuseTooManyRows(rows: number): void {
  if (rows > MAX_ROWS) {
    throw new Problem('FILE_TOO_MANY_ROWS', { facts: { maximum: MAX_ROWS } });
  }
}
