import type { PeriodOf } from '../domain/period/period-words.ts';

/** The workflow that a Schedule's action starts. */
export const OPEN_PERIOD_WORKFLOW = 'openPeriodWorkflow';

/** Where the server writes the nominal instant of an action, also of one that is run again. */
export const NOMINAL_START = 'TemporalScheduledStartTime';

export type OpenPeriodWorkflowInput = PeriodOf;
