import { useState } from 'react';

interface Steady<R> {
  /** Names the list: another one begins anew. */
  readonly name: string;
  readonly idOf: (row: R) => string;
  /** The rows were read before the list was opened, and are being read now. */
  readonly isOld: boolean;
}

/**
 * Rows in the order in which they were first read since the list was opened. What arrives afterwards waits until it is
 * asked for; what is gone leaves, and nothing jumps below the reader's hand.
 */
export function useSteadyRows<R>({ name, idOf, isOld }: Steady<R>, rows: readonly R[] | undefined) {
  const [shown, setShown] = useState<{ readonly name: string; readonly ids: readonly string[] } | null>(null);
  const isOther = shown === null || shown.name !== name;
  const byId = new Map((rows ?? []).map((row) => [idOf(row), row]));
  const ids = isOther ? [...byId.keys()] : shown.ids;
  const steady = ids.flatMap((id) => byId.get(id) ?? []);
  // Nothing that was shown is left: there is nothing that could jump.
  const isGone = steady.length === 0 && byId.size > 0;
  if (rows !== undefined && !isOld && (isOther || isGone)) {
    setShown({ name, ids: [...byId.keys()] });
  }
  return {
    rows: isGone ? [...byId.values()] : steady,
    waiting: isGone ? 0 : byId.size - steady.length,
    showAll: () => setShown(null),
  };
}
