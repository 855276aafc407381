import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { centiMean, computeYear, type YearFigures } from '../../../domain/grant/year-assessment.ts';
import { daysOfYear, firstFullYear, rectifyDueOn, type YearLaw } from '../../../domain/grant/year-law.ts';
import { judgeSpent, missingFigures } from '../../../domain/grant/year-report.ts';
import { day } from '../../support/policy-library.ts';

const DAYS = daysOfYear(2026, { opensOn: '01-01', reportDueOn: '01-31', reviewDueOn: '03-31' });
const LAW: YearLaw = {
  measure: 'CAPACITY',
  thresholds: { persons: 500, personTimes: 800 },
  average: null,
  minYears: 2,
  rule: 'R-114',
  document: 'paper',
  clause: '三(一)4',
  ...DAYS,
  rectifyDays: 90,
  maxRectifications: 1,
};
const STUDIO: YearLaw = { ...LAW, measure: 'AVERAGE', thresholds: null, average: 5, rule: 'R-115' };
const NOTHING: YearFigures = {
  highSkillCapacity: null,
  publicServiceCapacity: null,
  highSkillActual: null,
  publicServiceActual: null,
  backbonesTrained: null,
  spentFen: 0,
};
const base = (persons: number, personTimes: number, actual = 0): YearFigures => ({
  ...NOTHING,
  highSkillCapacity: persons,
  publicServiceCapacity: personTimes,
  highSkillActual: actual,
  publicServiceActual: actual,
});
const studio = (backbonesTrained: number): YearFigures => ({ ...NOTHING, backbonesTrained });

describe('a year of a base', () => {
  it.each([
    [500, 800, true],
    [500, 799, false],
    [499, 800, false],
  ])('R-114: of the region with %i persons and %i person-times meets: %s', (persons, times, meets) => {
    expect(computeYear(LAW, base(persons, times)).meets).toBe(meets);
  });

  it.each([
    [1000, 1500, true],
    [999, 1500, false],
    [1000, 1499, false],
  ])('R-113: of the nation with %i persons and %i person-times meets: %s', (persons, times, meets) => {
    const law: YearLaw = { ...LAW, thresholds: { persons: 1000, personTimes: 1500 }, rule: 'R-113' };
    expect(computeYear(law, base(persons, times)).meets).toBe(meets);
  });

  it('is decided by what the base can train, and not by what it trained (R-113)', () => {
    expect(computeYear(LAW, base(520, 830, 1)).meets).toBe(true);
    expect(computeYear({ ...LAW, measure: 'ACTUAL' }, base(520, 830, 1)).meets).toBe(false);
  });

  it('without a report meets nothing (R-116)', () => {
    expect(computeYear(LAW, null)).toMatchObject({ meets: false, averageCenti: null, rule: 'R-114' });
  });

  it('of a kind without a threshold is not measured of competitions', () => {
    expect(computeYear({ ...LAW, measure: 'NONE', thresholds: null }, NOTHING).meets).toBeNull();
  });
});

describe('a year of a studio', () => {
  it.each([
    [[], 4, 400, null],
    [[4], 6, 500, true],
    [[4, 6], 3, 433, false],
    [[4, 6], 5, 500, true],
    [[8], 13, 1050, true],
  ] as const)('R-115: after %j with %i backbones has the average %i and meets: %s', (before, own, centi, meets) => {
    expect(computeYear(STUDIO, studio(own), before)).toMatchObject({ averageCenti: centi, meets });
  });

  it('of the nation with 8 and 11 does not meet 10 (R-115)', () => {
    expect(computeYear({ ...STUDIO, average: 10 }, studio(11), [8])).toMatchObject({ averageCenti: 950, meets: false });
  });

  it.prop([fc.array(fc.nat(1000), { minLength: 2, maxLength: 12 }), fc.integer({ min: 1, max: 1000 })])(
    'is compared as a sum of whole numbers and never by its rounded mean (R-115)',
    (years, average) => {
      const own = years.at(-1) ?? 0;
      const { meets } = computeYear({ ...STUDIO, average }, studio(own), years.slice(0, -1));
      const sum = years.reduce((total, one) => total + BigInt(one), 0n);
      expect(meets).toBe(sum >= BigInt(average) * BigInt(years.length));
    },
  );

  it.prop([fc.array(fc.nat(100_000), { minLength: 1, maxLength: 20 })])(
    'has a mean in hundredths, half up',
    (numbers) => {
      const sum = BigInt(numbers.reduce((total, one) => total + one, 0));
      const count = BigInt(numbers.length);
      const twice = 2n * BigInt(centiMean(numbers)) * count;
      expect(twice - 200n * sum <= count && 200n * sum - twice < count).toBe(true);
    },
  );
});

describe('the days of a year', () => {
  it('R-117: begin on the first full year after the designation', () => {
    expect(firstFullYear(day('2021-07-01'))).toBe(2022);
    expect(firstFullYear(day('2025-08-04'))).toBe(2026);
    expect(firstFullYear(day('2026-01-02'))).toBe(2027);
  });

  it('R-159: count a title from 1 January as full in that year', () => {
    expect(firstFullYear(day('2026-01-01'))).toBe(2026);
  });

  it('are in the year after it (R-117)', () => {
    expect(DAYS).toEqual({ opensOn: '2027-01-01', reportDueOn: '2027-01-31', reviewDueOn: '2027-03-31' });
  });

  it('count 90 days from the day after the decision (R-011, R-116)', () => {
    expect(rectifyDueOn(day('2028-03-20'), LAW)).toBe('2028-06-18');
    expect(rectifyDueOn(day('2029-03-19'), LAW)).toBe('2029-06-17');
  });
});

describe('a report', () => {
  it('needs four figures of a base and the backbones of a studio', () => {
    expect(missingFigures('HIGH_SKILL_BASE', { highSkillCapacity: 1, publicServiceActual: 0 })).toEqual([
      'publicServiceCapacity',
      'highSkillActual',
    ]);
    expect(missingFigures('SKILL_MASTER_STUDIO', {})).toEqual(['backbonesTrained']);
    expect(missingFigures('COMPETITION_BASE', {})).toEqual([]);
  });

  it('never spends more than was paid and never less than before (R-160)', () => {
    const money = { paidFen: 60_000_000, lastSpentFen: 41_000_000 };
    expect(judgeSpent(60_000_001, money)).toMatchObject({ reason: 'SPENT_OVER_PAID' });
    expect(judgeSpent(40_999_999, money)).toMatchObject({ reason: 'SPENT_FALLS' });
    expect(judgeSpent(41_000_000, money).ok).toBe(true);
    expect(judgeSpent(60_000_000, money).ok).toBe(true);
  });
});
