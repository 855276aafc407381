import type { TaskToOpen } from '../task/task-changes.ts';
import type { FilingCourse } from './filing-course.ts';

/**
 * Returns the task of a filing that waits for its department's answer, or for the HR bureau's routing to a
 * department.
 */
export function wantedFilingTasks(course: FilingCourse): readonly TaskToOpen[] {
  if (course.state !== 'filed') {
    return [];
  }
  const task = {
    stage: 'filing',
    purpose: null,
    round: course.round,
    section: null,
    role: 'departmentReviewer',
    daysKey: 'filing.answerDays',
  } as const;
  return course.responsibleDepartment === null
    ? [{ ...task, kind: 'routing', organ: 'HRSS' }]
    : [{ ...task, kind: 'filingReview', organ: course.responsibleDepartment }];
}
