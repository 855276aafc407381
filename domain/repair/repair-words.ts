/** What an operator can propose so that an entity goes on. */
export const REPAIR_COMMANDS = [
  'restartMissingWorkflow',
  'terminateAndReplace',
  'retryStep',
  'rebuildProjection',
  'closeOrphanTasks',
  'reassignTask',
  'releaseHold',
] as const;
export type RepairCommand = (typeof REPAIR_COMMANDS)[number];

/** What heals the engine of every entity that has a workflow. */
export const ENGINE_COMMANDS = ['restartMissingWorkflow', 'terminateAndReplace', 'retryStep'] as const;

/** What heals the tasks of a claim, also where its engine is at fault. */
export const TASK_COMMANDS = ['rebuildProjection', 'closeOrphanTasks'] as const;

/**
 * `proposed`: waits for another person · `applying`: approved; the worker applies it and looks whether it healed ·
 * `healed`: the fault is gone and no other came · `notHealed`: it is still there · `madeWorse`: another one came ·
 * `failed`: nothing was changed · `rejected`, `lapsed`: nobody approved it.
 */
export const REPAIR_STATES = [
  'proposed',
  'applying',
  'healed',
  'notHealed',
  'madeWorse',
  'failed',
  'rejected',
  'lapsed',
] as const;
export type RepairState = (typeof REPAIR_STATES)[number];

export const MONEY_EFFECTS = ['none', 'mayInstruct', 'mayRecover'] as const;
export type MoneyEffect = (typeof MONEY_EFFECTS)[number];

/** What Temporal is asked to do. `update`: a message to the open run. */
export const ENGINE_OPERATIONS = ['none', 'start', 'terminateAndStart', 'update'] as const;
export type EngineOperation = (typeof ENGINE_OPERATIONS)[number];

/** What must hold before a repair; each is the code of the refusal where it does not. */
export const PRECONDITIONS = ['WRONG_STATE', 'RUN_OPEN', 'RUN_MISSING', 'CASE_OPEN', 'NOTHING_TO_REPAIR'] as const;
export type PreconditionCode = (typeof PRECONDITIONS)[number];

/** What a repair changes. */
export const CHANGED_THINGS = ['run', 'runRevision', 'act', 'task', 'assignee', 'hold'] as const;
export type ChangedThing = (typeof CHANGED_THINGS)[number];

/** What follows from a repair besides its difference. */
export const SIDE_EFFECTS = ['timerArmed', 'actsSent', 'runEnded', 'inboxTaken', 'goesOn'] as const;
export type SideEffectKind = (typeof SIDE_EFFECTS)[number];

/** What is wrong with an entity; a hold is somebody's word. */
export const FAULTS = [
  'workflowMissing',
  'workflowEnded',
  'workflowBehind',
  'workflowTaskFailing',
  'actNotRecorded',
  'noOpenTask',
  'orphanTask',
  'assigneeGone',
  'held',
] as const;
export type Fault = (typeof FAULTS)[number];

/** Why a repair could not be applied. */
export const REPAIR_FAILURES = ['notSigned', 'noLongerFits', 'actRefused', 'otherCourse'] as const;
export type RepairFailure = (typeof REPAIR_FAILURES)[number];
