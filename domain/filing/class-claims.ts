import type { ClaimKind } from '../claim/claim-course.ts';
import { ENDED_CLAIM_STATES, UNPAID_CLAIM_STATES, type StateAndStage } from '../claim/claim-state.ts';
import type { IsoDate } from '../calendar.ts';
import type { FilingState } from './filing-course.ts';

/** A claim of a class. */
export interface ClassClaim extends StateAndStage {
  readonly id: string;
  readonly claimNo: string;
  readonly kind: ClaimKind;
  /** The training year (C05), starting at 1; other classes have one. */
  readonly instalment: number;
  /** Lines that the rules refused. */
  readonly linesRefused: number;
}

/** Claims of people that have not ended without money. */
function livingClaims(claims: readonly ClassClaim[]): readonly ClassClaim[] {
  return claims.filter(({ kind, state }) => kind !== 'advance' && !UNPAID_CLAIM_STATES.some((one) => one === state));
}

/** The living main claim; of an apprenticeship the one of the latest training year. Null: none. */
export function mainClaimOf(claims: readonly ClassClaim[]): ClassClaim | null {
  const mains = livingClaims(claims).filter(({ kind }) => kind === 'main');
  return mains.toSorted((one, other) => other.instalment - one.instalment)[0] ?? null;
}

/** Claims of people that were submitted and have not ended without money. */
export function submittedClaims(claims: readonly ClassClaim[]): readonly ClassClaim[] {
  return livingClaims(claims).filter(({ state }) => state !== 'draft');
}

/** True while a claim of the class is with its applicant for correction. */
export function isReturned(claims: readonly ClassClaim[]): boolean {
  return submittedClaims(claims).some(({ state }) => state === 'returnedToApplicant');
}

/**
 * L12: true while no claim rests on the class's documents as they are: a claim is with its applicant for correction, and
 * so is every other submitted claim of people that has not ended.
 */
export function isEveryClaimReturned(claims: readonly ClassClaim[]): boolean {
  const open = submittedClaims(claims).filter(({ state }) => !ENDED_CLAIM_STATES.some((ended) => ended === state));
  return open.length > 0 && open.every(({ state }) => state === 'returnedToApplicant');
}

/**
 * L12: true if results can no longer be imported because the claim window has ended; a returned claim is corrected
 * after it too.
 */
export function isResultWindowOver(
  filing: {
    readonly state: FilingState;
    readonly claimWindowEndsOn: IsoDate | null;
    readonly claims: readonly ClassClaim[];
  },
  today: IsoDate,
): boolean {
  const { state, claimWindowEndsOn, claims } = filing;
  const isAfterClass = state === 'ended' || state === 'assessed' || state === 'claimed';
  const isOver = isAfterClass && claimWindowEndsOn !== null && today > claimWindowEndsOn;
  return (state === 'expired' || isOver) && !isReturned(claims);
}

/**
 * L12: true if a supplementary claim may be possible: a submitted claim has lines that its rules refused, nothing waits
 * as a draft, and the claim window is open. Its draft finds who is left.
 */
export function mayBeSupplemented(
  filing: {
    readonly state: FilingState;
    readonly claimWindowEndsOn: IsoDate | null;
    readonly claims: readonly ClassClaim[];
  },
  today: IsoDate,
): boolean {
  const { state, claimWindowEndsOn, claims } = filing;
  const isOpen = claimWindowEndsOn === null || today <= claimWindowEndsOn;
  return (
    (state === 'assessed' || state === 'claimed') &&
    isOpen &&
    submittedClaims(claims).some(({ linesRefused }) => linesRefused > 0) &&
    !livingClaims(claims).some((claim) => claim.state === 'draft')
  );
}
