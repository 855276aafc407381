import type pg from 'pg';
import type { Caller } from '../../api/kernel/caller.ts';
import type { TaskFilters, TaskGroup } from '../../api/task/task-ports.ts';
import type { TaskBox } from '../../domain/task/task-lists.ts';
import { fetchAll, sqlText } from '../kernel/statements.ts';
import {
  ALL_VALUES,
  DUE_STATE,
  DUE_STATE_OF_DONE,
  FILTERED,
  FILTERED_ALIKE,
  filterValues,
  HERE_AND_BELOW,
  NOT_ALIKE_VALUES,
  seatsOf,
  WITHOUT_INTEREST,
  type FilterValues,
} from './task-filters.ts';
import { HAS_DONE, MAY_SIT } from './task-list.ts';

/** Where numbers are counted: the tally where every filter is one of its columns, else the tasks themselves. */
interface Source {
  readonly table: 'task_tally' | 'task';
  readonly isUndecided: string;
  readonly tasks: string;
  readonly filtered: string;
}

const FACETS =
  '($13::text IS NULL OR true) AND ($16::text IS NULL OR true) AND ($18::boolean IS NULL OR true) AND ($19::boolean IS NULL OR true)';
const OF_TASKS: Source = {
  table: 'task',
  isUndecided: 't.undecided > 0',
  tasks: '1',
  filtered: `${FILTERED} AND ${FACETS} AND ${ALL_VALUES}`,
};
const OF_TALLY: Source = {
  table: 'task_tally',
  isUndecided: 't.is_undecided',
  tasks: 't.tasks',
  filtered: `${FILTERED_ALIKE} AND ${FACETS} AND ${ALL_VALUES} AND ${NOT_ALIKE_VALUES}`,
};

/** The person's own seats: $24 organs × $25 roles here. */
const OWN_SEAT = '(t.jurisdiction = $1 AND t.organ = ANY ($24::text[]) AND t.role = ANY ($25::text[])';

/** In which boxes a task of the team is; the others are in the box of what the person has done. */
const BOXES = `coalesce(${OWN_SEAT} AND ${MAY_SIT}), false) AS "isTodo",
  coalesce(${OWN_SEAT} AND t.assignee_id = $5), false) AS "isMine", false AS "isDone"`;

function columns({ isUndecided }: Source, dueState = DUE_STATE): string {
  return `t.kind, ${dueState} AS "dueState", t.corrected, ${isUndecided} AS "isUndecided"`;
}

/** The tasks of a seat that the person may not see (R-134), taken off again; almost nobody has any. */
const HIDDEN = `UNION ALL SELECT ${columns(OF_TASKS)}, ${BOXES}, -1
    FROM unnest((SELECT tasks_of_interest($5::text))::text[]) AS hidden (id)
    CROSS JOIN LATERAL (SELECT * FROM task WHERE task.id = hidden.id) AS t
    WHERE t.state = 'open' AND t.jurisdiction IN (SELECT jurisdiction FROM here) AND t.organ = ANY ($2) AND t.role = ANY ($3)
      AND ${OF_TASKS.filtered}`;

function groups(source: Source): string {
  const { table, tasks, filtered } = source;
  const isTally = table === 'task_tally';
  return `WITH here AS (${HERE_AND_BELOW})
    SELECT kind, "dueState", corrected, "isUndecided", "isTodo", "isMine", "isDone", sum(tasks)::int AS tasks FROM (
      SELECT ${columns(source)}, ${BOXES}, ${tasks} AS tasks
      FROM (SELECT here.jurisdiction, organ, role FROM here, unnest($2::text[]) AS organ, unnest($3::text[]) AS role) AS seat
      JOIN ${table} t ON t.state = 'open' AND t.jurisdiction = seat.jurisdiction AND t.organ = seat.organ AND t.role = seat.role
      WHERE ${filtered}${isTally ? '' : ` AND ${WITHOUT_INTEREST}`}
      UNION ALL SELECT ${columns(source, DUE_STATE_OF_DONE)}, false, false, true, ${tasks} FROM ${table} t WHERE ${HAS_DONE} AND ${filtered}
      ${isTally ? HIDDEN : ''}) AS counted
    GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING sum(tasks) <> 0`;
}

/** The numbers of every box in one statement: `tally` for the filters of most people, `tasks` for all. */
export const TASK_GROUPS = { tally: groups(OF_TALLY), tasks: groups(OF_TASKS) } as const;

type CountValues = readonly [...FilterValues, ownOrgans: readonly string[], ownRoles: readonly string[]];
type BoxedGroup = TaskGroup & { readonly isTodo: boolean; readonly isMine: boolean; readonly isDone: boolean };

const ofTally = sqlText<BoxedGroup, CountValues>('task.countTally', TASK_GROUPS.tally);
const ofTasks = sqlText<BoxedGroup, CountValues>('task.countTasks', TASK_GROUPS.tasks);

/** The groups of every box. */
export async function countTasks(
  pool: pg.Pool,
  query: TaskFilters,
  caller: Caller,
): Promise<Readonly<Record<TaskBox, readonly TaskGroup[]>>> {
  const statement = isTallied(query) ? ofTally : ofTasks;
  const rows = await fetchAll(pool, statement(...countValues(query, caller)));
  const open = rows.filter(({ isDone }) => !isDone);
  return {
    todo: open.filter(({ isTodo }) => isTodo),
    mine: open.filter(({ isMine }) => isMine),
    team: open,
    done: rows.filter(({ isDone }) => isDone),
  };
}

export function countValues(query: TaskFilters, caller: Caller): CountValues {
  return [...filterValues({ ...query, box: 'team' }, caller), ...seatsOf(false, caller)];
}

/** Every filter is a column of the tally. */
function isTallied(query: TaskFilters): boolean {
  const { claimId, filingId, planId, grantId, callId, applicant, receivedFrom, receivedTo, q } = query;
  return [claimId, filingId, planId, grantId, callId, applicant, receivedFrom, receivedTo, q].every(
    (value) => value === undefined,
  );
}
