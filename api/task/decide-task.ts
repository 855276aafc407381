import { stateWord } from '../../domain/claim/claim-state.ts';
import { unreachable } from '../../domain/verdict.ts';
import {
  DecisionBody,
  DecisionOrEffect,
  DecisionQuery,
  IfMatchHeaders,
  TaskParams,
} from '../../schemas/task-schemas.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Language } from '../kernel/language.ts';
import type { ActRequest, Desk } from '../kernel/desk-port.ts';
import { parseIfMatch } from '../kernel/etag.ts';
import { Problem, type ProblemCode } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { GrantCase, Task, TaskStore } from './task-ports.ts';
import { claimDecision, decidedTaskOf } from './decide-claim-task.ts';
import { grantDecision } from './decide-grant-task.ts';
import { filingDecision, objectionRuling } from './decide-other-task.ts';
import { planDecision } from './decide-plan-task.ts';
import { recoveryDecision } from './decide-recovery-task.ts';
import type { DecisionAsked } from './decision-asked.ts';
import { requireNoInterest } from './require-no-interest.ts';
import { readTaskCase } from './task-acts-view.ts';
import { effectOf, effectView } from './task-effects.ts';
import { showTask, type TaskReads } from './show-task.ts';

const PROBLEMS: readonly ProblemCode[] = [
  'NOT_FOUND',
  'WRONG_STATE',
  'CLAIM_HELD',
  'ACCOUNT_NOT_CORRECTED',
  'PAYEE_CHANGED',
  'ACT_IN_PROGRESS',
  'SAME_PERSON_FORBIDDEN',
  'SAME_SECTION_FORBIDDEN',
  'CONFLICT_OF_INTEREST',
  'ROLE_REQUIRED',
  'OTHER_ORGAN',
  'TASK_ASSIGNED',
  'IF_MATCH_MISSING',
  'STALE',
  'ANSWERS_MISSING',
  'ANSWER_FORBIDS_APPROVAL',
  'CHECKLIST_NO',
  'REASON_MISSING',
  'FINDINGS_UNDECIDED',
  'LINE_UNKNOWN',
  'SUPERVISION_MISSING',
  'BELOW_COMMITTED',
  'NOT_ON_PANEL',
  'DECLARATION_REQUIRED',
  'POINTS_OUT_OF_RANGE',
  'ALREADY_DESIGNATED',
  'AMOUNT_MISMATCH',
  'ABOVE_PAID',
  'BELOW_RECOVERED',
  'PLAN_DOES_NOT_SUM',
  'WORKER_UNAVAILABLE',
  'FORGED_ACT',
];

/**
 * Decides a task. The order of refusals: hidden (404), no longer open (409), duties and seat (403), claimed by another
 * (409), no tag or a stale one (428, 412), then an incomplete decision (422). So the tag is read here.
 */
export function decideTask(reads: TaskReads, desk: Desk): Route {
  const { tasks } = reads;
  return defineRoute({
    operationId: 'decideTask',
    method: 'post',
    path: '/api/v1/tasks/:taskId/decision',
    summary: 'Decide a task: approve, return, reject, accept, route, hold, or rule on an objection',
    params: TaskParams,
    query: DecisionQuery,
    headers: IfMatchHeaders,
    dryRuns: true,
    body: DecisionBody,
    answer: DecisionOrEffect,
    idempotency: 'required',
    problems: PROBLEMS,
    async handle({ caller, params, query, headers, body, idempotencyKey, at, language }) {
      const task = await tasks.find(params.taskId, caller);
      if (task === null) {
        throw new Problem('NOT_FOUND');
      }
      const isRepeat = !query.dryRun && (await tasks.isActKept(caller.personId, idempotencyKey));
      const ifMatch = headers['if-match'];
      const request = await checkedDecision(tasks, { task, caller, body, at, idempotencyKey, ifMatch, isRepeat });
      if (query.dryRun) {
        return { body: await dryRun(tasks, task, { caller, body, language }) };
      }
      try {
        await desk.act(request);
      } catch (error) {
        throw await reasonOf(error, async () => (await tasks.find(task.id, caller))?.state === 'open');
      }
      const decided = (await tasks.find(task.id, caller)) ?? task;
      return {
        body: {
          task: await showTask(reads, decided, { caller, at, language }),
          claim: await claimOf(tasks, task),
          grant: task.entityKind === 'grant' ? grantGlance(await tasks.grantCase(task.entityId)) : null,
          filing: task.entityKind === 'filing' ? await tasks.filingGlance(task.entityId) : null,
        },
        revision: decided.revision,
      };
    },
  });
}

