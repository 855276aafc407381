import type pg from 'pg';
import type { StuckEntity } from '../../api/oversight/diagnosis-ports.ts';
import type { Caller } from '../../api/kernel/caller.ts';
import { dayAt, type WorkingCalendar } from '../../domain/calendar.ts';
import { ENTITIES } from '../../domain/entities.ts';
import { STEP_PATIENCE_MS, TIMER_PATIENCE_MS, WORKER_SILENT_MS } from '../../domain/oversight/diagnosis.ts';
import {
  ENTITY_STUCK_REASONS,
  stuckEntityOf,
  WAITING_ENTITIES,
  type EntityStuckReason,
  type WaitingEntityKind,
} from '../../domain/oversight/stuck-entities.ts';
import { engineFacts, type KeptFault } from '../../domain/standing/engine-facts.ts';
import { FORGERY_SHOWN_DAYS } from '../../domain/oversight/stuck.ts';
import { SENT_INSTRUCTION_STATES } from '../../domain/payout/inbox-judgement.ts';
import type { StuckLimits } from '../../domain/policy/office-parameters.ts';
import { withinOf } from '../kernel/jurisdictions.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { fetchAll, sqlText } from '../kernel/statements.ts';
import { hasKeptFault, keptFault } from '../standing/standing-facts.ts';
import { stuckParameters } from './claim-stuck.ts';

/** Of an entity `e`: in whose sight it is, and when what it waits for ends. */
interface Sql {
  readonly isSeen: string;
  /** Null: it waits for nothing of the clock. */
  readonly timer: string;
  /** By which people know it in its place. */
  readonly number: string;
}

const endOf = (day: string) => `((${day} + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')`;

/** The first date of a plan whose sum has not come back since the plan began (`nextInstalmentOn`). */
const NEXT_INSTALMENT = `(SELECT min(i.due_on) FROM (SELECT (one.value ->> 'dueOn')::date AS due_on,
    sum((one.value ->> 'amountFen')::bigint) OVER (ORDER BY one.ordinality) AS upto_fen
  FROM jsonb_array_elements(e.course -> 'instalments') WITH ORDINALITY AS one (value, ordinality)) AS i
  WHERE i.upto_fen > e.recovered_fen - (e.course ->> 'beforePlanFen')::bigint)`;

/** The instant of `recoveryTimer`. */
const OF_RECOVERY = `CASE e.state WHEN 'noticed' THEN ${endOf('e.pay_by')}
  WHEN 'due' THEN ((e.course ->> 'nextDunningOn')::timestamp AT TIME ZONE 'Asia/Shanghai')
  WHEN 'instalments' THEN ${endOf(NEXT_INSTALMENT)} END`;

const OF: Readonly<Record<WaitingEntityKind, Sql>> = {
  grant: {
    isSeen: `(e.jurisdiction LIKE $1 OR e.applicant_jurisdiction LIKE $1)`,
    timer: 'e.timer_at',
    number: 'e.grant_no',
  },
  grantCall: {
    isSeen: 'e.jurisdiction LIKE $1',
    timer: `CASE WHEN e.state = 'open' THEN ${endOf('e.closes_on')} END`,
    number: 'e.year::text',
  },
  annualPlan: { isSeen: 'e.jurisdiction LIKE $1', timer: endOf('e.closes_on'), number: 'e.year::text' },
  demandCycle: {
    isSeen: 'e.jurisdiction LIKE $1',
    timer: `CASE WHEN e.state = 'survey' THEN e.ends_at END`,
    number: 'e.no::text',
  },
  recovery: {
    isSeen: 'e.jurisdiction LIKE $1',
    timer: OF_RECOVERY,
    number: '(SELECT c.claim_no FROM claim c WHERE c.id = e.claim_id)',
  },
};

