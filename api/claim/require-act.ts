import type { ClaimMessage } from '../../domain/claim/claim-message.ts';
import type { Caller } from '../kernel/caller.ts';
import { parseIfMatch } from '../kernel/etag.ts';
import { Problem, type ProblemCode } from '../kernel/problem.ts';
import { refusalOf } from './claim-acts.ts';
import type { ClaimStore } from './claim-ports.ts';
import type { ClaimRecord } from './claim-record.ts';

export interface ActAsked {
  readonly claimId: string;
  readonly caller: Caller;
  readonly at: Date;
  readonly idempotencyKey: string | undefined;
  readonly ifMatch: string | undefined;
}

/** Hidden and absent look alike (I12). */
export async function requireClaim(
  claims: ClaimStore,
  { claimId, caller, at }: Pick<ActAsked, 'claimId' | 'caller' | 'at'>,
): Promise<ClaimRecord> {
  const claim = await claims.find(claimId, caller, at);
  if (claim === null) {
    throw new Problem('NOT_FOUND');
  }
  return claim;
}

/**
 * Returns the claim of an act after all checks, in the order of api §1: visibility, state, separation of
 * duties, tag. An act already stored under this key is not checked again: a repeat finds its outcome (D2).
 */
export async function requireAct(
  claims: ClaimStore,
  asked: ActAsked,
  messageFor: (claim: ClaimRecord) => ClaimMessage,
): Promise<{ readonly claim: ClaimRecord; readonly isRepeat: boolean }> {
  const claim = await requireClaim(claims, asked);
  const { caller, idempotencyKey } = asked;
  if (idempotencyKey !== undefined && (await claims.isActKept(caller.personId, idempotencyKey))) {
    return { claim, isRepeat: true };
  }
  const message = messageFor(claim);
  refuseWith(refusalOf(claim, message, caller));
  // A hold concerns the claim in any revision, so its tag is checked only if the request has one.
  if ('expectedRevision' in message || asked.ifMatch !== undefined) {
    requireSeen(claim, asked.ifMatch);
  }
  return { claim, isRepeat: false };
}

export function refuseWith(refusal: ProblemCode | null): void {
  if (refusal !== null) {
    throw new Problem(refusal);
  }
}

/** 428 without a tag, 412 with one of another revision. */
export function requireSeen(claim: ClaimRecord, ifMatch: string | undefined): void {
  if (parseIfMatch(ifMatch) !== claim.revision) {
    throw new Problem('STALE');
  }
}
