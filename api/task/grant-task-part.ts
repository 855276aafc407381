import { proposedRecoveryFen } from '../../domain/grant/grant-recovery.ts';
import { paidFenOf } from '../../domain/grant/grant-title-course.ts';
import type { GrantCase, Task } from './task-ports.ts';

/** What a task of a grant says besides: the year that it assesses, or what is proposed to be asked back. */
export function grantPart(task: Task, grant: GrantCase | null) {
  const title = grant?.course.title ?? null;
  if (title === null) {
    return {};
  }
  switch (task.stage) {
    case 'assessment':
    case 'recheck':
      return { year: task.round };
    case 'withdrawalDecision':
    case 'recoveryConfirmation': {
      const proposed = proposedRecoveryFen({ paidFen: paidFenOf(title), spentFen: title.spentFen });
      return { proposal: { recoverFen: title.recovery?.amountFen ?? proposed } };
    }
    default:
      return {};
  }
}
