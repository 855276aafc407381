import type pg from 'pg';
import type { Caller } from '../../api/kernel/caller.ts';
import type { TaskBox, TaskListRow, TaskQuery } from '../../api/task/task-ports.ts';
import { ORGAN_CODES } from '../../domain/codes.ts';
import { mayAs, rolesOf } from '../../domain/authority/permissions.ts';
import { ENTITY_KINDS, type EntityKind } from '../../domain/entities.ts';
import { regionPrefixSql } from '../kernel/jurisdictions.ts';
import { fetchAll, sqlText } from '../kernel/statements.ts';
import { columnsOf, type TaskColumns } from './task-columns.ts';

/** Columns of the index `task_inbox`, so that a page is read without the table. */
const LISTED = {
  id: 'id',
  kind: 'kind',
  stage: 'stage',
  purpose: 'purpose',
  entityKind: 'entity_kind',
  entityId: 'entity_id',
  organ: 'organ',
  section: 'section',
  subject: 'subject',
  assigneeId: 'assignee_id',
  dueOn: 'due_on',
  nearOn: 'near_on',
  paused: 'paused',
  provisional: 'provisional',
  objections: 'objections',
  planOrgan: 'plan_organ',
  createdAt: 'created_at',
  revision: 'revision',
} as const;

export type ListedTask = TaskColumns<typeof LISTED>;

export const LIST_COLUMNS = columnsOf(LISTED);

/** For each entity, which of its tasks belong to the claim $7: its own and those of the notices that show it. */
const IS_OF_CLAIM = {
  claim: 't.entity_id = $7',
  filing: null,
  // To confirm, to rule on an objection.
  notice: 't.entity_id = ANY (ARRAY(SELECT n.notice_id FROM notice_claim n WHERE n.claim_id = $7))',
  batch: null,
  grantCall: null,
  grant: null,
  annualPlan: null,
  demandCycle: null,
} as const satisfies TasksOfCase;

/** For each entity, which of its tasks belong to the filing $8. */
const IS_OF_FILING = {
  claim: null,
  filing: 't.entity_id = $8',
  notice: null,
  batch: null,
  grantCall: null,
  grant: null,
  annualPlan: null,
  demandCycle: null,
} as const satisfies TasksOfCase;

/** For each entity, which of its tasks belong to the call $16: its own and those of its applications. */
const IS_OF_CALL = {
  claim: null,
  filing: null,
  notice: null,
  batch: null,
  grantCall: 't.entity_id = $16',
  grant: 't.entity_id = ANY (ARRAY(SELECT g.id FROM base_grant g WHERE g.call_id = $16))',
  annualPlan: null,
  demandCycle: null,
} as const satisfies TasksOfCase;

/** A condition on a task `t` of each entity; null: none of its tasks. */
type TasksOfCase = Readonly<Record<EntityKind, string | null>>;

function ofCase(value: string, conditions: TasksOfCase): string {
  const each = ENTITY_KINDS.filter((kind) => conditions[kind] !== null);
  const some = each.map((kind) => `(t.entity_kind = '${kind}' AND ${conditions[kind]})`);
  return `(${value}::text IS NULL OR ${some.join('\n    OR ')})`;
}

const OF_CLAIM = ofCase('$7', IS_OF_CLAIM);
const OF_FILING = ofCase('$8', IS_OF_FILING);
const OF_CALL = ofCase('$16', IS_OF_CALL);

/** The tasks of one entity itself, and of one organ's plan. */
const OF_ENTITY = '($14::text IS NULL OR t.entity_id = $14) AND ($15::text IS NULL OR t.plan_organ = $15)';

/**
 * Without the tasks about a party to which the person $5 has declared a relation. The database computes their
 * ids once; almost every person has none, so the page itself is read from the index `task_inbox`.
 */
const WITHOUT_INTEREST = 't.id <> ALL ((SELECT tasks_of_interest($5::text))::text[])';

const HERE = 'SELECT $1::text AS jurisdiction';

/**
 * The jurisdiction and those below it that have open tasks, each found by one step in the index. A user who looks at a
 * team of a city sees the tasks of its banners, but may do none of them.
 */
const HERE_AND_BELOW = `WITH RECURSIVE place AS (
    (SELECT t.jurisdiction FROM task t WHERE t.state = 'open' AND ${below('>=', '$1::text')} ORDER BY t.jurisdiction LIMIT 1)
    UNION ALL
    SELECT (SELECT t.jurisdiction FROM task t WHERE t.state = 'open' AND ${below('>', 'place.jurisdiction')}
      ORDER BY t.jurisdiction LIMIT 1) FROM place WHERE place.jurisdiction IS NOT NULL)
  SELECT jurisdiction FROM place WHERE jurisdiction IS NOT NULL`;

/** Codes of 150600 and below end before 150699; a banner has only its own code. */
function below(from: '>' | '>=', start: string): string {
  return `t.jurisdiction ${from} ${start} AND t.jurisdiction <= rpad(${regionPrefixSql('$1::text')}, 6, '9')`;
}

/**
 * Open tasks of some seats ($2 organs × $3 roles) in some places, in order of the due day. Each seat is one range of
 * the index; dated and undated tasks are two ranges, so a page costs the same wherever it begins.
 * $4 section, $5 person, $6 stage, $7 claim, $8 filing, $9 due before, $10–$12 where the page begins, $13 limit,
 * $14 entity, $15 organ of a plan, $16 call.
 */
