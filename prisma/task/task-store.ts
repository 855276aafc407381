import type pg from 'pg';
import type { Caller } from '../../api/kernel/caller.ts';
import type { Task, TaskChange, TaskStore } from '../../api/task/task-ports.ts';
import { mayAs } from '../../domain/authority/permissions.ts';
import { ENTITIES, ENTITY_KINDS, type EntityKind } from '../../domain/entities.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { inTransaction } from '../kernel/connection.ts';
import { sightOf, type Sight } from '../filing/filing-rows.ts';
import { writeOutbox } from '../kernel/outbox-writing.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { execute, fetchFirst, query, sqlText, type Connection } from '../kernel/statements.ts';
import { createTaskCases } from './task-cases.ts';
import { columnsOf, type TaskColumns } from './task-columns.ts';
import { countTasks } from './task-counts.ts';
import { readClaimPayee, readLineNames } from './task-lines.ts';
import { joinsOf, listTasks, SHOWN_COLUMNS, type ListedTask } from './task-list.ts';

/** What a task has besides the columns of lists. */
const SHOWN = {
  state: 'state',
  objectionId: 'objection_id',
  forPersonId: 'for_person_id',
  remindedAt: 'reminded_at',
  doneAt: 'done_at',
  doneBy: 'done_by',
  doneAct: 'done_act',
  onBehalfOf: 'on_behalf_of',
} as const;

type ShownTask = ListedTask &
  TaskColumns<typeof SHOWN> & {
    readonly doneByName: string | null;
    readonly doneByPartyId: string | null;
    readonly onBehalfOfName: string | null;
  };

/** True where a department is responsible for the entity; its row names it. */
const HAS_DEPARTMENT = {
  claim: true,
  filing: true,
  notice: true,
  batch: false,
  grantCall: false,
  grant: false,
  annualPlan: false,
  demandCycle: false,
  recovery: false,
} as const satisfies Readonly<Record<EntityKind, boolean>>;

const WITH_DEPARTMENT = ENTITY_KINDS.filter((kind) => HAS_DEPARTMENT[kind]);

/** What `VISIBLE_TASK` looks at. */
export const TASK_SIGHT = ['task t', ...WITH_DEPARTMENT.map(joinOf)].join(' LEFT JOIN ');

const TASK_TABLES = `${TASK_SIGHT} ${joinsOf({
  entityKind: 't.entity_kind',
  entityId: 't.entity_id',
  applicantId: 't.applicant_id',
  assigneeId: 't.assignee_id',
})} LEFT JOIN person doer ON doer.id = t.done_by LEFT JOIN person absent ON absent.id = t.on_behalf_of`;

function joinOf(kind: EntityKind): string {
  return `${ENTITIES[kind].table} of_${kind} ON t.entity_kind = '${kind}' AND of_${kind}.id = t.entity_id`;
}

const DEPARTMENT = `coalesce(${WITH_DEPARTMENT.map((kind) => `of_${kind}.responsible_department`).join(', ')})`;

/**
 * A person who may see the case may see its task, and so may an organ that does a further review; parameters of
 * `sightOf`. $1, the applicant's own claims, gives no right to a task. The HR bureau sees the objections that it rules on
 * for a department that has nobody who may (S8), and no task of what no department is responsible for: a payout batch is
 * the business of Finance.
 */
export const VISIBLE_TASK = `(t.jurisdiction LIKE $2 AND ($1::text IS NULL OR true) AND ($3::boolean
  OR (t.entity_kind IN (${sqlList(WITH_DEPARTMENT)}) AND ($4::boolean OR (${DEPARTMENT} IS NULL AND $6::boolean)))
  OR ${DEPARTMENT} = ANY ($5::text[]) OR (t.organ = ANY ($5::text[]) AND (t.role = 'departmentReviewer' OR t.objection_id IS NOT NULL OR t.plan_organ IS NOT NULL
    OR t.entity_kind = 'batch'))
  OR (t.entity_kind = 'recovery' AND t.organ = $8 AND t.role = ANY ($9::text[]))
  OR (t.entity_kind IN ('grant', 'grantCall') AND t.organ = $8 AND (t.role = ANY ($9::text[]) OR $11::boolean)
    AND (t.for_person_id IS NULL OR t.for_person_id = $10 OR $11::boolean))))`;

