import { periodRows, periodsBetween } from '../../domain/period/period-rule.ts';
import { PRACTICE_LIBRARY } from './policy-library.ts';
import type { RunningOffice } from './running-office.ts';

/** When a practice environment is born. */
export const BORN = '2025-05-12T09:00:00+08:00';

/** The periods that stand in the database, in words. */
export async function periodKeys({ pool }: RunningOffice): Promise<readonly string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT concat_ws('/', kind, jurisdiction, nullif(scope, ''), key) AS name FROM period`,
  );
  return rows.map(({ name }) => name).toSorted(inOrder);
}

/** What the packs list from the birth until an instant, in the same words. */
export function expectedKeys(to: string): readonly string[] {
  const span = { fromMs: Date.parse(BORN) - 1, toMs: Date.parse(to) };
  return periodRows(PRACTICE_LIBRARY)
    .flatMap((row) => periodsBetween(PRACTICE_LIBRARY, row, span))
    .map(({ kind, jurisdiction, route, key }) =>
      [kind, jurisdiction, ...(route === null ? [] : [route]), key].join('/'),
    )
    .toSorted(inOrder);
}

function inOrder(a: string, b: string): number {
  return a < b ? -1 : 1;
}
