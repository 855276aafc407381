import { closeIfPaid, enterStage, nextStageIndex, type ClaimCourse, type Purpose } from './claim-course.ts';
import type { ClaimPlan } from './claim-plan.ts';

/** A payment's outcome moves the stage only where the claim waits for it; a later return opens its own correction (design §5a). */
export function afterPayout(
  course: ClaimCourse,
  purpose: Purpose,
  outcome: 'settled' | 'failed' | 'returned' | 'reversed',
  plan: ClaimPlan,
): ClaimCourse {
  const inThisStage = course.purpose === purpose && ['paymentSent', 'paymentFailed', 'finance'].includes(course.state);
  if (outcome !== 'settled') {
    return withPayment(course, purpose, 'failed', inThisStage ? 'paymentFailed' : null);
  }
  const settled = withPayment(course, purpose, 'settled', null);
  if (inThisStage) {
    return enterStage(settled, plan, nextStageIndex(settled, plan));
  }
  return course.state === 'paid' ? closeIfPaid(settled) : settled;
}

export function withPayment(
  course: ClaimCourse,
  purpose: Purpose,
  state: 'due' | 'sent' | 'settled' | 'failed',
  shown: string | null,
): ClaimCourse {
  const payment = { ...course.payments[purpose], state, accountCorrected: false };
  return { ...course, payments: { ...course.payments, [purpose]: payment }, state: shown ?? course.state };
}

export function correctedPayments(course: ClaimCourse): ClaimCourse['payments'] {
  const mark = (purpose: Purpose) => {
    const payment = course.payments[purpose];
    return payment.state === 'failed' ? { ...payment, accountCorrected: true } : payment;
  };
  return { base: mark('base'), float: mark('float') };
}
