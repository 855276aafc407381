import type { z } from 'zod';
import type { Actor } from '../../domain/authority/actor.ts';
import { dayAt } from '../../domain/calendar.ts';
import { reminderShares } from '../../domain/policy/office-parameters.ts';
import { mayStandIn } from '../../domain/task/stand-in.ts';
import { judgeTaskAct, type TaskAct } from '../../domain/task/task-acts.ts';
import { ExtensionBody, ReasonBody, TransferBody } from '../../schemas/task-change-schemas.ts';
import { IfMatchHeaders, TaskAnswer, TaskParams } from '../../schemas/task-schemas.ts';
import type { Caller } from '../kernel/caller.ts';
import { parseIfMatch } from '../kernel/etag.ts';
import type { Language } from '../kernel/language.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { Task, TaskChange, TaskStore } from './task-ports.ts';
import { hasNoInterest, requireNoInterest } from './require-no-interest.ts';
import { showTask, type TaskReads } from './show-task.ts';
import { extendedDue } from './task-view.ts';

/** Routes to claim, release, transfer, extend and remind; none of them is a decision. */
export function taskChangeRoutes(reads: TaskReads): readonly Route[] {
  return [claimTask(reads), releaseTask(reads), transferTask(reads), extendTask(reads), remindTask(reads)];
}

const SHARED = {
  method: 'post',
  params: TaskParams,
  headers: IfMatchHeaders,
  answer: TaskAnswer,
  idempotency: 'accepted',
  problems: [
    'NOT_FOUND',
    'WRONG_STATE',
    'FORBIDDEN',
    'CONFLICT_OF_INTEREST',
    'TASK_ASSIGNED',
    'STALE',
    'INVALID',
    'REASON_MISSING',
  ],
} as const;

function claimTask(reads: TaskReads): Route {
  return defineRoute({
    ...SHARED,
    operationId: 'claimTask',
    path: '/api/v1/tasks/:taskId/claim',
    summary: 'Take a task for oneself (optional)',
    body: ReasonBody,
    handle: (asked) =>
      change(reads, asked, 'claim', async (task) => {
        await requireNoInterest(reads.tasks, task.id, asked.caller.personId);
        return { assigneeId: asked.caller.personId, facts: reasonOf(asked.body) };
      }),
  });
}

function releaseTask(reads: TaskReads): Route {
  return defineRoute({
    ...SHARED,
    operationId: 'releaseTask',
    path: '/api/v1/tasks/:taskId/release',
    summary: 'Give a claimed task back',
    body: ReasonBody,
    handle: (asked) =>
      change(reads, asked, 'release', (task) => ({
        assigneeId: null,
        facts: { assigneeBefore: task.assigneeId, ...reasonOf(asked.body) },
      })),
  });
}

/** The reason as the audit keeps it; none where none was given. */
function reasonOf(body: z.output<typeof ReasonBody>): { readonly reason?: string } {
  return body?.reason === undefined ? {} : { reason: body.reason };
}

function transferTask(reads: TaskReads): Route {
  return defineRoute({
    ...SHARED,
    operationId: 'transferTask',
    path: '/api/v1/tasks/:taskId/transfer',
    summary: 'Hand a task to somebody who may decide it; an operator gives a reason',
    body: TransferBody,
    handle: (asked) =>
      change(reads, asked, 'transfer', async (task) => {
        const { to, reason } = asked.body;
        if (task.assigneeId !== asked.caller.personId && reason === undefined) {
          throw new Problem('REASON_MISSING', { errors: [{ pointer: '/reason', code: 'REQUIRED' }] });
        }
        const person = await reads.tasks.person(to);
        await requireMayDecide(reads.tasks, task, person);
        return {
          assigneeId: person?.personId ?? null,
          facts: { assigneeBefore: task.assigneeId, assignee: person?.personId ?? null, reason: reason ?? null },
        };
      }),
  });
}

/** Checks the recipient's seat and separation of duties; an unknown and a not permitted person get the same refusal. */
async function requireMayDecide(tasks: TaskStore, task: Task, person: Actor | null): Promise<void> {
  const mayDecide =
    person !== null &&
    mayStandIn(person, task, {
      duties: await tasks.duties(task),
      isFree: await hasNoInterest(tasks, task.id, person.personId),
    });
  if (!mayDecide) {
    throw new Problem('INVALID', { errors: [{ pointer: '/to', code: 'MAY_NOT_DECIDE' }] });
  }
}

function extendTask(reads: TaskReads): Route {
  return defineRoute({
    ...SHARED,
    operationId: 'extendTask',
    path: '/api/v1/tasks/:taskId/extension',
    summary: 'Give a task another due day, by an operator with a reason (R-149)',
    body: ExtensionBody,
    handle: (asked) =>
      change(reads, asked, 'extension', (task) => {
        const today = dayAt(asked.at.getTime());
        const { dueOn, reason } = asked.body;
        if (dueOn <= today) {
          throw new Problem('INVALID', { errors: [{ pointer: '/dueOn', code: 'NOT_LATER' }] });
        }
        const due = extendedDue(today, dueOn, reminderShares(reads.library, task.jurisdiction, today));
        return { due, facts: { dueBefore: task.dueOn, dueOn, reason } };
      }),
  });
}

function remindTask(reads: TaskReads): Route {
  return defineRoute({
    ...SHARED,
    operationId: 'remindTask',
    path: '/api/v1/tasks/:taskId/remind',
    summary: 'Remind the assignee or the office of a task',
    body: ReasonBody,
    handle: (asked) =>
      change(reads, asked, 'remind', () => ({ reminds: true, facts: { reason: asked.body?.reason ?? null } })),
  });
}

interface AskedChange {
  readonly caller: Caller;
  readonly params: z.output<typeof TaskParams>;
  readonly headers: z.output<typeof IfMatchHeaders>;
  readonly at: Date;
  readonly language: Language;
}

/** Checks state, seat, then the tag if one was sent; the act makes its other checks. */
async function change(
  reads: TaskReads,
  asked: AskedChange,
  act: TaskAct,
  said: (task: Task) => Omit<TaskChange, 'act'> | Promise<Omit<TaskChange, 'act'>>,
) {
  const { caller, at, language } = asked;
  const changed = await reads.tasks.change({ taskId: asked.params.taskId, caller, at }, async (task) => {
    const verdict = judgeTaskAct(task, act, caller);
    if (!verdict.ok) {
      throw new Problem(verdict.reason);
    }
    const tag = asked.headers['if-match'];
    const seen = tag === undefined ? null : parseIfMatch(tag);
    if (seen !== null && seen !== task.revision) {
      throw new Problem('STALE');
    }
    return { act, ...(await said(task)) };
  });
  if (changed === null) {
    throw new Problem('NOT_FOUND');
  }
  return { body: await showTask(reads, changed, { caller, at, language }), revision: changed.revision };
}
