import type { WantedKey } from './entitlement-keys.ts';

/** The result that a line claims for an organisation. */
export interface BodyResult {
  readonly lineId: string;
  readonly wanted: WantedKey;
}

/**
 * Returns the lines that claim a result of an organisation: they have no trainee, so no entitlement of a person prevents a
 * repeat.
 */
export function bodyResults(
  lines: readonly {
    readonly lineId: string;
    readonly traineeId: string | null;
    readonly wantedKeys: readonly WantedKey[];
  }[],
): readonly BodyResult[] {
  return lines.flatMap(({ lineId, traineeId, wantedKeys }) => {
    const wanted = wantedKeys.find(({ kind }) => kind === 'RESULT');
    return traineeId === null && wanted !== undefined ? [{ lineId, wanted }] : [];
  });
}

/**
 * Returns the lines whose result is claimed already, in another living claim of the body (`claimed`: the keys of those
 * results) or in an earlier line of this claim, each with the key that refuses it.
 */
export function repeatedResults(
  results: readonly BodyResult[],
  claimed: Iterable<string>,
): ReadonlyMap<string, WantedKey> {
  const seen = new Set(claimed);
  const repeated = new Map<string, WantedKey>();
  for (const { lineId, wanted } of results) {
    if (seen.has(wanted.key)) {
      repeated.set(lineId, wanted);
    }
    seen.add(wanted.key);
  }
  return repeated;
}
