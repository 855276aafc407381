import type { PolicyLibrary } from './policy-pack.ts';
import { claimKeys } from './claim-keys.ts';
import { deepFreeze, documentsOf, pinned, type PinnedParameter, type PolicySnapshot } from './policy-snapshot.ts';
import { resolveParameter, type Statement } from './resolve-parameter.ts';

/** One value of a pinned law that a later document corrects retroactively. */
export interface LawCorrection {
  readonly key: string;
  /** Null if no document gave a value on the day. */
  readonly before: PinnedParameter | null;
  readonly after: PinnedParameter;
  /** The reason, in the pack's own words. */
  readonly note: string;
}

/**
 * Values that were given to a claim's workflow at its start, and days that its submission wrote to its row and its
 * timers: no correction changes them for a running claim (D25).
 */
const FIXED_AT_SUBMISSION: readonly string[] = [
  'return.maxRounds',
  'advance.needsNotice',
  'float.windowMonths',
  'float.graceDays',
];

/**
 * returns the rows marked `retroactive` that win on the claim's own reference date and differ from its pinned
 * value. Every other change of a pack applies to new claims only.
 */
export function retroactiveCorrections(library: PolicyLibrary, snapshot: PolicySnapshot): readonly LawCorrection[] {
  const { jurisdiction, route, referenceDate: on, routeDefinition } = snapshot;
  return retroactiveKeys(library, claimKeys(library, routeDefinition)).flatMap((key) => {
    const { winner, losers } = resolveParameter(library, { jurisdiction, route, on, key });
    const before = snapshot.parameters.find((one) => one.key === key) ?? null;
    return winner?.retroactive !== true || (before !== null && isSame(before, winner))
      ? []
      : [{ key, before, after: pinned(winner, losers), note: winner.note ?? '' }];
  });
}

/** Without such rows no claim needs to be checked. */
export function hasRetroactiveRows(library: PolicyLibrary): boolean {
  return library.packs.some((pack) => pack.parameters.some((row) => row.retroactive === true));
}

/** Returns the law of a claim with these values replaced and nothing else changed. */
export function correctedSnapshot(
  library: PolicyLibrary,
  snapshot: PolicySnapshot,
  corrections: readonly LawCorrection[],
): PolicySnapshot {
  const corrected = new Map(corrections.map(({ key, after }) => [key, after]));
  const kept = snapshot.parameters.filter(({ key }) => !corrected.has(key));
  const parameters = [...kept, ...corrected.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const known = new Set(snapshot.documents.map(({ id }) => id));
  const named = corrections.flatMap(({ after }) => [after, ...after.losers].map((one) => one.document));
  const added = documentsOf(library, new Set(named.filter((id) => !known.has(id))));
  return deepFreeze({
    ...snapshot,
    parameters,
    documents: [...snapshot.documents, ...added].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  });
}

function retroactiveKeys(library: PolicyLibrary, keys: readonly string[]): readonly string[] {
  const rows = library.packs.flatMap((pack) => pack.parameters.filter((row) => row.retroactive === true));
  const marked = new Set(rows.map(({ key }) => key));
  return keys.filter((key) => marked.has(key) && !FIXED_AT_SUBMISSION.includes(key));
}

function isSame(before: Pick<PinnedParameter, 'value' | 'unit'>, after: Pick<Statement, 'value' | 'unit'>): boolean {
  return before.unit === after.unit && JSON.stringify(before.value) === JSON.stringify(after.value);
}
