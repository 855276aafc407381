import { dayAt, workingDaysBefore, type IsoDate, type WorkingCalendar } from '../../domain/calendar.ts';
import {
  NOT_UNDER_WAY_CLAIM_STATES,
  OWN_TIMER_CLAIM_STATES,
  TIMED_CLAIM_STATES,
} from '../../domain/claim/claim-state.ts';
import type { EntityKind } from '../../domain/entities.ts';
import { LIVE_NOTICE_CLAIM_STATES } from '../../domain/notice/notice-course.ts';
import { STEP_PATIENCE_MS, TIMER_PATIENCE_MS } from '../../domain/oversight/diagnosis.ts';
import { FORGERY_SHOWN_DAYS, STUCK_REASONS, type StuckReason } from '../../domain/oversight/stuck.ts';
import { SENT_INSTRUCTION_STATES, type InboxState } from '../../domain/payout/inbox-judgement.ts';
import type { StuckLimits } from '../../domain/policy/office-parameters.ts';
import { RETURNED_ADVANCE, settledAdvance } from '../kernel/open-advance.ts';
import { runsOn } from '../kernel/absence-rows.ts';
import { hasKeptFault } from '../standing/standing-facts.ts';
import { isSeatEmpty, isSeatUnable } from './empty-seat.ts';
import { sqlList } from '../kernel/sql-list.ts';

/**
 * The day on which an advance `c` was paid that the claims of its class have not settled and that has not come back; null for every other claim.
 * Its state is the last one that its payment set.
 */
export const OPEN_ADVANCE_SINCE = `(CASE WHEN c.kind = 'advance' AND c.state = 'closed' AND c.paid_fen > ${settledAdvance()} + ${RETURNED_ADVANCE}
  THEN (c.state_since AT TIME ZONE 'Asia/Shanghai')::date END)`;

const UNDER_WAY = `c.state NOT IN (${sqlList(NOT_UNDER_WAY_CLAIM_STATES)})`;

/**
 * R-148 as a condition on a claim `c`: one of the reasons of the domain's list holds. $first is the number of the first
 * of the six `stuckParameters`.
 */
export function stuckClaim(first: number): string {
  const { advanceUnsettled, forgedAct, ...underWay } = conditions(first);
  return `(${advanceUnsettled} OR ${forgedAct} OR ${UNDER_WAY} AND (${Object.values(underWay).join('\n    OR ')}))`;
}

/** Reasons that hold for a claim that has ended, too. */
const ALSO_ENDED: readonly StuckReason[] = ['advanceUnsettled', 'forgedAct'];

/** The reasons that hold for a claim `c`, as an array of `StuckReason`. */
export function stuckReasonsOf(first: number): string {
  const all = conditions(first);
  const reasons = STUCK_REASONS.map((reason) => {
    const condition = ALSO_ENDED.includes(reason) ? all[reason] : `${UNDER_WAY} AND ${all[reason]}`;
    return `CASE WHEN ${condition} THEN '${reason}' END`;
  });
  return `array_remove(ARRAY[${reasons.join(',\n    ')}]::text[], NULL)`;
}

/** A message to the claim, its class, its notice or its batch did not count, not long ago (D2). */
const FORGED_ACT = `EXISTS (SELECT FROM forged_act g WHERE g.last_at > now() - interval '${FORGERY_SHOWN_DAYS} days' AND (
      g.entity_kind = 'claim' AND g.entity_id = c.id OR g.entity_kind = 'filing' AND g.entity_id = c.filing_id
      OR g.entity_kind = 'notice' AND EXISTS (SELECT FROM notice_claim n WHERE n.notice_id = g.entity_id AND n.claim_id = c.id)
      OR g.entity_kind = 'batch' AND EXISTS (SELECT FROM payout_instruction i
        WHERE i.batch_id = g.entity_id AND i.claim_id = c.id)))`;

/**
 * The condition of each reason: everybody of a task's seat is away; a task is past its escalation day; a college's money is past the last day of Finance
 * (R-090); a machine has not done its part; a notice has ended without releasing the claim; a register or a payment
 * does not answer; nothing has happened for long outside timers and holds; no claim settles an advance; or a message did not
 * count. A return does
 * not expire while the claim is on hold.
 */
