import { granted, refused, type Verdict } from '../verdict.ts';

/** The payees of a claim as digests: those of the approval, and those that are stored now (S13). */
export interface PayeesOfClaim {
  /** Of the last decision that stands in the audit; null if none does. */
  readonly approved: string | null;
  /** The rows of the claim were handed in or counted again since that decision. */
  readonly isCountedSince: boolean;
  /** Null if one of them was changed or does not belong to the claim. */
  readonly stored: string | null;
}

/** S13: a payment goes to the payees that were approved, and to no others. */
export function judgePaidPayees({ approved, stored }: PayeesOfClaim): Verdict<null, 'PAYEE_CHANGED'> {
  return stored !== null && stored === approved ? granted(null) : refused('PAYEE_CHANGED');
}

/**
 * S13: returns the digest for the audit entry of an approval. Refuses payees that cannot be read, and payees that differ
 * from those of the decision before although nobody handed in others.
 */
export function judgeApprovedPayees({
  approved,
  isCountedSince,
  stored,
}: PayeesOfClaim): Verdict<string, 'PAYEE_CHANGED'> {
  const isOther = approved !== null && !isCountedSince && approved !== stored;
  return stored === null || isOther ? refused('PAYEE_CHANGED') : granted(stored);
}
