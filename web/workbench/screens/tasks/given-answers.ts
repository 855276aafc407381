import type { Task } from '../../api/resources/tasks.ts';
import type { Happened } from '../../parts/timeline-rows.ts';

/** The answers of the decision that ended a task, as the timeline of its case has them; null where there are none. */
export function givenAnswers(
  { doneAt, doneAct }: Pick<Task, 'doneAt' | 'doneAct'>,
  entries: readonly Happened[],
): Readonly<Record<string, unknown>> | null {
  const own = entries.find(({ at, facts }) => at === doneAt && facts?.['decision'] === doneAct);
  const answers = own?.facts?.['answers'];
  return typeof answers === 'object' && answers !== null ? Object.fromEntries(Object.entries(answers)) : null;
}

/** False for a history that was read before the task ended: what was answered does not stand in it yet. */
export function isOfNow({ doneAt }: Pick<Task, 'doneAt'>, entries: readonly Happened[]): boolean {
  return doneAt === null || entries.some(({ at }) => at >= doneAt);
}
