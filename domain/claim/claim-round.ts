import type { CertificateKind, SkillLevel } from '../codes.ts';
import type { EntryFacts } from '../intake/entry.ts';
import type { LineState } from '../line/line-state.ts';

/** A line as a round left it: ids, codes, days and amounts in fen; its person by id alone. */
export interface KeptLine {
  readonly lineId: string;
  readonly position: number;
  readonly traineeId: string | null;
  readonly state: LineState;
  readonly occupation: string;
  readonly skillLevel: SkillLevel;
  readonly attendedHours: number;
  readonly certificateKind: CertificateKind | null;
  readonly certificateNo: string | null;
  readonly certificateDate: string | null;
  readonly baseFen: number;
  readonly allowanceFen: number;
  readonly floatFen: number;
  /** The keyed index of the account of its person; null without one. */
  readonly account: string | null;
  /** The columns of its own row; null for a line of a class. */
  readonly facts: EntryFacts | null;
  readonly evidence: {
    readonly signedOn: string;
    readonly startsOn: string;
    readonly endsOn: string | null;
    readonly insuredMonths: number;
    readonly insuranceKinds: readonly string[];
  } | null;
}

/** A moment of a claim: which round of which revision, and when. */
export interface ClaimPoint {
  readonly round: number;
  readonly revision: number;
  readonly at: Date;
}

/** From when on changes are asked for. */
export type Since = { readonly of: 'round' | 'revision'; readonly number: number };

interface OfPurpose {
  readonly purpose: string;
}

/**
 * The moment that `since` means, and the kept state to compare with. `round:n` is the end of the round n of the purpose
 * under way; without it the last return. A revision is compared with the state in which its round ended. Null: the claim
 * had no such moment, or was never returned.
 */
export function sinceOf<Kept extends ClaimPoint & OfPurpose>(
  since: Since | null,
  purpose: string,
  { kept, entries }: { readonly kept: readonly Kept[]; readonly entries: readonly (ClaimPoint & OfPurpose)[] },
): { readonly point: ClaimPoint; readonly kept: Kept | null } | null {
  if (since === null) {
    const last = kept.at(-1);
    return last === undefined ? null : { point: last, kept: last };
  }
  if (since.of === 'revision') {
    const point = entries.find(({ revision }) => revision === since.number);
    const state = kept.find(({ revision }) => revision >= since.number) ?? null;
    return point === undefined ? null : { point, kept: state };
  }
  const ofRound = (one: ClaimPoint & OfPurpose) => one.purpose === purpose && one.round === since.number;
  const state = kept.findLast(ofRound) ?? null;
  const point = state ?? entries.findLast(ofRound);
  return point === undefined ? null : { point, kept: state };
}
