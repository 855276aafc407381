import type { Caller } from '../../api/kernel/caller.ts';
import type { TaskFilters } from '../../api/task/task-ports.ts';
import { NOBODY } from '../../domain/task/task-lists.ts';
import { addDays, dayAt, startOfDayMs } from '../../domain/calendar.ts';
import { mayAs, rolesOf } from '../../domain/authority/permissions.ts';
import { ORGAN_CODES } from '../../domain/codes.ts';
import { ENTITY_KINDS, type EntityKind } from '../../domain/entities.ts';
import { regionPrefixSql } from '../kernel/jurisdictions.ts';

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
  recovery: 't.entity_id = ANY (ARRAY(SELECT r.id FROM recovery r WHERE r.claim_id = $7))',
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
  recovery: null,
} as const satisfies TasksOfCase;

/** For each entity, which of its tasks belong to the call $12: its own and those of its applications. */
const IS_OF_CALL = {
  claim: null,
  filing: null,
  notice: null,
  batch: null,
  grantCall: 't.entity_id = $12',
  grant: 't.entity_id = ANY (ARRAY(SELECT g.id FROM base_grant g WHERE g.call_id = $12))',
  annualPlan: null,
  demandCycle: null,
  recovery: null,
} as const satisfies TasksOfCase;

/** A condition on a task `t` of each entity; null: none of its tasks. */
type TasksOfCase = Readonly<Record<EntityKind, string | null>>;

function ofCase(value: string, conditions: TasksOfCase): string {
  const each = ENTITY_KINDS.filter((kind) => conditions[kind] !== null);
  const some = each.map((kind) => `(t.entity_kind = '${kind}' AND ${conditions[kind]})`);
  return `(${value}::text IS NULL OR ${some.join('\n    OR ')})`;
}

/**
 * The state that a list of open tasks shows on the day $17. What is done is in time, and its lists say so without it: the
 * indexes of open tasks have no column that says that they are open.
 */
export const DUE_STATE = `CASE WHEN t.paused THEN 'paused' WHEN t.due_on < $17::date THEN 'over'
  WHEN t.near_on <= $17::date THEN 'near' WHEN t.provisional THEN 'provisional' ELSE 'ok' END`;

export const DUE_STATE_OF_DONE = "'ok'";

/** What the numbers are counted by: each number leaves its own filter out and keeps the others. */
export function ofFacets(dueState: string): string {
  return `($13::text IS NULL OR t.kind = $13) AND ($16::text IS NULL OR $16 = ${dueState})
  AND ($18::boolean IS NULL OR t.corrected = $18) AND ($19::boolean IS NULL OR (t.undecided > 0) = $19)`;
}

/** The filters by what tasks have alike, which the tally has as columns. */
export const FILTERED_ALIKE = `($6::text IS NULL OR t.stage = $6) AND ($11::text IS NULL OR t.plan_organ = $11)
  AND ($9::date IS NULL OR t.due_on < $9) AND ($14::text IS NULL OR t.route = $14)
  AND ($20::text IS NULL OR coalesce(t.assignee_id, '') = $20)`;

/** Every filter but those of the numbers. */
export const FILTERED = `${FILTERED_ALIKE} AND ${ofCase('$7', IS_OF_CLAIM)}
  AND ${ofCase('$8', IS_OF_FILING)} AND ($10::text IS NULL OR t.entity_id = $10)
  AND ${ofCase('$12', IS_OF_CALL)} AND ($15::text IS NULL OR t.applicant_id = $15)
  AND ($21::timestamptz IS NULL OR t.created_at >= $21) AND ($22::timestamptz IS NULL OR t.created_at < $22)
  AND ($23::text IS NULL OR strpos(lower(t.subject), $23) > 0)`;

/** The values of the filters that the tally does not have, in a statement that does not ask for them. */
export const NOT_ALIKE_VALUES = [
  '$7::text',
  '$8::text',
  '$10::text',
  '$12::text',
  '$15::text',
  '$21::timestamptz',
  '$22::timestamptz',
  '$23::text',
]
  .map((value) => `(${value} IS NULL OR true)`)
  .join(' AND ');

/** The day $17 is a value of every statement, also where nothing asks for it. */
export const ALL_VALUES = `($4::text IS NULL OR true) AND ($5::text IS NULL OR true) AND ($17::date IS NULL OR true)`;

