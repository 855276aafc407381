import { parseFen, shareFen, timesFen, type BasisPoints, type Fen } from '../money.ts';
import { granted, refused, type Verdict } from '../verdict.ts';

export interface AdvanceBasis {
  readonly heads: number;
  readonly classHours: number;
  readonly rateFen: Fen;
  /** `advance.rate`, 6000 where the seed speaks. */
  readonly advanceRateBp: BasisPoints;
}

/** a share of filed heads × filed hours × rate, rounded down. */
export function advanceMaxFen({ heads, classHours, rateFen, advanceRateBp }: AdvanceBasis): Fen {
  return advanceOfExpectedFen(timesFen(heads * classHours, rateFen), advanceRateBp);
}

/** the same share where the expected amount is no class-hour one, e.g. apprentices × yearly standard. */
export function advanceOfExpectedFen(expectedFen: Fen, advanceRateBp: BasisPoints): Fen {
  return shareFen(expectedFen, advanceRateBp, 'down');
}

/** R-072 before R-071: only the routes that the pack names, and never more than the share. */
export function judgeAdvance(
  amountFen: Fen,
  basis: AdvanceBasis & { readonly route: string; readonly advanceRoutes: readonly string[] },
): Verdict<Fen, 'ADVANCE_NOT_ALLOWED' | 'ADVANCE_TOO_HIGH'> {
  if (!basis.advanceRoutes.includes(basis.route)) {
    return refused('ADVANCE_NOT_ALLOWED');
  }
  return amountFen > 0 && amountFen <= advanceMaxFen(basis) ? granted(amountFen) : refused('ADVANCE_TOO_HIGH');
}

/**
 * R-072 (003§三(三), seed): an advance is for an enterprise that trains, or for a project class of an institution. It
 * narrows the routes that may be either (C04, C05, C16 to C20); a person never gets one.
 */
export function judgeAdvanceGround(facts: {
  readonly applicant: 'enterprise' | 'institution' | 'person';
  readonly isProjectBased: boolean;
}): Verdict<null, 'ADVANCE_NOT_ALLOWED'> {
  const isAllowed = facts.applicant === 'enterprise' || (facts.applicant === 'institution' && facts.isProjectBased);
  return isAllowed ? granted(null) : refused('ADVANCE_NOT_ALLOWED');
}

/** what is left to pay, or what is due back; one of the two is zero. */
export function settleAdvance(
  approvedFen: Fen,
  advancePaidFen: Fen,
): { readonly payFen: Fen; readonly recoverFen: Fen } {
  const balance = approvedFen - advancePaidFen;
  return { payFen: parseFen(Math.max(balance, 0)), recoverFen: parseFen(Math.max(-balance, 0)) };
}
