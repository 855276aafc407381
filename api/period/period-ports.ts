import type { ExpectedPeriod, PeriodKind } from '../../domain/period/period-words.ts';
import type { Caller } from '../kernel/caller.ts';

export interface PeriodRecord {
  readonly periodId: string;
  readonly kind: PeriodKind;
  readonly jurisdiction: string;
  readonly route: string | null;
  readonly key: string;
  readonly opensAt: Date;
  readonly dueAt: Date | null;
  readonly openedAt: Date;
  readonly late: boolean;
  readonly closedAt: Date | null;
  readonly entityId: string;
}

export interface PeriodQuery {
  readonly kind: PeriodKind | undefined;
  readonly jurisdiction: string | undefined;
  readonly route: string | undefined;
  readonly key: string | undefined;
  readonly late: boolean | undefined;
  readonly limit: number;
  readonly after: readonly [atMs: number, id: string] | null;
}

export interface ScheduleRecord {
  readonly scheduleId: string;
  readonly kind: PeriodKind;
  readonly jurisdiction: string;
  readonly route: string | null;
  readonly paused: boolean;
  readonly nextAt: Date | null;
  readonly lastKey: string | null;
  readonly coveredUntil: Date | null;
  readonly missing: readonly string[];
}

export interface OpeningAsked {
  readonly kind: PeriodKind;
  readonly jurisdiction: string;
  readonly route: string | null;
  readonly key: string;
  readonly reason: string;
}

/** A period that did not open, by its whole name: `ANNUAL_PLAN/150600/2025`. */
interface ExpectedByRules extends Pick<ExpectedPeriod, 'jurisdiction' | 'route' | 'key'> {
  readonly name: string;
  readonly opensAt: Date;
}

export interface PeriodReads {
  list(query: PeriodQuery, caller: Caller): Promise<readonly PeriodRecord[]>;
  schedules(caller: Caller, at: Date): Promise<readonly ScheduleRecord[]>;
  /** What the rules expect in the caller's jurisdiction and below, and did not open. */
  missing(caller: Caller, at: Date): Promise<readonly ExpectedByRules[]>;
  /** A period of the rules from before the birth, by an operator. */
  open(
    asked: OpeningAsked,
    by: { readonly caller: Caller; readonly at: Date },
  ): Promise<{ readonly kind: 'opened'; readonly period: PeriodRecord } | { readonly kind: 'exists' | 'notInRule' }>;
}
