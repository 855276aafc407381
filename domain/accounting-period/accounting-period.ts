import { addDays, addMonths, parseIsoDate, type IsoDate } from '../calendar.ts';
import { granted, refused, type Verdict } from '../verdict.ts';

/** `open`: facts are booked in it · `proposed`: a maker asks to close it · `closed`: nothing is booked in it any more. */
export const ACCOUNTING_STATES = ['open', 'proposed', 'closed'] as const;
export type AccountingState = (typeof ACCOUNTING_STATES)[number];

/** A quarter of the books, as 2025-Q3, with its first and its last day. */
export interface Quarter {
  readonly period: string;
  readonly from: IsoDate;
  readonly to: IsoDate;
}

export const PERIOD_FORM = /^(20\d{2})-Q([1-4])$/;

/** @throws RangeError for what is no quarter */
export function quarterOf(period: string): Quarter {
  const [, year, quarter] = PERIOD_FORM.exec(period) ?? [];
  if (year === undefined || quarter === undefined) {
    throw new RangeError(`Not a quarter: ${period}`);
  }
  const from = parseIsoDate(`${year}-${String(Number(quarter) * 3 - 2).padStart(2, '0')}-01`);
  return { period, from, to: addDays(addMonths(from, 3), -1) };
}

export function quartersOfYear(year: number): readonly Quarter[] {
  return [1, 2, 3, 4].map((quarter) => quarterOf(`${year}-Q${quarter}`));
}

/** Returns the quarter of a day. */
export function quarterOfDay(day: IsoDate): Quarter {
  const [year = '', month = ''] = day.split('-');
  return quarterOf(`${year}-Q${Math.ceil(Number(month) / 3)}`);
}

/** What is known of a quarter when somebody acts on it. */
export interface JudgedPeriod {
  readonly state: AccountingState;
  readonly proposedBy: string | null;
  readonly reportSha256: string | null;
}

export type ClosureRefusal = 'WRONG_STATE' | 'PERIOD_NOT_OVER' | 'PERIOD_NOT_BALANCED';

/**
 * A maker may propose to close a quarter that is over and whose differences are all explained; a proposal that waits may be
 * made anew, because its report may have changed.
 */
export function judgeProposal(
  { state }: Pick<JudgedPeriod, 'state'>,
  { quarter, today, unexplained }: { readonly quarter: Quarter; readonly today: IsoDate; readonly unexplained: number },
): Verdict<null, ClosureRefusal> {
  if (state === 'closed') {
    return refused('WRONG_STATE');
  }
  if (today <= quarter.to) {
    return refused('PERIOD_NOT_OVER');
  }
  return unexplained > 0 ? refused('PERIOD_NOT_BALANCED') : granted(null);
}

/** What is said of proposing it before anything is counted. */
export function judgeProposer(
  { state }: Pick<JudgedPeriod, 'state'>,
  of: { readonly quarter: Quarter; readonly today: IsoDate },
): Verdict<null, ClosureRefusal> {
  return judgeProposal({ state }, { ...of, unexplained: 0 });
}

export type ConfirmationRefusal = ClosureRefusal | 'SAME_PERSON_FORBIDDEN' | 'ROLE_REQUIRED' | 'REPORT_CHANGED';

/** Another person than the maker, a checker, closes what was proposed, and only the report that was proposed (S4, D12). */
export function judgeClosing(
  { state, proposedBy, reportSha256 }: JudgedPeriod,
  person: { readonly personId: string; readonly isChecker: boolean },
  now: { readonly reportSha256: string; readonly unexplained: number },
): Verdict<null, ConfirmationRefusal> {
  const asked = judgeCloser({ state, proposedBy }, person);
  if (!asked.ok) {
    return asked;
  }
  if (now.unexplained > 0) {
    return refused('PERIOD_NOT_BALANCED');
  }
  return now.reportSha256 === reportSha256 ? granted(null) : refused('REPORT_CHANGED');
}

/** Who may close it, before anything is counted. */
export function judgeCloser(
  { state, proposedBy }: Pick<JudgedPeriod, 'state' | 'proposedBy'>,
  { personId, isChecker }: { readonly personId: string; readonly isChecker: boolean },
): Verdict<null, ConfirmationRefusal> {
  if (state !== 'proposed') {
    return refused('WRONG_STATE');
  }
  if (personId === proposedBy) {
    return refused('SAME_PERSON_FORBIDDEN');
  }
  return isChecker ? granted(null) : refused('ROLE_REQUIRED');
}

export function judgeReopening({ state }: Pick<JudgedPeriod, 'state'>): Verdict<null, 'WRONG_STATE'> {
  return state === 'closed' ? granted(null) : refused('WRONG_STATE');
}
