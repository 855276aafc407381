import type { StandingPeriods } from '../domain/period/missing-periods.ts';
import type { PeriodRhythm } from '../domain/period/period-rule.ts';
import type { ExpectedPeriod, PeriodOf } from '../domain/period/period-words.ts';

/** What a Schedule's action asks for: the row of the packs, and the nominal instant. */
export interface OpenPeriodInput extends PeriodOf {
  readonly atMs: number;
}

/** How a period is opened. */
export interface PeriodOpening {
  readonly lateAfterMinutes: number;
  /** Absent: by its Schedule. */
  readonly by?: { readonly personId: string; readonly reason: string };
}

/** `stood`: the unique key has it · `notYet`: its instant has not come, or nothing opens it. */
export type PeriodOpened = { readonly kind: 'opened'; readonly id: string } | { readonly kind: 'stood' | 'notYet' };

export interface PeriodStore {
  /** Whether periods of this kind open something. */
  hasEntity(of: Pick<PeriodOf, 'kind'>): boolean;
  /** The business instant of the environment's birth; null before it. */
  began(): Promise<number | null>;
  standing(): Promise<StandingPeriods>;
  /** Records a period and its entity in one transaction, under the unique key. */
  open(period: ExpectedPeriod, opening: PeriodOpening): Promise<PeriodOpened>;
  /** Moves the mark of a Schedule; never back. */
  cover(
    scheduleId: string,
    covered: { readonly coveredUntilMs: number; readonly paused: boolean; readonly atMs: number },
  ): Promise<void>;
  /** Writes the event that a period is missing, once. Returns whether it was written now. */
  noteMissing(period: ExpectedPeriod, atMs: number): Promise<boolean>;
}

/** The Temporal Schedules, one per row of the packs. */
export interface PeriodSchedules {
  /** Creates the Schedule or brings it to the row's rhythm. Returns whether it is paused. */
  keep(of: PeriodOf, rhythm: PeriodRhythm): Promise<boolean>;
  /** Runs the actions of a span again, both ends included; those that ran before open nothing twice. */
  backfill(of: PeriodOf, span: { readonly fromMs: number; readonly toMs: number }): Promise<void>;
}

/** The activity of a Schedule's action. */
export interface PeriodWork {
  openPeriod(input: OpenPeriodInput): Promise<PeriodOpened['kind'] | 'notInRule'>;
}
