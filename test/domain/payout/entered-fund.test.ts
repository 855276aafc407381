import { describe, expect, it } from 'vitest';
import { fundAfterApproval, fundEnteredBy, fundToBind, judgeEnteredFund } from '../../../domain/payout/entered-fund.ts';
import { ACTORS, aPlan, decides, messageOf, played, TO_BUREAU, TO_REVIEW } from '../../support/claim-courses.ts';
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

describe('the fund of a purpose', () => {
  const snapshot = practiceSnapshot();
  const { routeDefinition } = snapshot;
  const award = { ...snapshot, routeDefinition: { ...routeDefinition, fundEntered: true as const } };
  const plan = aPlan();

  it('L11: is entered by the bureau’s approval and by no other act', () => {
    const bureau = played(plan, TO_BUREAU);
    const approval = messageOf(bureau, decides(ACTORS.bureauReview, 'approve'));
    const refusal = messageOf(bureau, decides(ACTORS.bureauReview, 'reject'));
    const ofDepartment = played(plan, TO_REVIEW);
    expect(fundEnteredBy(approval, { before: bureau, plan, snapshot: award }, 'REGION_BUDGET')).toBe('REGION_BUDGET');
    expect(fundEnteredBy(refusal, { before: bureau, plan, snapshot: award }, 'REGION_BUDGET')).toBeNull();
    expect(fundEnteredBy(approval, { before: ofDepartment, plan, snapshot: award }, 'REGION_BUDGET')).toBeNull();
    expect(fundEnteredBy(approval, { before: bureau, plan, snapshot }, 'REGION_BUDGET')).toBeNull();
  });

  it('L11: is the entered one where the route’s fund is entered, and else the law’s', () => {
    const ofLaw = snapshot.funds.find(({ purpose }) => purpose === 'base')?.fund;
    expect(fundToBind(award, 'base', 'REGION_BUDGET')).toEqual({ fund: 'REGION_BUDGET', isEntered: true });
    expect(fundToBind(award, 'base', null)).toEqual({ fund: ofLaw, isEntered: false });
    expect(fundToBind(snapshot, 'base', 'REGION_BUDGET')).toEqual({ fund: ofLaw, isEntered: false });
  });

  it('R-084: of an advance is the base’s where the law names none', () => {
    const funds = snapshot.funds.filter(({ purpose }) => purpose === 'base');
    expect(fundToBind({ ...snapshot, funds }, 'advance', null).fund).toBe(funds[0]?.fund);
  });
});
