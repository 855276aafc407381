import type pg from 'pg';
import { dayAt, type IsoDate, type WorkingCalendar } from '../../domain/calendar.ts';
import { ENTITIES, ENTITY_KINDS, type EntityKind } from '../../domain/entities.ts';
import { recomputeDeadline, type Deadline } from '../../domain/task/deadlines.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { inTransaction } from '../kernel/connection.ts';
import { execute, fetchAll, query, sqlText, type Row } from '../kernel/statements.ts';

/** When a task reminds and when it escalates, in basis points of its days (R-108, `reminder.*`). */
export interface ReminderShares {
  readonly nearShareBp: number;
  readonly escalateShareBp: number;
}

/** True where the events of a task's deadline name its entity. */
const IS_NAMED = {
  claim: true,
  filing: true,
  notice: false,
  batch: false,
  grantCall: false,
  grant: true,
  annualPlan: true,
  demandCycle: false,
  recovery: true,
} as const satisfies Readonly<Record<EntityKind, boolean>>;

/** The owner of a task, in the form of the contract's events. */
const OWNER = ENTITY_KINDS.filter((kind) => IS_NAMED[kind])
  .map((kind) => `'${ENTITIES[kind].idField}', CASE WHEN entity_kind = '${kind}' THEN entity_id END`)
  .join(', ');

/** a task of Finance whose claim belongs to a college. */
const PAYS_COLLEGE = `(organ = 'FINANCE' AND EXISTS (SELECT FROM claim c JOIN party p ON p.id = c.applicant_party_id
  WHERE task.entity_kind = 'claim' AND c.id = task.entity_id AND p.kind = 'college'))`;

/**
 * reminds at half of the days and when they are over; past one and a half times the days, informs the operators.
 * for a college's money, the operators are informed as soon as the days of Finance are over.
 */
export async function remind(pool: pg.Pool, atMs: number): Promise<number> {
  const today = dayAt(atMs);
  await execute(pool, remindAgainOfRecoveries(today));
  const near = await execute(pool, remindOfNear(today, new Date(atMs)));
  const escalated = await execute(pool, escalateLate(today, new Date(atMs)));
  return near + escalated;
}

const remindOfNear = sqlText<never, [today: IsoDate, at: Date]>(
  'worker.remindOfNear',
  `WITH near AS (
     UPDATE task SET reminded_at = $2 WHERE state = 'open' AND NOT paused AND near_on <= $1 AND reminded_at IS NULL
     RETURNING id, entity_kind, entity_id, due_on
   ) INSERT INTO outbox_message (topic, entity_kind, entity_id, payload, at)
     SELECT 'task.due', 'task', id, jsonb_build_object('taskId', id, ${OWNER}, 'dueOn', due_on), $2
     FROM near`,
);

const escalateLate = sqlText<never, [today: IsoDate, at: Date]>(
  'worker.escalateLate',
  `WITH late AS (
     UPDATE task SET escalated_at = $2 WHERE state = 'open' AND NOT paused AND escalated_at IS NULL
       AND (escalate_on < $1 OR (due_on < $1 AND ${PAYS_COLLEGE}))
     RETURNING id, entity_kind, entity_id, due_on, CASE WHEN ${PAYS_COLLEGE} THEN 'COLLEGE_PAYMENT_LATE' END AS code
   ) INSERT INTO outbox_message (topic, entity_kind, entity_id, payload, at)
     SELECT 'task.overdue', 'task', id, jsonb_strip_nulls(jsonb_build_object('code', code)) ||
       jsonb_build_object('taskId', id, ${OWNER}, 'dueOn', due_on), $2
     FROM late`,
);

/**
 * reminds of open recoveries every `recovery.reminderDays` until they are repaid; the next period replaces one
 * that is over. The escalation day stays that of the first period.
 */
const remindAgainOfRecoveries = sqlText<never, [today: IsoDate]>(
  'worker.remindAgainOfRecoveries',
  `UPDATE task SET starts_on = due_on, near_on = near_on + due_days, due_on = due_on + due_days, reminded_at = NULL,
     revision = revision + 1
   WHERE kind = 'recovery' AND state = 'open' AND NOT paused AND due_unit = 'calendarDays' AND due_on < $1`,
);

