import type { Actor } from '../authority/actor.ts';
import { NOTICE_STAGE_CLAIM_STATES, type ClaimRowState } from '../claim/claim-state.ts';
import type { OrganCode } from '../codes.ts';
import { isOneOf } from '../verdict.ts';
import { sideOf, type NoticeClaimState, type NoticeState } from './notice-course.ts';

export type DraftRefusal =
  | 'CLAIM_UNKNOWN'
  | 'DIFFERENT_JURISDICTIONS'
  | 'DIFFERENT_DEPARTMENTS'
  | 'WRONG_STATE'
  | 'CLAIM_HELD'
  | 'ALREADY_IN_NOTICE'
  | 'NOT_YOUR_SIDE';

/** A claim that a notice officer may see. */
export interface ClaimToDraft {
  readonly id: string;
  readonly jurisdiction: string;
  readonly responsibleDepartment: OrganCode;
  readonly state: ClaimRowState;
}

/** A claim's drafted or open place in a notice. */
export interface LivePlace {
  readonly claimId: string;
  readonly noticeId: string;
  readonly state: NoticeClaimState;
  readonly noticeState: NoticeState;
  /** The notice was drafted because the jurisdiction's parameter says so, not by a person. */
  readonly isAutomatic: boolean;
  /** The number of claims of the notice. */
  readonly claims: number;
}

/** `positions`: indexes of the refused claims in the officer's list. */
export type DraftVerdict<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: DraftRefusal; readonly positions: readonly number[] };

/**
 * Decides whether an officer may draft one joint notice for these claims: they are of one jurisdiction and department,
 * the officer acts for one of its sides, and no claim is held or in another state. `claims`: those that the
 * officer may see.
 */
export function judgeJointDraft(
  claimIds: readonly string[],
  claims: readonly ClaimToDraft[],
  officer: Actor,
): DraftVerdict<null> {
  const known = new Map(claims.map((claim) => [claim.id, claim]));
  const listed = claimIds.map((claimId) => known.get(claimId));
  const where = (is: (claim: ClaimToDraft | undefined) => boolean) =>
    listed.flatMap((claim, position) => (is(claim) ? [position] : []));
  const [first] = listed;
  const unknown = where((claim) => claim === undefined);
  if (unknown.length > 0 || first === undefined) {
    return { ok: false, reason: 'CLAIM_UNKNOWN', positions: unknown };
  }
  const { jurisdiction, responsibleDepartment } = first;
  const side = sideOf(officer, { jurisdiction, responsibleDepartment });
  const checks = [
    ['DIFFERENT_JURISDICTIONS', where((claim) => claim?.jurisdiction !== jurisdiction)],
    ['DIFFERENT_DEPARTMENTS', where((claim) => claim?.responsibleDepartment !== responsibleDepartment)],
    ['NOT_YOUR_SIDE', side.ok ? [] : [0]],
    ['CLAIM_HELD', where((claim) => claim?.state === 'suspended')],
    ['WRONG_STATE', where((claim) => claim === undefined || !isOneOf(NOTICE_STAGE_CLAIM_STATES, claim.state))],
  ] as const;
  const failed = checks.find(([, positions]) => positions.length > 0);
  return failed === undefined ? { ok: true, value: null } : { ok: false, reason: failed[0], positions: failed[1] };
}

/**
 * Returns the notices that the joint notice replaces: automatic drafts of single claims. Refuses claims that are in
 * another notice.
 */
export function judgeLivePlaces(
  claimIds: readonly string[],
  claims: readonly ClaimToDraft[],
  live: readonly LivePlace[],
): DraftVerdict<readonly string[]> {
  const taken = new Set([
    ...live.filter((place) => !isReplaceable(place)).map(({ claimId }) => claimId),
    ...claims.filter(({ state }) => state === 'noticeOpen').map(({ id }) => id),
  ]);
  const positions = claimIds.flatMap((claimId, position) => (taken.has(claimId) ? [position] : []));
  return positions.length > 0
    ? { ok: false, reason: 'ALREADY_IN_NOTICE', positions }
    : { ok: true, value: live.map(({ noticeId }) => noticeId) };
}

function isReplaceable({ isAutomatic, noticeState, state, claims }: LivePlace): boolean {
  return isAutomatic && noticeState === 'draft' && state === 'drafted' && claims === 1;
}
