import type pg from 'pg';
import type { Caller } from '../../api/kernel/caller.ts';
import type { TaskListRow, TaskPlace, TaskQuery } from '../../api/task/task-ports.ts';
import { TASK_BOXES, TASK_SORTS, type TaskBox, type TaskSort } from '../../domain/task/task-lists.ts';
import type { PartyKind } from '../../domain/policy/route-codes.ts';
import type { SkillLevel } from '../../domain/codes.ts';
import { unreachable } from '../../domain/verdict.ts';
import { fetchAll, sqlText } from '../kernel/statements.ts';
import { columnsOf, type TaskColumns } from './task-columns.ts';
import {
  ALL_VALUES,
  FILTERED,
  filterValues,
  HERE,
  HERE_AND_BELOW,
  DUE_STATE,
  DUE_STATE_OF_DONE,
  ofFacets,
  WITHOUT_INTEREST,
  type FilterValues,
} from './task-filters.ts';

/** Columns of the indexes `task_inbox`, `task_inbox_received` and `task_inbox_amount`: a page is read without the table. */
const LISTED = {
  id: 'id',
  kind: 'kind',
  stage: 'stage',
  purpose: 'purpose',
  entityKind: 'entity_kind',
  entityId: 'entity_id',
  jurisdiction: 'jurisdiction',
  organ: 'organ',
  role: 'role',
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
  round: 'round',
  route: 'route',
  applicantId: 'applicant_id',
  amountFen: 'amount_fen',
  findings: 'findings',
  undecided: 'undecided',
  corrected: 'corrected',
} as const;

/** What a page shows beside its tasks' own columns, read by keys for the tasks of the page alone. */
interface Besides {
  readonly applicantName: string | null;
  readonly applicantKind: PartyKind | null;
  readonly assigneeName: string | null;
  readonly occupation: string | null;
  readonly skillLevel: SkillLevel | null;
  readonly headcount: number | null;
}

/** How a task ended. Its indexes of open tasks do not hold it: there it is null. */
const DONE = { doneAt: 'done_at', doneAct: 'done_act' } as const;
const NOT_DONE = 'NULL::timestamptz AS "doneAt", NULL::text AS "doneAct"';

export type ListedTask = TaskColumns<typeof LISTED> & TaskColumns<typeof DONE> & Besides;

const LIST_COLUMNS = columnsOf(LISTED);

/** With the tables that `BESIDES` joins to a task named `t`. */
export const SHOWN_COLUMNS = `${LIST_COLUMNS}, ${besides('t')}`;

/** The columns of `Besides`, for rows of the page or tasks. */
function besides(of: string): string {
  const people = `CASE WHEN ${of}.purpose = 'float' THEN claim_of.lines_approved ELSE claim_of.lines_eligible END`;
  return `party_of.name AS "applicantName", party_of.kind AS "applicantKind", assignee_of.display_name AS "assigneeName",
    class_of.occupation_name AS occupation, class_of.skill_level AS "skillLevel", ${people} AS headcount`;
}

/** `of`: the page or the table of tasks, with its names of entity, applicant and assignee. */
export function joinsOf(
  names: Readonly<Record<'entityKind' | 'entityId' | 'applicantId' | 'assigneeId', string>>,
): string {
  const { entityKind, entityId, applicantId, assigneeId } = names;
  return `LEFT JOIN claim claim_of ON ${entityKind} = 'claim' AND claim_of.id = ${entityId}
    LEFT JOIN filing class_of ON class_of.id = CASE ${entityKind} WHEN 'claim' THEN claim_of.filing_id WHEN 'filing' THEN ${entityId} END
    LEFT JOIN party party_of ON party_of.id = ${applicantId}
    LEFT JOIN person assignee_of ON assignee_of.id = ${assigneeId}`;
}

const PAGE_JOINS = joinsOf({
  entityKind: 'page."entityKind"',
  entityId: 'page."entityId"',
  applicantId: 'page."applicantId"',
  assigneeId: 'page."assigneeId"',
});

/** How a page is ordered: by one column, then the id. `-` turns the order round, with the empty values first. */
interface Order {
  readonly column: 'due_on' | 'created_at' | 'amount_fen' | 'done_at';
  readonly name: 'dueOn' | 'createdAt' | 'amountFen' | 'doneAt';
  readonly type: 'date' | 'timestamptz' | 'bigint';
  /** Below and above every value. */
  readonly bounds: readonly [lowest: string, highest: string];
}

const ORDERS = {
  due: { column: 'due_on', name: 'dueOn', type: 'date', bounds: ['-infinity', 'infinity'] },
  received: { column: 'created_at', name: 'createdAt', type: 'timestamptz', bounds: ['-infinity', 'infinity'] },
  amount: { column: 'amount_fen', name: 'amountFen', type: 'bigint', bounds: ['-1', '9223372036854775807'] },
  decided: { column: 'done_at', name: 'doneAt', type: 'timestamptz', bounds: ['-infinity', 'infinity'] },
} as const satisfies Readonly<Record<string, Order>>;

/** Above every id. */
const LAST_ID = 'zzzz';

function orderOf(sort: TaskSort): { readonly order: Order; readonly isTurned: boolean } {
  switch (sort) {
    case 'due':
    case '-due':
      return { order: ORDERS.due, isTurned: sort === '-due' };
    case 'received':
    case '-received':
      return { order: ORDERS.received, isTurned: sort === '-received' };
    case 'amount':
    case '-amount':
      return { order: ORDERS.amount, isTurned: sort === '-amount' };
    case 'decided':
    case '-decided':
      return { order: ORDERS.decided, isTurned: sort === '-decided' };
    default:
      return unreachable(sort);
  }
}

