import type { TaskToOpen } from '../task/task-changes.ts';
import type { BatchCourse } from './batch-course.ts';

const RELEASE: TaskToOpen = {
  kind: 'batchRelease',
  stage: 'disbursement',
  purpose: null,
  round: 1,
  organ: 'FINANCE',
  section: null,
  role: 'financeChecker',
  daysKey: 'finance.days',
};

/** A draft batch waits for its checker, for the days that Finance has. */
export function wantedBatchTasks({ state }: BatchCourse): readonly TaskToOpen[] {
  return state === 'draft' ? [RELEASE] : [];
}
