import type { BatchCourse } from './batch-course.ts';

/** Returns the event topic of a batch that has ended; null for every other act. */
export function batchTopic(
  before: Pick<BatchCourse, 'state'>,
  after: Pick<BatchCourse, 'state'>,
): 'batch.rejected' | 'batch.settled' | null {
  if (before.state === after.state) {
    return null;
  }
  if (after.state === 'rejected') {
    return 'batch.rejected';
  }
  return after.state === 'done' ? 'batch.settled' : null;
}