type DeadlineColumns = 'due_days' | 'due_unit' | 'due_on' | 'near_on' | 'escalate_on' | 'calendar_version';

/** An open task whose days are counted. */
type DeadlineRow = Row<'task', 'id' | 'starts_on' | 'entity_kind' | 'entity_id'> & {
  readonly [Column in DeadlineColumns]: NonNullable<Row<'task', Column>[Column]>;
} & {
  /** Business time in ms. */
  readonly now_ms: number;
};

const countedOtherwise = sqlText<DeadlineRow, [calendarVersion: string]>(
  'worker.tasksOfAnotherCalendar',
  `SELECT id, starts_on, due_days, due_unit, due_on, near_on, escalate_on, calendar_version,
     entity_kind, entity_id,
     (SELECT extract(epoch FROM now()) * 1000 + clock_offset_ms FROM environment WHERE id = 1)::float8 AS now_ms
   FROM task WHERE state = 'open' AND due_days IS NOT NULL AND due_rule <> 'EXTENDED'
     AND calendar_version IS DISTINCT FROM $1`,
);

/**
 * If days off were published or changed, computes the deadlines of open tasks again under the new list (D8). The audit
 * gives the reason for each moved day. Returns how many moved.
 */
export async function recomputeDeadlines(
  pool: pg.Pool,
  calendar: WorkingCalendar,
  shares: ReminderShares,
): Promise<number> {
  const found = await fetchAll(pool, countedOtherwise(calendar.version));
  const judged = found.map((row) => ({ row, due: recomputeDeadline(deadlineIn(row, shares), calendar) }));
  const moved = judged.filter(({ row, due }) => isMoved(row, due));
  for (const { row, due } of moved) {
    await inTransaction(pool, (client) => moveDeadline(client, row, due));
  }
  const same = judged.filter((one) => !moved.includes(one));
  await execute(
    pool,
    confirmDeadlines(
      same.map(({ row }) => row.id),
      same.map(({ due }) => due.provisional),
      calendar.version,
    ),
  );
  return moved.length;
}

function isMoved(row: DeadlineRow, due: Deadline): boolean {
  return row.due_on !== due.dueOn || row.near_on !== due.nearOn || row.escalate_on !== due.escalateOn;
}

/**
 * The days are the same under the new calendar. It may cover a longer time, so a provisional day may now be certain.
 */
const confirmDeadlines = sqlText<
  never,
  [taskIds: readonly string[], provisional: readonly boolean[], calendarVersion: string]
>(
  'worker.confirmDeadlines',
  `UPDATE task SET calendar_version = $3, provisional = given.provisional
   FROM unnest($1::text[], $2::boolean[]) AS given (id, provisional) WHERE task.id = given.id AND task.state = 'open'`,
);

/** Writes the new days, and the reason why they changed into the audit of the task's case (D8). */
async function moveDeadline(client: pg.PoolClient, row: DeadlineRow, due: Deadline): Promise<void> {
  await execute(
    client,
    query
      .updateTable('task')
      .set((of) => ({
        due_on: due.dueOn,
        near_on: due.nearOn,
        escalate_on: due.escalateOn,
        calendar_version: due.calendarVersion,
        provisional: due.provisional,
        revision: of('revision', '+', 1),
      }))
      .where('id', '=', row.id)
      .where('state', '=', 'open'),
  );
  await appendAudit(client, {
    entityKind: row.entity_kind,
    entityId: row.entity_id,
    revision: null,
    act: 'deadlineRecomputed',
    actId: null,
    person: null,
    at: new Date(row.now_ms),
    facts: {
      taskId: row.id,
      from: row.due_on,
      to: due.dueOn,
      reason: 'CALENDAR_CHANGED',
      calendarVersion: due.calendarVersion,
    },
  });
}

function deadlineIn(row: DeadlineRow, shares: ReminderShares): Deadline {
  return {
    startsOn: row.starts_on,
    days: row.due_days,
    unit: row.due_unit,
    movesToWorkingDay: row.due_unit !== 'workingDays',
    ...shares,
    dueOn: row.due_on,
    nearOn: row.near_on,
    escalateOn: row.escalate_on,
    provisional: false,
    calendarVersion: row.calendar_version,
  };
}
