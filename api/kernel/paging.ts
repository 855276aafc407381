import { Buffer } from 'node:buffer';
import { Problem } from './problem.ts';

/** Where a page begins: the values of the last row's sort columns, the id last. */
export type Keyset = readonly (string | number | null)[];

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

export function cursorOf(keyset: Keyset): string {
  return Buffer.from(JSON.stringify(keyset), 'utf8').toString('base64url');
}

/** The keyset of a cursor that this API issued; any other is 400. `length` is the number of the list's sort columns. */
export function parseCursor(cursor: string | undefined, length: number): Keyset | null {
  if (cursor === undefined) {
    return null;
  }
  const keyset = decode(cursor);
  if (!Array.isArray(keyset) || keyset.length !== length || !keyset.every(isKey)) {
    throw new Problem('CURSOR_INVALID');
  }
  return keyset.filter(isKey);
}

/** Takes one row more than a page has: the extra row shows that there is a next page. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  keysetOf: (row: Row) => Keyset,
  itemOf: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(itemOf),
    nextCursor: rows.length > limit && last !== undefined ? cursorOf(keysetOf(last)) : null,
  };
}

/** Pages of a list that is read whole, such as one class's roster: the cursor is the position. */
export function pageOfAll<Item>(items: readonly Item[], limit: number, cursor: string | undefined) {
  const [position] = parseCursor(cursor, 1) ?? [0];
  if (typeof position !== 'number' || !Number.isInteger(position) || position < 0) {
    throw new Problem('CURSOR_INVALID');
  }
  const end = position + limit;
  return { items: items.slice(position, end), nextCursor: end < items.length ? cursorOf([end]) : null };
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

function isKey(value: unknown): value is string | number | null {
  // A cursor must not contain characters that Postgres refuses in a text.
  return value === null || Number.isFinite(value) || (typeof value === 'string' && !/[\0\p{Surrogate}]/u.test(value));
}
