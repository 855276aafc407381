import { dayAt } from '../calendar.ts';
import type { PolicyLibrary } from '../policy/policy-pack.ts';
import { periodRhythm, periodRows, periodsBetween, type PeriodRhythm, type PeriodRow } from './period-rule.ts';
import type { ExpectedPeriod, PeriodKind, PeriodOf } from './period-words.ts';

/** Which periods stand. */
export interface StandingPeriods {
  has(period: PeriodOf & { readonly key: string }): boolean;
}

/** A row of the packs that opens something, with its rhythm. */
export interface RunningRow {
  readonly row: PeriodRow;
  readonly rhythm: PeriodRhythm;
}

/** The rows of kinds that open something, and whose parameters somebody gave. */
export function runningRows(
  library: PolicyLibrary,
  nowMs: number,
  opens: (kind: PeriodKind) => boolean,
): readonly RunningRow[] {
  return periodRows(library).flatMap((row) => {
    const rhythm = opens(row.kind) ? periodRhythm(library, row, dayAt(nowMs)) : null;
    return rhythm === null ? [] : { row, rhythm };
  });
}

/** The periods that a row expects from the birth of the environment until now, and that do not stand. */
export function missingPeriods(
  library: PolicyLibrary,
  row: PeriodRow,
  {
    beganMs,
    nowMs,
    standing,
  }: { readonly beganMs: number; readonly nowMs: number; readonly standing: StandingPeriods },
): readonly ExpectedPeriod[] {
  return periodsBetween(library, row, { fromMs: beganMs - 1, toMs: nowMs }).filter((period) => !standing.has(period));
}
