import { dayAt } from '../calendar.ts';
import { isOneOf } from '../verdict.ts';
import type { TaskToOpen } from '../task/task-changes.ts';
import { taskOfStage } from './grant-application-tasks.ts';
import type { GrantCourse, GrantPlan } from './grant-course.ts';
import type { GrantStage } from './grant-stage.ts';
import type { GrantState } from './grant-state.ts';
import { ASSESSED_GRANT_STATES } from './grant-title-timer.ts';
import { ASSESSABLE_YEAR_STATES, type TitleCourse } from './grant-title-course.ts';

/** The tasks from the agreement on. The round of a task about a year is the year. */
export function titleTasks({ state, title, round }: GrantCourse, plan: GrantPlan): readonly TaskToOpen[] {
  if (title === null) {
    return [];
  }
  const stage = TASK_OF_STATE[state];
  if (stage !== undefined) {
    return stage === 'agreement' ? agreementTasks(title, round, plan) : [taskOfStage(stage, round, plan)];
  }
  const isAssessed = ASSESSED_GRANT_STATES.some((one) => one === state);
  return isAssessed ? [...acceptanceTasks(title, plan), ...yearTasks(title, plan), ...accountTasks(title, plan)] : [];
}

/** The office signs before the title lapses: both signatures have the same days. */
function agreementTasks(
  { holderSigned, agreementEndsMs }: TitleCourse,
  round: number,
  plan: GrantPlan,
): readonly TaskToOpen[] {
  const lastDay = agreementEndsMs === null ? {} : { lawDueOn: dayAt(agreementEndsMs - 1) };
  return holderSigned ? [{ ...taskOfStage('agreement', round, plan), ...lastDay }] : [];
}

/** The one task of a state. */
const TASK_OF_STATE: Readonly<Partial<Record<GrantState, GrantStage>>> = {
  agreement: 'agreement',
  withdrawalProposed: 'withdrawalDecision',
  revoked: 'recoveryConfirmation',
};

function acceptanceTasks({ acceptance }: TitleCourse, plan: GrantPlan): readonly TaskToOpen[] {
  return acceptance.state === 'requested' ? [taskOfStage('acceptance', acceptance.round, plan)] : [];
}

function accountTasks({ account }: TitleCourse, plan: GrantPlan): readonly TaskToOpen[] {
  return account?.isWaiting === true ? [taskOfStage('accountCheck', account.round, plan)] : [];
}

function yearTasks({ years }: TitleCourse, plan: GrantPlan): readonly TaskToOpen[] {
  return years.flatMap(({ year, state, reviewDueOn }) => {
    if (state === 'recheck') {
      return [taskOfStage('recheck', year, plan)];
    }
    return isOneOf(ASSESSABLE_YEAR_STATES, state)
      ? [{ ...taskOfStage('assessment', year, plan), ...(reviewDueOn !== undefined && { lawDueOn: reviewDueOn }) }]
      : [];
  });
}
