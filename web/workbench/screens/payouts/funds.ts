import type { Fund } from '../../api/resources/payouts.ts';

/** The codes of the contract, in its order. */
const ALL: Readonly<Record<Fund, true>> = {
  EMPLOYMENT_SUBSIDY: true,
  UNEMPLOYMENT_INSURANCE: true,
  SKILL_ACTION_SPECIAL_ACCOUNT: true,
  SKILL_ACTION_SPECIAL_ACCOUNT_BALANCE: true,
  TALENT_SPECIAL: true,
  INDUSTRY_DEVELOPMENT: true,
  EMPLOYMENT_SERVICE_SUBSIDY: true,
  AWARD_INSTEAD_OF_SUBSIDY: true,
  REGION_BUDGET: true,
  BASE_PROJECT_FUND: true,
  ENTERPRISE_EDU_FUND: true,
  TRAINEE_SHARE: true,
  DONATION: true,
};

const isFund = (code: string): code is Fund => code in ALL;

export const FUNDS: readonly Fund[] = Object.keys(ALL).filter(isFund);

export function fundOf(code: string | null): Fund | null {
  return code !== null && isFund(code) ? code : null;
}
