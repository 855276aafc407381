import {
  isGrpcServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  type Client,
} from '@temporalio/client';
import { ENTITIES, workflowIdOf, type EntityKind } from '../../domain/entities.ts';
import type { ActStore, RowCourse } from './act-ports.ts';

/** How long a request waits for the server to start a run. */
export const START_WITHIN_MS = 3_000;
/** How long a workflow is asked for its course. */
const QUERY_WITHIN_MS = 2_000;
/** How long a recorded act may take to come back to its workflow. */
const CATCHES_UP_WITHIN_MS = 2_000;
const CATCHES_UP_AGAIN_MS = 50;

/** The client, the acts with the rows behind them, and the queue on which workers wait. */
export interface RunParts {
  readonly client: Client;
  readonly acts: ActStore;
  readonly taskQueue: string;
}

/** Starts the first run of an entity; one that was started before is left as it is, also if it has ended. */
export async function start(parts: RunParts, entity: EntityKind, id: string): Promise<void> {
  try {
    await startRun(parts, { entity, id }, { workflowIdReusePolicy: 'REJECT_DUPLICATE' });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) {
      throw error;
    }
  }
}

/**
 * Starts another run of an entity that has none: it goes on from the course of its row.
 * @returns false if a run is open, which is left as it is
 */
export async function restart(parts: RunParts, entity: EntityKind, id: string): Promise<boolean> {
  try {
    await startRun(
      parts,
      { entity, id },
      { workflowIdReusePolicy: 'ALLOW_DUPLICATE', workflowIdConflictPolicy: 'FAIL' },
    );
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) {
      return false;
    }
    throw error;
  }
}

/**
 * Ends the open run of an entity, if there is one, and starts another, which goes on from the course of the row. What the
 * run before had recorded stands; what it had not is sent again by the relays. Never a reset of the history: its messages
 * would be judged by a course that the record has left.
 */
export async function replace(parts: RunParts, entity: EntityKind, id: string): Promise<void> {
  await startRun(
    parts,
    { entity, id },
    { workflowIdReusePolicy: 'ALLOW_DUPLICATE', workflowIdConflictPolicy: 'TERMINATE_EXISTING' },
  );
}

interface EntityId {
  readonly entity: EntityKind;
  readonly id: string;
}

interface StartPolicies {
  readonly workflowIdReusePolicy: 'REJECT_DUPLICATE' | 'ALLOW_DUPLICATE';
  readonly workflowIdConflictPolicy?: 'FAIL' | 'TERMINATE_EXISTING';
}

async function startRun(parts: RunParts, { entity, id }: EntityId, policies: StartPolicies): Promise<void> {
  const { client } = parts;
  const options = { ...(await startOptions(parts, entity, id)), ...policies };
  await client.withDeadline(Date.now() + START_WITHIN_MS, () =>
    client.workflow.start(ENTITIES[entity].workflowType, options),
  );
}

/** @throws RangeError if the start was never requested */
export async function startOptions({ acts, taskQueue }: RunParts, entity: EntityKind, id: string) {
  const input = await acts.startInput(entity, id);
  if (input === null) {
    throw new RangeError(`Nobody asked to start ${entity} ${id}`);
  }
  const { clockOffsetMs } = input.plan;
  return { workflowId: workflowIdOf(entity, id), taskQueue, args: [input], memo: { clockOffsetMs } } as const;
}

/** How far an entity has come by its row: without a record, under way, or at its end. */
export async function progressOf({ acts }: RunParts, { entity, id }: EntityId): Promise<'none' | 'underWay' | 'ended'> {
  const course = await acts.courseOf(entity, id);
  if (course === null || course.lastActId === '') {
    return 'none';
  }
  return hasEnded(entity, course) && course.isOfRecord ? 'ended' : 'underWay';
}

function hasEnded(entity: EntityKind, { state }: RowCourse): boolean {
  return ENTITIES[entity].endedStates.some((one) => one === state);
}

/**
 * Whether the workflow's course stays behind the one of its row: its history has lost what Postgres recorded, and every
 * refusal of it is about a state that is over. A record that is only on its way back is waited for.
 */
export async function isBehind(parts: RunParts, { entity, id }: EntityId): Promise<boolean> {
  const end = Date.now() + CATCHES_UP_WITHIN_MS;
  const row = await parts.acts.courseOf(entity, id);
  // What has ended moves without a workflow, and refuses by its row. What no recording left in a row counts for nothing.
  if (row === null || hasEnded(entity, row) || !row.isOfRecord) {
    return false;
  }
  for (;;) {
    const own = await ownRevision(parts, { entity, id });
    if (own === null || own >= row.revision) {
      return false;
    }
    if (Date.now() > end) {
      return true;
    }
    await new Promise((resolve) => {
      setTimeout(resolve, CATCHES_UP_AGAIN_MS);
    });
  }
}

/** The revision of the course that a workflow stands at; null where it cannot be asked. */
async function ownRevision({ client }: RunParts, { entity, id }: EntityId): Promise<number | null> {
  try {
    const course = await client.withDeadline(Date.now() + QUERY_WITHIN_MS, () =>
      client.workflow.getHandle(workflowIdOf(entity, id)).query<{ readonly revision: number }>('current'),
    );
    return course.revision;
  } catch (error) {
    // The client wraps what the server answers to a query in an error of its own.
    const said = error instanceof Error && error.cause !== undefined ? error.cause : error;
    if (error instanceof WorkflowNotFoundError || isGrpcServiceError(said)) {
      return null;
    }
    throw error;
  }
}
