import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../domain/calendar.ts';
import type { RefusalCode } from '../../../domain/codes.ts';
import { parseFen, sumFen } from '../../../domain/money.ts';
import { allowanceOf } from '../../../domain/line/allowance-pricing.ts';
import { priceLine } from '../../../domain/line/pricing.ts';
import { firstSnapshot, GOOD_LINE, rateOf, withLaw } from '../../support/line-facts.ts';

const fen = parseFen;

const days = (count: number) =>
  Array.from({ length: count }, (_one, index) => ({
    day: addDays(GOOD_LINE.opensOn, index),
    hours: 6,
    isOnline: false,
  }));

describe('the allowance of a line', () => {
  const LAW = withLaw(
    { ...firstSnapshot(), allowance: rateOf('perDay', 2_500) },
    {
      'living.groups': ['TWO_AFTER_RURAL', 'URBAN_LOW_INCOME_MEMBER'],
      'living.twoAfterGroups': ['TWO_AFTER_RURAL'],
      'living.urbanLowIncomeOnlyTwoAfter': true,
      'living.maxDays': 180,
      'living.countOnline': false,
    },
  );
  const RURAL = { ...GOOD_LINE, categories: ['TWO_AFTER_RURAL'] };

  it('R-086: ten attended days at 25.00 are 250.00, with the numbers', () => {
    expect(allowanceOf(RURAL, LAW, days(10))).toEqual({
      allowanceFen: 25_000,
      formula: {
        zh: '出勤天数 × 日标准：10 × 25.00 = 250.00 元',
        en: 'Attended days × daily rate: 10 × 25.00 = 250.00 CNY',
      },
    });
    expect(allowanceOf(RURAL, LAW, [])).toMatchObject({ allowanceFen: 0 });
  });

  it('R-055: other groups and refused lines have none and hear why', () => {
    expect(allowanceOf(GOOD_LINE, LAW, days(10))).toMatchObject({
      allowanceFen: 0,
      remark: { code: 'NOT_ALLOWANCE_GROUP' },
    });
    expect(allowanceOf(RURAL, LAW, days(10), ['YEARLY_LIMIT'])).toMatchObject({
      allowanceFen: 0,
      remark: { code: 'NO_TRAINING_LINE' },
    });
  });

  it('L14: needs attendance and no certificate: 2 days at 25.00 are 50.00 for who failed or missed the exam (R-055)', () => {
    const cases: readonly (readonly [readonly RefusalCode[], number])[] = [
      [['NOT_CERTIFIED'], 5_000],
      [['CERTIFICATE_NOT_ACCEPTED'], 5_000],
      [['ATTENDANCE_TOO_LOW'], 0],
      [['NOT_CERTIFIED', 'ATTENDANCE_TOO_LOW'], 0],
      [['NO_RATE'], 0],
    ];
    for (const [refusals, amountFen] of cases) {
      expect(allowanceOf(RURAL, LAW, days(2), refusals).allowanceFen).toBe(amountFen);
    }
  });

  it('R-055, T-22: a group that ended gives none any more, beside one that exists it takes nothing away', () => {
    const ended = withLaw(LAW, {
      'living.groups': ['REGISTERED_POOR_WORKER', 'TWO_AFTER_RURAL'],
      'group.endedGroups': ['REGISTERED_POOR_WORKER'],
    });
    const before = withLaw(ended, { 'group.endedGroups': undefined });
    const poor = { ...GOOD_LINE, categories: ['REGISTERED_POOR_WORKER'] };
    const both = { ...GOOD_LINE, categories: ['REGISTERED_POOR_WORKER', 'TWO_AFTER_RURAL'] };
    expect(allowanceOf(poor, before, days(10))).toMatchObject({ allowanceFen: 25_000 });
    expect(allowanceOf(poor, ended, days(10))).toMatchObject({ remark: { code: 'NOT_ALLOWANCE_GROUP' } });
    expect(allowanceOf(both, ended, days(10))).toMatchObject({ allowanceFen: 25_000 });
  });

  it('R-055: where none rides on the route there is nothing to say, and a missing parameter is no silent zero', () => {
    expect(allowanceOf(RURAL, { ...LAW, allowance: null }, days(10))).toEqual({ allowanceFen: 0, formula: null });
    for (const key of ['living.groups', 'living.maxDays', 'living.countOnline']) {
      expect(allowanceOf(RURAL, withLaw(LAW, { [key]: undefined }), days(10))).toMatchObject({
        allowanceFen: 0,
        remark: { code: 'NO_RATE', detail: { en: expect.stringContaining(key) } },
      });
    }
    expect(allowanceOf(RURAL, { ...LAW, allowance: rateOf('perDay', 0) }, days(10))).toMatchObject({
      remark: { code: 'NO_RATE' },
    });
  });

  it('R-055: the practice law has the daily rate on class routes', () => {
    expect(firstSnapshot().allowance).toMatchObject({ kind: 'perDay', value: 2_500 });
    expect(allowanceOf(RURAL, firstSnapshot(), days(2))).toMatchObject({ allowanceFen: 5_000 });
  });

  test.prop([fc.array(fc.nat(30), { maxLength: 40 })])(
    'base and allowance of a claim are the sums of its lines',
    (attended) => {
      const lines = attended.map((count) => ({
        base: priceLine(RURAL, LAW),
        allowance: allowanceOf(RURAL, LAW, days(count)).allowanceFen,
      }));
      const base = sumFen(lines.map((line) => (line.base.ok ? line.base.baseFen : fen(0))));
      const allowance = sumFen(lines.map((line) => line.allowance));
      expect(base).toBe(80_000 * lines.length);
      expect(allowance).toBe(attended.reduce((sum, count) => sum + Math.min(count, 16) * 2_500, 0));
    },
  );
});
