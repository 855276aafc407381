import { isGrpcServiceError, QueryNotRegisteredError, WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { EngineRuns } from '../../activities/repair-ports.ts';
import { workflowIdOf } from '../../domain/entities.ts';
import { FAILING_AFTER_ATTEMPTS, type RunFacts } from '../../domain/repair/repair-facts.ts';

const WITHIN_MS = 2_000;

/** What the server and the run itself say now of an entity's newest run. */
export function createEngineRuns(client: Client): EngineRuns {
  return {
    async runOf(entity, id) {
      const workflowId = workflowIdOf(entity, id);
      const deadline = Date.now() + WITHIN_MS;
      try {
        return await client.withDeadline(deadline, () => runFacts(client, workflowId));
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) {
          return { kind: 'none' };
        }
        if (isUnreached(error)) {
          return { kind: 'unreached' };
        }
        throw error;
      }
    },
  };
}

async function runFacts(client: Client, workflowId: string): Promise<RunFacts> {
  const { runId, status, raw } = await client.workflow.getHandle(workflowId).describe();
  if (status.name !== 'RUNNING') {
    return { kind: 'ended', runId, status: status.name };
  }
  const isTaskFailing = (raw.pendingWorkflowTask?.attempt ?? 0) >= FAILING_AFTER_ATTEMPTS;
  return { kind: 'open', runId, ownRevision: await ownRevision(client, workflowId, runId), isTaskFailing };
}

/** Null where no worker answers for the run in time, or its code fails. */
async function ownRevision(client: Client, workflowId: string, runId: string): Promise<number | null> {
  try {
    const run = client.workflow.getHandle(workflowId, runId);
    return (await run.query<CourseOfRun>(CURRENT)).revision;
  } catch (error) {
    if (isGrpcServiceError(error) || error instanceof QueryNotRegisteredError) {
      return null;
    }
    throw error;
  }
}

interface CourseOfRun {
  readonly revision: number;
}

/** Every workflow of an entity shows its course by this name. */
const CURRENT = 'current';

/** gRPC codes of a server or a worker that does not answer now. */
const PASSING_CODES: ReadonlySet<number> = new Set([1, 4, 8, 10, 13, 14]);

function isUnreached(error: unknown): boolean {
  return isPassing(error) || (error instanceof Error && isPassing(error.cause));
}

function isPassing(error: unknown): boolean {
  return isGrpcServiceError(error) && PASSING_CODES.has(error.code);
}
