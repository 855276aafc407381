import type { TaskListRow, TaskStore } from './task-ports.ts';

/** What a task of a notice or a batch is about. */
export interface CaseFigures {
  readonly taskId: string;
  /** People whom the notice names or the batch pays, of an objection those of its item. */
  readonly headcount: number;
  /** Their sum, in fen. */
  readonly amountFen: number;
  /** The item of the notice that an objection is about; null for every other task. */
  readonly itemNo: number | null;
}

/** By the id of their task. */
export type Figures = ReadonlyMap<string, CaseFigures>;

/** What the tasks of notices and batches among these are about; one statement, and none without such tasks. */
export async function caseFigures(
  tasks: Pick<TaskStore, 'figures'>,
  rows: readonly Pick<TaskListRow, 'id' | 'entityKind'>[],
): Promise<Figures> {
  const ids = rows.filter(({ entityKind }) => entityKind === 'notice' || entityKind === 'batch').map(({ id }) => id);
  const found = ids.length === 0 ? [] : await tasks.figures(ids);
  return new Map(found.map((one) => [one.taskId, one]));
}
