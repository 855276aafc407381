import { parseFen, sumFen, type Fen } from '../money.ts';
import { granted, refused, type Verdict } from '../verdict.ts';

export interface SharedFee {
  readonly feeFen: Fen;
  readonly governmentFen: Fen;
  readonly enterpriseFen: Fen;
  readonly personFen: Fen;
}

export interface TechnicianShares {
  readonly claimFen: Fen;
  /** Recorded, never claimed. */
  readonly enterpriseFen: Fen;
  readonly budgetLine: string;
}

/**
 * R-083 (002§16, seed): the fee is what government, enterprise and person give together; only the government's part is
 * claimed, and free groups give nothing (T-17).
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

/**
 * R-088 (001§四(二)1, seed; the shares ours): government gives its own standard and never more than the cost, from the
 * budget line of the pack; the enterprise's rest is recorded.
 */
export function technicianShares(costFen: Fen, standardFen: Fen, budgetLine: string): TechnicianShares {
  const claimFen = parseFen(Math.min(costFen, standardFen));
  return { claimFen, enterpriseFen: parseFen(costFen - claimFen), budgetLine };
}
