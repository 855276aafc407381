import { granted, isOneOf, refused, type Verdict } from '../verdict.ts';
import type { GrantState } from './grant-state.ts';
import {
  CITY_GRANT_STATES,
  FREEING_GRANT_STATES,
  OUT_GRANT_STATES,
  PLACED_GRANT_STATES,
  PROPOSED_GRANT_STATES,
  RANKABLE_GRANT_STATES,
} from './grant-state.ts';
import type { PanelLaw } from './score.ts';

/** An application of a call, as its rules need it. */
export interface CallGrant {
  readonly grantId: string;
  readonly state: GrantState;
  /** In hundredths; null before the close. */
  readonly scoreCenti: number | null;
  readonly validScores: number;
  /** Ms; equal scores stand in this order. */
  readonly submittedAtMs: number;
  readonly hasPlace: boolean;
}

/** A person whom a panel may take. */
export interface PoolExpert {
  readonly personId: string;
  readonly isExpert: boolean;
  /** Belongs to an applicant of the call, or declared a relation to one. */
  readonly isOfApplicant: boolean;
  /** Has another role in one of its grants. */
  readonly hasOtherRole: boolean;
}

export type PanelRefusal = 'PANEL_TOO_SMALL' | 'EXPERT_NOT_IN_POOL' | 'EXPERT_OF_APPLICANT' | 'SAME_PERSON_FORBIDDEN';

/** at least `panel.minExperts` of the pool, none of an applicant. `found`: those of `experts` that exist. */
export function judgePanel(
  experts: readonly string[],
  found: readonly PoolExpert[],
  { minExperts }: Pick<PanelLaw, 'minExperts'>,
): Verdict<null, PanelRefusal> {
  if (new Set(experts).size < minExperts) {
    return refused('PANEL_TOO_SMALL');
  }
  return judgeExperts(experts, found);
}

/** The same of experts who join a panel that stands. */
export function judgeExperts(experts: readonly string[], found: readonly PoolExpert[]): Verdict<null, PanelRefusal> {
  const pool = new Map(found.map((expert) => [expert.personId, expert]));
  if (experts.some((personId) => pool.get(personId)?.isExpert !== true)) {
    return refused('EXPERT_NOT_IN_POOL');
  }
  if (found.some(({ personId, isOfApplicant }) => experts.includes(personId) && isOfApplicant)) {
    return refused('EXPERT_OF_APPLICANT');
  }
  return found.some(({ personId, hasOtherRole }) => experts.includes(personId) && hasOtherRole)
    ? refused('SAME_PERSON_FORBIDDEN')
    : granted(null);
}

/** places are never fewer than taken; above what the target leaves they want `overTarget`. */
export function judgeQuota(
  places: number,
  {
    taken,
    remaining,
    overTarget,
  }: { readonly taken: number; readonly remaining: number | null; readonly overTarget: boolean },
): Verdict<null, 'BELOW_TAKEN' | 'OVER_TARGET'> {
  if (places < taken) {
    return refused('BELOW_TAKEN');
  }
  return remaining !== null && places > remaining && !overTarget ? refused('OVER_TARGET') : granted(null);
}

export interface CloseRefusal {
  readonly code: 'CITY_PENDING' | 'QUORUM_MISSING';
  /** The applications that forbid it. */
  readonly grantIds: readonly string[];
}

/** scoring closes once every city has answered, or is left out, and every application has its quorum. */
export function closeRefusal(
  grants: readonly CallGrant[],
  { quorum, leaveOut }: { readonly quorum: number; readonly leaveOut: readonly string[] },
): CloseRefusal | null {
  const pending = grants.filter(({ state }) => isOneOf(CITY_GRANT_STATES, state)).map(({ grantId }) => grantId);
  const unnamed = pending.filter((grantId) => !leaveOut.includes(grantId));
  if (unnamed.length > 0) {
    return { code: 'CITY_PENDING', grantIds: unnamed };
  }
  const missing = grants.filter(
    ({ state, validScores }) => state === 'recommended' || (state === 'scoring' && validScores < quorum),
  );
  return missing.length > 0 ? { code: 'QUORUM_MISSING', grantIds: missing.map(({ grantId }) => grantId) } : null;
}

export interface Ranked extends CallGrant {
  readonly scoreCenti: number;
  readonly rank: number;
}

