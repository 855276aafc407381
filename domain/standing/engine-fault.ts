import type { FoundFault, RowSeen, RunSeen } from './standing.ts';
import type { EngineFault } from './standing-words.ts';

/** A workflow task that failed so often is not a task that was moved to another worker. */
export const FAILING_TASK_ATTEMPTS = 3;
/** The same of an activity, or that it has been pending for so long, in real ms. */
const FAILING_ACTIVITY_ATTEMPTS = 5;
const LONG_ACTIVITY_MS = 300_000;

/** The row moves first, so a workflow that is one revision below it may be about to follow. */
const BEHIND_LOOKS = 2;
const BEHIND_MS = 30_000;

/** How old the newest listing of what runs may be, in real ms, before the engine counts as out of reach. */
export const ENGINE_SILENT_MS = 180_000;

/**
 * What is wrong with the workflow of a row, the worst first; null: nothing, or the row has not begun or has ended.
 * Another revision than the row's in either direction: one below comes of a reset, one above of a row that was restored.
 *
 * @param nowMs by the real clock
 */
export function engineFault(run: RunSeen, row: RowSeen | null, nowMs: number): EngineFault | null {
  if (row === null || !row.isBegun || row.isEnded) {
    return null;
  }
  if (run.status === 'absent') {
    return 'workflowMissing';
  }
  if (run.status !== 'running') {
    return 'workflowEnded';
  }
  if (run.ownRevision !== null && run.ownRevision !== row.revision) {
    return 'workflowBehind';
  }
  if (run.taskAttempt !== null && run.taskAttempt >= FAILING_TASK_ATTEMPTS) {
    return 'workflowTaskFailing';
  }
  return isFailing(run.activity, nowMs) ? 'activityFailing' : null;
}

function isFailing(activity: RunSeen['activity'], nowMs: number): boolean {
  return (
    activity !== null &&
    (activity.attempt >= FAILING_ACTIVITY_ATTEMPTS ||
      (activity.failure !== null && nowMs - activity.sinceMs > LONG_ACTIVITY_MS))
  );
}

/** The fault of this look, since the first look that found the same one. */
export function foundAgain(fault: EngineFault | null, before: FoundFault | null, nowMs: number): FoundFault | null {
  if (fault === null) {
    return null;
  }
  return before?.fault === fault
    ? { fault, sinceMs: before.sinceMs, looks: before.looks + 1 }
    : { fault, sinceMs: nowMs, looks: 1 };
}

/**
 * The fault that people are told, if the row is still where it was when its workflow was asked: a row that has moved was
 * moved by a workflow. That a workflow is at another revision takes a second look half a minute after the first.
 */
export function toldFault(
  { found, rowRevision }: { readonly found: FoundFault | null; readonly rowRevision: number | null },
  row: RowSeen,
  nowMs: number,
): EngineFault | null {
  if (found === null || !row.isBegun || row.isEnded || rowRevision !== row.revision) {
    return null;
  }
  const isSeenAgain = found.looks >= BEHIND_LOOKS && nowMs - found.sinceMs >= BEHIND_MS;
  return found.fault === 'workflowBehind' && !isSeenAgain ? null : found.fault;
}

/** A run whose row has ended or does not exist. */
export function isStray(run: RunSeen, row: RowSeen | null): boolean {
  return run.status === 'running' && (row === null || row.isEnded);
}
