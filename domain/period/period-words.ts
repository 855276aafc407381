/** What a clock of the year opens. */
export const PERIOD_KINDS = ['GRANT_CALL', 'ANNUAL_PLAN', 'DEMAND_CYCLE'] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

export const PERIOD_STATES = ['open', 'closed'] as const;

/** Of which row of the packs a period is: ids and codes only, so it may be the input of a workflow. */
export interface PeriodOf {
  readonly kind: PeriodKind;
  readonly jurisdiction: string;
  /** Null for a kind that is not of one route. */
  readonly route: string | null;
}

/** A period as the packs give it. */
export interface ExpectedPeriod extends PeriodOf {
  /** The year, or the number of the cycle; unique within its row. */
  readonly key: string;
  /** The nominal instant. */
  readonly opensAtMs: number;
  /** The end of its last day, 24:00; null where the packs give none. */
  readonly dueAtMs: number | null;
}

/** One name for a row of the packs: `GRANT_CALL/150000/BASE_GRANT_REGIONAL`, `DEMAND_CYCLE/150600`. */
export function periodRowName({ kind, jurisdiction, route }: PeriodOf): string {
  return route === null ? `${kind}/${jurisdiction}` : `${kind}/${jurisdiction}/${route}`;
}

/**
 * A clock of the year: what opens, where, and when. `opens` and `due` name parameters, so that a closer place may have
 * days of its own: a month and a day (`yearlyOn`), or every so many days from an anchor. `due: planDue` is the day of
 *
 */
export interface PeriodDefinition {
  readonly kind: PeriodKind;
  /** Absent: the document's. */
  readonly jurisdiction?: string;
  /** Of one route only, e.g. a call. */
  readonly route?: string;
  readonly opens:
    | { readonly yearlyOn: string }
    | { readonly everyDays: string; readonly from: string; readonly mode?: string };
  readonly due?: { readonly yearlyOn: string } | 'planDue';
}
