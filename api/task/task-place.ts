import { isIsoDate } from '../../domain/calendar.ts';
import { parseCursor, type Keyset } from '../kernel/paging.ts';
import { Problem } from '../kernel/problem.ts';
import type { TaskListRow, TaskPlace } from './task-ports.ts';
import type { TaskSort } from '../../domain/task/task-lists.ts';

type SortedBy = 'due' | 'received' | 'amount' | 'decided';

const SORTED_BY = {
  due: 'due',
  '-due': 'due',
  received: 'received',
  '-received': 'received',
  amount: 'amount',
  '-amount': 'amount',
  decided: 'decided',
  '-decided': 'decided',
} as const satisfies Readonly<Record<TaskSort, SortedBy>>;

/** Sort value and id of a row, as the cursor after it holds them. */
export function keysetOf(sort: TaskSort, { dueOn, createdAt, amountFen, doneAt, id }: TaskListRow): Keyset {
  const values = {
    due: dueOn,
    received: createdAt.toISOString(),
    amount: amountFen,
    decided: doneAt?.toISOString() ?? null,
  } as const;
  return [values[SORTED_BY[sort]], id];
}

/** @throws Problem `CURSOR_INVALID` for a cursor of another order, too */
export function placeOf(sort: TaskSort, cursor: string | undefined): TaskPlace | null {
  const keyset = parseCursor(cursor, 2);
  if (keyset === null) {
    return null;
  }
  const [value = null, id] = keyset;
  if (typeof id !== 'string' || (value !== null && !IS_VALUE[SORTED_BY[sort]](value))) {
    throw new Problem('CURSOR_INVALID');
  }
  return [value === null ? null : String(value), id];
}

const IS_VALUE: Readonly<Record<SortedBy, (value: string | number) => boolean>> = {
  due: (value) => typeof value === 'string' && isIsoDate(value),
  received: isInstant,
  decided: isInstant,
  amount: (value) => typeof value === 'number' && Number.isSafeInteger(value),
};

function isInstant(value: string | number): boolean {
  return typeof value === 'string' && INSTANT.test(value) && !Number.isNaN(Date.parse(value));
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
