import { describe, expect, it } from 'vitest';
import { fundAfterApproval, judgeEnteredFund } from '../../../domain/payout/entered-fund.ts';
import { practiceSnapshot } from '../../support/policy-library.ts';

const OPEN = { isFundEntered: true, isBureauApproval: true };

describe('L11: the fund that an approval names', () => {
  it('L11: is taken from the bureau where no paper names one', () => {
    expect(judgeEnteredFund('TALENT_SPECIAL', OPEN)).toEqual({ ok: true, value: 'TALENT_SPECIAL' });
  });

  it.each([
    ['another act or office', 'TALENT_SPECIAL', { ...OPEN, isBureauApproval: false }, 'ONLY_WITH_BUREAU_APPROVAL'],
    ['a route with a fund of a paper', 'TALENT_SPECIAL', { ...OPEN, isFundEntered: false }, 'FUND_OF_A_PAPER'],
    ['the special account (R-084)', 'SKILL_ACTION_SPECIAL_ACCOUNT', OPEN, 'FUND_OUT_OF_SCOPE'],
    ['its balance (R-085)', 'SKILL_ACTION_SPECIAL_ACCOUNT_BALANCE', OPEN, 'FUND_OUT_OF_SCOPE'],
  ] as const)('L11: is refused from %s', (_name, fund, asked, reason) => {
    expect(judgeEnteredFund(fund, asked)).toEqual({ ok: false, reason });
  });

  it('L11: counts over the pack’s, which counts without it; other routes keep theirs', () => {
    const { routeDefinition } = practiceSnapshot();
    const award = { routeDefinition: { ...routeDefinition, fundEntered: true }, fund: 'EMPLOYMENT_SUBSIDY' } as const;
    expect(fundAfterApproval(award, 'REGION_BUDGET')).toBe('REGION_BUDGET');
    expect(fundAfterApproval(award, undefined)).toBe('EMPLOYMENT_SUBSIDY');
    expect(fundAfterApproval({ ...award, routeDefinition }, undefined)).toBeNull();
  });
});
