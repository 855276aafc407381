import { proposedRecoveryFen } from '../../domain/grant/grant-recovery.ts';
import { paidFenOf, type TitleCourse } from '../../domain/grant/grant-title-course.ts';
import type { GrantTaskFacts, TaskListRow, TaskStore } from './task-ports.ts';

/** What a task of a grant says besides: the year that it assesses, or what is proposed to be asked back. */
export function grantPart(
  { stage, round }: { readonly stage: string; readonly round: number },
  title: TitleCourse | null,
): { readonly year?: number; readonly proposal?: { readonly recoverFen: number } } {
  if (title === null) {
    return {};
  }
  switch (stage) {
    case 'assessment':
    case 'recheck':
      return { year: round };
    case 'withdrawalDecision':
    case 'recoveryConfirmation': {
      const proposed = proposedRecoveryFen({ paidFen: paidFenOf(title), spentFen: title.spentFen });
      return { proposal: { recoverFen: title.recovery?.amountFen ?? proposed } };
    }
    default:
      return {};
  }
}

/** The same for the tasks of a list, by the id of the task. */
export async function grantParts(
  tasks: TaskStore,
  rows: readonly TaskListRow[],
): Promise<ReadonlyMap<string, ReturnType<typeof grantPart>>> {
  const ids = rows.filter(({ entityKind }) => entityKind === 'grant').map(({ id }) => id);
  const facts: readonly GrantTaskFacts[] = ids.length === 0 ? [] : await tasks.grantTasks(ids);
  return new Map(facts.map((one) => [one.taskId, grantPart(one, one.title)]));
}
