import { addDays, addWorkingDays, dayAt, type IsoDate, type WorkingCalendar } from '../domain/calendar.ts';
import { PAYMENT_WORKING_DAYS } from '../domain/diagnosis/diagnose.ts';
import { SILENT_DAYS } from '../domain/diagnosis/stuck.ts';

/**
 * R-148 as a condition on a claim `c`, with the five parameters of `stuckParameters` from $first on: a task beyond its
 * escalation day, something a machine owes, a register or a payment that does not answer, thirty days of silence outside
 * timers and holds.
 */
export function STUCK_CLAIM(first: number): string {
  const [today, silent, unanswered, late, now] = [0, 1, 2, 3, 4].map((offset) => `$${first + offset}`);
  return `(c.state NOT IN ('draft', 'closed', 'rejected', 'withdrawn') AND (
    EXISTS (SELECT FROM task t WHERE t.claim_id = c.id AND t.state = 'open' AND NOT t.paused AND t.escalate_on < ${today}::date)
    OR EXISTS (SELECT FROM act a WHERE a.entity_kind = 'claim' AND a.entity_id = c.id AND a.answered_at IS NULL
      AND a.recorded_revision IS NULL AND a.created_at < now() - interval '5 seconds')
    OR (c.start_requested_at < ${late}::timestamptz AND c.started_at IS NULL)
    OR c.timer_at < ${now}::timestamptz - interval '1 minute'
    OR c.waiting_register IS NOT NULL
    OR (c.state = 'paymentSent' AND c.state_since < ${unanswered}::timestamptz)
    OR (c.state NOT IN ('postCheck', 'noticeOpen', 'suspended') AND c.state_since < ${silent}::timestamptz)))`;
}

/** Business time (D19). */
export function stuckParameters(at: Date, calendar: WorkingCalendar): readonly (string | Date)[] {
  const today = dayAt(at.getTime());
  return [
    today,
    new Date(at.getTime() - SILENT_DAYS * 86_400_000),
    new Date(`${workingDaysBefore(today, PAYMENT_WORKING_DAYS, calendar)}T00:00:00+08:00`),
    new Date(at.getTime() - 5_000),
    at,
  ];
}

/** The last day from which so many working days lie before today's end. */
function workingDaysBefore(today: IsoDate, count: number, calendar: WorkingCalendar): IsoDate {
  let day = today;
  while (addWorkingDays(day, count, calendar) >= today) {
    day = addDays(day, -1);
  }
  return addDays(day, 1);
}
