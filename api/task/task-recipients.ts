import { judgeTaskAct } from '../../domain/task/task-acts.ts';
import { mayStandIn } from '../../domain/task/stand-in.ts';
import { ShortListQuery } from '../../schemas/http-schemas.ts';
import { TaskRecipients } from '../../schemas/task-change-schemas.ts';
import { TaskParams } from '../../schemas/task-schemas.ts';
import { pageOfAll } from '../kernel/paging.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { TaskStore } from './task-ports.ts';
import { hasNoInterest } from './require-no-interest.ts';

/** Whom a task can be handed to: each of them fits its seat and passes the separation of duties, as the transfer checks again. */
export function listRecipients(tasks: TaskStore): Route {
  return defineRoute({
    operationId: 'listTaskRecipients',
    method: 'get',
    path: '/api/v1/tasks/:taskId/recipients',
    summary: 'The people to whom the person who asks may transfer the task',
    params: TaskParams,
    query: ShortListQuery,
    answer: TaskRecipients,
    problems: ['NOT_FOUND', 'WRONG_STATE', 'FORBIDDEN', 'CURSOR_INVALID'],
    async handle({ caller, params, query: { limit, cursor } }) {
      const task = await tasks.find(params.taskId, caller);
      if (task === null) {
        throw new Problem('NOT_FOUND');
      }
      const verdict = judgeTaskAct(task, 'transfer', caller);
      if (!verdict.ok) {
        throw new Problem(verdict.reason);
      }
      const duties = await tasks.duties(task);
      const items: { id: string; name: string; section: string | null }[] = [];
      for (const person of await tasks.seated(task)) {
        const isFree = await hasNoInterest(tasks, task.id, person.personId);
        if (person.personId !== task.assigneeId && mayStandIn(person, task, { duties, isFree })) {
          items.push({ id: person.personId, name: person.displayName, section: person.section });
        }
      }
      return { body: pageOfAll(items, limit, cursor) };
    },
  });
}
