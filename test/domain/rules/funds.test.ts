import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFen, sumFen } from '../../../domain/money.ts';
import { judgeAdvanceGround, settleAdvance } from '../../../domain/rules/advance.ts';
import {
  isAdvanceOpenTooLong,
  judgeAdvancePayout,
  judgeSecondAdvance,
  judgeSetOff,
} from '../../../domain/rules/advance-settlement.ts';
import { collegePaymentLate, judgeCollegePayment } from '../../../domain/rules/college-payment.ts';
import { judgeShares, technicianShares } from '../../../domain/rules/cost-sharing.ts';
import { fixedAmount, judgeFixedAmount, type FixedAmount } from '../../../domain/rules/fixed-amounts.ts';
import { floatBaseFen, floatFen } from '../../../domain/rules/float.ts';
import {
  fundsFor,
  judgeFund,
  spreadOverFunds,
  totalsByFund,
  type FundRow,
} from '../../../domain/rules/fund-selection.ts';
import { CALENDAR, day } from '../../support/policy-library.ts';

const fen = parseFen;
const CLASS_ROUTE = 'INSTITUTION_CLASS_TRAINING';
const all = { purposes: null, routes: null, to: null };
const TABLE: readonly FundRow[] = [
  { ...all, fund: 'EMPLOYMENT_SUBSIDY', from: day('2018-01-01'), purposes: ['allowance'] },
  { ...all, fund: 'UNEMPLOYMENT_INSURANCE', from: day('2018-01-01'), routes: ['SKILL_UPGRADE_SUBSIDY'] },
  {
    fund: 'SKILL_ACTION_SPECIAL_ACCOUNT',
    from: day('2019-11-28'),
    to: day('2021-12-31'),
    purposes: ['base', 'advance'],
    routes: [CLASS_ROUTE],
  },
  { ...all, fund: 'EMPLOYMENT_SUBSIDY', from: day('2025-05-08'), purposes: ['base', 'advance', 'float'] },
  {
    fund: 'SKILL_ACTION_SPECIAL_ACCOUNT_BALANCE',
    from: day('2025-05-08'),
    to: null,
    purposes: ['base', 'advance', 'float'],
    routes: [CLASS_ROUTE],
  },
];
const funds = (purpose: 'base' | 'allowance', on: string, route = CLASS_ROUTE) => {
  const verdict = fundsFor({ route, purpose, on: day(on) }, TABLE);
  return verdict.ok ? verdict.value : verdict.reason;
};

const judge = (purpose: 'base' | 'allowance', route: string) =>
  judgeFund('SKILL_ACTION_SPECIAL_ACCOUNT_BALANCE', { route, purpose, on: day('2025-06-01') }, TABLE);

