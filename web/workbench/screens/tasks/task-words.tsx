import type { Task, TaskItem } from '../../api/resources/tasks.ts';
import { Due } from '../../parts/due.tsx';

interface TaskWords {
  /** What is to be done. */
  readonly what: string;
  /** Occupation and level; empty where there is none. */
  readonly trade: string;
  readonly applicant: string;
}

const SEPARATOR = ' · ';

/** The parts of a title: what, of which trade, by whom, under which number. */
export function taskWords({ title }: Pick<TaskItem, 'title'>): TaskWords {
  const [what = '', ...rest] = title.split(SEPARATOR);
  return { what, trade: rest.slice(0, -2).join(' '), applicant: rest.length > 1 ? (rest.at(-2) ?? '') : '' };
}

export function numberOf({ title }: Pick<TaskItem, 'title'>): string {
  return title.split(SEPARATOR).at(-1) ?? '';
}

export function TaskDue({ task }: { readonly task: Task | TaskItem }) {
  const dueOn = task.dueAt === null ? null : task.dueAt.slice(0, '2025-06-23'.length);
  return <Due of={{ dueOn, workingDaysLeft: null, dueState: task.dueState }} />;
}
