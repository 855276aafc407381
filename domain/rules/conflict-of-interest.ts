import { granted, refused, type Verdict } from '../verdict.ts';

/** R-134 (ours): a reviewer with a declared link to the applicant or the payee cannot take the task. */
export function judgeInterest(
  declaredParties: readonly string[],
  parties: readonly string[],
): Verdict<null, 'CONFLICT_OF_INTEREST'> {
  return parties.some((party) => declaredParties.includes(party)) ? refused('CONFLICT_OF_INTEREST') : granted(null);
}

/** such tasks are hidden from the reviewer's list as well. */
export function visibleTasks<Task extends { readonly parties: readonly string[] }>(
  tasks: readonly Task[],
  declaredParties: readonly string[],
): readonly Task[] {
  return tasks.filter((task) => judgeInterest(declaredParties, task.parties).ok);
}