describe('the funds', () => {
  it('R-084: a class of 2020 takes its training from the special account and its allowance from the employment subsidy', () => {
    expect(funds('base', '2020-06-01')).toEqual(['SKILL_ACTION_SPECIAL_ACCOUNT']);
    expect(funds('allowance', '2020-06-01')).toEqual(['EMPLOYMENT_SUBSIDY']);
    expect(
      totalsByFund([
        { fund: 'SKILL_ACTION_SPECIAL_ACCOUNT', amountFen: fen(80_000) },
        { fund: 'EMPLOYMENT_SUBSIDY', amountFen: fen(25_000) },
        { fund: 'SKILL_ACTION_SPECIAL_ACCOUNT', amountFen: fen(80_000) },
      ]),
    ).toEqual([
      { fund: 'SKILL_ACTION_SPECIAL_ACCOUNT', amountFen: 160_000 },
      { fund: 'EMPLOYMENT_SUBSIDY', amountFen: 25_000 },
    ]);
  });

  it('R-084: the first and the last day of a fund count, and a day without a fund pays nothing', () => {
    expect(funds('base', '2019-11-27')).toBe('NO_FUND');
    expect(funds('base', '2019-11-28')).toEqual(['SKILL_ACTION_SPECIAL_ACCOUNT']);
    expect(funds('base', '2021-12-31')).toEqual(['SKILL_ACTION_SPECIAL_ACCOUNT']);
    expect(funds('base', '2022-01-01')).toBe('NO_FUND');
  });

  it('R-084: from 2025 the employment subsidy comes first and the balance second; the skill upgrade has insurance', () => {
    expect(funds('base', '2025-05-08')).toEqual(['EMPLOYMENT_SUBSIDY', 'SKILL_ACTION_SPECIAL_ACCOUNT_BALANCE']);
    expect(funds('base', '2024-06-01', 'SKILL_UPGRADE_SUBSIDY')).toEqual(['UNEMPLOYMENT_INSURANCE']);
  });

  it('R-085: the balance pays training of its scope, never an allowance', () => {
    expect(judge('base', CLASS_ROUTE).ok).toBe(true);
    expect(judge('allowance', CLASS_ROUTE)).toMatchObject({ reason: 'FUND_OUT_OF_SCOPE' });
    expect(judge('base', 'ENTERPRISE_TRAINING')).toMatchObject({ reason: 'FUND_OUT_OF_SCOPE' });
  });

  it('R-084: an amount goes over to the next fund with the last fen, and is refused whole where all are empty', () => {
    const two = (first: number, second: number) => [
      { fund: 'EMPLOYMENT_SUBSIDY', remainingFen: fen(first) } as const,
      { fund: 'SKILL_ACTION_SPECIAL_ACCOUNT_BALANCE', remainingFen: fen(second) } as const,
    ];
    expect(spreadOverFunds(fen(100), two(100, 50))).toEqual({
      ok: true,
      value: [{ fund: 'EMPLOYMENT_SUBSIDY', amountFen: 100 }],
    });
    expect(spreadOverFunds(fen(101), two(100, 1))).toMatchObject({ value: [{ amountFen: 100 }, { amountFen: 1 }] });
    expect(spreadOverFunds(fen(102), two(100, 1))).toEqual({ ok: false, reason: 'NO_BUDGET' });
    expect(spreadOverFunds(fen(1), two(-5, 1))).toMatchObject({ value: [{ amountFen: 1 }] });
  });

  test.prop([fc.nat(10_000), fc.array(fc.integer({ min: -100, max: 5_000 }), { maxLength: 5 })])(
    'R-084: the parts sum to the amount, and no fund gives more than it has',
    (amount, remaining) => {
      const given = remaining.map((one) => ({ fund: 'EMPLOYMENT_SUBSIDY', remainingFen: fen(one) }) as const);
      const verdict = spreadOverFunds(fen(amount), given);
      const has = remaining.reduce((sum, one) => sum + Math.max(one, 0), 0);
      expect(verdict.ok).toBe(has >= amount);
      expect(verdict.ok ? sumFen(verdict.value.map((part) => part.amountFen)) : amount).toBe(amount);
    },
  );
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

  it('R-088: of a cost of 4,000.00 government claims its standard of 3,000.00, and 1,000.00 are recorded', () => {
    const line = 'HIGH_SKILL_TRAINING_SUBSIDY';
    expect(technicianShares(fen(400_000), fen(300_000), line)).toEqual({
      claimFen: 300_000,
      enterpriseFen: 100_000,
      budgetLine: line,
    });
    expect(technicianShares(fen(299_999), fen(300_000), line)).toMatchObject({ claimFen: 299_999, enterpriseFen: 0 });
  });
});

describe('fixed amounts', () => {
  const since = { from: day('2018-11-19'), to: null };
  const AMOUNTS: readonly FixedAmount[] = [
    { route: 'BASE_GRANT_NATIONAL', amountFen: fen(500_000_000), ...since },
    { route: 'STUDIO_GRANT_REGIONAL', amountFen: fen(10_000_000), ...since },
    { route: 'TRIAL_ENTREPRENEURSHIP_2000', amountFen: fen(200_000), ...since },
  ];
  const enter = (amount: number, table = AMOUNTS, on = '2025-06-01') =>
    judgeFixedAmount(fen(amount), 'STUDIO_GRANT_REGIONAL', day(on), table);

  it('R-089: a studio grant of 200,000.00 is refused, and one fen off too; 100,000.00 stands', () => {
    expect(enter(20_000_000)).toMatchObject({ reason: 'OTHER_THAN_FIXED' });
    expect(enter(10_000_001)).toMatchObject({ reason: 'OTHER_THAN_FIXED' });
    expect(enter(10_000_000)).toEqual({ ok: true, value: 10_000_000 });
  });

  it('R-089: a newer amount counts from its first day on', () => {
    const newer = { route: 'STUDIO_GRANT_REGIONAL', amountFen: fen(20_000_000), from: day('2026-01-01'), to: null };
    expect(enter(20_000_000, [...AMOUNTS, newer], '2025-12-31').ok).toBe(false);
    expect(enter(20_000_000, [...AMOUNTS, newer], '2026-01-01').ok).toBe(true);
    expect(enter(10_000_000, [newer, ...AMOUNTS], '2026-01-01').ok).toBe(false);
  });

  it('R-089: trial entrepreneurship is 2,000.00, and what no document names is missing', () => {
    expect(fixedAmount('TRIAL_ENTREPRENEURSHIP_2000', day('2026-03-01'), AMOUNTS)).toMatchObject({ value: 200_000 });
    expect(fixedAmount('BASE_STUDIO_GRANT_CITY', day('2026-03-01'), AMOUNTS)).toMatchObject({
      reason: 'PARAMETER_MISSING',
    });
    expect(enter(10_000_000, AMOUNTS, '2018-11-18')).toMatchObject({ reason: 'PARAMETER_MISSING' });
  });
});

