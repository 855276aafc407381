import { addDays, dayAt, endOfDayMs, type IsoDate, type WorkingCalendar } from '../calendar.ts';
import { snapshotInt, type PolicySnapshot } from '../policy/policy-snapshot.ts';
import { paymentOf, type ClaimCourse, type ClaimKind } from './claim-course.ts';
import type { ClaimMessage, RecordedFacts } from './claim-message.ts';
import { returnDueOn, returnRule } from './claim-return.ts';

/** What advances of a claim's class have paid, for settlement by the claim. */
export interface OpenAdvance {
  /** Paid, and not settled by another claim of the class, in fen. */
  readonly openFen: number;
  /** The training year of the claim, and the number of claims of the class; null: one claim for the whole class. */
  readonly instalment: number;
  readonly trainingYears: number | null;
}

/**
 * True if another claim of the class, or a debt of its advance, may take a part of the advance at the same time: then it
 * is read under the locks of the advances and their debts (R-073, L1, L12).
 */
export function isAdvanceShared({
  trainingYears,
  kind,
  hasDebt,
}: {
  readonly trainingYears: number | null;
  readonly kind: ClaimKind;
  readonly hasDebt: boolean;
}): boolean {
  return trainingYears !== null || kind === 'supplementary' || hasDebt;
}

/**
 * how much of its class's advance this claim settles, in fen; 0 for none. A claim for a training year that is
 * not the last settles at most its own amount; the claim for the last year settles the rest (C05).
 */
export function settledAdvanceFen(
  { openFen, instalment, trainingYears }: OpenAdvance,
  claim: { readonly purpose: ClaimCourse['purpose']; readonly amountFen: number },
): number {
  if (openFen <= 0 || claim.purpose !== 'base') {
    return 0;
  }
  const isFollowed = trainingYears !== null && instalment < trainingYears;
  return isFollowed ? Math.min(openFen, claim.amountFen) : openFen;
}

/**
 * R-074 (L1): true if the act reports a payment of an advance whose claim has ended; if the advance is due back, the
 * report is judged under the locks of its debt.
 */
export function isReportOfEndedAdvance({ state }: Pick<ClaimCourse, 'state'>, message: ClaimMessage): boolean {
  return message.kind === 'payoutReported' && message.purpose === 'advance' && state === 'closed';
}

/**
 * R-074 (L1): an ended advance that is due back and that the bank returned owes no more what came back, and never more
 * than `owedFen`; what came back above that is paid again. Nothing for every other act and without a debt.
 */
export function returnedAdvance(
  before: Pick<ClaimCourse, 'state' | 'payments'>,
  message: ClaimMessage,
  owedFen: number,
): Pick<RecordedFacts, 'returnedDebtFen' | 'paidAgainFen'> {
  if (owedFen <= 0 || !isReportOfEndedAdvance(before, message)) {
    return {};
  }
  const { amountFen } = paymentOf(before, 'advance');
  const debtFen = Math.min(owedFen, amountFen);
  return { returnedDebtFen: debtFen, ...(amountFen > debtFen && { paidAgainFen: amountFen - debtFen }) };
}

/**
 * Returns when the waiting period of the new state ends, in ms: 24:00 in Asia/Shanghai of its last day. Null
 * when the state has no waiting period.
 */
export function waitEndsAtMs(
  moved: ClaimCourse,
  law: {
    readonly atMs: number;
    readonly evidenceDueOn: IsoDate | null;
    readonly snapshot: PolicySnapshot;
    readonly calendar: WorkingCalendar;
  },
): number | null {
  const { atMs, evidenceDueOn, snapshot, calendar } = law;
  const today = dayAt(atMs);
  if (moved.state === 'returnedToApplicant') {
    return moved.timer?.atMs ?? endOfDayMs(returnDueOn(returnRule(snapshot, today), calendar));
  }
  if (moved.state === 'postCheck' && evidenceDueOn !== null) {
    // A base that ends late starts the grace days again, whether by payment, settlement or recovery (design §5a,
    //
    const grace = addDays(today, snapshotInt(snapshot, 'float.graceDays'));
    return moved.timer?.atMs ?? endOfDayMs(grace > evidenceDueOn ? grace : evidenceDueOn);
  }
  return null;
}
