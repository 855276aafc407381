import type { FinalState } from '../payout/inbox-judgement.ts';
import {
  closeIfPaid,
  enterStage,
  LEFT_PAYMENT_STATES,
  NO_PAYMENT,
  nextStageIndex,
  paymentOf,
  PURPOSES,
  purposesUnderWay,
  type ClaimCourse,
  type Payment,
  type Purpose,
} from './claim-course.ts';
import { parseFen } from '../money.ts';
import { settleAdvance } from '../recovery/advance-settlement.ts';
import type { RecordedFacts } from './claim-message.ts';
import { indexOfKind, type ClaimPlan } from './claim-plan.ts';
import type { ClaimState } from './claim-state.ts';
import { isOneOf } from '../verdict.ts';

/**
 * Pairs of payment state and claim state, in order of precedence: the first payment state that is present determines
 * the claim state.
 */
const SHOWN = [
  ['failed', 'paymentFailed'],
  ['due', 'finance'],
  ['sent', 'paymentSent'],
] as const;

const PAYING_STATES: readonly ClaimState[] = ['finance', 'paymentSent', 'paymentFailed'];

/**
 * Enters the stage after a review or a notice. Entering the disbursement makes the purposes under way due: the base
 * less the advance paid, and the allowance (T-08). With nothing left to pay, the claim goes on to the next
 * stage; an overpaid advance is due for recovery.
 */
export function enterPast(course: ClaimCourse, plan: ClaimPlan, index: number, facts: RecordedFacts): ClaimCourse {
  if (plan.stages[index]?.kind !== 'disbursement') {
    return enterStage(course, plan, index);
  }
  const amounts = amountsDue(course, facts);
  const due = [...amounts].reduce<ClaimCourse>((moved, [purpose, fen]) => withDue(moved, purpose, fen), course);
  const overpaidFen = course.purpose === 'base' ? settlementOf(facts).recoverFen : 0;
  const settled = overpaidFen > 0 ? { ...due, recovery: { dueFen: overpaidFen, recoveredFen: 0 } } : due;
  return afterMoney({ ...enterStage(settled, plan, index) }, plan);
}

/** settles the approved base against the advance paid for it. */
function settlementOf({ amountFen, advanceFen = 0 }: RecordedFacts): ReturnType<typeof settleAdvance> {
  return settleAdvance(parseFen(amountFen), parseFen(advanceFen));
}

function amountsDue(course: ClaimCourse, facts: RecordedFacts): ReadonlyMap<Purpose, number> {
  if (course.purpose !== 'base') {
    return new Map([[course.purpose, facts.amountFen]]);
  }
  const base = settlementOf(facts).payFen;
  const { allowanceFen = 0 } = facts;
  const hasAllowance = allowanceFen > 0 || course.payments.allowance !== undefined;
  return new Map<Purpose, number>([['base', base], ...(hasAllowance ? [['allowance', allowanceFen] as const] : [])]);
}

/**
 * Makes a purpose due. Skips payments that are sent or settled. A zero amount counts as settled; a zero allowance
 * counts as none (it was due before a return, and no line with an allowance is left).
 */
function withDue(course: ClaimCourse, purpose: Purpose, amountFen: number): ClaimCourse {
  const { state } = paymentOf(course, purpose);
  if (isOneOf(LEFT_PAYMENT_STATES, state)) {
    return course;
  }
  const ofNothing = purpose === 'allowance' ? 'none' : 'settled';
  const payment: Payment = { state: amountFen > 0 ? 'due' : ofNothing, amountFen, accountCorrected: false };
  return { ...course, payments: { ...course.payments, [purpose]: payment } };
}

/** Sets the state of the disbursement from the payments of its purposes: failed first, then due, then sent. */
function afterMoney(course: ClaimCourse, plan: ClaimPlan): ClaimCourse {
  const states = purposesUnderWay(course).map((purpose) => paymentOf(course, purpose).state);
  const shown = SHOWN.find(([state]) => states.includes(state));
  if (shown !== undefined) {
    return { ...course, state: shown[1] };
  }
  if (isOwed(course)) {
    return { ...course, state: 'recoveryDue' };
  }
  return course.isReopened === true ? closeIfPaid(course) : enterStage(course, plan, nextStageIndex(course, plan));
}

/** a recovery is due and not yet fully paid. */
export function isOwed({ recovery }: Pick<ClaimCourse, 'recovery'>): boolean {
  return recovery !== undefined && recovery.recoveredFen < recovery.dueFen;
}

/** Sets the amount recovered so far, by repayment or set-off. Once it is complete, the claim enters its next stage. */
export function afterRecovery(course: ClaimCourse, recoveredFen: number, plan: ClaimPlan): ClaimCourse {
  const recovery = { dueFen: course.recovery?.dueFen ?? 0, recoveredFen };
  const moved = { ...course, recovery };
  if (isOwed(moved) || course.state !== 'recoveryDue') {
    return moved;
  }
  return enterStage(moved, plan, nextStageIndex(moved, plan));
}

