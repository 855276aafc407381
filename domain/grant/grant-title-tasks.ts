import type { TaskToOpen } from '../task/task-changes.ts';
import { taskOfStage } from './grant-application-tasks.ts';
import type { GrantCourse, GrantPlan } from './grant-course.ts';

/** The tasks from the agreement on: the office signs after the holder. */
export function titleTasks(course: GrantCourse, plan: GrantPlan): readonly TaskToOpen[] {
  return course.state === 'agreement' && course.title?.holderSigned === true
    ? [taskOfStage('agreement', course.round, plan)]
    : [];
}