function openTasks(seat: string, places = HERE): string {
  const wanted = `t.state = 'open' AND t.jurisdiction = seat.jurisdiction AND t.organ = seat.organ AND t.role = seat.role
    AND ($6::text IS NULL OR t.stage = $6) AND ${OF_CLAIM}
    AND ${OF_FILING} AND ${OF_ENTITY} AND ${OF_CALL} AND ${WITHOUT_INTEREST} AND ${seat}`;
  return `SELECT page.* FROM (SELECT jurisdiction, organ, role FROM (${places}) AS place, unnest($2::text[]) AS organ,
      unnest($3::text[]) AS role) AS seat
    CROSS JOIN LATERAL (
      (SELECT ${LIST_COLUMNS} FROM task t WHERE ${wanted} AND (t.due_on, t.id) > ($10::date, $11::text)
         AND ($9::date IS NULL OR t.due_on < $9) ORDER BY t.due_on, t.id LIMIT $13)
      UNION ALL
      (SELECT ${LIST_COLUMNS} FROM task t WHERE ${wanted} AND t.due_on IS NULL AND t.id > $12::text AND $9::date IS NULL
         ORDER BY t.id LIMIT $13)
    ) AS page ORDER BY page."dueOn", page.id LIMIT $13`;
}

const MAY_SIT = '(t.section IS NULL OR t.section = $4::text)';

/** Tasks that a person has done, by the same keys; $2, $3 and $4 are not used. */
const DONE_TASKS = `SELECT ${LIST_COLUMNS} FROM task t
  WHERE t.state = 'done' AND t.jurisdiction = $1 AND t.done_by = $5
    AND ($2::text[] IS NOT NULL AND $3::text[] IS NOT NULL AND ($4::text IS NULL OR true))
    AND ($6::text IS NULL OR t.stage = $6) AND ${OF_CLAIM}
    AND ${OF_FILING} AND ${OF_ENTITY} AND ${OF_CALL} AND ($9::date IS NULL OR t.due_on < $9)
    AND ((t.due_on, t.id) > ($10::date, $11::text) OR (t.due_on IS NULL AND t.id > $12::text))
  ORDER BY t.due_on, t.id LIMIT $13`;

/** One prepared statement per box (D15). */
export const TASK_LISTS: Readonly<Record<TaskBox, string>> = {
  todo: openTasks(
    `${MAY_SIT} AND (t.for_person_id IS NULL OR t.for_person_id = $5) AND (t.assignee_id IS NULL OR t.assignee_id = $5)`,
  ),
  mine: openTasks(`t.assignee_id = $5 AND ($4::text IS NULL OR true)`),
  team: openTasks(`($4::text IS NULL OR true)`, HERE_AND_BELOW),
  done: DONE_TASKS,
};

type ListValues = readonly [
  jurisdiction: string,
  organs: readonly string[],
  roles: readonly string[],
  section: string | null,
  personId: string,
  stage: string | null,
  claimId: string | null,
  filingId: string | null,
  dueBefore: string | null,
  afterDay: string,
  afterId: string,
  afterIdOfUndated: string,
  limit: number,
  entityId: string | null,
  planOrgan: string | null,
  callId: string | null,
];

const tasksOf = {
  todo: sqlText<ListedTask, ListValues>('task.listTodo', TASK_LISTS.todo),
  mine: sqlText<ListedTask, ListValues>('task.listMine', TASK_LISTS.mine),
  team: sqlText<ListedTask, ListValues>('task.listTeam', TASK_LISTS.team),
  done: sqlText<ListedTask, ListValues>('task.listDone', TASK_LISTS.done),
} as const satisfies Record<TaskBox, unknown>;

/** Roles that have tasks. */
const TASK_ROLES: readonly string[] = rolesOf('decideTask');

export function listTasks(pool: pg.Pool, query: TaskQuery, caller: Caller): Promise<readonly TaskListRow[]> {
  return fetchAll(pool, tasksOf[query.box](...listValues(query, caller)));
}

/**
 * The statement's parameters. Users of an office see their organ's tasks, operators and auditors those of all organs.
 */
export function listValues(query: TaskQuery, caller: Caller): ListValues {
  const taskRoles = caller.roles.filter((role) => TASK_ROLES.includes(role));
  const seesAll = mayAs(caller.roles, 'listTasks', 'jurisdiction');
  const isTeam = query.box === 'team';
  const isOffice = mayAs(caller.roles, 'listTasks', 'responsibleOrgan');
  const isSeated = isOffice || mayAs(caller.roles, 'listTasks', 'seat');
  const ofOffice = isSeated && caller.organ !== null ? [caller.organ] : [];
  const [day, id] = query.after ?? ['-infinity', ''];
  return [
    caller.jurisdiction,
    isTeam && seesAll ? ORGAN_CODES : ofOffice,
    isTeam && (isOffice || seesAll) ? TASK_ROLES : taskRoles,
    caller.section,
    caller.personId,
    query.stage ?? null,
    query.claimId ?? null,
    query.filingId ?? null,
    query.dueBefore ?? null,
    day ?? 'infinity',
    id,
    day === null ? id : '',
    query.limit + 1,
    query.planId ?? query.grantId ?? null,
    query.planOrgan ?? null,
    query.callId ?? null,
  ];
}