/**
 * applies a set-off. By a named decision of Finance, the payee's debt elsewhere is deducted from the base that
 * is due here.
 */
export function afterSetOff(course: ClaimCourse, amountFen: number, plan: ClaimPlan): ClaimCourse {
  const { base } = course.payments;
  const left = base.amountFen - amountFen;
  const payment: Payment = {
    ...base,
    amountFen: left,
    state: left > 0 ? base.state : 'settled',
    setOffFen: (base.setOffFen ?? 0) + amountFen,
  };
  return afterMoney({ ...course, payments: { ...course.payments, base: payment } }, plan);
}

/** Marks a purpose's payment as sent when Finance releases it, and updates the state of the disbursement. */
export function afterRelease(
  course: ClaimCourse,
  purpose: Purpose,
  { paidAgainFen }: RecordedFacts,
  plan: ClaimPlan,
): ClaimCourse {
  const sent = withPayment(course, purpose, 'sent', paidAgainFen);
  return isInDisbursement(course, purpose) ? afterMoney(sent, plan) : sent;
}

/**
 * Applies the outcome of a payment. It moves the stage only if the claim waits for this payment; a later return opens
 * its own correction, and after the end it opens the claim's payment again (design §5a, R-147). Of an advance that was
 * due back, what came back is no longer owed and is not paid again; what came back above the debt is (L1).
 */
export function afterPayout(
  course: ClaimCourse,
  { purpose, outcome }: { readonly purpose: Purpose; readonly outcome: FinalState },
  facts: RecordedFacts,
  plan: ClaimPlan,
): ClaimCourse {
  const { returnedDebtFen, paidAgainFen } = facts;
  if (course.state === 'closed' && returnedDebtFen !== undefined && paidAgainFen === undefined) {
    return { ...course, payments: { ...course.payments, [purpose]: NO_PAYMENT } };
  }
  const moved = withPayment(course, purpose, outcome === 'settled' ? 'settled' : 'failed', paidAgainFen);
  if (course.state === 'closed') {
    return afterMoney({ ...moved, isReopened: true, stageIndex: indexOfKind(plan, 'disbursement') }, plan);
  }
  if (isInDisbursement(course, purpose)) {
    return afterMoney(moved, plan);
  }
  return outcome === 'settled' && course.state === 'paid' ? closeIfPaid(moved) : moved;
}

/** Makes a failed payment due again after the bureau has confirmed the corrected account. */
export function afterCorrection(course: ClaimCourse, purpose: Purpose, plan: ClaimPlan): ClaimCourse {
  const due = withPayment(course, purpose, 'due');
  return course.state === 'paymentFailed' && isInDisbursement(course, purpose) ? afterMoney(due, plan) : due;
}

/** True if the claim is in its disbursement and this purpose is under way. */
export function isInDisbursement(course: ClaimCourse, purpose: Purpose): boolean {
  return purposesUnderWay(course).includes(purpose) && PAYING_STATES.includes(course.state);
}

/** Resets the payments of the purposes under way to none; those purposes start again or end. */
export function withoutPayments(course: ClaimCourse): ClaimCourse {
  const none = purposesUnderWay(course)
    .filter((purpose) => course.payments[purpose] !== undefined)
    .map((purpose) => [purpose, NO_PAYMENT] as const);
  return { ...course, payments: { ...course.payments, ...Object.fromEntries(none) } };
}

/**
 * Marks failed purposes as corrected. With one payment per line, a purpose is corrected when its last failed line is.
 */
export function correctedPayments(
  course: ClaimCourse,
  corrected: readonly Purpose[] = PURPOSES,
): ClaimCourse['payments'] {
  const failed = PURPOSES.filter((purpose) => paymentOf(course, purpose).state === 'failed');
  const marked = failed.map(
    (purpose) => [purpose, { ...paymentOf(course, purpose), accountCorrected: corrected.includes(purpose) }] as const,
  );
  return { ...course.payments, ...Object.fromEntries(marked) };
}

/**
 * Index of the last stage in which the applicant may withdraw: the notice, or the last review when the plan has no
 * notice.
 */
export function lastWithdrawable(plan: ClaimPlan): number {
  const notice = indexOfKind(plan, 'notice');
  return notice === -1 ? indexOfKind(plan, 'disbursement') - 1 : notice;
}

/** `amountFen`: the new amount of the payment; undefined if it stays. */
function withPayment(
  course: ClaimCourse,
  purpose: Purpose,
  state: Payment['state'],
  amountFen = paymentOf(course, purpose).amountFen,
): ClaimCourse {
  const payment = { ...paymentOf(course, purpose), state, amountFen, accountCorrected: false };
  return { ...course, payments: { ...course.payments, [purpose]: payment } };
}
