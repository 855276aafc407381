import { addWorkingDays, type IsoDate, type WorkingCalendar } from '../calendar.ts';
import type { Fen } from '../money.ts';
import { granted, refused, type Verdict } from '../verdict.ts';

/** R-090 (003§四(一), seed): a college gets what was approved in full; a part of it is refused. */
export function judgeCollegePayment(approvedFen: Fen, paymentFen: Fen): Verdict<Fen, 'PARTIAL_PAYMENT'> {
  return paymentFen === approvedFen ? granted(paymentFen) : refused('PARTIAL_PAYMENT');
}

/**
 * R-090 (003§四(一), seed; the days ours): in time means so many working days after the notice closed (`finance.days`),
 * the closing day not counted. The day after the last one is late.
 */
export function collegePaymentLate(
  facts: { readonly noticeClosedOn: IsoDate; readonly paidOn: IsoDate | null; readonly today: IsoDate },
  days: number,
  calendar: WorkingCalendar,
): 'COLLEGE_PAYMENT_LATE' | undefined {
  const lastDay = addWorkingDays(facts.noticeClosedOn, days, calendar);
  return (facts.paidOn ?? facts.today) > lastDay ? 'COLLEGE_PAYMENT_LATE' : undefined;
}
