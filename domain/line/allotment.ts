import type { WantedKey } from './entitlement-keys.ts';

/** A key or slot that a line has taken, from any of the key tables. A numbered key ends in its number: `2025/2`. */
export interface TakenKey {
  readonly kind: string;
  readonly traineeId: string;
  readonly key: string;
  readonly lineId: string;
}

/** The keys that a line would take. Lines are served in list order. */
export interface LineToAllot {
  readonly lineId: string;
  readonly traineeId: string;
  readonly wantedKeys: readonly WantedKey[];
}

/**
 * Assigns keys to lines, one line after the other. A line takes all keys that it wants, or none: then it is refused for
 * the first key that is not free. Of several equivalent keys a line takes the first free one; keys that it already has
 * it keeps.
 */
export function allot(
  lines: readonly LineToAllot[],
  taken: readonly TakenKey[],
): { readonly takes: readonly TakenKey[]; readonly refused: ReadonlyMap<string, WantedKey> } {
  const holders = new Map(taken.map((one) => [placeOf(one.kind, one.traineeId, one.key), one.lineId]));
  const takes: TakenKey[] = [];
  const refused = new Map<string, WantedKey>();
  for (const { lineId, traineeId, wantedKeys } of lines) {
    const ofLine: TakenKey[] = [];
    for (const wanted of wantedKeys) {
      const keys = wanted.keys.map((key) => ({ key, holder: holders.get(placeOf(wanted.kind, traineeId, key)) }));
      const free = keys.find(({ holder }) => holder === undefined);
      const isOwn = ofLine.some(({ kind, key }) => kind === wanted.kind && wanted.keys.includes(key));
      if (isOwn || keys.some(({ holder }) => holder === lineId)) {
        continue;
      }
      if (free === undefined) {
        refused.set(lineId, wanted);
        break;
      }
      ofLine.push({ kind: wanted.kind, traineeId, key: free.key, lineId });
    }
    if (!refused.has(lineId)) {
      takes.push(...ofLine);
      for (const one of ofLine) {
        holders.set(placeOf(one.kind, one.traineeId, one.key), lineId);
      }
    }
  }
  return { takes, refused };
}

/** Returns the taken keys of these lines that the lines no longer want, e.g. keys of an earlier year. */
export function outdated(lines: readonly LineToAllot[], taken: readonly TakenKey[]): readonly TakenKey[] {
  const wanted = new Map(
    lines.map(({ lineId, wantedKeys }) => [
      lineId,
      new Set(wantedKeys.flatMap(({ kind, keys }) => keys.map((key) => `${kind} ${key}`))),
    ]),
  );
  return taken.filter(({ lineId, kind, key }) => wanted.get(lineId)?.has(`${kind} ${key}`) === false);
}

/** A certificate has one place for everybody, every other key one for each person. */
function placeOf(kind: string, traineeId: string, key: string): string {
  return kind === 'CERTIFICATE' ? `${kind} ${key}` : `${kind} ${traineeId} ${key}`;
}
