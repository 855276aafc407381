import { isSettled, type ClaimCourse, type Purpose } from '../claim/claim-course.ts';
import { isPaidAgain, PURPOSES } from '../claim/claim-table.ts';
import { granted, refused, type Verdict } from '../verdict.ts';

export type PayableRefusal = 'CLAIM_HELD' | 'ALREADY_IN_BATCH' | 'NOTICE_OPEN' | 'WRONG_STATE';

export interface Payable {
  readonly purpose: Purpose;
  /** Fen. */
  readonly amountFen: number;
}

/**
 * Whether Finance may put a claim into a batch: only money that a clean notice has made due, once. Without a
 * purpose it is what is due, the base first. `obliged`: purposes with a living instruction.
 */
export function judgePayable(
  course: ClaimCourse,
  wanted: Purpose | null,
  obliged: readonly string[],
): Verdict<Payable, PayableRefusal> {
  const purposes = wanted === null ? PURPOSES : [wanted];
  const due = purposes.find(
    (purpose) =>
      !isSettled(course) &&
      (course.state === 'finance' || isPaidAgain(course, purpose)) &&
      course.payments[purpose].state === 'due' &&
      !obliged.includes(purpose),
  );
  if (due === undefined) {
    return refused(whyNothingIsDue(course, purposes, obliged));
  }
  return course.holds > 0
    ? refused('CLAIM_HELD')
    : granted({ purpose: due, amountFen: course.payments[due].amountFen });
}

function whyNothingIsDue(
  course: ClaimCourse,
  purposes: readonly Purpose[],
  obliged: readonly string[],
): PayableRefusal {
  const states = purposes.map((purpose) => course.payments[purpose].state);
  if (
    states.includes('sent') ||
    purposes.some((one) => obliged.includes(one) && course.payments[one].state === 'due')
  ) {
    return 'ALREADY_IN_BATCH';
  }
  const waitsForItsNotice = purposes.includes(course.purpose) && course.payments[course.purpose].state === 'none';
  return waitsForItsNotice && !isSettled(course) ? 'NOTICE_OPEN' : 'WRONG_STATE';
}
