import { canonicalJson } from '../canonical-json.ts';
import type { FindingEntity, FindingKind, FindingState } from './check-words.ts';

/** A fact behind a finding: ids, sums, states and days, never a name. */
export interface Evidence {
  readonly fact: string;
  readonly value: string;
}

/** Something that a check found. */
export interface Found {
  readonly kind: FindingKind;
  /** What it is about, once per check: the same fault has the same subject in every run. */
  readonly subject: string;
  readonly entityKind: FindingEntity | null;
  readonly entityId: string | null;
  readonly claimId: string | null;
  /** Null: it is about no office. */
  readonly jurisdiction: string | null;
  /** Business time; null: since it was seen first. */
  readonly since: Date | null;
  readonly evidence: readonly Evidence[];
}

/** A finding that was stored and is not gone. */
export interface LivingFinding extends Pick<Found, 'kind' | 'subject' | 'evidence'> {
  readonly id: string;
  readonly state: Exclude<FindingState, 'gone'>;
}

export interface FindingChanges {
  readonly opened: readonly Found[];
  /** Found again as it was. */
  readonly seen: readonly LivingFinding[];
  /** Found again with other facts: an explanation of before does not hold. */
  readonly changed: readonly (LivingFinding & { readonly found: Found })[];
  readonly gone: readonly LivingFinding[];
}

/**
 * Compares what a run found with what was known of the checks that ran. A check that failed ran not, so that nothing of it is
 * gone.
 */
export function findingChanges(
  living: readonly LivingFinding[],
  found: readonly Found[],
  ran: readonly FindingKind[],
): FindingChanges {
  const keyOf = ({ kind, subject }: Pick<Found, 'kind' | 'subject'>) => `${kind} ${subject}`;
  const foundBy = new Map(found.map((one) => [keyOf(one), one]));
  const known = living.filter(({ kind }) => ran.includes(kind));
  const knownKeys = new Set(known.map(keyOf));
  const again = known.flatMap((finding) => {
    const one = foundBy.get(keyOf(finding));
    return one === undefined ? [] : [{ ...finding, found: one }];
  });
  const isSame = (finding: LivingFinding & { readonly found: Found }) =>
    canonicalJson(finding.evidence) === canonicalJson(finding.found.evidence);
  return {
    opened: [...foundBy.values()].filter((one) => !knownKeys.has(keyOf(one))),
    seen: again.filter(isSame),
    changed: again.filter((finding) => !isSame(finding)),
    gone: known.filter((finding) => !foundBy.has(keyOf(finding))),
  };
}