/**
 * Without the tasks about a party to which the person $5 has declared a relation. The database computes their
 * ids once; almost every person has none, so the page itself is read from the index `task_inbox`.
 */
export const WITHOUT_INTEREST = 't.id <> ALL ((SELECT tasks_of_interest($5::text))::text[])';

export const HERE = 'SELECT $1::text AS jurisdiction';

/**
 * The jurisdiction and those below it that have open tasks, each found by one step in the index. A user who looks at a
 * team of a city sees the tasks of its banners, but may do none of them.
 */
export const HERE_AND_BELOW = `WITH RECURSIVE place AS (
    (SELECT t.jurisdiction FROM task t WHERE t.state = 'open' AND ${below('>=', '$1::text')} ORDER BY t.jurisdiction LIMIT 1)
    UNION ALL
    SELECT (SELECT t.jurisdiction FROM task t WHERE t.state = 'open' AND ${below('>', 'place.jurisdiction')}
      ORDER BY t.jurisdiction LIMIT 1) FROM place WHERE place.jurisdiction IS NOT NULL)
  SELECT jurisdiction FROM place WHERE jurisdiction IS NOT NULL`;

/** Codes of 150600 and below end before 150699; a banner has only its own code. */
function below(from: '>' | '>=', start: string): string {
  return `t.jurisdiction ${from} ${start} AND t.jurisdiction <= rpad(${regionPrefixSql('$1::text')}, 6, '9')`;
}

/** $1 to $23 of every list and every number. */
export type FilterValues = readonly [
  jurisdiction: string,
  organs: readonly string[],
  roles: readonly string[],
  section: string | null,
  personId: string,
  stage: string | null,
  claimId: string | null,
  filingId: string | null,
  dueBefore: string | null,
  entityId: string | null,
  planOrgan: string | null,
  callId: string | null,
  kind: string | null,
  route: string | null,
  applicantId: string | null,
  dueState: string | null,
  today: string,
  corrected: boolean | null,
  undecided: boolean | null,
  assigneeId: string | null,
  receivedFrom: Date | null,
  receivedBefore: Date | null,
  q: string | null,
];

/** Roles that have tasks. */
const TASK_ROLES: readonly string[] = rolesOf('decideTask');

/**
 * The statement's parameters. Users of an office see their organ's tasks, operators and auditors those of all organs.
 */
export function filterValues(query: TaskFilters, caller: Caller): FilterValues {
  return [
    caller.jurisdiction,
    ...seatsOf(query.box === 'team', caller),
    caller.section,
    caller.personId,
    query.stage ?? null,
    query.claimId ?? null,
    query.filingId ?? null,
    query.dueBefore ?? null,
    query.planId ?? query.grantId ?? null,
    query.planOrgan ?? null,
    query.callId ?? null,
    query.kind ?? null,
    query.route ?? null,
    query.applicant ?? null,
    query.dueState ?? null,
    dayAt(query.at.getTime()),
    query.round === 'returned' ? true : null,
    query.findings === 'undecided' ? true : null,
    assigneeOf(query.assignee, caller),
    query.receivedFrom === undefined ? null : new Date(startOfDayMs(query.receivedFrom)),
    query.receivedTo === undefined ? null : new Date(startOfDayMs(addDays(query.receivedTo, 1))),
    query.q?.trim().toLowerCase() ?? null,
  ];
}

/** Organs and roles whose tasks the box holds. */
export function seatsOf(
  isTeam: boolean,
  caller: Caller,
): readonly [organs: readonly string[], roles: readonly string[]] {
  const taskRoles = caller.roles.filter((role) => TASK_ROLES.includes(role));
  const seesAll = mayAs(caller.roles, 'listTasks', 'jurisdiction');
  const isOffice = mayAs(caller.roles, 'listTasks', 'responsibleOrgan');
  const isSeated = isOffice || mayAs(caller.roles, 'listTasks', 'seat');
  const ofOffice = isSeated && caller.organ !== null ? [caller.organ] : [];
  return [isTeam && seesAll ? ORGAN_CODES : ofOffice, isTeam && (isOffice || seesAll) ? TASK_ROLES : taskRoles];
}

function assigneeOf(assignee: string | undefined, caller: Caller): string | null {
  if (assignee === 'me') {
    return caller.personId;
  }
  return assignee === NOBODY ? '' : (assignee ?? null);
}
