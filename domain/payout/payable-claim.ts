import { isSettled, paymentOf, PURPOSES, type ClaimCourse, type Purpose } from '../claim/claim-course.ts';
import { isInDisbursement } from '../claim/claim-payments.ts';
import { isPaidAgain } from '../claim/claim-table.ts';
import type { RouteDefinition } from '../policy/policy-pack.ts';
import { granted, refused, type Verdict } from '../verdict.ts';

export type PayableRefusal = 'PAYEE_CHANGED' | 'CLAIM_HELD' | 'ALREADY_IN_BATCH' | 'NOTICE_OPEN' | 'WRONG_STATE';

export interface Payable {
  readonly purpose: Purpose;
  /** Amount due for the purpose in fen, including instructions already sent for single lines. */
  readonly amountFen: number;
}

/**
 * True for payments to the account of each line's own person: always for the living allowance, and for the base if the
 * route pays persons.
 */
export function isPaidByLine(route: Pick<RouteDefinition, 'payee'>, purpose: string): boolean {
  return purpose === 'allowance' || (purpose === 'base' && route.payee === 'person');
}

/**
 * Returns what Finance may put into a batch for a claim: only what a clean notice has made due, and only once.
 * Without a purpose: everything that is due, the base first. `bound`: purposes whose whole amount is in valid
 * instructions.
 */
export function judgePayable(
  course: ClaimCourse,
  wanted: Purpose | null,
  bound: readonly string[],
): Verdict<readonly Payable[], PayableRefusal> {
  const purposes = wanted === null ? PURPOSES : [wanted];
  const due = purposes.filter(
    (purpose) =>
      !isSettled(course) &&
      isReleasable(course, purpose) &&
      paymentOf(course, purpose).state === 'due' &&
      !bound.includes(purpose),
  );
  if (due.length === 0) {
    return refused(whyNothingIsDue(course, purposes, bound));
  }
  return course.holds > 0
    ? refused('CLAIM_HELD')
    : granted(due.map((purpose) => ({ purpose, amountFen: paymentOf(course, purpose).amountFen })));
}

function isReleasable(course: ClaimCourse, purpose: Purpose): boolean {
  return course.state === 'finance' || isPaidAgain(course, purpose) || isInDisbursement(course, purpose);
}

function whyNothingIsDue(course: ClaimCourse, purposes: readonly Purpose[], bound: readonly string[]): PayableRefusal {
  const stateOf = (purpose: Purpose) => paymentOf(course, purpose).state;
  if (purposes.some((one) => stateOf(one) === 'sent' || (bound.includes(one) && stateOf(one) === 'due'))) {
    return 'ALREADY_IN_BATCH';
  }
  const waitsForItsNotice = purposes.includes(course.purpose) && stateOf(course.purpose) === 'none';
  return waitsForItsNotice && !isSettled(course) ? 'NOTICE_OPEN' : 'WRONG_STATE';
}
