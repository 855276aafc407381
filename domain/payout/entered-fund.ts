import type { ClaimCourse, Purpose } from '../claim/claim-course.ts';
import type { ClaimMessage } from '../claim/claim-message.ts';
import type { ClaimPlan } from '../claim/claim-plan.ts';
import { reviewOfBureau } from '../claim/claim-table.ts';
import type { FundCode } from '../codes.ts';
import { snapshotFund, type PolicySnapshot } from '../policy/policy-snapshot.ts';
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

/**
 * Returns the fund that an act enters: the bureau's approval of a route whose fund no paper names (R-084, L11). Null for
 * every other act. `named`: the fund that the act names.
 */
export function fundEnteredBy(
  message: ClaimMessage,
  { before, plan, snapshot }: { readonly before: ClaimCourse; readonly plan: ClaimPlan; readonly snapshot: LawOfFund },
  named: FundCode | undefined,
): FundCode | null {
  const isApproval = message.kind === 'decide' && message.task === 'review' && message.decision === 'approve';
  const isOfBureau = plan.stages[before.stageIndex] === reviewOfBureau(plan);
  return isApproval && isOfBureau ? fundAfterApproval(snapshot, named) : null;
}

type LawOfFund = Pick<PolicySnapshot, 'routeDefinition' | 'fund'>;

/**
 * Returns the fund that pays a purpose. Where the fund is entered, `entered` says which: an earlier approval may have
 * bound another one (L11). An advance is paid from the base's fund if the law names no fund for advances.
 */
export function fundToBind(
  snapshot: PolicySnapshot,
  purpose: Purpose,
  entered: FundCode | null,
): { readonly fund: FundCode; readonly isEntered: boolean } {
  if (snapshot.routeDefinition.fundEntered === true && entered !== null) {
    return { fund: entered, isEntered: true };
  }
  const isNamed = snapshot.funds.some((one) => one.purpose === purpose);
  return { fund: snapshotFund(snapshot, purpose === 'advance' && !isNamed ? 'base' : purpose), isEntered: false };
}
