import {
  TaskAnswer,
  TaskCounts,
  TaskCountsQuery,
  TaskListQuery,
  TaskPage,
  TaskParams,
} from '../../schemas/task-schemas.ts';
import { wholeIdNumber } from '../../domain/oversight/person-search.ts';
import type { Desk } from '../kernel/desk-port.ts';
import type { ValueWord } from '../kernel/filter-words.ts';
import { listFile, MOST_FILE_ROWS } from '../kernel/list-file.ts';
import { FILE_TYPES } from '../kernel/table-file.ts';
import { taskFile } from './task-file.ts';
import { pageOf } from '../kernel/paging.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { BulkParts } from './bulk-planning.ts';
import { caseFigures } from './case-figures.ts';
import { bulkCodes } from './bulk-in-lists.ts';
import { bulkRoutes } from './bulk-routes.ts';
import type { DraftStore } from './draft-ports.ts';
import { draftRoutes } from './draft-routes.ts';
import { countsOf } from './task-counts.ts';
import type { TaskStore } from './task-ports.ts';
import { decideTask } from './decide-task.ts';
import { grantParts } from './grant-task-part.ts';
import { showTask, type TaskReads } from './show-task.ts';
import { listEligible } from './task-eligible.ts';
import { listRecipients } from './task-recipients.ts';
import { taskChangeRoutes } from './task-change-routes.ts';
import { itemWords, kindWord, taskItem } from './task-item.ts';
import type { ViewStore } from './view-ports.ts';
import { queryOfView, viewRoutes } from './view-routes.ts';
import { keysetOf, placeOf } from './task-place.ts';

export interface TaskDependencies extends BulkParts {
  readonly drafts: DraftStore;
  readonly views: ViewStore;
  readonly desk: Desk;
}

/** The routes of tasks (api §6). */
export function taskRoutes(deps: TaskDependencies): readonly Route[] {
  const { tasks, drafts, views, desk, library } = deps;
  const reads = { tasks, library };
  return [
    listTasks(reads),
    // Before the task of an id.
    countTasks(tasks, views),
    readTask(reads),
    ...taskChangeRoutes(reads),
    listRecipients(tasks),
    listEligible(tasks),
    ...draftRoutes(tasks, drafts),
    ...viewRoutes(views),
    decideTask(reads, desk),
    ...bulkRoutes(deps),
  ];
}

function listTasks({ tasks, library }: TaskReads): Route {
  return defineRoute({
    operationId: 'listTasks',
    method: 'get',
    path: '/api/v1/tasks',
    summary: 'Tasks of one box under filters, due first unless another order is asked for',
    recorded: 'exported',
    query: TaskListQuery,
    answer: TaskPage,
    rawAnswers: FILE_TYPES,
    problems: ['CURSOR_INVALID', 'SEARCH_BY_POST'],
    async handle({ caller, query, at, language }) {
      refuseIdNumber(query.q);
      const { sort, box, cursor, format } = query;
      const limit = format === 'json' ? query.limit : MOST_FILE_ROWS;
      const found = await tasks.list({ ...query, limit, at, after: placeOf(sort, cursor) }, caller);
      const rows = found.map((row) => ({ ...row, state: box === 'done' ? ('done' as const) : ('open' as const) }));
      const words = { ...itemWords(library, { caller, at, language }), figures: await caseFigures(tasks, rows) };
      if (format !== 'json') {
        const items = rows.map((row) => taskItem(row, words));
        const wordOf: Readonly<Record<string, (value: string) => ReturnType<ValueWord>>> = {
          route: words.routeWord,
          kind: kindWord,
        };
        const valueWord: ValueWord = (name, value) => wordOf[name]?.(value);
        return listFile(taskFile(box, items), { format, caller, at, language, query, valueWord });
      }
      const [parts, bulk] = await Promise.all([
        grantParts(tasks, rows),
        bulkCodes(tasks, rows.slice(0, limit), { caller, limits: words.limits }),
      ]);
      const page = pageOf(
        rows,
        limit,
        (row) => keysetOf(sort, row),
        (row) => ({ ...taskItem(row, { ...words, bulk }), ...parts.get(row.id) }),
      );
      return { body: { ...page, items: [...page.items], asOf: at.toISOString() } };
    },
  });
}

/**
 * Each number is the length of a list: `boxes` of that box; `dueStates`, `kinds`, `corrected` (`round=returned`) and
 * `undecided` (`findings=undecided`) of the box asked for, with that filter in the place of its own.
 */
function countTasks(tasks: TaskStore, views: ViewStore): Route {
  return defineRoute({
    operationId: 'countTasks',
    method: 'get',
    path: '/api/v1/tasks/counts',
    summary:
      'How long the lists are that the same filters open, each number with its own filter in the place of theirs',
    query: TaskCountsQuery,
    answer: TaskCounts,
    problems: ['NOT_FOUND', 'SEARCH_BY_POST'],
    async handle({ caller, query: { view, ...query }, at }) {
      refuseIdNumber(query.q);
      const asked = view === undefined ? query : await queryOfView(views, caller.personId, view);
      const groups = await tasks.count({ ...asked, at }, caller);
      return { body: { asOf: at.toISOString(), ...countsOf(groups, asked) } };
    },
  });
}

function readTask(reads: TaskReads): Route {
  return defineRoute({
    operationId: 'readTask',
    method: 'get',
    path: '/api/v1/tasks/:taskId',
    summary: 'One task with its acts for the person who asks',
    params: TaskParams,
    answer: TaskAnswer,
    problems: ['NOT_FOUND'],
    async handle({ caller, params, at, language }) {
      const task = await reads.tasks.find(params.taskId, caller);
      if (task === null) {
        throw new Problem('NOT_FOUND');
      }
      return { body: await showTask(reads, task, { caller, at, language }), revision: task.revision };
    },
  });
}

/** Addresses end up in the logs of proxies, so a whole ID number is searched by POST (S10). */
function refuseIdNumber(q: string | undefined): void {
  if (q !== undefined && wholeIdNumber(q) !== null) {
    throw new Problem('SEARCH_BY_POST');
  }
}
