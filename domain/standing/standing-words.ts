/** What Temporal says of the newest run of an entity's workflow; `absent`: it knows no run of it. */
export const WORKFLOW_STATUSES = [
  'running',
  'completed',
  'failed',
  'canceled',
  'terminated',
  'timedOut',
  'absent',
] as const;
export type WorkflowStatus = (typeof WORKFLOW_STATUSES)[number];

/** What can be wrong with the workflow of an entity whose row is open, in the order in which it is told. */
export const ENGINE_FAULTS = [
  'workflowMissing',
  'workflowEnded',
  'workflowBehind',
  'workflowTaskFailing',
  'activityFailing',
] as const;
export type EngineFault = (typeof ENGINE_FAULTS)[number];