/** best first; equal scores share a rank (1, 1, 3) and stand in the order of submission. */
export function rankingOf(grants: readonly CallGrant[]): readonly Ranked[] {
  const scored = grants.flatMap((grant) =>
    grant.scoreCenti === null ? [] : [{ ...grant, scoreCenti: grant.scoreCenti }],
  );
  const sorted = scored.toSorted(
    (a, b) => b.scoreCenti - a.scoreCenti || a.submittedAtMs - b.submittedAtMs || (a.grantId < b.grantId ? -1 : 1),
  );
  return sorted.map((grant) => ({
    ...grant,
    rank: 1 + sorted.filter(({ scoreCenti }) => scoreCenti > grant.scoreCenti).length,
  }));
}

/** Whether an expert of the pool may be asked. */
export const EXPERT_STATES = ['active', 'disabled'] as const;

/** An expert of every application, or of some. */
export const PANEL_MEMBER_STATES = ['member', 'partly'] as const;

export const RANK_STATES = ['ranked', 'belowPassMark', 'proposed', 'designated', 'out'] as const;
export type RankState = (typeof RANK_STATES)[number];

/** What the ranking shows of an application. */
export function rankStateOf({ state, scoreCenti }: Ranked, passMarkCenti: number): RankState {
  if (isOneOf(RANKABLE_GRANT_STATES, state)) {
    return scoreCenti < passMarkCenti ? 'belowPassMark' : 'ranked';
  }
  if (isOneOf(PROPOSED_GRANT_STATES, state)) {
    return 'proposed';
  }
  return isOneOf(OUT_GRANT_STATES, state) ? 'out' : 'designated';
}

export type ProposalRefusal =
  | 'WRONG_STATE'
  | 'QUOTA_MISSING'
  | 'QUOTA_EXCEEDED'
  | 'BELOW_PASS_MARK'
  | 'RANK_SKIPPED'
  | 'TIE_AT_QUOTA';

interface ProposalLaw {
  readonly places: number | null;
  readonly passMarkCenti: number;
  readonly hasReason: boolean;
}

/** R-156, in the order of the contract: places, pass mark, rank, tie. */
export function judgeProposal(
  proposed: readonly string[],
  grants: readonly CallGrant[],
  { places, passMarkCenti, hasReason }: ProposalLaw,
): Verdict<null, ProposalRefusal> {
  if (places === null) {
    return refused('QUOTA_MISSING');
  }
  const ranking = rankingOf(grants);
  const chosen = ranking.filter(({ grantId }) => proposed.includes(grantId));
  if (
    chosen.length !== new Set(proposed).size ||
    chosen.some(({ state }) => state !== 'ranked') ||
    proposed.length === 0
  ) {
    return refused('WRONG_STATE');
  }
  const taken = grants.filter(({ hasPlace }) => hasPlace).length;
  if (taken + chosen.length > places) {
    return refused('QUOTA_EXCEEDED');
  }
  if (chosen.some(({ scoreCenti }) => scoreCenti < passMarkCenti)) {
    return refused('BELOW_PASS_MARK');
  }
  const lowest = Math.min(...chosen.map(({ scoreCenti }) => scoreCenti));
  const left = ranking.filter(
    ({ grantId, state, scoreCenti }) =>
      state === 'ranked' && scoreCenti >= passMarkCenti && !proposed.includes(grantId),
  );
  if (!hasReason && left.some(({ scoreCenti }) => scoreCenti > lowest)) {
    return refused('RANK_SKIPPED');
  }
  return !hasReason && left.some(({ scoreCenti }) => scoreCenti === lowest) ? refused('TIE_AT_QUOTA') : granted(null);
}

/** Applications that have a place of a proposal whose notice ended before they heard of it: the place is free again. */
export function unheardGrants(grants: readonly CallGrant[]): readonly string[] {
  return grants.filter(({ state, hasPlace }) => state === 'ranked' && hasPlace).map(({ grantId }) => grantId);
}

/** Applications that could still be proposed, and places that are free, after a notice. */
export function leftAfterNotice(
  grants: readonly CallGrant[],
  { places, passMarkCenti }: { readonly places: number; readonly passMarkCenti: number },
): { readonly placesLeft: number; readonly applicationsLeft: number } {
  return {
    placesLeft: places - grants.filter(({ hasPlace }) => hasPlace).length + unheardGrants(grants).length,
    applicationsLeft: grants.filter(
      ({ state, scoreCenti }) => state === 'ranked' && scoreCenti !== null && scoreCenti >= passMarkCenti,
    ).length,
  };
}

/**
 * True if the grant gives its place back: it ends without a title, or is ranked again. An application may have a place
 * before it has heard of its proposal, so every such end gives back what there is.
 */
export function freesPlace(before: GrantState, after: GrantState): boolean {
  return isOneOf(FREEING_GRANT_STATES, after) && (after !== 'ranked' || isOneOf(PLACED_GRANT_STATES, before));
}
