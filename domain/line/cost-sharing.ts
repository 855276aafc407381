import { sumFen, type Fen } from '../money.ts';
import { granted, refused, type Verdict } from '../verdict.ts';

export interface SharedFee {
  readonly feeFen: Fen;
  readonly governmentFen: Fen;
  readonly enterpriseFen: Fen;
  readonly personFen: Fen;
}

/**
 * R-083 (002§16, seed): refuses shares that do not add up to the fee, a claim above the government's part, and a share of
 * a person in a free group (T-17).
 */
export function judgeShares(
  shares: SharedFee,
  isFreeGroup: boolean,
): Verdict<Fen, 'NEGATIVE_SHARE' | 'SHARES_DO_NOT_SUM' | 'FREE_GROUP_CHARGED'> {
  const { feeFen, governmentFen, enterpriseFen, personFen } = shares;
  if ([feeFen, governmentFen, enterpriseFen, personFen].some((part) => part < 0)) {
    return refused('NEGATIVE_SHARE');
  }
  if (sumFen([governmentFen, enterpriseFen, personFen]) !== feeFen) {
    return refused('SHARES_DO_NOT_SUM');
  }
  return isFreeGroup && personFen > 0 ? refused('FREE_GROUP_CHARGED') : granted(governmentFen);
}
