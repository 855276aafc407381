import { isIsoDate } from '../../domain/calendar.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { TaskAnswer, TaskListQuery, TaskPage, TaskParams } from '../../schemas/task-schemas.ts';
import type { Desk } from '../kernel/desk-port.ts';
import { pageOf, parseCursor } from '../kernel/paging.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { TaskQuery, TaskStore } from './task-ports.ts';
import type { DraftStore } from './draft-ports.ts';
import { draftRoutes } from './draft-routes.ts';
import { decideTask } from './decide-task.ts';
import { grantParts } from './grant-task-part.ts';
import { showTask } from './show-task.ts';
import { taskChangeRoutes } from './task-change-routes.ts';
import { taskItem } from './task-view.ts';

export interface TaskDependencies {
  readonly tasks: TaskStore;
  readonly drafts: DraftStore;
  readonly desk: Desk;
  readonly library: PolicyLibrary;
}

/** The routes of tasks (api §6). */
export function taskRoutes({ tasks, drafts, desk, library }: TaskDependencies): readonly Route[] {
  return [
    listTasks(tasks),
    readTask(tasks),
    ...taskChangeRoutes(tasks, library),
    ...draftRoutes(tasks, drafts),
    decideTask(tasks, desk),
  ];
}

function listTasks(tasks: TaskStore): Route {
  return defineRoute({
    operationId: 'listTasks',
    method: 'get',
    path: '/api/v1/tasks',
    summary: 'Tasks of one box, due first',
    query: TaskListQuery,
    answer: TaskPage,
    problems: ['CURSOR_INVALID'],
    async handle({ caller, query, at, language }) {
      const rows = await tasks.list({ ...query, after: placeOf(query.cursor) }, caller);
      const parts = await grantParts(tasks, rows);
      const page = pageOf(
        rows,
        query.limit,
        (row) => [row.dueOn, row.id],
        (row) => ({ ...taskItem(row, at, language), ...parts.get(row.id) }),
      );
      return { body: { ...page, items: [...page.items], asOf: at.toISOString() } };
    },
  });
}

function placeOf(cursor: string | undefined): TaskQuery['after'] {
  const keyset = parseCursor(cursor, 2);
  if (keyset === null) {
    return null;
  }
  const [day, id] = keyset;
  if (typeof id !== 'string' || (day !== null && (typeof day !== 'string' || !isIsoDate(day)))) {
    throw new Problem('CURSOR_INVALID');
  }
  return [day ?? null, id];
}

function readTask(tasks: TaskStore): Route {
  return defineRoute({
    operationId: 'readTask',
    method: 'get',
    path: '/api/v1/tasks/:taskId',
    summary: 'One task with its acts for the person who asks',
    params: TaskParams,
    answer: TaskAnswer,
    problems: ['NOT_FOUND'],
    async handle({ caller, params, at, language }) {
      const task = await tasks.find(params.taskId, caller);
      if (task === null) {
        throw new Problem('NOT_FOUND');
      }
      return { body: await showTask(tasks, task, { caller, at, language }), revision: task.revision };
    },
  });
}
