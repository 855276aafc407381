import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFen, shareFen, sumFen, timesFen } from '../../../domain/money.ts';
import { advanceOfExpectedFen, expectedFen, judgeAdvance } from '../../../domain/recovery/advance.ts';
import { settleAdvance } from '../../../domain/recovery/advance-settlement.ts';
import { checkBudget } from '../../../domain/payout/budget.ts';
import { floatFen, floatParameters, floatWindow, judgeContract } from '../../../domain/line/float.ts';
import { satisfiesNumberWord } from '../../../domain/filing/number-words.ts';
import { priceLine } from '../../../domain/line/pricing.ts';
import { firstSnapshot, GOOD_LINE, rateOf } from '../../support/line-facts.ts';
import { day, practiceSnapshot } from '../../support/policy-library.ts';

const PARAMETERS = floatParameters(practiceSnapshot());
const fen = parseFen;
const WHOLE_FEE = { months: 0, shares: null } as const;

/** A line of so many hours at a rate in fen per class hour. */
function classLine(classHours: number, rateFen: number) {
  const price = priceLine({ ...GOOD_LINE, classHours }, { ...firstSnapshot(), rates: [rateOf('classHour', rateFen)] });
  if (!price.ok) {
    throw new Error(price.refusal.code);
  }
  return price;
}

describe('amounts', () => {
  it('R-067: 37 h × 7.33 = 271.21, half of it 135.61, 60 % of it 162.72', () => {
    const { baseFen } = classLine(37, 733);
    expect(baseFen).toBe(27_121);
    expect(floatFen(baseFen, null, 5000)).toBe(13_561);
    expect(shareFen(baseFen, 6000, 'down')).toBe(16_272);
  });

  it('R-068: 36 × 80 h × 10.00 = 28,800.00, with the numbers in words', () => {
    const line = classLine(80, 1000);
    expect(sumFen(Array.from({ length: 36 }, () => line.baseFen))).toBe(2_880_000);
    expect(line.formula.zh).toBe('核定课时 × 课时标准：80 × 10.00 = 800.00 元');
  });

  it('R-076: 12 of 36 float to 4,800.00 and 33,600.00 in all', () => {
    expect(12 * floatFen(fen(80_000), null, 5000)).toBe(480_000);
  });

  test.prop([fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 100_000 })])(
    'a total is the sum of its lines, and half floats twice to the whole',
    (hours, rate) => {
      const { baseFen } = classLine(hours, rate);
      expect(baseFen).toBe(timesFen(hours, fen(rate)));
      expect(floatFen(baseFen, null, 5000) * 2 - baseFen).toBeLessThanOrEqual(1);
    },
  );
});

describe('an advance', () => {
  it('R-071: 40 × 80 h × 10.00 give 19,200.00 at most, and not one fen more', () => {
    const expected = expectedFen({ heads: 40, classHours: 80, ...WHOLE_FEE }, { kind: 'classHour', value: fen(1000) });
    const max = advanceOfExpectedFen(expected, 6000);
    expect([expected, max]).toEqual([3_200_000, 1_920_000]);
    expect(judgeAdvance(fen(1_920_000), max)).toMatchObject({ ok: true });
    expect(judgeAdvance(fen(1_920_001), max)).toMatchObject({ reason: 'ADVANCE_TOO_HIGH' });
    expect(judgeAdvance(fen(0), max)).toMatchObject({ reason: 'ADVANCE_TOO_HIGH' });
  });

  it('R-073, R-074: leaves 9,600.00 to pay, or 3,200.00 to recover', () => {
    expect(settleAdvance(fen(2_880_000), fen(1_920_000))).toEqual({ payFen: 960_000, recoverFen: 0 });
    expect(settleAdvance(fen(1_600_000), fen(1_920_000))).toEqual({ payFen: 0, recoverFen: 320_000 });
  });
});