const VISIBLE_BY_ID = `SELECT ${SHOWN_COLUMNS}, ${columnsOf(SHOWN)}, doer.display_name AS "doneByName", doer.party_id AS "doneByPartyId",
  absent.display_name AS "onBehalfOfName" FROM ${TASK_TABLES} WHERE ${VISIBLE_TASK} AND t.id = $7`;

/** $7 to $11: the task; and the seat of the person, who sees the tasks of grants of that seat, an officer those of the panel too. */
export type TaskSight = [
  ...Sight,
  taskId: string,
  organ: string | null,
  roles: readonly string[],
  personId: string,
  isOfficer: boolean,
];

const visibleTask = sqlText<ShownTask, TaskSight>('task.visible', VISIBLE_BY_ID);

const lockVisibleTask = sqlText<ShownTask, TaskSight>('task.lockVisible', `${VISIBLE_BY_ID} FOR UPDATE OF t`);

export function createTaskStore(pool: pg.Pool, sealer: Sealer): TaskStore {
  return {
    ...createTaskCases(pool),

    lineNames: (claimId, lineIds) => readLineNames(pool, sealer, { claimId, lineIds }),

    claimPayee: (claimId) => readClaimPayee(pool, sealer, claimId),

    list: (asked, caller) => listTasks(pool, asked, caller),

    count: (asked, caller) => countTasks(pool, asked, caller),

    find: (taskId, caller) => findTask(pool, taskId, caller),

    change: ({ taskId, caller, at }, decide) =>
      inTransaction(pool, async (client) => {
        const task = await fetchFirst(client, lockVisibleTask(...taskSightOf(caller, taskId)));
        if (task === undefined) {
          return null;
        }
        await writeChange(client, task, await decide(task), { caller, at });
        return findTask(client, taskId, caller);
      }),
  };
}

export function taskSightOf(caller: Caller, taskId: string): TaskSight {
  const roles = caller.roles.filter((role) => mayAs([role], 'readTask', 'seat'));
  return [...sightOf(caller, 'readTask'), taskId, caller.organ, roles, caller.personId, roles.includes('grantOfficer')];
}

async function findTask(connection: Connection, taskId: string, caller: Caller): Promise<Task | null> {
  return (await fetchFirst(connection, visibleTask(...taskSightOf(caller, taskId)))) ?? null;
}

const changeTask = sqlText<never, [taskId: string, assigneeId: string | null, reminds: boolean, at: Date]>(
  'task.change',
  `UPDATE task SET assignee_id = $2, on_behalf_of = CASE WHEN assignee_id = $2 THEN on_behalf_of END, reminded_at = CASE WHEN $3 THEN $4 ELSE reminded_at END, revision = revision + 1
   WHERE id = $1`,
);

/** Writes the change and its audit entry, which belongs to the case of the task. */
async function writeChange(
  client: pg.PoolClient,
  task: Task,
  change: TaskChange,
  by: { readonly caller: Caller; readonly at: Date },
): Promise<void> {
  const { caller, at } = by;
  const assigneeId = change.assigneeId === undefined ? task.assigneeId : change.assigneeId;
  await execute(client, changeTask(task.id, assigneeId, change.reminds === true, at));
  if (change.due !== undefined) {
    // A day that an operator set has no rule any more, so a changed calendar does not move it.
    const { dueOn, nearOn, escalateOn } = change.due;
    const extended = query.updateTable('task').set({
      due_on: dueOn,
      near_on: nearOn,
      escalate_on: escalateOn,
      due_rule: 'EXTENDED',
      due_days: null,
      due_unit: null,
      provisional: false,
      reminded_at: null,
      escalated_at: null,
    });
    await execute(client, extended.where('id', '=', task.id));
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
  const about = { entityKind: 'task', entityId: task.id, at } as const;
  if (change.reminds === true) {
    const payload = { taskId: task.id, kind: task.kind, by: personId };
    await writeOutbox(client, { ...about, topic: 'task.reminded', payload });
  }
  if (change.act === 'transfer') {
    const payload = { taskId: task.id, to: assigneeId, by: personId };
    await writeOutbox(client, { ...about, topic: 'task.transferred', payload });
  }
}
