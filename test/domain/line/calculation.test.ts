import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PURPOSES, type Purpose } from '../../../domain/claim/claim-course.ts';
import { amountLaw } from '../../../domain/line/amount-law.ts';
import { calculate, MOST_LINE_IDS, type PricedLine } from '../../../domain/line/calculation.ts';
import {
  LINE_STATES,
  LINES_WITHOUT_BASE,
  TOP_UP_LINE_STATES,
  type LineState,
} from '../../../domain/line/line-state.ts';
import type { StoredRefusal } from '../../../domain/line/line-remarks.ts';
import { priceLine } from '../../../domain/line/pricing.ts';
import { parseFen } from '../../../domain/money.ts';
import { RATE_KINDS } from '../../../domain/policy/route-codes.ts';
import { routeCodes } from '../../../domain/policy/resolve-route.ts';
import { snapshotPolicy } from '../../../domain/policy/policy-snapshot.ts';
import { isOneOf } from '../../../domain/verdict.ts';
import { CONTEXT, firstSnapshot, GOOD_LINE, rateOf, routeSnapshot, withRoute } from '../../support/line-facts.ts';
import { day, PRACTICE_LIBRARY } from '../../support/policy-library.ts';

const ON = day('2025-05-26');
const OPEN_ROUTES = routeCodes(PRACTICE_LIBRARY, '150600').filter(
  (route) => snapshotPolicy(PRACTICE_LIBRARY, { jurisdiction: '150600', route, on: ON }).ok,
);

const LINE: PricedLine = {
  id: 'lin_1',
  state: 'eligible',
  occupation: '6-18-02-04',
  level: 'LEVEL_5',
  baseFen: 80_000,
  formula: {
    zh: '核定课时 × 课时标准：80 × 10.00 = 800.00 元',
    en: 'Filed class hours × rate: 80 × 10.00 = 800.00 CNY',
  },
  allowanceFen: 0,
  allowanceFormula: null,
  floatFen: 0,
  refusals: [],
};

const refusal = (code: string, change: Partial<StoredRefusal> = {}): StoredRefusal => ({
  code,
  rule: 'R-036',
  detail: { zh: '', en: '' },
  purpose: 'base',
  ...change,
});

const claimOf = (lines: readonly PricedLine[], isAdvance = false) => ({ lines, isAdvance, classHours: 80 });

/** What a line is worth, said once more and otherwise. */
function worth({ state, baseFen, allowanceFen, floatFen }: PricedLine, purpose: Purpose): number {
  const isTopUp = isOneOf(TOP_UP_LINE_STATES, state);
  const amounts: Readonly<Record<Purpose, number>> = {
    base: isOneOf(LINES_WITHOUT_BASE, state) ? 0 : baseFen,
    allowance: state === 'refused' ? 0 : allowanceFen,
    float: isTopUp ? floatFen : 0,
    advance: 0,
  };
  return amounts[purpose];
}

/** The price of a line of the route whose training year is over, with an amount where somebody decides it. */
function priceOf(route: string) {
  const snapshot = routeSnapshot(route);
  const isEntered = snapshot.routeDefinition.rateKind === 'entered';
  const entry = { registeredAt: '150600', module: 'START', ...(isEntered && { amountFen: parseFen(123_456) }) };
  const days = { endsOn: day('2026-05-25'), submittedOn: day('2026-06-01') };
  return priceLine({ ...GOOD_LINE, ...days, entry, context: { ...CONTEXT, route, month: '2025-03' } }, snapshot);
}

const SOME_LINES = fc.array(
  fc
    .record({
      state: fc.constantFrom<LineState>(...LINE_STATES),
      level: fc.constantFrom('LEVEL_5', 'LEVEL_4'),
      baseFen: fc.constantFrom(80_000, 100_000, 33_333),
      allowanceFen: fc.constantFrom(0, 2_500, 5_000),
      floatFen: fc.constantFrom(40_000, 50_000),
      codes: fc.subarray(['YEARLY_LIMIT', 'ATTENDANCE_TOO_LOW']),
    })
    .map(({ codes, ...some }) => ({
      ...LINE,
      ...some,
      allowanceFormula: {
        zh: '出勤天数 × 日标准：1 × 25.00 = 25.00 元',
        en: 'Attended days × daily rate: 1 × 25.00 = 25.00 CNY',
      },
      refusals: codes.map((code) => refusal(code)),
    })),
  { maxLength: 40 },
);

