import type { Caller } from '../kernel/caller.ts';
import type { AccountingState } from '../../domain/accounting-period/accounting-period.ts';
import type { Difference } from '../../domain/reconciliation/reconcile.ts';

export interface PeriodRecord {
  readonly period: string;
  readonly state: AccountingState;
  readonly reportSha256: string | null;
  readonly proposedBy: string | null;
  readonly proposedByName: string | null;
  readonly proposedAt: Date | null;
  readonly closedBy: string | null;
  readonly closedByName: string | null;
  readonly closedAt: Date | null;
}

/** A refusal; the differences that nobody explained where they are the reason. */
export interface PeriodRefusal<Code extends string> {
  readonly code: Code;
  readonly differences: readonly Difference[];
}

export type PeriodWritten<Code extends string> =
  | { readonly ok: true; readonly value: PeriodRecord }
  | { readonly ok: false; readonly reason: PeriodRefusal<Code> };

export interface PeriodActing {
  readonly caller: Caller;
  readonly at: Date;
}

export interface AccountingStore {
  /** The rows of quarters that somebody acted on. */
  list(year: number, caller: Caller): Promise<readonly PeriodRecord[]>;
  propose(
    period: string,
    by: PeriodActing,
  ): Promise<PeriodWritten<'WRONG_STATE' | 'PERIOD_NOT_OVER' | 'PERIOD_NOT_BALANCED'>>;
  /** Nothing is booked in the quarter from the moment on in which this is stored. */
  confirm(
    period: string,
    by: PeriodActing,
  ): Promise<
    PeriodWritten<
      | 'WRONG_STATE'
      | 'PERIOD_NOT_OVER'
      | 'PERIOD_NOT_BALANCED'
      | 'SAME_PERSON_FORBIDDEN'
      | 'ROLE_REQUIRED'
      | 'REPORT_CHANGED'
    >
  >;
  reopen(period: string, reason: string, by: PeriodActing): Promise<PeriodWritten<'WRONG_STATE'>>;
}
