import { isPastReviews, type ClaimCourse, type ClaimKind } from './claim-course.ts';
import type { ClaimPlan } from './claim-plan.ts';

/**
 * true if a claim whose law is corrected is counted again, because its amounts are unpublished: before the
 * workflow's first record, and while the reviews are open. A claim that waits for a register is counted when the
 * register answers; after the reviews, the notice stays valid. An advance is no sum of lines. `course`: null for
 * a draft.
 */
export function isCountedAgain(
  course: ClaimCourse | null,
  { kind, isStarted, plan }: { readonly kind: ClaimKind; readonly isStarted: boolean; readonly plan: ClaimPlan },
): boolean {
  if (course === null || kind === 'advance') {
    return false;
  }
  if (course.state === 'submitted') {
    return !isStarted;
  }
  return !isPastReviews(course, plan) && course.resumeIndex === null && course.state !== 'postCheck';
}
