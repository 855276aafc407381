import { createHash } from 'node:crypto';
import {
  ApplicationFailure,
  WithStartWorkflowOperation,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  type Client,
  type Workflow,
} from '@temporalio/client';
import { ENTITIES, isReopenedBy, workflowIdOf, type EntityKind } from '../../domain/entities.ts';
import { unreachable } from '../../domain/verdict.ts';
import { inboxChangedSignal } from '../../workflows/batch-messages.ts';
import { CLAIM_TASK_QUEUE } from '../../workflows/claim-messages.ts';
import type { ActStore, KeptAct } from './act-ports.ts';
import type { ActOutcome, ActRequest, Desk, EntityAct } from './desk-port.ts';
import { Problem } from './problem.ts';
import { problemOfCode } from './refusal-problem.ts';
import { isNotReached } from './temporal-failures.ts';
import {
  isBehind,
  progressOf,
  replace,
  restart,
  start,
  START_WITHIN_MS,
  startOptions,
  type RunParts,
} from './workflow-runs.ts';

/** How long a request waits for the workflow's answer; after that a relay sends the act again (api §1). */
const ANSWER_WITHIN_MS = 5_000;
const BUSY_FOR_MS = 2_000;
const BUSY_AGAIN_MS = 40;

/** A workflow's answer: done, refused with a code, or not confirmed in time. */
export type Asked =
  | { readonly kind: 'done'; readonly outcome: ActOutcome }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'unanswered' };

/** The desk with the functions for the worker's relays and repairs. */
export interface WorkflowDesk extends Desk {
  ask(asked: EntityAct, withinMs: number): Promise<Asked>;
  /** Sends a stored act again and stores its outcome. */
  deliver(actId: string, withinMs: number): Promise<Asked>;
  /** Starts a run of an entity that has none, from its row. Returns false if one is open. */
  restart(entity: EntityKind, id: string): Promise<boolean>;
  /** Puts a run that goes on from the row in the place of the open one, if there is one. */
  replace(entity: EntityKind, id: string): Promise<void>;
}

export function createDesk(client: Client, acts: ActStore, taskQueue: string = CLAIM_TASK_QUEUE): WorkflowDesk {
  const parts: RunParts = { client, acts, taskQueue };
  return {
    start: (entity, id) => start(parts, entity, id),
    ask: (asked, withinMs) => askEntity(parts, asked, withinMs),
    act: (request) => act(parts, request),
    inboxChanged: (batchId) => inboxChanged(client, batchId),
    restart: (entity, id) => restart(parts, entity, id),
    replace: (entity, id) => replace(parts, entity, id),

    async deliver(actId, withinMs) {
      const kept = await acts.find(actId);
      return kept === null ? { kind: 'refused', code: NOT_FOUND } : settle(parts, kept, withinMs);
    },
  };
}

async function act(parts: RunParts, request: ActRequest): Promise<ActOutcome> {
  const kept = await parts.acts.keep(request);
  if (kept.outcome !== null) {
    return kept.outcome;
  }
  const asked = await settleWhenFree(parts, kept);
  switch (asked.kind) {
    case 'done':
      return asked.outcome;
    case 'refused':
      throw new Problem(problemOfCode(asked.code), problemDetails(asked.code));
    case 'unanswered':
      throw new Problem('WORKER_UNAVAILABLE', { retryAfterSeconds: 5 });
    default:
      return unreachable(asked);
  }
}

/** Another act usually finishes within milliseconds, so retry before answering ACT_IN_PROGRESS. */
async function settleWhenFree(parts: RunParts, kept: KeptAct): Promise<Asked> {
  const end = Date.now() + BUSY_FOR_MS;
  for (;;) {
    const asked = await settle(parts, kept, ANSWER_WITHIN_MS);
    if (asked.kind !== 'refused' || asked.code !== 'ACT_IN_PROGRESS') {
      return asked;
    }
    if (Date.now() > end) {
      return refusedUnlessRecorded(parts, kept, asked);
    }
    await new Promise((resolve) => {
      setTimeout(resolve, BUSY_AGAIN_MS);
    });
  }
}

