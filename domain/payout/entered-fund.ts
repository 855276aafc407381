import type { FundCode } from '../codes.ts';
import type { PolicySnapshot } from '../policy/policy-snapshot.ts';
import { granted, refused, type Verdict } from '../verdict.ts';

export type EnteredFundRefusal = 'ONLY_WITH_BUREAU_APPROVAL' | 'FUND_OF_A_PAPER' | 'FUND_OUT_OF_SCOPE';

/** Accounts that pay only training subsidies; routes whose fund is entered are none. */
const TRAINING_ACCOUNTS: readonly FundCode[] = ['SKILL_ACTION_SPECIAL_ACCOUNT', 'SKILL_ACTION_SPECIAL_ACCOUNT_BALANCE'];

/**
 * Decides whether an approval may name the fund of a claim (R-084, L11): only the bureau's, only where no paper names
 * it, and only a fund that may pay more than training subsidies.
 */
export function judgeEnteredFund(
  fund: FundCode,
  asked: { readonly isFundEntered: boolean; readonly isBureauApproval: boolean },
): Verdict<FundCode, EnteredFundRefusal> {
  if (!asked.isBureauApproval) {
    return refused('ONLY_WITH_BUREAU_APPROVAL');
  }
  if (!asked.isFundEntered) {
    return refused('FUND_OF_A_PAPER');
  }
  return TRAINING_ACCOUNTS.includes(fund) ? refused('FUND_OUT_OF_SCOPE') : granted(fund);
}

/**
 * Returns the fund of the base of a claim after the bureau's approval, where the fund is entered: the fund that the
 * approval names, or else the pack's (L11). Null where the pack or a paper gives the fund.
 */
export function fundAfterApproval(
  { routeDefinition, fund }: Pick<PolicySnapshot, 'routeDefinition' | 'fund'>,
  named: FundCode | undefined,
): FundCode | null {
  return routeDefinition.fundEntered === true ? (named ?? fund) : null;
}
