import {
  isGrpcServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';

/** Not confirmed: timeout, server down, or connection lost during the work. The relay sends the stored act again. */
export function isNotReached(error: unknown): boolean {
  return (
    error instanceof WorkflowUpdateRPCTimeoutOrCancelledError ||
    error instanceof WorkflowNotFoundError ||
    isPassing(error) ||
    (error instanceof Error && isPassing(error.cause))
  );
}

/**
 * gRPC codes of temporary failures, worth a retry; a permanent refusal by the server is our error and is thrown. 9 is the
 * answer for a workflow whose tasks fail: it takes nothing until its code is right again.
 */
const PASSING_CODES: ReadonlySet<number> = new Set([1, 2, 4, 8, 9, 10, 13, 14]);

function isPassing(error: unknown): boolean {
  return isGrpcServiceError(error) && PASSING_CODES.has(error.code);
}