/** A decision that somebody asks for on a task that they see. */
export interface AskedDecision {
  readonly task: Task;
  readonly caller: Caller;
  readonly body: DecisionBody;
  readonly at: Date;
  /** Null where no act will be made. */
  readonly idempotencyKey: string | null;
  readonly ifMatch: string | undefined;
  readonly isRepeat: boolean;
}

/**
 * Makes every check of a decision and returns the act that carries it out; nothing is stored yet. Alone and in bulk a
 * decision is checked here.
 * @throws Problem
 */
export async function checkedDecision(tasks: TaskStore, asked: AskedDecision): Promise<ActRequest> {
  const { task, caller, body, at, idempotencyKey, isRepeat } = asked;
  if (task.state !== 'open' && !isRepeat) {
    throw new Problem('WRONG_STATE');
  }
  if (!isRepeat) {
    await requireNoInterest(tasks, task.id, caller.personId);
  }
  const { personId, organ, section, jurisdiction, roles, partyId } = caller;
  return requestOf(tasks, {
    task,
    body,
    actor: { personId, organ, section, jurisdiction, roles, partyId },
    at,
    frame: { personId, idempotencyKey, taskId: task.id },
    isRepeat,
    requireSeatAndTag: () => requireSeatAndTag(task, personId, asked.ifMatch),
  });
}

/** What the decision would do; every check of it has been passed. */
async function dryRun(
  tasks: TaskStore,
  task: Task,
  { caller, body, language }: { readonly caller: Caller; readonly body: DecisionBody; readonly language: Language },
) {
  const found = await readTaskCase(tasks, task, caller.personId);
  const effect = effectOf(task, found, caller, body);
  if (effect === undefined) {
    throw new Problem('WRONG_STATE');
  }
  return { effect: effectView(effect, language) };
}

function grantGlance(grant: GrantCase | null) {
  return grant === null
    ? null
    : {
        id: grant.grantId,
        grantNo: grant.grantNo,
        state: grant.course.state,
        revision: grant.course.revision,
      };
}

/** The claim of the decision; for an objection, the claim of its line. */
async function claimOf(tasks: TaskStore, { entityKind, entityId, objectionId }: Task) {
  const objection = objectionId === null ? null : await tasks.objection(objectionId);
  const found = entityKind === 'claim' ? entityId : objection?.claimId;
  const glance = found == null ? null : await tasks.claimGlance(found);
  return glance === null ? null : { ...glance, state: stateWord(glance) };
}

/** If another decision came first while the act was under way, answers that the task is no longer open (api §1). */
async function reasonOf(error: unknown, isStillOpen: () => Promise<boolean>): Promise<unknown> {
  const isOvertaken = error instanceof Problem && OVERTAKEN.includes(error.code) && !(await isStillOpen());
  return isOvertaken ? new Problem('WRONG_STATE') : error;
}

/** The claim's own refusals if its stage has changed. */
const OVERTAKEN: readonly ProblemCode[] = ['STALE', 'ROLE_REQUIRED', 'OTHER_ORGAN', 'SAME_PERSON_FORBIDDEN'];

function requestOf(tasks: TaskStore, asked: DecisionAsked): Promise<ActRequest> {
  const { task } = asked;
  const { entityKind, entityId, objectionId } = task;
  switch (entityKind) {
    case 'claim':
      if (decidedTaskOf(task) === null) {
        throw new Problem('WRONG_STATE');
      }
      return claimDecision(tasks, asked, entityId);
    case 'filing':
      return filingDecision(tasks, asked, entityId);
    case 'notice':
      // A notice is confirmed at its own route.
      if (objectionId === null) {
        throw new Problem('WRONG_STATE');
      }
      return objectionRuling(tasks, asked, objectionId);
    case 'annualPlan':
      return planDecision(tasks, asked, entityId);
    case 'batch':
      // A batch is released at its own route.
      throw new Problem('WRONG_STATE', {
        errors: [{ pointer: '/act', code: 'RELEASED_AT_BATCH', facts: { batchId: entityId } }],
      });
    case 'grant':
      return grantDecision(tasks, asked, entityId);
    case 'recovery':
      return recoveryDecision(tasks, asked, entityId);
    case 'grantCall':
    case 'demandCycle':
      // A cycle has no tasks: it is published at its own route.
      throw new Problem('WRONG_STATE');
    default:
      return unreachable(entityKind);
  }
}

function requireSeatAndTag(task: Task, personId: string, ifMatch: string | undefined): void {
  if (task.assigneeId !== null && task.assigneeId !== personId) {
    throw new Problem('TASK_ASSIGNED');
  }
  if (parseIfMatch(ifMatch) !== task.revision) {
    throw new Problem('STALE');
  }
}
