import { MONTHS_OF_A_YEAR, shareOfYear } from '../line/apprenticeship.ts';
import type { SharedFee } from '../line/cost-sharing.ts';
import { parseFen, shareFen, timesFen, type BasisPoints, type Fen } from '../money.ts';
import { snapshotInt, type PolicySnapshot } from '../policy/policy-snapshot.ts';
import { granted, refused, type Verdict } from '../verdict.ts';

/** What a class expects per head and how many heads it filed. */
export interface FiledClass {
  readonly heads: number;
  readonly classHours: number;
  /** Whole months of the class; an apprenticeship expects at most one year's standard. */
  readonly months: number;
  /** Null when no shared fee was filed. */
  readonly shares: SharedFee | null;
}

/**
 * R-071, Q-24 (ours; L3, L7): returns the expected subsidy: filed heads × filed hours × rate, or heads × another
 * standard, without allowance and top-up. Where the fee is shared, government's part limits it, as it limits the line
 * a class shorter than a training year expects its months of it.
 */
export function expectedFen(
  { heads, classHours, months, shares }: FiledClass,
  rate: { readonly kind: string; readonly value: Fen },
): Fen {
  const perHead = perHeadFen({ classHours, months }, rate);
  return timesFen(heads, shares === null ? perHead : parseFen(Math.min(perHead, shares.governmentFen)));
}

function perHeadFen(
  { classHours, months }: Pick<FiledClass, 'classHours' | 'months'>,
  { kind, value }: { readonly kind: string; readonly value: Fen },
): Fen {
  if (kind === 'classHour') {
    return timesFen(classHours, value);
  }
  return kind === 'perYear' ? shareOfYear(value, Math.min(months, MONTHS_OF_A_YEAR)) : value;
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
  return snapshotInt(snapshot, advanceShareKey(snapshot));
}

/** The parameter of that share: the route's own, or that of all routes. */
export function advanceShareKey(snapshot: PolicySnapshot): string {
  const routeKey = `advance.rate.${snapshot.route}`;
  const hasOwn = snapshot.parameters.some(({ key }) => key === routeKey);
  return hasOwn ? routeKey : 'advance.rate';
}

/** refuses an advance above the share. */
export function judgeAdvance(amountFen: Fen, maxFen: Fen): Verdict<Fen, 'ADVANCE_TOO_HIGH'> {
  return amountFen > 0 && amountFen <= maxFen ? granted(amountFen) : refused('ADVANCE_TOO_HIGH');
}

/**
 * R-072 (003§三(三), seed): an advance is for an enterprise that trains, or for a project class of an institution, on the
 * routes that the pack names. The ground narrows the routes that allow both (C04, C05, C16 to C20); a person never gets
 * an advance. On the routes of `enterpriseRoutes` only an enterprise gets one (C23).
 */
export function judgeAdvanceGround(facts: {
  readonly route: string;
  readonly advanceRoutes: readonly string[];
  /** `advance.enterpriseRoutes`. */
  readonly enterpriseRoutes: readonly string[];
  readonly applicant: 'enterprise' | 'institution' | 'person';
  readonly isProjectBased: boolean;
}): Verdict<null, 'ADVANCE_NOT_ALLOWED'> {
  const mayBeInstitution = facts.isProjectBased && !facts.enterpriseRoutes.includes(facts.route);
  const hasGround = facts.applicant === 'enterprise' || (facts.applicant === 'institution' && mayBeInstitution);
  return hasGround && facts.advanceRoutes.includes(facts.route) ? granted(null) : refused('ADVANCE_NOT_ALLOWED');
}

/** R-071, C13: one advance per class, and before its claim. `others`: kinds of the class's open claims. */
export function judgeSecondAdvance(others: readonly string[]): Verdict<null, 'ADVANCE_ALREADY' | 'ALREADY_CLAIMED'> {
  if (others.includes('advance')) {
    return refused('ADVANCE_ALREADY');
  }
  return others.length > 0 ? refused('ALREADY_CLAIMED') : granted(null);
}
