import type pg from 'pg';
import type { Caller } from '../../api/kernel/caller.ts';
import type { Task, TaskChange, TaskStore } from '../../api/task/task-ports.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { inTransaction } from '../kernel/connection.ts';
import { sightOf } from '../filing/filing-rows.ts';
import { LIST_COLUMNS, listTasks } from './task-list.ts';
import { createTaskCases } from './task-cases.ts';

const TASK_COLUMNS = `${LIST_COLUMNS}, t.state, t.round, t.objection_id AS "objectionId", t.jurisdiction, t.role,
  t.reminded_at AS "remindedAt", t.done_at AS "doneAt", t.done_by AS "doneBy", t.done_act AS "doneAct"`;

const TASK_TABLES = `task t LEFT JOIN claim c ON t.entity_kind = 'claim' AND c.id = t.entity_id
  LEFT JOIN filing f ON t.entity_kind = 'filing' AND f.id = t.entity_id
  LEFT JOIN notice n ON t.entity_kind = 'notice' AND n.id = t.entity_id`;

const DEPARTMENT = 'coalesce(c.responsible_department, f.responsible_department, n.responsible_department)';

/**
 * A person who may see the case may see its task, and so may an organ that does a further review; parameters of
 * `sightOf`. $1, the applicant's own claims, gives no right to a task.
 */
const VISIBLE_TASK = `(t.jurisdiction LIKE $2 AND ($1::text IS NULL OR true) AND ($3::boolean OR $4::boolean
  OR ${DEPARTMENT} = ANY ($5::text[]) OR (t.organ = ANY ($5::text[]) AND t.role = 'departmentReviewer') OR (${DEPARTMENT} IS NULL AND $6::boolean)))`;

export function createTaskStore(pool: pg.Pool): TaskStore {
  return {
    ...createTaskCases(pool),

    list: (query, caller) => listTasks(pool, query, caller),

    find: (taskId, caller) => findTask(pool, taskId, caller, ''),

    change: ({ taskId, caller, at }, decide) =>
      inTransaction(pool, async (client) => {
        const task = await findTask(client, taskId, caller, 'FOR UPDATE OF t');
        if (task === null) {
          return null;
        }
        await writeChange(client, task, await decide(task), { caller, at });
        return findTask(client, taskId, caller, '');
      }),
  };
}

async function findTask(
  client: pg.Pool | pg.PoolClient,
  taskId: string,
  caller: Caller,
  lock: '' | 'FOR UPDATE OF t',
): Promise<Task | null> {
  const found = await client.query<Task>(
    `SELECT ${TASK_COLUMNS} FROM ${TASK_TABLES} WHERE ${VISIBLE_TASK} AND t.id = $7 ${lock}`,
    [...sightOf(caller), taskId],
  );
  return found.rows[0] ?? null;
}

/** Writes the change and its audit entry, which belongs to the case of the task. */
async function writeChange(
  client: pg.PoolClient,
  task: Task,
  change: TaskChange,
  by: { readonly caller: Caller; readonly at: Date },
): Promise<void> {
  const { caller, at } = by;
  const assigneeId = change.assigneeId === undefined ? task.assigneeId : change.assigneeId;
  await client.query(
    'UPDATE task SET assignee_id = $2, reminded_at = CASE WHEN $3 THEN $4 ELSE reminded_at END, revision = revision + 1 WHERE id = $1',
    [task.id, assigneeId, change.reminds === true, at],
  );
  if (change.due !== undefined) {
    // A day that an operator set has no rule any more, so a changed calendar does not move it.
    const { dueOn, nearOn, escalateOn } = change.due;
    await client.query(
      `UPDATE task SET due_on = $2, near_on = $3, escalate_on = $4, due_rule = 'EXTENDED', due_days = NULL, due_unit = NULL,
         provisional = false, reminded_at = NULL, escalated_at = NULL WHERE id = $1`,
      [task.id, dueOn, nearOn, escalateOn],
    );
  }
  const { personId, organ, section } = caller;
  await appendAudit(client, {
    entityKind: task.entityKind,
    entityId: task.entityId,
    revision: null,
    act: `task.${change.act}`,
    actId: null,
    person: { personId, organ, section },
    at,
    facts: { taskId: task.id, taskRevision: task.revision + 1, ...change.facts },
  });
  if (change.reminds === true) {
    await client.query(
      `INSERT INTO outbox_message (topic, entity_kind, entity_id, payload, at) VALUES ('task.reminded', 'task', $1, $2, $3)`,
      [task.id, JSON.stringify({ taskId: task.id, kind: task.kind }), at],
    );
  }
}
