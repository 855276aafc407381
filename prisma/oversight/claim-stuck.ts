import { sqlList } from '../kernel/sql-list.ts';
import { SENT_INSTRUCTION_STATES } from '../../domain/payout/inbox-judgement.ts';
import { TIMED_CLAIM_STATES, ENDED_CLAIM_STATES, UNPAID_CLAIM_STATES } from '../../domain/claim/claim-state.ts';
import { addDays, addWorkingDays, dayAt, type IsoDate, type WorkingCalendar } from '../../domain/calendar.ts';
import type { StuckLimits } from '../../domain/policy/office-parameters.ts';

/**
 * The day on which an advance `c` was paid that the claims of its class have not settled; null for every other claim.
 * Its state is the last one that its payment set.
 */
export const OPEN_ADVANCE_SINCE = `(CASE WHEN c.kind = 'advance' AND c.state = 'closed' AND c.paid_fen >
    (SELECT coalesce(sum(o.advance_fen), 0) FROM claim o WHERE o.filing_id = c.filing_id AND o.kind = 'main'
      AND o.state NOT IN (${sqlList(UNPAID_CLAIM_STATES)}))
  THEN (c.state_since AT TIME ZONE 'Asia/Shanghai')::date END)`;

/**
 * R-148 as a condition on a claim `c`, with the six parameters of `stuckParameters` from $first on. A claim is stuck
 * if: a task is past its escalation day; a college's money is past the last day of Finance; a machine has not
 * done its part; a notice has ended without releasing the claim; a register or a payment does not answer; nothing has
 * happened for long outside timers and holds; or no claim settles an advance. A return does not expire while the claim
 * is on hold.
 */
export function STUCK_CLAIM(first: number): string {
  const [today, silent, unanswered, late, now, months] = [0, 1, 2, 3, 4, 5].map((offset) => `$${first + offset}`);
  return `((c.kind = 'advance' AND c.state = 'closed' AND ${OPEN_ADVANCE_SINCE} + make_interval(months => ${months}::int) < ${today}::date)
    OR c.state NOT IN ('draft', ${sqlList(ENDED_CLAIM_STATES)}) AND (
    EXISTS (SELECT FROM task t WHERE t.entity_kind = 'claim' AND t.entity_id = c.id AND t.state = 'open' AND NOT t.paused AND t.escalate_on < ${today}::date)
    OR EXISTS (SELECT FROM payout_instruction i JOIN task t ON t.entity_kind = 'batch' AND t.entity_id = i.batch_id
      WHERE i.claim_id = c.id AND i.state = 'draft' AND t.state = 'open' AND t.escalate_on < ${today}::date)
    OR EXISTS (SELECT FROM task t JOIN party p ON p.id = c.applicant_party_id WHERE t.entity_kind = 'claim' AND t.entity_id = c.id AND t.state = 'open'
      AND NOT t.paused AND t.organ = 'FINANCE' AND p.kind = 'college' AND t.due_on < ${today}::date)
    OR EXISTS (SELECT FROM act a WHERE a.entity_kind = 'claim' AND a.entity_id = c.id AND a.answered_at IS NULL
      AND a.recorded_revision IS NULL AND a.created_at < now() - interval '5 seconds')
    OR (c.start_requested_at < ${late}::timestamptz AND c.started_at IS NULL)
    OR (c.timer_at < ${now}::timestamptz - interval '1 minute' AND c.state <> 'suspended')
    OR (c.state = 'noticeOpen' AND EXISTS (SELECT FROM notice_claim nc JOIN notice n ON n.id = nc.notice_id
      WHERE nc.claim_id = c.id AND nc.state = 'open' AND n.ends_at < ${now}::timestamptz - interval '1 minute'
        AND NOT EXISTS (SELECT FROM objection o
          WHERE o.notice_id = n.id AND o.claim_id = c.id AND o.state = 'open')))
    OR c.waiting_register IS NOT NULL
    OR (c.state = 'paymentSent' AND c.state_since < ${unanswered}::timestamptz)
    OR (c.state = 'paid' AND EXISTS (SELECT FROM payout_instruction i WHERE i.claim_id = c.id
      AND i.state IN (${sqlList(SENT_INSTRUCTION_STATES)}) AND i.state_since < ${unanswered}::timestamptz))
    OR (c.state NOT IN (${sqlList(TIMED_CLAIM_STATES)}) AND c.state_since < ${silent}::timestamptz)))`;
}

export type StuckParameters = readonly [
  today: IsoDate,
  silentSince: Date,
  unansweredSince: Date,
  startLateSince: Date,
  now: Date,
  advanceMonths: number,
];

/** Parameters of business time (D19). */
export function stuckParameters(
  at: Date,
  calendar: WorkingCalendar,
  { silentDays, paymentDays, advanceMonths }: StuckLimits,
): StuckParameters {
  const today = dayAt(at.getTime());
  return [
    today,
    new Date(at.getTime() - silentDays * 86_400_000),
    new Date(`${workingDaysBefore(today, paymentDays, calendar)}T00:00:00+08:00`),
    new Date(at.getTime() - 5_000),
    at,
    advanceMonths,
  ];
}

/** The latest day that lies the given number of working days before the end of today. */
function workingDaysBefore(today: IsoDate, count: number, calendar: WorkingCalendar): IsoDate {
  let day = today;
  while (addWorkingDays(day, count, calendar) >= today) {
    day = addDays(day, -1);
  }
  return addDays(day, 1);
}
