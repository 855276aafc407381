import { sitsInSeat } from '../../domain/task/task-acts.ts';
import { DRAFT_BYTES, DraftAnswer, DraftContent } from '../../schemas/draft-schemas.ts';
import { TaskParams } from '../../schemas/task-schemas.ts';
import type { Caller } from '../kernel/caller.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { DraftStore, TaskDraft } from './draft-ports.ts';
import type { Task, TaskStore } from './task-ports.ts';

/** The routes of drafts: what somebody has typed into a decision so far, for the own eyes alone. No decision. */
export function draftRoutes(tasks: TaskStore, drafts: DraftStore): readonly Route[] {
  return [putDraft(tasks, drafts), readDraft(tasks, drafts), deleteDraft(tasks, drafts)];
}

const SHARED = { path: '/api/v1/tasks/:taskId/draft', params: TaskParams } as const;

function putDraft(tasks: TaskStore, drafts: DraftStore): Route {
  return defineRoute({
    ...SHARED,
    operationId: 'putTaskDraft',
    method: 'put',
    summary: 'Keep what one has typed into a decision so far; the last one counts, and nobody else sees it',
    body: DraftContent,
    answer: DraftAnswer,
    problems: ['NOT_FOUND', 'WRONG_STATE', 'FORBIDDEN', 'DRAFT_TOO_LARGE', 'INVALID'],
    async handle({ caller, params, body, at }) {
      const task = await taskSeen(tasks, params.taskId, caller);
      if (task.state !== 'open') {
        throw new Problem('WRONG_STATE');
      }
      if (!sitsInSeat(caller, task)) {
        throw new Problem('FORBIDDEN');
      }
      const text = JSON.stringify(body);
      if (Buffer.byteLength(text) > DRAFT_BYTES) {
        throw new Problem('DRAFT_TOO_LARGE', { facts: { kilobytes: DRAFT_BYTES / 1_024 } });
      }
      if (!(await drafts.put({ taskId: task.id, personId: caller.personId }, text, at))) {
        throw new Problem('WRONG_STATE');
      }
      return { body: draftView({ text, savedAt: at }) };
    },
  });
}

function readDraft(tasks: TaskStore, drafts: DraftStore): Route {
  return defineRoute({
    ...SHARED,
    operationId: 'readTaskDraft',
    method: 'get',
    summary: 'What one has typed into the decision of a task and not sent',
    answer: DraftAnswer,
    problems: ['NOT_FOUND'],
    async handle({ caller, params }) {
      const { id: taskId } = await taskSeen(tasks, params.taskId, caller);
      const draft = await drafts.find({ taskId, personId: caller.personId });
      if (draft === null) {
        throw new Problem('NOT_FOUND');
      }
      return { body: draftView(draft) };
    },
  });
}

function deleteDraft(tasks: TaskStore, drafts: DraftStore): Route {
  return defineRoute({
    ...SHARED,
    operationId: 'deleteTaskDraft',
    method: 'delete',
    summary: 'Throw away what one has typed into the decision of a task',
    status: 204,
    problems: ['NOT_FOUND'],
    async handle({ caller, params }) {
      const { id: taskId } = await taskSeen(tasks, params.taskId, caller);
      await drafts.delete({ taskId, personId: caller.personId });
      return { body: undefined };
    },
  });
}

async function taskSeen(tasks: TaskStore, taskId: string, caller: Caller): Promise<Task> {
  const task = await tasks.find(taskId, caller);
  if (task === null) {
    throw new Problem('NOT_FOUND');
  }
  return task;
}

function draftView({ text, savedAt }: TaskDraft) {
  return { ...DraftContent.parse(JSON.parse(text)), savedAt: savedAt.toISOString() };
}