/** An act that is recorded in Postgres happened, even if the workflow's answer differs (D2). */
async function settle(parts: RunParts, kept: KeptAct, withinMs: number): Promise<Asked> {
  const { acts } = parts;
  const asked = await askHealed(parts, kept.asked, withinMs);
  if (asked.kind === 'done') {
    await acts.answered(kept.actId, null);
    return asked;
  }
  const outcome = (await acts.find(kept.actId))?.outcome ?? null;
  if (outcome !== null) {
    if (asked.kind === 'refused') {
      await acts.answered(kept.actId, null);
    }
    return { kind: 'done', outcome };
  }
  return asked.kind === 'refused' && asked.code !== 'ACT_IN_PROGRESS'
    ? refusedUnlessRecorded(parts, kept, asked)
    : asked;
}

type Refused = Extract<Asked, { readonly kind: 'refused' }>;

/** Another sender's attempt may have recorded the act between the refusal and its mark. */
async function refusedUnlessRecorded({ acts }: RunParts, { actId }: KeptAct, refused: Refused): Promise<Asked> {
  const outcome = await acts.answered(actId, refused.code);
  return outcome === null ? refused : { kind: 'done', outcome };
}

/** For entities and sweeps, whose act has a row only once it is recorded: the record counts, not the answer (D2). */
async function askEntity(parts: RunParts, asked: EntityAct, withinMs: number): Promise<Asked> {
  const answer = await askHealed(parts, asked, withinMs);
  if (answer.kind === 'unanswered' || (answer.kind === 'refused' && answer.code === 'ACT_IN_PROGRESS')) {
    return answer;
  }
  const outcome = (await parts.acts.find(asked.message.actId))?.outcome ?? null;
  if (outcome === null) {
    return answer;
  }
  await parts.acts.answered(asked.message.actId, null);
  return { kind: 'done', outcome };
}

/**
 * A refusal may come from a workflow whose history lost an act that Postgres recorded: sends those acts again, in
 * their order, and then this act once more (D2). Also if another sender has sent them meanwhile. A workflow that stays
 * behind its row judges by a state that is over: its refusal does not count, and the act waits for the repair.
 */
async function askHealed(parts: RunParts, asked: EntityAct, withinMs: number): Promise<Asked> {
  const answer = await askStarted(parts, asked, withinMs);
  if (answer.kind !== 'refused' || answer.code === 'ACT_IN_PROGRESS') {
    return answer;
  }
  const { forgotten, isHeardLately } = await parts.acts.forgotten(asked.entity, asked.id, asked.message.actId);
  for (const kept of forgotten) {
    const again = await askStarted(parts, kept.asked, withinMs);
    if (again.kind !== 'unanswered') {
      await parts.acts.answered(kept.actId, null);
    }
  }
  const said = forgotten.length > 0 || isHeardLately ? await askStarted(parts, asked, withinMs) : answer;
  const isByState = said.kind === 'refused' && !OF_NO_STATE.includes(said.code);
  return isByState && (await isBehind(parts, asked)) ? { kind: 'unanswered' } : said;
}

/** Refusals that say nothing of the state that the workflow judged by. */
const OF_NO_STATE: readonly string[] = ['ACT_IN_PROGRESS', 'FORGED_ACT'];

/**
 * Starts a workflow whose start was lost, once, and sends the act again (D4). The workflow of a row that has begun is not
 * started: that it is gone is the sign of a fault, and another run is an operator's repair; the act waits for it.
 */
