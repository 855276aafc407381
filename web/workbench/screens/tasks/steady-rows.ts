import { useState } from 'react';

interface Row {
  readonly id: string;
}

/**
 * Rows in the order in which they were first shown. What arrives afterwards waits until it is asked for; what is gone
 * leaves. Another list, by its name, begins anew.
 */
export function useSteadyRows<R extends Row>(name: string, rows: readonly R[] | undefined) {
  const [shown, setShown] = useState<{ readonly name: string; readonly ids: readonly string[] } | null>(null);
  const isOther = shown === null || shown.name !== name;
  const byId = new Map((rows ?? []).map((row) => [row.id, row]));
  const ids = isOther ? [...byId.keys()] : shown.ids;
  const steady = ids.flatMap((id) => byId.get(id) ?? []);
  // Nothing that was shown is left: there is nothing that could jump.
  const isGone = steady.length === 0 && byId.size > 0;
  if (rows !== undefined && (isOther || isGone)) {
    setShown({ name, ids: rows.map(({ id }) => id) });
  }
  return {
    rows: isGone ? [...byId.values()] : steady,
    waiting: isGone ? 0 : byId.size - steady.length,
    showAll: () => setShown(null),
  };
}
