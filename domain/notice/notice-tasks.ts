import type { PolicySnapshot } from '../policy/policy-snapshot.ts';
import type { TaskToOpen } from '../task/task-changes.ts';
import { isOneOf } from '../verdict.ts';
import type { ObjectionsOfItem } from './objections.ts';
import { UNCONFIRMED_NOTICE_STATES, type NoticeCourse, type NoticePlan } from './notice-course.ts';

/**
 * Returns the tasks of a notice's state: a confirmation by each side that has not confirmed yet, and one ruling for each
 * item with open objections.
 */
export function wantedNoticeTasks(
  course: NoticeCourse,
  plan: NoticePlan,
  {
    snapshot,
    openObjections,
  }: { readonly snapshot: PolicySnapshot; readonly openObjections: readonly ObjectionsOfItem[] },
): readonly TaskToOpen[] {
  const base = { purpose: null, round: 1, section: null, role: 'noticeOfficer', stage: noticeStage(snapshot) } as const;
  if (isOneOf(UNCONFIRMED_NOTICE_STATES, course.state)) {
    const confirmed = new Set(course.words.map((word) => word.side));
    const sides = [
      { kind: 'noticeConfirmationDepartment', side: 'department', organ: plan.responsibleDepartment },
      { kind: 'noticeConfirmationBureau', side: 'bureau', organ: 'HRSS' },
    ] as const;
    return sides
      .filter(({ side }) => !confirmed.has(side))
      .map(({ kind, organ }) => ({ ...base, kind, organ, daysKey: 'review.bureau.days' }));
  }
  if (course.state !== 'published') {
    return [];
  }
  // The days of the ruling begin with the first objection to the item: its task is opened then and stays.
  return openObjections.map(({ objectionId, organ, count }) => ({
    ...base,
    kind: 'objection',
    organ,
    daysKey: 'objection.days',
    objectionId,
    objections: count,
  }));
}

/**
 * true if a draft whose claim has ended is empty now, so its confirmations are cancelled. `others`: claims that
 * are left in it.
 */
export function isEmptied({ others, tasks }: { readonly others: number; readonly tasks: number }): boolean {
  return others === 0 && tasks > 0;
}

/** The pack's own name for its notice. */
function noticeStage({ routeDefinition }: PolicySnapshot): string {
  return routeDefinition.stages.find(({ kind }) => kind === 'notice')?.stage ?? 'jointNotice';
}
