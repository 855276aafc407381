import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFen } from '../../../domain/money.ts';
import type { FundPurpose } from '../../../domain/codes.ts';
import type { FundRule, PolicyPack, PolicyParameter } from '../../../domain/policy/policy-pack.ts';
import { resolveFund } from '../../../domain/policy/resolve-route.ts';
import { judgeAdvanceGround, judgeSecondAdvance } from '../../../domain/recovery/advance.ts';
import { judgeSetOff, settleAdvance } from '../../../domain/recovery/advance-settlement.ts';
import { judgeWholePayment } from '../../../domain/payout/college-payment.ts';
import { judgeShares } from '../../../domain/line/cost-sharing.ts';
import { fixedAmountRefusal } from '../../../domain/line/fixed-amounts.ts';
import { floatFen } from '../../../domain/line/float.ts';
import { judgeFund } from '../../../domain/payout/fund-selection.ts';
import { priceLine } from '../../../domain/line/pricing.ts';
import { GOOD_LINE, routeSnapshot, withLaw } from '../../support/line-facts.ts';
import { day, libraryOf, packOf } from '../../support/policy-library.ts';

const fen = parseFen;
const CLASS_ROUTE = 'INSTITUTION_CLASS_TRAINING';
const said = { clause: '1', mark: 'ours' } as const;
const ROWS: readonly FundRule[] = [
  { ...said, fund: 'EMPLOYMENT_SUBSIDY', from: day('2018-01-01'), purpose: 'allowance' },
  { ...said, fund: 'UNEMPLOYMENT_INSURANCE', from: day('2018-01-01'), routes: ['SKILL_UPGRADE_SUBSIDY'] },
  { ...said, fund: 'SKILL_ACTION_SPECIAL_ACCOUNT', from: day('2019-11-28'), to: day('2021-12-31') },
  { ...said, fund: 'EMPLOYMENT_SUBSIDY', from: day('2025-05-08'), purpose: 'base' },
  { ...said, fund: 'SKILL_ACTION_SPECIAL_ACCOUNT_BALANCE', from: day('2025-05-08') },
];
const ACTION: Partial<PolicyParameter> = { key: 'fund.actionScope', value: [CLASS_ROUTE], unit: 'codes' };
const packWith = (funds: readonly FundRule[], ...parameters: readonly Partial<PolicyParameter>[]): PolicyPack => ({
  ...packOf({ validFrom: day('2018-01-01') }, parameters),
  funds,
});
const fund = (purpose: FundPurpose, on: string, route = CLASS_ROUTE) =>
  resolveFund(libraryOf(packWith(ROWS, ACTION)), { jurisdiction: '150600', route, purpose, on: day(on) })?.row.fund;

const balance = (purpose: FundPurpose, route: string, scope: readonly string[] = [CLASS_ROUTE]) =>
  judgeFund('SKILL_ACTION_SPECIAL_ACCOUNT_BALANCE', { route, purpose }, { action: null, balance: scope });