/**
 * One page: two ranges of the index, tasks with a value and without one, so that a page costs the same wherever it
 * begins. $24 and $25: value and id of the previous page's last row; $26: its id, if it had no value; $27: limit.
 */
function ranges(wanted: string, sort: TaskSort, ended = NOT_DONE): string {
  const { order, isTurned } = orderOf(sort);
  const { column, type } = order;
  const [than, way] = isTurned ? ['<', 'DESC'] : ['>', 'ASC'];
  return `(SELECT ${LIST_COLUMNS}, ${ended} FROM task t WHERE ${wanted} AND (t.${column}, t.id) ${than} ($24::text::${type}, $25::text)
       ORDER BY t.${column} ${way}, t.id ${way} LIMIT $27)
    UNION ALL
    (SELECT ${LIST_COLUMNS}, ${ended} FROM task t WHERE ${wanted} AND t.${column} IS NULL AND t.id ${than} $26::text
       ORDER BY t.id ${way} LIMIT $27)`;
}

function pageOrder(sort: TaskSort): string {
  const { order, isTurned } = orderOf(sort);
  const way = isTurned ? 'DESC' : 'ASC';
  return `ORDER BY page."${order.name}" ${way}, page.id ${way}`;
}

/** The first tasks of all ranges, then what is shown beside them. */
function shownPage(ranged: string, sort: TaskSort): string {
  const order = pageOrder(sort);
  return `SELECT page.*, ${besides('page')}
    FROM (SELECT page.* FROM ${ranged} ${order} LIMIT $27) AS page ${PAGE_JOINS} ${order}`;
}

const ASKED = `${FILTERED} AND ${ofFacets(DUE_STATE)} AND ${ALL_VALUES}`;
const ASKED_OF_DONE = `${FILTERED} AND ${ofFacets(DUE_STATE_OF_DONE)} AND ${ALL_VALUES}`;

/** Open tasks of some seats ($2 organs × $3 roles) in some places. Each seat is one range of the index. */
function openTasks(seat: string, sort: TaskSort, places = HERE): string {
  const wanted = `t.state = 'open' AND t.jurisdiction = seat.jurisdiction AND t.organ = seat.organ AND t.role = seat.role
    AND ${seat} AND ${ASKED} AND ${WITHOUT_INTEREST}`;
  return shownPage(
    `(SELECT jurisdiction, organ, role FROM (${places}) AS place, unnest($2::text[]) AS organ, unnest($3::text[]) AS role) AS seat
     CROSS JOIN LATERAL (${ranges(wanted, sort)}) AS page`,
    sort,
  );
}

export const MAY_SIT = `(t.section IS NULL OR t.section = $4::text) AND (t.for_person_id IS NULL OR t.for_person_id = $5)
  AND (t.assignee_id IS NULL OR t.assignee_id = $5)`;

/** Tasks that a person has done; $2, $3 and $4 are not used. */
export const HAS_DONE = `t.state = 'done' AND t.jurisdiction = $1 AND t.done_by = $5
    AND ($2::text[] IS NOT NULL AND $3::text[] IS NOT NULL)`;

/** One prepared statement per box and order (D15). */
export function taskList(box: TaskBox, sort: TaskSort = 'due'): string {
  switch (box) {
    case 'mine':
      return openTasks('t.assignee_id = $5', sort);
    case 'team':
      return openTasks('true', sort, HERE_AND_BELOW);
    case 'done':
      return shownPage(`(${ranges(`${HAS_DONE} AND ${ASKED_OF_DONE}`, sort, columnsOf(DONE))}) AS page`, sort);
    case 'todo':
      return openTasks(MAY_SIT, sort);
    default:
      return unreachable(box);
  }
}

type ListValues = readonly [
  ...FilterValues,
  afterValue: string,
  afterId: string,
  afterIdOfEmpty: string,
  limit: number,
];

const tasksOf = new Map(
  TASK_BOXES.flatMap((box) =>
    TASK_SORTS.map((sort) => {
      const name = `${box}/${sort}`;
      return [name, sqlText<ListedTask, ListValues>(`task.list/${name}`, taskList(box, sort))] as const;
    }),
  ),
);

/** @throws RangeError for a box or an order that no list has */
export function listTasks(pool: pg.Pool, query: TaskQuery, caller: Caller): Promise<readonly TaskListRow[]> {
  const list = tasksOf.get(`${query.box}/${query.sort}`);
  if (list === undefined) {
    throw new RangeError(`No list ${query.box} in the order ${query.sort}`);
  }
  return fetchAll(pool, list(...listValues(query, caller)));
}

export function listValues(query: TaskQuery, caller: Caller): ListValues {
  return [...filterValues(query, caller), ...placeValues(query.sort, query.after), query.limit + 1];
}

/** $24 to $26. In the order turned round the tasks without a value come first. */
function placeValues(
  sort: TaskSort,
  after: TaskPlace | null,
): readonly [afterValue: string, afterId: string, afterIdOfEmpty: string] {
  const { order, isTurned } = orderOf(sort);
  const [lowest, highest] = order.bounds;
  if (after === null) {
    return isTurned ? [highest, LAST_ID, LAST_ID] : [lowest, '', ''];
  }
  const [value, id] = after;
  // In both orders: after a row without a value, those with one begin anew only where they still come.
  return value === null ? [highest, LAST_ID, id] : [value, id, ''];
}
