import type pg from 'pg';
import type { DutyTask } from '../../api/task/task-ports.ts';
import { dayAt, type IsoDate } from '../../domain/calendar.ts';
import { judgeInterest } from '../../domain/integrity/conflict-of-interest.ts';
import { mayStandIn } from '../../domain/task/stand-in.ts';
import { auditChain, auditEntryWrite, lockAuditChain } from '../kernel/audit-writing.ts';
import { inTransaction } from '../kernel/connection.ts';
import { outboxWrite } from '../kernel/outbox-writing.ts';
import { execute, fetchAll, sendTogether, sqlText, type Row } from '../kernel/statements.ts';
import { runsOn } from '../kernel/absence-rows.ts';
import { createTaskCases, readPerson } from './task-cases.ts';

interface TakenTask
  extends DutyTask, Row<'task', 'id' | 'jurisdiction' | 'organ' | 'section' | 'role' | 'state' | 'revision'> {
  readonly forPersonId: string | null;
  readonly absence_id: string;
  readonly absent_id: string;
  /** Null if the absence has no deputy, the deputy is away or the absent person has the task as a deputy himself. */
  readonly deputy_id: string | null;
}

const takenByAbsent = sqlText<TakenTask, [today: IsoDate, personId: string | null]>(
  'task.takenByAbsent',
  `SELECT t.id, t.kind, t.stage, t.entity_kind AS "entityKind", t.entity_id AS "entityId", t.objection_id AS "objectionId",
     t.plan_organ AS "planOrgan", t.for_person_id AS "forPersonId", t.jurisdiction, t.organ, t.section, t.role, t.state, t.revision, away.id AS absence_id, away.person_id AS absent_id,
     CASE WHEN t.on_behalf_of IS NULL AND NOT EXISTS (SELECT FROM absence a
       WHERE a.person_id = away.deputy_id AND ${runsOn('$1')}) THEN away.deputy_id END AS deputy_id
   FROM (SELECT a.* FROM absence a WHERE ${runsOn('$1')} AND ($2::text IS NULL OR a.person_id = $2)) AS away
     JOIN task t ON t.assignee_id = away.person_id AND t.state = 'open'
   ORDER BY t.id LIMIT 200`,
);

/**
 * Gives the tasks that absent people have taken to their deputies, or back to the seat where the deputy does not fit it or
 * the separation of duties forbids it (D12). One transaction for each task, so that a crash leaves the others as they are and
 * the next call finds them. `personId`: of one person alone. Returns how many.
 */
export async function handOverTasks(pool: pg.Pool, atMs: number, personId: string | null = null): Promise<number> {
  const today = dayAt(atMs);
  let moved = 0;
  for (const task of await fetchAll(pool, takenByAbsent(today, personId))) {
    const deputy = await deputyFor(pool, task);
    moved += await inTransaction(pool, (client) => move(client, task, { deputy, atMs, today }));
  }
  return moved;
}

/** The id of the deputy if he may have this task. */
async function deputyFor(pool: pg.Pool, task: TakenTask): Promise<string | null> {
  const person = task.deputy_id === null ? null : await readPerson(pool, task.deputy_id);
  if (person === null) {
    return null;
  }
  const cases = createTaskCases(pool);
  const { declared, parties } = await cases.interest(task.id, person.personId);
  const duties = await cases.duties(task);
  const isFree = judgeInterest(declared, parties).ok;
  return mayStandIn(person, { ...task, assigneeId: null }, { duties, isFree }) ? person.personId : null;
}

/** Nothing if the task has changed since it was read, or the absence has ended. */
const moveTask = sqlText<
  never,
  [taskId: string, revision: number, assigneeId: string, deputyId: string | null, today: IsoDate]
>(
  'task.moveFromAbsent',
  `UPDATE task t SET assignee_id = $4, on_behalf_of = CASE WHEN $4::text IS NOT NULL THEN $3::text END, revision = revision + 1
   WHERE t.id = $1 AND t.revision = $2 AND t.assignee_id = $3 AND t.state = 'open'
     AND EXISTS (SELECT FROM absence a WHERE a.person_id = $3 AND ${runsOn('$5')})`,
);

async function move(
  client: pg.PoolClient,
  task: TakenTask,
  { deputy, atMs, today }: { readonly deputy: string | null; readonly atMs: number; readonly today: IsoDate },
): Promise<number> {
  // The chain is locked before the task, as the recordings of its case do.
  await execute(client, lockAuditChain(auditChain(task.entityKind, task.entityId)));
  const count = await execute(client, moveTask(task.id, task.revision, task.absent_id, deputy, today));
  if (count === 0) {
    return 0;
  }
  const at = new Date(atMs);
  const facts = {
    taskId: task.id,
    taskRevision: task.revision + 1,
    assigneeBefore: task.absent_id,
    assignee: deputy,
    reason: 'ABSENT',
    absenceId: task.absence_id,
  };
  const entry = auditEntryWrite({
    entityKind: task.entityKind,
    entityId: task.entityId,
    revision: null,
    act: deputy === null ? 'task.release' : 'task.transfer',
    actId: null,
    person: null,
    at,
    facts,
  });
  const payload = { taskId: task.id, to: deputy, onBehalfOf: task.absent_id };
  const event = outboxWrite({ topic: 'task.handedOver', entityKind: 'task', entityId: task.id, at, payload });
  await sendTogether(client, deputy === null ? [entry] : [entry, event]);
  return 1;
}
