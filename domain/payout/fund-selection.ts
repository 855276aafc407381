import { LEADING_PURPOSES } from '../claim/claim-course.ts';
import type { FundCode, FundPurpose } from '../codes.ts';
import { granted, isOneOf, refused, type Verdict } from '../verdict.ts';

/**
 * Routes that an account of training money may pay. An empty list means every route; null means that no document
 * says it.
 */
export interface FundScopes {
  /** `fund.actionScope`, Q-41: scope of the special account in the years of the action. */
  readonly action: readonly string[] | null;
  /** `fund.specialAccountScope`, Q-40: scope of its remaining balance. */
  readonly balance: readonly string[] | null;
}

const SCOPES: Readonly<Partial<Record<FundCode, keyof FundScopes>>> = {
  SKILL_ACTION_SPECIAL_ACCOUNT: 'action',
  SKILL_ACTION_SPECIAL_ACCOUNT_BALANCE: 'balance',
};

/**
 * R-084 (003§四(二), seed), R-085 (002§15, seed): the special account and its balance pay only training subsidies within
 * the scope of their documents, even if a row of a pack says otherwise; a living allowance is not one (our reading).
 * Other funds are not checked here: their rows name purpose and routes.
 */
export function judgeFund(
  fund: FundCode,
  asked: { readonly route: string; readonly purpose: FundPurpose },
  scopes: FundScopes,
): Verdict<FundCode, 'FUND_OUT_OF_SCOPE'> {
  const account = SCOPES[fund];
  if (account === undefined) {
    return granted(fund);
  }
  const routes = scopes[account] ?? [];
  const isInScope = routes.length === 0 || routes.includes(asked.route);
  return isOneOf(LEADING_PURPOSES, asked.purpose) && isInScope ? granted(fund) : refused('FUND_OUT_OF_SCOPE');
}
