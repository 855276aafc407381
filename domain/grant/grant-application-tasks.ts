import type { TaskToOpen } from '../task/task-changes.ts';
import type { GrantCourse, GrantPlan } from './grant-course.ts';
import { GRANT_STAGES, STAGE_ROWS, TASK_OF_STAGE, type GrantStage } from './grant-stage.ts';

/** The tasks until the agreement: one of the office whose turn it is, or one for each expert who was asked. */
export function applicationTasks({ state, round, panel }: GrantCourse, plan: GrantPlan): readonly TaskToOpen[] {
  const stage = GRANT_STAGES.find((one) => one === state);
  if (stage !== undefined) {
    return [taskOfStage(stage, round, plan)];
  }
  return state === 'scoring'
    ? panel
        .filter((seat) => seat.state === 'asked')
        .map(({ personId }) => ({ ...taskOfStage('expertScore', round, plan), personId }))
    : [];
}

/** The task of a stage. */
export function taskOfStage(
  stage: GrantStage,
  round: number,
  { applicantJurisdiction }: Pick<GrantPlan, 'applicantJurisdiction'>,
): TaskToOpen {
  const { role, organ, daysKey, of } = STAGE_ROWS[stage];
  return {
    kind: TASK_OF_STAGE[stage],
    stage,
    purpose: null,
    round,
    // An expert's task is the expert's own; the HR bureau asked for it.
    organ: organ ?? 'HRSS',
    section: null,
    role,
    daysKey,
    ...(of === 'applicant' && { jurisdiction: applicantJurisdiction }),
  };
}