describe('the funds', () => {
  it('R-084: a class of 2020 takes its training from the special account and its allowance from the employment subsidy', () => {
    expect(fund('base', '2020-06-01')).toBe('SKILL_ACTION_SPECIAL_ACCOUNT');
    expect(fund('advance', '2020-06-01')).toBe('SKILL_ACTION_SPECIAL_ACCOUNT');
    expect(fund('allowance', '2020-06-01')).toBe('EMPLOYMENT_SUBSIDY');
  });

  it('R-084: a route outside the scope of the account does not take it, whatever the row says', () => {
    expect(fund('base', '2020-06-01', 'TECHNICIAN_TRAINING')).toBeUndefined();
  });

  it('R-084: the first and the last day of a fund count, and a day without a fund has none', () => {
    expect(fund('base', '2019-11-27')).toBeUndefined();
    expect(fund('base', '2019-11-28')).toBe('SKILL_ACTION_SPECIAL_ACCOUNT');
    expect(fund('base', '2021-12-31')).toBe('SKILL_ACTION_SPECIAL_ACCOUNT');
    expect(fund('base', '2022-01-01')).toBeUndefined();
  });

  it('R-084: from 2025 the employment subsidy comes first; the skill upgrade has insurance', () => {
    expect(fund('base', '2025-05-08')).toBe('EMPLOYMENT_SUBSIDY');
    expect(fund('base', '2024-06-01', 'SKILL_UPGRADE_SUBSIDY')).toBe('UNEMPLOYMENT_INSURANCE');
  });

  it('R-085: a living allowance charged to the balance is refused, by the rule and by the law that finds the fund', () => {
    expect(balance('allowance', CLASS_ROUTE)).toMatchObject({ reason: 'FUND_OUT_OF_SCOPE' });
    const charged = packWith([{ ...said, fund: 'SKILL_ACTION_SPECIAL_ACCOUNT_BALANCE', from: day('2025-05-08') }]);
    const asked = { jurisdiction: '150600', route: CLASS_ROUTE, on: day('2025-06-01') };
    expect(resolveFund(libraryOf(charged), { ...asked, purpose: 'allowance' })).toBeUndefined();
    expect(resolveFund(libraryOf(charged), { ...asked, purpose: 'base' })?.row.fund).toContain('BALANCE');
  });

  it('R-085: the balance pays training of its scope, and of every route where the scope is empty (Q-40)', () => {
    expect(balance('base', CLASS_ROUTE).ok).toBe(true);
    expect(balance('base', 'ENTERPRISE_TRAINING')).toMatchObject({ reason: 'FUND_OUT_OF_SCOPE' });
    expect(balance('float', 'ENTERPRISE_TRAINING', []).ok).toBe(true);
    expect(balance('grant', 'ENTERPRISE_TRAINING', []).ok).toBe(false);
  });
});

const share = (governmentFen: number, enterpriseFen: number, personFen: number, isFree = false) =>
  judgeShares(
    {
      feeFen: fen(100_000),
      governmentFen: fen(governmentFen),
      enterpriseFen: fen(enterpriseFen),
      personFen: fen(personFen),
    },
    isFree,
  );

describe('shared costs', () => {
  it('R-083: 600 + 300 + 100 of 1,000.00 claim 600.00; 600 + 300 + 90 are invalid, and so is one fen too much', () => {
    expect(share(60_000, 30_000, 10_000)).toEqual({ ok: true, value: 60_000 });
    expect(share(60_000, 30_000, 9_000)).toMatchObject({ reason: 'SHARES_DO_NOT_SUM' });
    expect(share(60_000, 30_000, 10_001)).toMatchObject({ reason: 'SHARES_DO_NOT_SUM' });
    expect(share(110_000, 0, -10_000)).toMatchObject({ reason: 'NEGATIVE_SHARE' });
  });

  it('R-083: free groups pay nothing', () => {
    expect(share(60_000, 30_000, 10_000, true)).toMatchObject({ reason: 'FREE_GROUP_CHARGED' });
    expect(share(60_000, 40_000, 0, true).ok).toBe(true);
  });
});

describe('fixed amounts', () => {
  it('R-089: a studio grant of 200,000.00 is refused, and one fen off too; 100,000.00 stands', () => {
    expect(fixedAmountRefusal(fen(20_000_000), fen(10_000_000))?.code).toBe('OTHER_THAN_FIXED');
    expect(fixedAmountRefusal(fen(10_000_001), fen(10_000_000))?.code).toBe('OTHER_THAN_FIXED');
    expect(fixedAmountRefusal(fen(10_000_000), fen(10_000_000))).toBeUndefined();
  });

  it('R-089: what is entered on a route of a fixed amount is that amount, or a newer one that a pack says', () => {
    const trial = routeSnapshot('TRIAL_ENTREPRENEURSHIP_2000');
    const enter = (amount: number, law = trial) => priceLine({ ...GOOD_LINE, entry: { amountFen: fen(amount) } }, law);
    expect(enter(200_000)).toMatchObject({ ok: true, baseFen: 200_000 });
    expect(enter(300_000)).toMatchObject({ ok: false, refusal: { code: 'OTHER_THAN_FIXED', rule: 'R-089' } });
    expect(enter(300_000, withLaw(trial, { 'trial2000.amount': 300_000 }))).toMatchObject({ baseFen: 300_000 });
  });
});

