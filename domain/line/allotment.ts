import type { WantedKey } from './entitlement-keys.ts';

/** A key that a line has, whichever table keeps it; a numbered one ends in its number: `2025/2`. */
export interface TakenKey {
  readonly kind: string;
  readonly traineeId: string;
  readonly key: string;
  readonly lineId: string;
}

/** What a line would take, in the order in which lines are served. */
export interface LineWishes {
  readonly lineId: string;
  readonly traineeId: string;
  readonly wishes: readonly WantedKey[];
}

/**
 * Serves lines one after the other: each takes all that it wants, or nothing and is refused for the first key that is not
 * free. Of several
 * keys that do alike it takes the first free one; what it has already it keeps.
 */
export function allot(
  lines: readonly LineWishes[],
  taken: readonly TakenKey[],
): { readonly takes: readonly TakenKey[]; readonly refused: ReadonlyMap<string, WantedKey> } {
  const holders = new Map(taken.map((one) => [placeOf(one.kind, one.traineeId, one.key), one.lineId]));
  const takes: TakenKey[] = [];
  const refused = new Map<string, WantedKey>();
  for (const { lineId, traineeId, wishes } of lines) {
    const own: TakenKey[] = [];
    for (const wish of wishes) {
      const keys = wish.keys.map((key) => ({ key, holder: holders.get(placeOf(wish.kind, traineeId, key)) }));
      const free = keys.find(({ holder }) => holder === undefined);
      const isOwn = own.some(({ kind, key }) => kind === wish.kind && wish.keys.includes(key));
      if (isOwn || keys.some(({ holder }) => holder === lineId)) {
        continue;
      }
      if (free === undefined) {
        refused.set(lineId, wish);
        break;
      }
      own.push({ kind: wish.kind, traineeId, key: free.key, lineId });
    }
    if (!refused.has(lineId)) {
      takes.push(...own);
      for (const one of own) {
        holders.set(placeOf(one.kind, one.traineeId, one.key), lineId);
      }
    }
  }
  return { takes, refused };
}

/** The keys of these lines that are no longer wanted, e.g. of another year than before. */
export function outdated(lines: readonly LineWishes[], taken: readonly TakenKey[]): readonly TakenKey[] {
  const wanted = new Map(
    lines.map(({ lineId, wishes }) => [
      lineId,
      new Set(wishes.flatMap((wish) => wish.keys.map((key) => `${wish.kind} ${key}`))),
    ]),
  );
  return taken.filter(({ lineId, kind, key }) => wanted.get(lineId)?.has(`${kind} ${key}`) === false);
}

function placeOf(kind: string, traineeId: string, key: string): string {
  return `${kind} ${traineeId} ${key}`;
}
