import type { OrganCode } from '../codes.ts';
import { isOverdue, type YearPlanCourse } from './plan-course.ts';

/** the organs that owe their plan after its due day. */
export function overdueOrgans({ organs, isDue }: Pick<YearPlanCourse, 'organs' | 'isDue'>): readonly OrganCode[] {
  return organs.filter((plan) => isOverdue(plan, isDue)).map(({ organ }) => organ);
}
