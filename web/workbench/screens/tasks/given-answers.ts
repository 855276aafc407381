import type { Task } from '../../api/resources/tasks.ts';

interface Entry {
  readonly at: string;
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** The answers of the decision that ended a task, as the timeline of its case has them; null where there are none. */
export function givenAnswers(
  { doneAt, doneAct }: Pick<Task, 'doneAt' | 'doneAct'>,
  entries: readonly Entry[],
): Readonly<Record<string, unknown>> | null {
  const own = entries.find(({ at, facts }) => at === doneAt && facts?.['decision'] === doneAct);
  const answers = own?.facts?.['answers'];
  return typeof answers === 'object' && answers !== null ? Object.fromEntries(Object.entries(answers)) : null;
}
