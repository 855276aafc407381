import type { ClaimKind } from '../claim/claim-course.ts';
import { ENDED_CLAIM_STATES, UNPAID_CLAIM_STATES, type StateAndStage } from '../claim/claim-state.ts';
import { addMonths, type IsoDate } from '../calendar.ts';
import { snapshotInt, type PolicySnapshot } from '../policy/policy-snapshot.ts';
import { granted, isOneOf, refused, type Verdict } from '../verdict.ts';
import { AFTER_CLASS_FILING_STATES, ASSESSED_FILING_STATES, type FilingState } from './filing-course.ts';
import { mayBeClaimed, nextInstalment, spanOf, type ClaimSpan, type ClassDays } from './instalments.ts';

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

/** What a new claim of a class is for. */
export interface ClaimToDraft {
  readonly kind: 'main' | 'supplementary';
  readonly instalment: number;
}

/** A class of which a claim is drafted. */
export interface ClaimableClass extends ClassDays {
  readonly state: FilingState;
  /** A department is responsible for it. */
  readonly isRouted: boolean;
}

/**
 * A class has one main claim, an apprenticeship one per completed training year (C05); another one is possible only
 * after a main claim that ended without money. `living`: claims that are no advance and did not end without money. Null:
 * every span is claimed, but people may be left (L12).
 */
export function mainClaimToDraft(
  filing: ClaimableClass,
  living: readonly Pick<ClassClaim, 'kind' | 'instalment' | 'state'>[],
  today: IsoDate,
): Verdict<ClaimToDraft | null, 'WRONG_STATE' | 'ALREADY_CLAIMED' | 'CLAIM_WINDOW_CLOSED'> {
  if (filing.state === 'expired') {
    return refused('CLAIM_WINDOW_CLOSED');
  }
  const claimed = living.flatMap(({ kind, instalment }) => (kind === 'main' ? [instalment] : []));
  const next = nextInstalment(filing, today, claimed);
  if (next !== null) {
    return draftOf(filing, 'main', next);
  }
  if (claimed.length === 0) {
    return refused('WRONG_STATE');
  }
  return living.some(({ state }) => state === 'draft') ? refused('ALREADY_CLAIMED') : granted(null);
}

/**
 * L12: beside the main claims, a supplementary claim is for the people who are left, of the earliest training year that
 * has some. Null: nobody is left.
 */
export function supplementaryToDraft(
  filing: ClaimableClass,
  instalmentLeft: number | null,
): Verdict<ClaimToDraft, 'WRONG_STATE' | 'NOTHING_LEFT_TO_CLAIM'> {
  return instalmentLeft === null
    ? refused('NOTHING_LEFT_TO_CLAIM')
    : draftOf(filing, 'supplementary', spanOf(filing, instalmentLeft));
}

function draftOf(
  filing: ClaimableClass,
  kind: ClaimToDraft['kind'],
  span: ClaimSpan,
): Verdict<ClaimToDraft, 'WRONG_STATE'> {
  return mayBeClaimed(filing, span) && filing.isRouted
    ? granted({ kind, instalment: span.number })
    : refused('WRONG_STATE');
}

/** true after the last day of a class's claim window. `windowEndsOn`: null before it is pinned. */
export function isClaimWindowOver(
  filing: { readonly endsOn: IsoDate; readonly windowEndsOn: IsoDate | null },
  snapshot: PolicySnapshot,
  today: IsoDate,
): boolean {
  const ofLaw = () => addMonths(filing.endsOn, snapshotInt(snapshot, 'claimWindow.institutionMonths'));
  return today > (filing.windowEndsOn ?? ofLaw());
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
  const isAfterClass = isOneOf(AFTER_CLASS_FILING_STATES, state);
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
    isOneOf(ASSESSED_FILING_STATES, state) &&
    isOpen &&
    submittedClaims(claims).some(({ linesRefused }) => linesRefused > 0) &&
    !livingClaims(claims).some((claim) => claim.state === 'draft')
  );
}
