import { judgeInterest } from '../../domain/integrity/conflict-of-interest.ts';
import { Problem } from '../kernel/problem.ts';
import type { TaskStore } from './task-ports.ts';

/** checks that a person has declared no relation to a party of the task. */
export async function hasNoInterest(tasks: TaskStore, taskId: string, personId: string): Promise<boolean> {
  const { declared, parties } = await tasks.interest(taskId, personId);
  return judgeInterest(declared, parties).ok;
}

/** @throws Problem `CONFLICT_OF_INTEREST` (403) */
export async function requireNoInterest(tasks: TaskStore, taskId: string, personId: string): Promise<void> {
  if (!(await hasNoInterest(tasks, taskId, personId))) {
    throw new Problem('CONFLICT_OF_INTEREST');
  }
}