/** The condition of each reason for an entity `e`, with the parameters of `stuckEntities`. */
function conditions(kind: WaitingEntityKind): Readonly<Record<EntityStuckReason, string>> {
  const own = `entity_kind = '${kind}' AND entity_id = e.id`;
  const isPaid = kind === 'grant';
  return {
    forgedAct: `EXISTS (SELECT FROM forged_act WHERE ${own} AND last_at > now() - interval '${FORGERY_SHOWN_DAYS} days')`,
    engineFault: hasKeptFault(kind, 'e.id'),
    startLost: '(e.start_requested_at < $3::timestamptz AND e.started_at IS NULL)',
    actNotRecorded: `EXISTS (SELECT FROM act WHERE ${own} AND answered_at IS NULL AND recorded_revision IS NULL
      AND created_at < now() - interval '${STEP_PATIENCE_MS} milliseconds')`,
    timerMissed: `coalesce(${OF[kind].timer} < $4::timestamptz, false)`,
    paymentUnanswered: isPaid
      ? `EXISTS (SELECT FROM payout_instruction i WHERE i.grant_id = e.id
          AND i.state IN (${sqlList(SENT_INSTRUCTION_STATES)}) AND i.state_since < $5::timestamptz)`
      : 'false',
    taskOverdue: `EXISTS (SELECT FROM task t WHERE t.${own.replace('entity_id', 't.entity_id')} AND t.state = 'open'
      AND NOT t.paused AND t.escalate_on < $2::date)`,
    // The days of its letter are over, and not all of it has come back.
    repaymentOverdue: kind === 'recovery' ? `e.state = 'due'` : 'false',
  };
}

function stuckOf(kind: WaitingEntityKind): string {
  const { table, endedStates } = ENTITIES[kind];
  const held = conditions(kind);
  const reasons = ENTITY_STUCK_REASONS.map((reason) => `CASE WHEN ${held[reason]} THEN '${reason}' END`);
  const isUnderWay = `e.state NOT IN (${sqlList([...endedStates, ...(kind === 'grant' ? ['draft'] : [])])})`;
  return `SELECT '${kind}'::text AS kind, e.id, ${OF[kind].number} AS number, e.jurisdiction, e.state_since AS since, e.revision,
      e.started_at IS NOT NULL AS is_begun, ${keptFault(`'${kind}'`, 'e.id')} AS engine_fault,
      array_remove(ARRAY[${reasons.join(', ')}]::text[], NULL) AS reasons
    FROM ${table} e WHERE ${isUnderWay} AND ${OF[kind].isSeen}`;
}

interface Found {
  readonly kind: WaitingEntityKind;
  readonly id: string;
  readonly number: string;
  readonly jurisdiction: string;
  readonly since: Date;
  readonly reasons: readonly EntityStuckReason[];
  readonly revision: number;
  readonly is_begun: boolean;
  readonly engine_fault: KeptFault | null;
  readonly isWorkerDown: boolean;
}

/** Rows that are never ended come first; as many as a list can say anything about. */
const MOST = 2_000;

const stuckEntities = sqlText<
  Found,
  [within: string, today: string, startLateSince: Date, timerLateSince: Date, unansweredSince: Date]
>(
  'oversight.stuckEntities',
  `SELECT s.kind, s.id, s.number, s.jurisdiction, s.since, s.reasons, s.revision, s.is_begun, s.engine_fault, coalesce((SELECT max(w.at) < now() - interval '${WORKER_SILENT_MS} milliseconds'
     FROM worker_heartbeat w), true) AS "isWorkerDown"
   FROM (${WAITING_ENTITIES.map(stuckOf).join('\n   UNION ALL ')}) AS s
   WHERE cardinality(s.reasons) > 0 ORDER BY s.since, s.id LIMIT ${MOST}`,
);

/** Grants, calls, plans, cycles and recoveries that are stuck by R-148, the oldest first, where the caller's office is or below. */
export async function readStuckEntities(
  pool: pg.Pool,
  caller: Caller,
  at: Date,
  { calendar, limits }: { readonly calendar: WorkingCalendar; readonly limits: StuckLimits },
): Promise<readonly StuckEntity[]> {
  const [, , unanswered] = stuckParameters(at, calendar, limits);
  const startLate = new Date(at.getTime() - STEP_PATIENCE_MS);
  const timerLate = new Date(at.getTime() - TIMER_PATIENCE_MS);
  const today = dayAt(at.getTime());
  const rows = await fetchAll(
    pool,
    stuckEntities(withinOf(caller.jurisdiction), today, startLate, timerLate, unanswered),
  );
  return rows.flatMap(({ reasons, isWorkerDown, revision, is_begun: isBegun, engine_fault: kept, ...row }) => {
    const { fault } = engineFacts(kept, { revision, isBegun, isEnded: false }, null);
    const shown = stuckEntityOf(reasons, { isWorkerDown, fault: fault?.fault ?? null });
    return shown === null ? [] : [{ ...row, ...shown }];
  });
}
