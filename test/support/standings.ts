import type { RunSeen } from '../../domain/standing/standing.ts';

/** A run as it should be; it gives no revision. */
export const RUNNING: RunSeen = {
  status: 'running',
  runId: 'run_1',
  startedAtMs: 0,
  closedAtMs: null,
  historyLength: 4,
  historyBytes: 900,
  taskAttempt: null,
  taskFailure: null,
  pendingActivities: 0,
  activity: null,
  ownRevision: null,
};
