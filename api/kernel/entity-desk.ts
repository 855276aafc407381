import { createHash } from 'node:crypto';
import {
  ApplicationFailure,
  isGrpcServiceError,
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
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

/** How long a request waits for the workflow's answer; after that a relay sends the act again (api §1). */
const ANSWER_WITHIN_MS = 5_000;
const START_WITHIN_MS = 3_000;
const BUSY_FOR_MS = 2_000;
const BUSY_AGAIN_MS = 40;

/** A workflow's answer: done, refused with a code, or not confirmed in time. */
export type Asked =
  | { readonly kind: 'done'; readonly outcome: ActOutcome }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'unanswered' };

/** The desk with the functions for the worker's relays. Only this file uses the Temporal client. */
export interface WorkflowDesk extends Desk {
  ask(asked: EntityAct, withinMs: number): Promise<Asked>;
  /** Sends a stored act again and stores its outcome. */
  deliver(actId: string, withinMs: number): Promise<Asked>;
}

/** The client, and the store of acts. */
interface DeskParts {
  readonly client: Client;
  readonly acts: ActStore;
  readonly taskQueue: string;
}

export function createDesk(client: Client, acts: ActStore, taskQueue: string = CLAIM_TASK_QUEUE): WorkflowDesk {
  const parts: DeskParts = { client, acts, taskQueue };
  return {
    start: (entity, id) => start(parts, entity, id),
    ask: (asked, withinMs) => askEntity(parts, asked, withinMs),
    act: (request) => act(parts, request),
    inboxChanged: (batchId) => inboxChanged(client, batchId),

    async deliver(actId, withinMs) {
      const kept = await acts.find(actId);
      return kept === null ? { kind: 'refused', code: NOT_FOUND } : settle(parts, kept, withinMs);
    },
  };
}

async function start(parts: DeskParts, entity: EntityKind, id: string): Promise<void> {
  const { client } = parts;
  const options = { ...(await startOptions(parts, entity, id)), workflowIdReusePolicy: 'REJECT_DUPLICATE' } as const;
  try {
    await client.withDeadline(Date.now() + START_WITHIN_MS, () =>
      client.workflow.start(ENTITIES[entity].workflowType, options),
    );
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) {
      throw error;
    }
  }
}

/** @throws RangeError if the start was never requested */
async function startOptions({ acts, taskQueue }: DeskParts, entity: EntityKind, id: string) {
  const input = await acts.startInput(entity, id);
  if (input === null) {
    throw new RangeError(`Nobody asked to start ${entity} ${id}`);
  }
  const { clockOffsetMs } = input.plan;
  return { workflowId: workflowIdOf(entity, id), taskQueue, args: [input], memo: { clockOffsetMs } } as const;
}

async function act(parts: DeskParts, request: ActRequest): Promise<ActOutcome> {
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
async function settleWhenFree(parts: DeskParts, kept: KeptAct): Promise<Asked> {
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
async function settle(parts: DeskParts, kept: KeptAct, withinMs: number): Promise<Asked> {
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
async function refusedUnlessRecorded({ acts }: DeskParts, { actId }: KeptAct, refused: Refused): Promise<Asked> {
  const outcome = await acts.answered(actId, refused.code);
  return outcome === null ? refused : { kind: 'done', outcome };
}

/** For entities and sweeps, whose act has a row only once it is recorded: the record counts, not the answer (D2). */
async function askEntity(parts: DeskParts, asked: EntityAct, withinMs: number): Promise<Asked> {
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
 * their order, and then this act once more (D2). Also if another sender has sent them meanwhile.
 */
async function askHealed(parts: DeskParts, asked: EntityAct, withinMs: number): Promise<Asked> {
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
  return forgotten.length > 0 || isHeardLately ? askStarted(parts, asked, withinMs) : answer;
}

/** Starts a workflow whose start was lost, once, and sends the act again (D4). */
async function askStarted(parts: DeskParts, asked: EntityAct, withinMs: number): Promise<Asked> {
  const answer = await ask(parts.client, asked, withinMs);
  if (answer.kind !== 'refused' || answer.code !== NOT_FOUND) {
    return answer;
  }
  if (isReopenedBy(asked.entity, asked.message.kind)) {
    return askAgain(parts, asked, withinMs);
  }
  try {
    await start(parts, asked.entity, asked.id);
  } catch {
    // Not reached, or its start was never requested: the relay sends the stored act again.
    return { kind: 'unanswered' };
  }
  const again = await ask(parts.client, asked, withinMs);
  return again.kind === 'refused' && again.code === NOT_FOUND ? { kind: 'refused', code: 'WRONG_STATE' } : again;
}

/**
 * Starts the workflow of an ended entity again from its row, together with the message that opens it: without an open
 * act the new run would end at once. A run that is open already takes the message.
 */
async function askAgain(parts: DeskParts, { entity, id, message }: EntityAct, withinMs: number): Promise<Asked> {
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

/** Not confirmed: timeout, server down, or connection lost during the work. The relay sends the stored act again. */
function isNotReached(error: unknown): boolean {
  return (
    error instanceof WorkflowUpdateRPCTimeoutOrCancelledError ||
    error instanceof WorkflowNotFoundError ||
    isPassing(error) ||
    (error instanceof Error && isPassing(error.cause))
  );
}

/** gRPC codes of temporary failures, worth a retry; a permanent refusal by the server is our error and is thrown. */
const PASSING_CODES: ReadonlySet<number> = new Set([1, 2, 4, 8, 10, 13, 14]);

function isPassing(error: unknown): boolean {
  return isGrpcServiceError(error) && PASSING_CODES.has(error.code);
}

function problemDetails(code: string) {
  return { errors: [{ pointer: '', code }], ...(code === 'ACT_IN_PROGRESS' ? { retryAfterSeconds: 1 } : {}) };
}