async function askStarted(parts: RunParts, asked: EntityAct, withinMs: number): Promise<Asked> {
  const answer = await ask(parts.client, asked, withinMs);
  if (answer.kind !== 'refused' || answer.code !== NOT_FOUND) {
    return answer;
  }
  const progress = await progressOf(parts, asked);
  switch (progress) {
    case 'underWay':
      return { kind: 'unanswered' };
    case 'ended':
      return isReopenedBy(asked.entity, asked.message.kind)
        ? askAgain(parts, asked, withinMs)
        : { kind: 'refused', code: 'WRONG_STATE' };
    case 'none':
      return askFirst(parts, asked, withinMs);
    default:
      return unreachable(progress);
  }
}

async function askFirst(parts: RunParts, asked: EntityAct, withinMs: number): Promise<Asked> {
  try {
    await start(parts, asked.entity, asked.id);
  } catch {
    // Not reached, or its start was never requested: the relay sends the stored act again.
    return { kind: 'unanswered' };
  }
  const again = await ask(parts.client, asked, withinMs);
  return again.kind === 'refused' && again.code === NOT_FOUND ? { kind: 'unanswered' } : again;
}

/**
 * Starts the workflow of an ended entity again from its row, together with the message that opens it: without an open
 * act the new run would end at once. A run that is open already takes the message.
 */
async function askAgain(parts: RunParts, { entity, id, message }: EntityAct, withinMs: number): Promise<Asked> {
  const { client } = parts;
  const startWorkflowOperation = new WithStartWorkflowOperation(ENTITIES[entity].workflowType, {
    ...(await startOptions(parts, entity, id)),
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
  return answered(() =>
    client.withDeadline(Date.now() + withinMs, () =>
      client.workflow.executeUpdateWithStart<Workflow, ActOutcome, [typeof message]>(message.kind, {
        updateId: updateIdOf(message),
        args: [message],
        startWorkflowOperation,
      }),
    ),
  );
}

function ask(client: Client, { entity, id, message }: EntityAct, withinMs: number): Promise<Asked> {
  const handle = client.workflow.getHandle(workflowIdOf(entity, id));
  return answered(() =>
    client.withDeadline(Date.now() + withinMs, () =>
      handle.executeUpdate<ActOutcome, [typeof message]>(message.kind, {
        updateId: updateIdOf(message),
        args: [message],
      }),
    ),
  );
}

async function answered(asking: () => Promise<ActOutcome>): Promise<Asked> {
  try {
    return { kind: 'done', outcome: await asking() };
  } catch (error) {
    return answerOf(error);
  }
}

async function inboxChanged(client: Client, batchId: string): Promise<void> {
  try {
    await client.withDeadline(Date.now() + START_WITHIN_MS, () =>
      client.workflow.getHandle(workflowIdOf('batch', batchId)).signal(inboxChangedSignal),
    );
  } catch (error) {
    if (!isNotReached(error)) {
      throw error;
    }
    // The relay finds rows that no batch has processed.
  }
}

const NOT_FOUND = 'NOT_FOUND';

const UPDATE_ID_CHARACTERS = 12;

/** The same act is the same Update. The history repeats the id five times, so it is short: 72 bits per workflow. */
export function updateIdOf({ actId }: Pick<EntityAct['message'], 'actId'>): string {
  return createHash('sha256').update(actId).digest('base64url').slice(0, UPDATE_ID_CHARACTERS);
}

function answerOf(error: unknown): Asked {
  if (error instanceof WorkflowUpdateFailedError) {
    return error.cause instanceof ApplicationFailure
      ? { kind: 'refused', code: error.cause.type ?? 'WRONG_STATE' }
      : { kind: 'unanswered' };
  }
  if (error instanceof WorkflowNotFoundError) {
    return { kind: 'refused', code: NOT_FOUND };
  }
  if (isNotReached(error)) {
    return { kind: 'unanswered' };
  }
  throw error;
}

function problemDetails(code: string) {
  return { errors: [{ pointer: '', code }], ...(code === 'ACT_IN_PROGRESS' ? { retryAfterSeconds: 1 } : {}) };
}