describe('the top-up', () => {
  const days = { opensOn: day('2025-05-26'), endsOn: day('2025-06-10') };
  const window = floatWindow(days, PARAMETERS);
  const good = {
    contractSignedOn: day('2025-07-01'),
    contractStartsOn: day('2025-07-01'),
    contractEndsOn: day('2026-06-30'),
    employer: '厂',
    insuredMonths: 1,
    insuranceKinds: ['PENSION', 'MEDICAL', 'UNEMPLOYMENT', 'WORK_INJURY'],
  } as const;
  const silent = { isAvailable: true, value: [] } as const;
  const codes = (change: Partial<Parameters<typeof judgeContract>[0]>) =>
    judgeContract({ ...good, contractEndsOn: null, ...change }, window, PARAMETERS, silent).refusals.map(
      (one) => one.code,
    );

  it('R-077, R-082: has a window to the corresponding day or the last of the month, and 30 days of grace', () => {
    expect(window).toEqual({ opensOn: '2025-06-10', endsOn: '2025-12-10', evidenceDueOn: '2026-01-09' });
    expect(floatWindow({ ...days, endsOn: day('2025-08-31') }, PARAMETERS).endsOn).toBe('2026-02-28');
  });

  it.each([
    ['2025-06-09', ['SIGNED_BEFORE_CLASS_END']],
    ['2025-06-10', []],
    ['2025-06-11', []],
    ['2025-12-10', []],
    ['2025-12-11', ['SIGNED_AFTER_WINDOW']],
  ])('R-077: a contract of %s gives %j', (signed, expected) => {
    expect(codes({ contractSignedOn: day(signed) })).toEqual(expected);
  });

  it('R-078: wants a whole year, the first day included, or an open end', () => {
    expect(codes({ contractEndsOn: day('2026-06-30') })).toEqual([]);
    expect(codes({ contractEndsOn: day('2026-06-29') })).toEqual(['CONTRACT_TOO_SHORT']);
    expect(codes({ contractEndsOn: null })).toEqual([]);
  });

  it('R-079: wants every scheme for at least a month', () => {
    expect(codes({ insuranceKinds: ['WORK_INJURY'] })).toEqual(['INSURANCE_INCOMPLETE']);
    expect(codes({ insuredMonths: 0 })).toEqual(['INSURANCE_INCOMPLETE']);
  });

  it('R-080: lets staff with an older contract in only where the pack says so', () => {
    const open = floatWindow(days, { ...PARAMETERS, allowContractDuringTraining: true });
    expect(open.opensOn).toBe('2025-05-26');
    expect(codes({ contractSignedOn: day('2023-01-01') })).toEqual(['SIGNED_BEFORE_CLASS_END']);
  });

  it('L4: a register row that contradicts or is missing is a finding, a silent register leaves it proposed', () => {
    const ask = (value: readonly { employer: string; month: string; kinds: readonly 'PENSION'[] }[]) =>
      judgeContract(good, window, PARAMETERS, { isAvailable: true, value }).findings.map((one) => one.detail.en);
    const missing = ['The insurance register has no payment for this person since 2025-07; a reviewer must decide.'];
    expect(ask([])).toEqual(missing);
    expect(ask([{ employer: '别的厂', month: '2025-06', kinds: [] }])).toEqual(missing);
    expect(ask([{ employer: '别的厂', month: '2025-07', kinds: [] }])[0]).toContain('employer');
    expect(ask([{ employer: '厂', month: '2025-08', kinds: ['PENSION'] }])[0]).toContain('kinds');
    expect(judgeContract(good, window, PARAMETERS, { isAvailable: false }).state).toBe('proposed');
  });
});

describe('the words of law', () => {
  it('R-010: include or exclude the number itself', () => {
    expect(satisfiesNumberWord(1000, '以上', 1000)).toBe(true);
    expect(satisfiesNumberWord(3, '不超过', 3)).toBe(true);
    expect(satisfiesNumberWord(3, '以内', 3)).toBe(true);
    expect(satisfiesNumberWord(3, '超过', 3)).toBe(false);
    expect(satisfiesNumberWord(3, '不满', 3)).toBe(false);
    expect(satisfiesNumberWord(12, '届满', 12)).toBe(true);
    expect(satisfiesNumberWord(3, '以外', 3)).toBe(false);
    expect(satisfiesNumberWord(3, '以下', 3)).toBe(true);
  });
});

describe('the budget', () => {
  it('R-016: of 100,000.00 with 95,000.00 paid is over by 4,600.00 at a claim of 9,600.00', () => {
    expect(checkBudget(fen(10_000_000), fen(9_500_000), fen(960_000))).toEqual({
      remainingFen: 500_000,
      overFen: 460_000,
    });
    expect(checkBudget(fen(10_000_000), fen(9_500_000), fen(500_000)).overFen).toBe(0);
    expect(checkBudget(fen(100), fen(200), fen(50))).toEqual({ remainingFen: -100, overFen: 50 });
  });
});
