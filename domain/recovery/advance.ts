import { shareFen, timesFen, type BasisPoints, type Fen } from '../money.ts';
import { snapshotInt, type PolicySnapshot } from '../policy/policy-snapshot.ts';
import { granted, refused, type Verdict } from '../verdict.ts';

/**
 * R-071, Q-24 (ours): returns the expected subsidy: filed heads × filed hours × rate, or heads × another standard,
 * without allowance and top-up.
 */
export function expectedFen(
  filed: { readonly heads: number; readonly classHours: number },
  rate: { readonly kind: string; readonly value: Fen },
): Fen {
  return timesFen(rate.kind === 'classHour' ? filed.heads * filed.classHours : filed.heads, rate.value);
}

/** returns the share of the expected subsidy, rounded down. */
export function advanceOfExpectedFen(expected: Fen, advanceRateBp: BasisPoints): Fen {
  return shareFen(expected, advanceRateBp, 'down');
}

/**
 * R-075, T-01 (ours, after OUT 9 and 10): returns the share of a route: `advance.rate.<route>` takes precedence over
 * `advance.rate`.
 */
export function advanceShareOf(snapshot: PolicySnapshot): BasisPoints {
  const routeKey = `advance.rate.${snapshot.route}`;
  const hasOwn = snapshot.parameters.some(({ key }) => key === routeKey);
  return snapshotInt(snapshot, hasOwn ? routeKey : 'advance.rate');
}

/** refuses an advance above the share. */
export function judgeAdvance(amountFen: Fen, maxFen: Fen): Verdict<Fen, 'ADVANCE_TOO_HIGH'> {
  return amountFen > 0 && amountFen <= maxFen ? granted(amountFen) : refused('ADVANCE_TOO_HIGH');
}

/**
 * R-072 (003§三(三), seed): an advance is for an enterprise that trains, or for a project class of an institution, on the
 * routes that the pack names. The ground narrows the routes that allow both (C04, C05, C16 to C20); a person never gets
 * an advance.
 */
export function judgeAdvanceGround(facts: {
  readonly route: string;
  readonly advanceRoutes: readonly string[];
  readonly applicant: 'enterprise' | 'institution' | 'person';
  readonly isProjectBased: boolean;
}): Verdict<null, 'ADVANCE_NOT_ALLOWED'> {
  const hasGround = facts.applicant === 'enterprise' || (facts.applicant === 'institution' && facts.isProjectBased);
  return hasGround && facts.advanceRoutes.includes(facts.route) ? granted(null) : refused('ADVANCE_NOT_ALLOWED');
}

/** R-071, C13: one advance per class, and before its claim. `others`: kinds of the class's open claims. */
export function judgeSecondAdvance(others: readonly string[]): Verdict<null, 'ADVANCE_ALREADY' | 'ALREADY_CLAIMED'> {
  if (others.includes('advance')) {
    return refused('ADVANCE_ALREADY');
  }
  return others.length > 0 ? refused('ALREADY_CLAIMED') : granted(null);
}
