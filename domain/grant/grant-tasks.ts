import type { TaskToOpen } from '../task/task-changes.ts';
import { applicationTasks } from './grant-application-tasks.ts';
import type { GrantCourse, GrantPlan } from './grant-course.ts';
import { isOfTitle } from './grant-judging.ts';
import { titleTasks } from './grant-title-tasks.ts';

/** The tasks that a grant's state wants. */
export function wantedGrantTasks(course: GrantCourse, plan: GrantPlan): readonly TaskToOpen[] {
  return isOfTitle(course) ? titleTasks(course, plan) : applicationTasks(course, plan);
}
