import type { OrganCode } from '../codes.ts';
import type { TaskToOpen } from '../task/task-changes.ts';
import { organState, PLAN_BUREAU, type PlanOfOrgan, type YearPlanCourse } from './plan-course.ts';

/** A task about the plan of one organ. */
export type PlanTask = TaskToOpen & { readonly planOrgan: OrganCode };

/**
 * returns what the organs still owe and what the HR bureau has to look at. A task of an organ is due on the plan's
 * own day; its number of days is `plan.review.days` for the bureau alone.
 */
export function wantedPlanTasks(course: Pick<YearPlanCourse, 'state' | 'organs'>): readonly PlanTask[] {
  return course.state === 'open' ? course.organs.flatMap(tasksOfOrgan) : [];
}

const TASK = { purpose: null, section: null } as const;

function tasksOfOrgan(plan: PlanOfOrgan): readonly PlanTask[] {
  const { organ, filed, filings } = plan;
  if (filed?.state === 'submitted') {
    const stage = { kind: 'planReview', stage: 'planReview', organ: PLAN_BUREAU, role: 'bureauReviewer' } as const;
    return [{ ...TASK, ...stage, round: filings, planOrgan: organ, daysKey: 'plan.review.days' }];
  }
  const isOwed = filed?.state === 'returned' || (plan.required && organState(plan) === 'missing');
  const stage = { kind: 'planSubmission', stage: 'planSubmission', organ, role: 'planOfficer' } as const;
  return isOwed ? [{ ...TASK, ...stage, round: filings + 1, planOrgan: organ, daysKey: PLAN_DUE }] : [];
}

/** The rule of a task that is due with the year's plan. */
export const PLAN_DUE = 'plan.dueMonth';
