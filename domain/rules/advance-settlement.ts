import { addMonths, type IsoDate } from '../calendar.ts';
import type { BasisPoints, Fen } from '../money.ts';
import { parseFen } from '../money.ts';
import { granted, refused, type Verdict } from '../verdict.ts';

/** What is due back from a payee, and the payment it may be taken from. */
export interface SetOff {
  readonly recoverFen: Fen;
  readonly debtor: string;
  readonly payee: string;
  readonly paymentFen: Fen;
  /** The named decision of Finance; without one nothing is set off. */
  readonly decidedBy: string | null;
}

/** R-075, T-01 (ours, after OUT 9 and 10): the share of a route, `advance.rate.<route>` before `advance.rate`. */
export function advanceRateOf(
  route: string,
  rates: { readonly generalBp: BasisPoints; readonly byRoute: Readonly<Record<string, BasisPoints>> },
): BasisPoints {
  return rates.byRoute[route] ?? rates.generalBp;
}

/** C13: an advance is given once per class. */
export function judgeSecondAdvance(earlierAdvances: number): Verdict<null, 'ADVANCE_ALREADY'> {
  return earlierAdvances > 0 ? refused('ADVANCE_ALREADY') : granted(null);
}

/** R-105 (ours): advance and top-up wait for their own notice like every claim, unless `advance.needsNotice` is off. */
export function judgeAdvancePayout(
  noticeEnd: 'closed' | 'open' | 'none',
  needsNotice: boolean,
): Verdict<null, 'NOTICE_OPEN'> {
  return needsNotice && noticeEnd !== 'closed' ? refused('NOTICE_OPEN') : granted(null);
}

/**
 * R-074 (ours): what is due back is taken from the next payment of the same payee only by a named decision of Finance.
 * The rest of the debt stays due; the rest of the payment is paid.
 */
export function judgeSetOff(
  facts: SetOff,
): Verdict<
  { readonly setOffFen: Fen; readonly payFen: Fen; readonly stillDueFen: Fen },
  'SET_OFF_NOT_DECIDED' | 'OTHER_PAYEE'
> {
  if (facts.decidedBy === null) {
    return refused('SET_OFF_NOT_DECIDED');
  }
  if (facts.payee !== facts.debtor) {
    return refused('OTHER_PAYEE');
  }
  const setOffFen = parseFen(Math.min(facts.recoverFen, facts.paymentFen));
  return granted({
    setOffFen,
    payFen: parseFen(facts.paymentFen - setOffFen),
    stillDueFen: parseFen(facts.recoverFen - setOffFen),
  });
}

/** R-148 (ours): an advance that is not settled after so many months is on the stuck list from the next day on. */
export function isAdvanceOpenTooLong(
  facts: { readonly paidOn: IsoDate; readonly settledOn: IsoDate | null; readonly today: IsoDate },
  months: number,
): boolean {
  return facts.settledOn === null && facts.today > addMonths(facts.paidOn, months);
}
