import type { PolicyLibrary } from './policy-pack.ts';
import { claimKeys } from './claim-keys.ts';
import { deepFreeze, documentsOf, pinned, type PinnedParameter, type PolicySnapshot } from './policy-snapshot.ts';
import { resolveParameter, type Statement } from './resolve-parameter.ts';

/** One value of a pinned law that a later document corrects backwards. */
export interface LawCorrection {
  readonly key: string;
  /** Null where nobody had said anything on the day. */
  readonly before: PinnedParameter | null;
  readonly after: PinnedParameter;
  /** Why, in the pack's own words. */
  readonly note: string;
}

/**
 * What a claim's workflow was started with by value, and days that its submission has written to its row and its timers:
 * they stay what they were for a running claim, whatever is corrected (D25).
 */
const FIXED_AT_SUBMISSION: readonly string[] = [
  'return.maxRounds',
  'advance.needsNotice',
  'float.windowMonths',
  'float.graceDays',
];

/**
 * rows marked `retroactive` that win on the claim's own reference date and say something else than what it has
 * pinned. Every other change of a pack is for new claims alone.
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

/** Without such rows nobody's claim has to be looked at. */
export function hasRetroactiveRows(library: PolicyLibrary): boolean {
  return library.packs.some((pack) => pack.parameters.some((row) => row.retroactive === true));
}

/** The law of a claim with these values in it and nothing else changed. */
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
