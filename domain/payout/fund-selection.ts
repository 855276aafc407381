import type { FundCode, Purpose } from '../codes.ts';
import { granted, refused, type Verdict } from '../verdict.ts';

/** Routes that an account of training money may pay; an empty list is every route, null is said by nobody. */
export interface FundScopes {
  /** `fund.actionScope`, Q-41: the special account in the years of the action. */
  readonly action: readonly string[] | null;
  /** `fund.specialAccountScope`, Q-40: what is left of it. */
  readonly balance: readonly string[] | null;
}

const SCOPES: Readonly<Partial<Record<FundCode, keyof FundScopes>>> = {
  SKILL_ACTION_SPECIAL_ACCOUNT: 'action',
  SKILL_ACTION_SPECIAL_ACCOUNT_BALANCE: 'balance',
};

/** A training subsidy, what is paid of it in advance and what is paid on top of it. */
const TRAINING_MONEY: readonly Purpose[] = ['base', 'advance', 'float'];

/**
 * R-084 (003§四(二), seed), R-085 (002§15, seed): the special account and its balance pay training subsidies of the scope
 * of their papers, whatever else a row of a pack says; a living allowance is none (our reading). Other funds are not
 * asked here: their rows name purpose and routes.
 */
export function judgeFund(
  fund: FundCode,
  asked: { readonly route: string; readonly purpose: Purpose },
  scopes: FundScopes,
): Verdict<FundCode, 'FUND_OUT_OF_SCOPE'> {
  const account = SCOPES[fund];
  if (account === undefined) {
    return granted(fund);
  }
  const routes = scopes[account] ?? [];
  const isInScope = routes.length === 0 || routes.includes(asked.route);
  return TRAINING_MONEY.includes(asked.purpose) && isInScope ? granted(fund) : refused('FUND_OUT_OF_SCOPE');
}
