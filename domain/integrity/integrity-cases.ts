import { granted, refused, type Verdict } from '../verdict.ts';

/** R-125 (002§18, 000§(十七), seed): acts that are forbidden to institutions and people alike. */
export const FORBIDDEN_ACTS = ['FALSE_ADVERTISING', 'SUBCONTRACTING', 'FRAUD', 'FAKE_TRAINING', 'DIVERSION'] as const;
export type ForbiddenAct = (typeof FORBIDDEN_ACTS)[number];

/** A case is open until an outcome closes it; that of a suspected crime waits for a second person's word (S3). */
export const CASE_STATES = ['open', 'waitsForConfirmation', 'closed'] as const;
export type CaseState = (typeof CASE_STATES)[number];

export function caseStateOf(of: { readonly closingAskedAt: Date | null; readonly closedAt: Date | null }): CaseState {
  if (of.closedAt !== null) {
    return 'closed';
  }
  return of.closingAskedAt === null ? 'open' : 'waitsForConfirmation';
}

export interface IntegrityCase {
  readonly finding: ForbiddenAct;
  readonly partyId: string;
  /** Null: the case concerns the whole party. */
  readonly classId: string | null;
}

export interface OpenClaim {
  readonly claimId: string;
  readonly partyId: string;
  readonly classId: string | null;
}

/**
 * returns the open claims that a finding suspends. A finding on a class suspends every open claim of that
 * class, regardless of the applicant; a finding without a class suspends all open claims of the party.
 */
export function claimsToSuspend(found: IntegrityCase, openClaims: readonly OpenClaim[]): readonly string[] {
  return openClaims
    .filter((claim) => (found.classId === null ? claim.partyId === found.partyId : claim.classId === found.classId))
    .map((claim) => claim.claimId);
}

/** The reason that claims and titles show; what was found stands in the case alone. */
export const CASE_REASON = '立案核查 · Under investigation';

/**
 * returns the titles that a finding suspends: all of the party. A finding on a class concerns its claims
 * alone.
 */
export function titlesToSuspend(
  found: IntegrityCase,
  titles: readonly { readonly grantId: string; readonly partyId: string }[],
): readonly string[] {
  return titles
    .filter(({ partyId }) => found.classId === null && partyId === found.partyId)
    .map(({ grantId }) => grantId);
}

/** S3: whether the facts of a case's audit entry `closed` are those of the end that its row shows. */
export function isEndOfRecord(
  end: {
    readonly isSuspectedCrime: boolean;
    readonly outcome: string | null;
    readonly transferDocumentNo: string | null;
    readonly askedBy: string | null;
  },
  facts: Readonly<Record<string, unknown>>,
): boolean {
  const isSame = end.isSuspectedCrime
    ? facts['confirmed'] === end.askedBy
    : facts['transferDocumentNo'] === end.transferDocumentNo;
  return isSame && facts['outcome'] === end.outcome;
}

/**
 * R-126 (002§18, 003§四(三), seed): a suspected crime can only be closed with the number of the transfer document. The
 * constraint `integrity_case_transferred` enforces the same on the row.
 */
export function judgeClosing(facts: {
  readonly isSuspectedCrime: boolean;
  readonly transferDocumentNo: string | null;
}): Verdict<null, 'TRANSFER_DOCUMENT_MISSING'> {
  const hasDocument = (facts.transferDocumentNo ?? '').trim() !== '';
  return facts.isSuspectedCrime && !hasDocument ? refused('TRANSFER_DOCUMENT_MISSING') : granted(null);
}