describe('a college', () => {
  it('R-090: gets what was approved whole; a fen less or more is refused', () => {
    expect(judgeWholePayment(fen(100), fen(100)).ok).toBe(true);
    expect(judgeWholePayment(fen(100), fen(99))).toMatchObject({ reason: 'PARTIAL_PAYMENT' });
    expect(judgeWholePayment(fen(100), fen(101))).toMatchObject({ reason: 'PARTIAL_PAYMENT' });
  });
});

describe('an advance after it was paid', () => {
  const debt = {
    amountFen: fen(320_000),
    owedFen: fen(320_000),
    dueFen: fen(500_000),
    debtor: 'pty_1',
    payee: 'pty_1',
    decidedBy: 'per_1',
  };

  test.prop([fc.nat(10_000_000), fc.nat(10_000_000)])(
    'R-073: what was advanced and what is settled sum to what was approved',
    (approved, advance) => {
      const { payFen, recoverFen } = settleAdvance(fen(approved), fen(advance));
      expect(advance + payFen - recoverFen).toBe(approved);
      expect(Math.min(payFen, recoverFen)).toBe(0);
    },
  );

  it('R-074: is set off only by a named decision of Finance, and only against the same payee', () => {
    expect(judgeSetOff(debt)).toEqual({ ok: true, value: { payFen: 180_000, stillOwedFen: 0 } });
    expect(judgeSetOff({ ...debt, decidedBy: null })).toMatchObject({ reason: 'SET_OFF_NOT_DECIDED' });
    expect(judgeSetOff({ ...debt, payee: 'pty_2' })).toMatchObject({ reason: 'OTHER_PAYEE' });
    expect(judgeSetOff({ ...debt, amountFen: fen(100_000), dueFen: fen(100_000) })).toMatchObject({
      value: { payFen: 0, stillOwedFen: 220_000 },
    });
    for (const wrong of [{ dueFen: fen(319_999) }, { owedFen: fen(319_999) }, { amountFen: fen(0) }]) {
      expect(judgeSetOff({ ...debt, ...wrong })).toMatchObject({ reason: 'AMOUNT_MISMATCH' });
    }
  });

  it.each([
    ['enterprise', false, true],
    ['enterprise', true, true],
    ['institution', true, true],
    ['institution', false, false],
    ['person', false, false],
    ['person', true, false],
  ] as const)('R-072: is for %s with a project class %s: %s', (applicant, isProjectBased, isAllowed) => {
    const listed = {
      enterpriseRoutes: [],
      route: CLASS_ROUTE,
      advanceRoutes: [CLASS_ROUTE],
      applicant,
      isProjectBased,
    };
    expect(judgeAdvanceGround(listed).ok).toBe(isAllowed);
    expect(judgeAdvanceGround({ ...listed, advanceRoutes: [] })).toMatchObject({ reason: 'ADVANCE_NOT_ALLOWED' });
  });

  it('R-071: comes once per class, and not after its claim', () => {
    expect(judgeSecondAdvance([]).ok).toBe(true);
    expect(judgeSecondAdvance(['main', 'advance'])).toMatchObject({ reason: 'ADVANCE_ALREADY' });
    expect(judgeSecondAdvance(['main'])).toMatchObject({ reason: 'ALREADY_CLAIMED' });
  });
});

describe('the top-up', () => {
  it('R-081: of a base of 800.00 and an allowance of 300.00 the base alone floats, to 400.00', () => {
    const line = { baseFen: fen(80_000), allowanceFen: fen(30_000) };
    expect(floatFen(line.baseFen, null, 5000)).toBe(40_000);
  });
});
