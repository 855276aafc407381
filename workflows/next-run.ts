import { allHandlersFinished, condition } from '@temporalio/workflow';
import type { Conductor } from './conduct-entity.ts';

/** How an entity goes on in another run, so that no history grows for years. */
export interface NextRun<Course, Plan> {
  /** Whether the course has come to the point where another run goes on; `begun`: the course with which this run began. */
  isDue(begun: Course, course: Course): boolean;
  /** The instant at which the course waits for the clock next; null for none. */
  waitsUntilMs(course: Course): number | null;
  /** Ends this run; the next one begins with the course, which has no first record left to make. */
  begin(input: { readonly course: Course; readonly plan: Plan }): Promise<never>;
}

/**
 * Goes on in another run where one is due. Never while a handler runs, whose caller would lose the answer, and never while
 * the clock has already come to what the course waits for: several years that are overdue are worked off in one run.
 */
export async function goOn<Course, Message, Plan>(
  nextRun: NextRun<Course, Plan> | undefined,
  {
    begun,
    conductor,
    plan,
  }: { readonly begun: Course; readonly conductor: Conductor<Course, Message>; readonly plan: Plan },
): Promise<void> {
  if (nextRun === undefined || !nextRun.isDue(begun, conductor.course())) {
    return;
  }
  await condition(() => allHandlersFinished() && !conductor.isBusy());
  const waitsUntilMs = nextRun.waitsUntilMs(conductor.course());
  if (waitsUntilMs === null || waitsUntilMs > conductor.nowMs()) {
    await nextRun.begin({ course: conductor.course(), plan });
  }
}
