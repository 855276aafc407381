import {
  closeIfPaid,
  enterStage,
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

/** A payment's state, and the claim's while it is the first of these. */
const SHOWN = [
  ['failed', 'paymentFailed'],
  ['due', 'finance'],
  ['sent', 'paymentSent'],
] as const;

const PAYING_STATES: readonly ClaimState[] = ['finance', 'paymentSent', 'paymentFailed'];

/**
 * Into a stage after a review or a notice. Entering the disbursement makes the purposes under way due: the base less what
 * an advance has paid, the allowance beside it (T-08). Where nothing is left to pay the stage is passed, and what
 * was paid too much is due back.
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

/** the base that is approved against what was advanced of it. */
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
 * Money that left already is not due again; what is nothing is settled at once. An allowance that was due before a return
 * and has no line left is none.
 */
function withDue(course: ClaimCourse, purpose: Purpose, amountFen: number): ClaimCourse {
  const { state } = paymentOf(course, purpose);
  if (state === 'sent' || state === 'settled') {
    return course;
  }
  const ofNothing = purpose === 'allowance' ? 'none' : 'settled';
  const payment: Payment = { state: amountFen > 0 ? 'due' : ofNothing, amountFen, accountCorrected: false };
  return { ...course, payments: { ...course.payments, [purpose]: payment } };
}

/** The state of the disbursement by its purposes: what failed shows first, then what is due, then what is on its way. */
function afterMoney(course: ClaimCourse, plan: ClaimPlan): ClaimCourse {
  const states = purposesUnderWay(course).map((purpose) => paymentOf(course, purpose).state);
  const shown = SHOWN.find(([state]) => states.includes(state));
  if (shown !== undefined) {
    return { ...course, state: shown[1] };
  }
  return isOwed(course) ? { ...course, state: 'recoveryDue' } : enterStage(course, plan, nextStageIndex(course, plan));
}

/** something is due back and has not come whole. */
export function isOwed({ recovery }: Pick<ClaimCourse, 'recovery'>): boolean {
  return recovery !== undefined && recovery.recoveredFen < recovery.dueFen;
}

/** What came back, by repayment or by set-off; whole, the claim goes on. */
export function afterRecovery(course: ClaimCourse, recoveredFen: number, plan: ClaimPlan): ClaimCourse {
  const recovery = { dueFen: course.recovery?.dueFen ?? 0, recoveredFen };
  const moved = { ...course, recovery };
  if (isOwed(moved) || course.state !== 'recoveryDue') {
    return moved;
  }
  return enterStage(moved, plan, nextStageIndex(moved, plan));
}

/** a named decision of Finance takes what the payee owes elsewhere from the base that is due here. */
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

/** Finance lets a payment go; the stage shows what is left of its purposes. */
export function afterRelease(course: ClaimCourse, purpose: Purpose, plan: ClaimPlan): ClaimCourse {
  const sent = withPayment(course, purpose, 'sent');
  return isInDisbursement(course, purpose) ? afterMoney(sent, plan) : sent;
}

/** A payment's outcome moves the stage only where the claim waits for it; a later return opens its own correction (design §5a). */
export function afterPayout(
  course: ClaimCourse,
  purpose: Purpose,
  outcome: 'settled' | 'failed' | 'returned' | 'reversed',
  plan: ClaimPlan,
): ClaimCourse {
  const moved = withPayment(course, purpose, outcome === 'settled' ? 'settled' : 'failed');
  if (isInDisbursement(course, purpose)) {
    return afterMoney(moved, plan);
  }
  return outcome === 'settled' && course.state === 'paid' ? closeIfPaid(moved) : moved;
}

/** The bureau has looked at a corrected account: the money is due again. */
export function afterCorrection(course: ClaimCourse, purpose: Purpose, plan: ClaimPlan): ClaimCourse {
  const due = withPayment(course, purpose, 'due');
  return course.state === 'paymentFailed' && isInDisbursement(course, purpose) ? afterMoney(due, plan) : due;
}

/** Whether the stage waits for this purpose's money. */
export function isInDisbursement(course: ClaimCourse, purpose: Purpose): boolean {
  return purposesUnderWay(course).includes(purpose) && PAYING_STATES.includes(course.state);
}

/** Nothing is paid for the purposes under way: they begin anew or end. */
export function withoutPayments(course: ClaimCourse): ClaimCourse {
  const none = purposesUnderWay(course)
    .filter((purpose) => course.payments[purpose] !== undefined)
    .map((purpose) => [purpose, NO_PAYMENT] as const);
  return { ...course, payments: { ...course.payments, ...Object.fromEntries(none) } };
}

/** Where single lines failed, a purpose is corrected when the last of them is. */
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

/** The last stage in which the applicant may still withdraw: the notice, or the last review where there is none. */
export function lastWithdrawable(plan: ClaimPlan): number {
  const notice = indexOfKind(plan, 'notice');
  return notice === -1 ? indexOfKind(plan, 'disbursement') - 1 : notice;
}

function withPayment(course: ClaimCourse, purpose: Purpose, state: Payment['state']): ClaimCourse {
  const payment = { ...paymentOf(course, purpose), state, accountCorrected: false };
  return { ...course, payments: { ...course.payments, [purpose]: payment } };
}