const late = (today: string, paidOn: string | null = null) => {
  const facts = {
    noticeClosedOn: day('2025-06-09'),
    today: day(today),
    paidOn: paidOn === null ? null : day(paidOn),
  };
  return collegePaymentLate(facts, 10, CALENDAR);
};

describe('a college', () => {
  it('R-090: gets what was approved whole; a fen less is refused', () => {
    expect(judgeCollegePayment(fen(100), fen(100)).ok).toBe(true);
    expect(judgeCollegePayment(fen(100), fen(99))).toMatchObject({ reason: 'PARTIAL_PAYMENT' });
  });

  it('R-090: is paid late from the day after the tenth working day on', () => {
    expect(late('2025-06-23')).toBeUndefined();
    expect(late('2025-06-24')).toBe('COLLEGE_PAYMENT_LATE');
    expect(late('2025-09-01', '2025-06-23')).toBeUndefined();
    expect(late('2025-09-01', '2025-06-24')).toBe('COLLEGE_PAYMENT_LATE');
  });
});

const open = (today: string, settledOn: string | null = null) =>
  isAdvanceOpenTooLong(
    { paidOn: day('2025-05-31'), settledOn: settledOn === null ? null : day(settledOn), today: day(today) },
    12,
  );

describe('an advance after it was paid', () => {
  const debt = {
    recoverFen: fen(320_000),
    debtor: 'pty_1',
    payee: 'pty_1',
    paymentFen: fen(500_000),
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
    expect(judgeSetOff(debt)).toEqual({ ok: true, value: { setOffFen: 320_000, payFen: 180_000, stillDueFen: 0 } });
    expect(judgeSetOff({ ...debt, decidedBy: null })).toMatchObject({ reason: 'SET_OFF_NOT_DECIDED' });
    expect(judgeSetOff({ ...debt, payee: 'pty_2' })).toMatchObject({ reason: 'OTHER_PAYEE' });
    expect(judgeSetOff({ ...debt, paymentFen: fen(100_000) })).toMatchObject({
      value: { setOffFen: 100_000, payFen: 0, stillDueFen: 220_000 },
    });
  });

  it('R-105: is not paid before its notice closed, unless the pack wants none', () => {
    expect(judgeAdvancePayout('open', true)).toMatchObject({ reason: 'NOTICE_OPEN' });
    expect(judgeAdvancePayout('none', true)).toMatchObject({ reason: 'NOTICE_OPEN' });
    expect(judgeAdvancePayout('closed', true).ok).toBe(true);
    expect(judgeAdvancePayout('none', false).ok).toBe(true);
  });

  it.each([
    ['enterprise', false, true],
    ['enterprise', true, true],
    ['institution', true, true],
    ['institution', false, false],
    ['person', false, false],
    ['person', true, false],
  ] as const)('R-072: is for %s with a project class %s: %s', (applicant, isProjectBased, isAllowed) => {
    expect(judgeAdvanceGround({ applicant, isProjectBased }).ok).toBe(isAllowed);
  });

  it('R-071: comes once per class', () => {
    expect(judgeSecondAdvance(0).ok).toBe(true);
    expect(judgeSecondAdvance(1)).toMatchObject({ reason: 'ADVANCE_ALREADY' });
  });

  it('R-148: unsettled for more than twelve months is stuck', () => {
    expect([open('2026-05-31'), open('2026-06-01'), open('2026-06-01', '2026-06-01')]).toEqual([false, true, false]);
  });
});

describe('the top-up', () => {
  it('R-081: a base of 800.00 and an allowance of 300.00 float to 400.00; other standards float to nothing', () => {
    const base = { standard: 'classHour', amountFen: fen(80_000) } as const;
    const allowance = { standard: 'day', amountFen: fen(30_000) } as const;
    expect(floatFen(floatBaseFen([base, allowance]), 5000)).toBe(40_000);
    for (const standard of ['day', 'month', 'year', 'head', 'fixed'] as const) {
      expect(floatBaseFen([{ standard, amountFen: fen(100) }])).toBe(0);
    }
  });
});