describe('the sum of a claim', () => {
  test.prop([SOME_LINES, fc.constantFrom<Purpose>(...PURPOSES)])(
    'R-068: is the sum of its groups, each of equal lines, and the sum of what the lines that are not refused are worth',
    (some, purpose) => {
      const lines = some.map((line, place) => ({ ...line, id: `lin_${place}` }));
      const { groups, totalFen } = calculate(claimOf(lines), purpose, firstSnapshot());
      expect(totalFen).toBe(lines.reduce((sum, line) => sum + worth(line, purpose), 0));
      expect(totalFen).toBe(groups.reduce((sum, { sumFen }) => sum + sumFen, 0));
      for (const { headcount, perLineFen, sumFen, lineIds } of groups) {
        expect(sumFen).toBe(headcount * perLineFen);
        expect(lineIds).toHaveLength(headcount);
        const own = lines.filter(({ id }) => lineIds.includes(id));
        expect(own.map((line) => worth(line, purpose))).toEqual(own.map(() => perLineFen));
      }
      const ids = groups.flatMap(({ lineIds }) => lineIds);
      expect(new Set(ids).size).toBe(ids.length);
    },
  );

  test.prop([fc.constantFrom(...OPEN_ROUTES), fc.integer({ min: 1, max: 300 })])(
    'R-068, R-150: of every route, whatever its rate kind, has a formula, an equation and the clause of its law',
    (route, headcount) => {
      const snapshot = routeSnapshot(route);
      const price = priceOf(route);
      if (!price.ok) {
        return;
      }
      const { baseFen, formula } = price;
      const lines = Array.from({ length: headcount }, (_none, place) => ({
        ...LINE,
        id: `lin_${place}`,
        baseFen,
        formula,
      }));
      const { groups, totalFen } = calculate(claimOf(lines), 'base', snapshot);
      expect(totalFen).toBe(baseFen * headcount);
      expect(groups).toMatchObject([{ headcount, perLineFen: baseFen, sumFen: totalFen }]);
      const [group] = groups;
      expect(group?.equation.zh).not.toMatch(/[A-Z]{2,}_|undefined|null/);
      expect(group?.lineIds).toHaveLength(Math.min(headcount, MOST_LINE_IDS));
      const law = amountLaw({ occupation: LINE.occupation, level: LINE.level }, 'base', snapshot);
      expect([law.clause, law.mark].every((said) => said !== '')).toBe(true);
    },
  );

  it('R-068: is priced for the open routes of every rate kind; the daily one rides on another route (C09)', () => {
    const priced = OPEN_ROUTES.filter((route) => priceOf(route).ok);
    const kinds = new Set(priced.map((route) => routeSnapshot(route).routeDefinition.rateKind));
    expect(RATE_KINDS.filter((kind) => !kinds.has(kind))).toEqual(['perDay']);
  });

  it('says hours × rate in words and numbers', () => {
    const snapshot = { ...withRoute(firstSnapshot(), { rateKind: 'classHour' }), rates: [rateOf('classHour', 1_000)] };
    const [group] = calculate(claimOf([LINE]), 'base', snapshot).groups;
    expect(group?.equation).toEqual({
      zh: '核定课时 × 课时标准 = 80 课时 × 10.00 × 1.0 = 800.00 元',
      en: 'Filed class hours × rate = 80 h × 10.00 × 1.0 = 800.00 CNY',
    });
  });

  it('keeps a formula that is more than words and numbers as it is (R-083)', () => {
    const formula = {
      zh: '培训费 1,000.00 元中政府分担 600.00 元，不超过标准（1 人 × 人均标准：800.00 元）：600.00 元',
      en: 'x (y: z): 1',
    };
    const [group] = calculate(claimOf([{ ...LINE, formula, baseFen: 60_000 }]), 'base', firstSnapshot()).groups;
    expect(group?.equation).toEqual(formula);
  });

  it('counts refused lines by their reasons, each line once in each', () => {
    const twice = [refusal('YEARLY_LIMIT'), refusal('YEARLY_LIMIT', { by: 'reviewer' }), refusal('ATTENDANCE_TOO_LOW')];
    const lines = [
      { ...LINE, id: 'lin_1', state: 'refused' as const, refusals: twice },
      { ...LINE, id: 'lin_2', state: 'refused' as const, refusals: [refusal('YEARLY_LIMIT')] },
      { ...LINE, id: 'lin_3', refusals: [refusal('NO_EVIDENCE', { purpose: 'float' })] },
    ];
    expect(calculate(claimOf(lines), 'base', firstSnapshot()).refused).toEqual([
      { code: 'YEARLY_LIMIT', rule: 'R-036', headcount: 2 },
      { code: 'ATTENDANCE_TOO_LOW', rule: 'R-036', headcount: 1 },
    ]);
    expect(calculate(claimOf(lines), 'float', firstSnapshot()).refused).toEqual([
      { code: 'NO_EVIDENCE', rule: 'R-036', headcount: 1 },
    ]);
  });

  it('of an advance is the amount that was asked for, under the share that limits it (R-071)', () => {
    const claim = claimOf([LINE], true);
    expect(calculate(claim, 'advance', firstSnapshot())).toMatchObject({
      totalFen: 80_000,
      groups: [{ headcount: 1 }],
    });
    expect(calculate(claim, 'base', firstSnapshot())).toMatchObject({ totalFen: 0, groups: [] });
    expect(amountLaw(LINE, 'advance', firstSnapshot()).kind).toMatch(/^advance\.rate/);
  });
});
