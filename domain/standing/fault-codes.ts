import type { EngineFault } from './standing-words.ts';

/** The faults as the stuck list shows them. */
export const FAULT_CODES: Readonly<Record<EngineFault, string>> = {
  workflowMissing: 'WORKFLOW_MISSING',
  workflowEnded: 'WORKFLOW_ENDED',
  workflowBehind: 'WORKFLOW_BEHIND',
  workflowTaskFailing: 'WORKFLOW_TASK_FAILING',
  activityFailing: 'ACTIVITY_FAILING',
};
