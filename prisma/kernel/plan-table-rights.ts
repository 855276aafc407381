import { ADD, addAndChange } from './rights-kinds.ts';

/** The rights to the tables of annual plans (see `TABLE_RIGHTS`). The lines of accepted plans are written by a function. */
export const PLAN_TABLE_RIGHTS = {
  annual_plan: addAndChange('revision', 'course', 'state', 'state_since', 'start_requested_at', 'started_at'),
  plan_split: ADD,
  plan_split_line: ADD,
  plan_version: addAndChange('state', 'decided_by', 'decided_at', 'decision_remark'),
  plan_version_line: ADD,
  sector_plan: ADD,
  structure_figures: ADD,
} as const;