function conditions(first: number): Readonly<Record<StuckReason, string>> {
  const [today = '', silent, unanswered, late, now, months] = [0, 1, 2, 3, 4, 5].map((offset) => `$${first + offset}`);
  const timerLate = `${now}::timestamptz - interval '${TIMER_PATIENCE_MS} milliseconds'`;
  return {
    forgedAct: FORGED_ACT,
    engineFault: hasKeptFault('claim', 'c.id'),
    advanceUnsettled: `(c.kind = 'advance' AND c.state = 'closed' AND ${OPEN_ADVANCE_SINCE} + make_interval(months => ${months}::int) < ${today}::date)`,
    nobodyPresent: `(EXISTS (SELECT FROM absence a WHERE ${runsOn(today)}) AND (${hasTask(isSeatEmpty(today))}))`,
    assigneeGone: `(${hasTask('EXISTS (SELECT FROM person p WHERE p.id = t.assignee_id AND p.disabled_at IS NOT NULL)')})`,
    nobodyEligible: `(${hasTask(isSeatUnable(today))})`,
    taskOverdue: `(${hasTask(`t.escalate_on < ${today}::date`)})`,
    collegePaymentLate: `(EXISTS (SELECT FROM party p WHERE p.id = c.applicant_party_id AND p.kind = 'college')
      AND (${hasTask(`t.organ = 'FINANCE' AND t.due_on < ${today}::date`)}))`,
    actNotRecorded: `EXISTS (SELECT FROM act a WHERE a.entity_kind = 'claim' AND a.entity_id = c.id AND a.answered_at IS NULL
      AND a.recorded_revision IS NULL AND a.created_at < now() - interval '${STEP_PATIENCE_MS} milliseconds')`,
    startLost: `(c.start_requested_at < ${late}::timestamptz AND c.started_at IS NULL)`,
    timerMissed: `(c.timer_at < ${timerLate} AND c.state <> 'suspended')`,
    timerMissing: `(c.state IN (${sqlList(OWN_TIMER_CLAIM_STATES)}) AND c.started_at IS NOT NULL
      AND (c.timer_at IS NULL OR jsonb_typeof(c.course -> 'timer') IS DISTINCT FROM 'object'))`,
    noticeNotSettled: `(c.state = 'noticeOpen' AND EXISTS (SELECT FROM notice_claim nc JOIN notice n ON n.id = nc.notice_id
      WHERE nc.claim_id = c.id AND nc.state = 'open' AND n.ends_at < ${timerLate}
        AND NOT EXISTS (SELECT FROM objection o
          WHERE o.notice_id = n.id AND o.claim_id = c.id AND o.state = 'open')))`,
    registerDown: 'c.waiting_register IS NOT NULL',
    reportParked: hasReport('parked', `${now}::timestamptz - interval '1 day'`),
    reportNotTaken: `(${hasReport('new', timerLate)} OR ${hasReport('parked', timerLate, `AND x.park_reason = 'CLAIM_NOT_ANSWERING'`)})`,
    paymentUnanswered: `(c.state = 'paymentSent' AND c.state_since < ${unanswered}::timestamptz
      OR c.state = 'paid' AND EXISTS (SELECT FROM payout_instruction i WHERE i.claim_id = c.id
        AND i.state IN (${sqlList(SENT_INSTRUCTION_STATES)}) AND i.state_since < ${unanswered}::timestamptz))`,
    noChange: `(c.state NOT IN (${sqlList(TIMED_CLAIM_STATES)}) AND c.state_since < ${silent}::timestamptz)`,
  };
}

/** A report about a payment of a claim `c` is in this state since before this instant. */
function hasReport(state: InboxState, before: string, more = ''): string {
  return `EXISTS (SELECT FROM payout_instruction i JOIN payout_inbox x ON x.instruction_id = i.id
      WHERE i.claim_id = c.id AND x.state = '${state}' AND x.received_at < ${before} ${more})`;
}

/**
 * For each entity, its open tasks `t` that a claim `c` waits for, as `FROM … WHERE …`: tasks of the claim, of its notice
 * (another claim's objection aside), and of the batch that has drafted its payment. Null: it waits for none.
 */
const WAITED_FOR_OF = {
  claim: `FROM task t WHERE t.entity_kind = 'claim' AND t.entity_id = c.id AND t.state = 'open'`,
  filing: null,
  notice: `FROM notice_claim nc JOIN task t ON t.entity_kind = 'notice' AND t.entity_id = nc.notice_id
    LEFT JOIN objection o ON o.id = t.objection_id
    WHERE nc.claim_id = c.id AND nc.state IN (${sqlList(LIVE_NOTICE_CLAIM_STATES)}) AND t.state = 'open'
      AND (o.id IS NULL OR o.claim_id = c.id)`,
  batch: `FROM payout_instruction i JOIN task t ON t.entity_kind = 'batch' AND t.entity_id = i.batch_id
    WHERE i.claim_id = c.id AND i.state = 'draft' AND t.state = 'open'`,
  grantCall: null,
  grant: null,
  annualPlan: null,
  demandCycle: null,
  recovery: null,
} as const satisfies Readonly<Record<EntityKind, string | null>>;

const WAITED_FOR = Object.values(WAITED_FOR_OF).filter((tasks) => tasks !== null);

/**
 * The ids of the open tasks that a claim `c` waits for, as a query with the column `id`. A union, because `t.entity_id IN
 * (SELECT …)` as a part of `OR` goes wrong in Postgres 18: it copies the `OR` to the scan below a join, and for the next
 * claim it computes the hashed `SELECT` of only one of the two copies anew.
 */
export const TASKS_WAITED_FOR = WAITED_FOR.map((tasks) => `SELECT t.id ${tasks}`).join('\n    UNION ');

/** Whether a claim `c` waits for an open task `t` with a condition. */
function hasTask(condition: string): string {
  return WAITED_FOR.map((tasks) => `EXISTS (SELECT ${tasks} AND NOT t.paused AND ${condition})`).join('\n      OR ');
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
    new Date(at.getTime() - STEP_PATIENCE_MS),
    at,
    advanceMonths,
  ];
}
