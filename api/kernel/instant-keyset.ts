import { parseCursor } from './paging.ts';
import { Problem } from './problem.ts';

/** The position in a list sorted by an instant (ms) and an id; null at its beginning. Throws CURSOR_INVALID. */
export function instantKeyset(cursor: string | undefined): readonly [number, string] | null {
  const keyset = parseCursor(cursor, 2);
  if (keyset === null) {
    return null;
  }
  const [ms, id] = keyset;
  // The latest timestamp of the database: the year 9999.
  if (typeof ms !== 'number' || ms < 0 || ms > 253_402_300_799_999 || typeof id !== 'string') {
    throw new Problem('CURSOR_INVALID');
  }
  return [ms, id];
}
