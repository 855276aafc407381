import type { Caller } from '../kernel/caller.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import type { Difference, FundFigures } from '../../domain/reconciliation/reconcile.ts';

/** A difference of a day with what a checker said of it. */
export interface DayDifference extends Difference {
  readonly day: IsoDate;
  readonly claimNo: string | null;
  readonly grantNo: string | null;
  readonly explanation: Explanation | null;
}

export interface Explanation {
  readonly text: string;
  readonly explainedBy: string;
  readonly explainedByName: string;
  readonly explainedAt: Date;
}

/** A run of a day's reconciliation, as it was stored. */
export interface ReconciliationRecord {
  readonly id: string;
  readonly jurisdiction: string;
  readonly day: IsoDate;
  readonly asOf: Date;
  readonly balanced: boolean;
  readonly funds: readonly FundFigures[];
  readonly differences: readonly DayDifference[];
}

export interface ReconciliationRow extends Omit<ReconciliationRecord, 'funds' | 'differences'> {
  readonly differences: number;
}

export interface ReconciliationStore {
  /** Compares what was released on a day with what is known of it now, and stores the run beside the former ones. */
  run(day: IsoDate, by: { readonly caller: Caller; readonly at: Date }): Promise<ReconciliationRecord>;
  /** The newest run of a day that was known at an instant. */
  find(day: IsoDate, asOf: Date | null, caller: Caller): Promise<ReconciliationRecord | null>;
  /** The newest run of each day, newest day first; one more than the limit says that there are more. */
  list(
    asked: {
      readonly from: IsoDate | null;
      readonly to: IsoDate | null;
      readonly before: IsoDate | null;
      /** Days that are balanced, or that differ; null for both. */
      readonly balanced: boolean | null;
      readonly limit: number;
    },
    caller: Caller,
  ): Promise<readonly ReconciliationRow[]>;
  /** Stores what a checker says of a difference of the day's newest run, once. */
  explain(
    difference: { readonly day: IsoDate; readonly differenceId: string; readonly text: string },
    by: { readonly caller: Caller; readonly at: Date },
  ): Promise<'explained' | 'NOT_FOUND' | 'WRONG_STATE'>;
}
