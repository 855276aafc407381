import type pg from 'pg';
import type { Caller } from '../../api/kernel/caller.ts';
import type { TaskFilters, TaskGroup } from '../../api/task/task-ports.ts';
import { TASK_BOXES, type TaskBox } from '../../domain/task/task-lists.ts';
import { fetchAll, sqlText } from '../kernel/statements.ts';
import {
  ALL_VALUES,
  DUE_STATE,
  FILTERED,
  filterValues,
  HERE,
  HERE_AND_BELOW,
  WITHOUT_INTEREST,
  type FilterValues,
} from './task-filters.ts';
import { HAS_DONE, MAY_SIT } from './task-list.ts';

/** How many tasks of a box have the same kind, due state, and answers to what the numbers ask besides. */
const GROUP = `SELECT t.kind, ${DUE_STATE} AS "dueState", t.corrected, t.undecided > 0 AS "isUndecided", count(*)::int AS tasks`;
const ASKED = `${FILTERED} AND ${ALL_VALUES} AND ($13::text IS NULL OR true) AND ($16::text IS NULL OR true)
  AND ($18::boolean IS NULL OR true) AND ($19::boolean IS NULL OR true)`;

function openGroups(seat: string, places = HERE): string {
  return `${GROUP} FROM (SELECT jurisdiction, organ, role FROM (${places}) AS place, unnest($2::text[]) AS organ,
      unnest($3::text[]) AS role) AS seat
    JOIN task t ON t.state = 'open' AND t.jurisdiction = seat.jurisdiction AND t.organ = seat.organ AND t.role = seat.role
    WHERE ${seat} AND ${ASKED} AND ${WITHOUT_INTEREST} GROUP BY 1, 2, 3, 4`;
}

/** The tasks of a box under every filter but those that the numbers count by. */
export const TASK_GROUPS: Readonly<Record<TaskBox, string>> = {
  todo: openGroups(MAY_SIT),
  mine: openGroups('t.assignee_id = $5'),
  team: openGroups('true', HERE_AND_BELOW),
  done: `${GROUP} FROM task t WHERE ${HAS_DONE} AND ${ASKED} GROUP BY 1, 2, 3, 4`,
};

const groupsOf = {
  todo: sqlText<TaskGroup, FilterValues>('task.countTodo', TASK_GROUPS.todo),
  mine: sqlText<TaskGroup, FilterValues>('task.countMine', TASK_GROUPS.mine),
  team: sqlText<TaskGroup, FilterValues>('task.countTeam', TASK_GROUPS.team),
  done: sqlText<TaskGroup, FilterValues>('task.countDone', TASK_GROUPS.done),
} as const satisfies Record<TaskBox, unknown>;

/** The groups of every box. */
export async function countTasks(
  pool: pg.Pool,
  query: TaskFilters,
  caller: Caller,
): Promise<Readonly<Record<TaskBox, readonly TaskGroup[]>>> {
  const [todo, done, mine, team] = await Promise.all(
    TASK_BOXES.map((box) => fetchAll(pool, groupsOf[box](...filterValues({ ...query, box }, caller)))),
  );
  return { todo: todo ?? [], done: done ?? [], mine: mine ?? [], team: team ?? [] };
}
