import { describe, expect } from 'vitest';
import { fc, it } from '@fast-check/vitest';
import { annexOf, phaseTarget, planDueDay, regionTarget } from '../../../domain/policy/plan-targets.ts';
import { parseFen } from '../../../domain/money.ts';
import { notSplit, totalPersonTimes } from '../../../domain/grant/annual-targets.ts';
import { budgetAround, overBudgetTogether, remainingOf } from '../../../domain/payout/budget.ts';
import { guidanceOfYear } from '../../../domain/plan/plan-content.ts';
import { planProgress, regionProgress } from '../../../domain/grant/plan-progress.ts';
import { day, PRACTICE_LIBRARY } from '../../support/policy-library.ts';

const ORDOS = '150600';
const inYear = (year: number) => annexOf(PRACTICE_LIBRARY, ORDOS, year);
const ANNEX = inYear(2020)?.rows ?? [];
/** A later table of one row with 9,000 person-times. */
const tableOf = (validFrom: string, validTo?: string) =>
  ANNEX.slice(0, 1).map(({ validTo: _ended, ...row }) => ({
    ...row,
    personTimes: 9_000,
    validFrom: day(validFrom),
    ...(validTo === undefined ? {} : { validTo: day(validTo) }),
  }));
const NOTHING = {
  place: `${ORDOS}/2025`,
  planLines: [],
  annex: ANNEX,
  guidance: guidanceOfYear(null, inYear(2020)),
  done: [],
  trained: [],
  phaseTarget: null,
};
const line = (organ: string, program: string, personTimes: number | null) => ({
  planLine: `${ORDOS}/2025/${organ}/${program}`,
  organ,
  program,
  personTimes,
});

const sum = (rows: readonly { readonly done: number }[]) => rows.reduce((all, row) => all + row.done, 0);
const fen = (budgetFen: number, committedFen: number, takenFen: number) => ({
  budgetFen: parseFen(budgetFen),
  committedFen: parseFen(committedFen),
  takenFen: parseFen(takenFen),
});

describe('the progress of a plan', () => {
  it('R-015: shows 115.0 % where 230 were trained for a guidance of 200', () => {
    const { planLines } = planProgress({
      ...NOTHING,
      planLines: [line('VETERANS', 'VETERAN', 200)],
      done: [{ organ: 'VETERANS', program: 'VETERAN', personTimes: 230 }],
    });
    expect(planLines).toMatchObject([
      { planned: 200, guidance: 200, guidanceFrom: 'annex', done: 230, progressBp: 11_500 },
    ]);
  });

  it('R-139: is 50.0 % of an organ at 4,450 of 8,900 and of all at 11,300 of 22,600', () => {
    const { organs, total } = planProgress({
      ...NOTHING,
      done: [
        { organ: 'HRSS', program: 'RURAL_TRANSFER', personTimes: 4_450 },
        { organ: 'EMERGENCY_MGMT', program: null, personTimes: 6_850 },
      ],
    });
    expect(organs[0]).toMatchObject({ organ: 'HRSS', guidance: 8_900, done: 4_450, progressBp: 5_000 });
    expect(total).toMatchObject({ guidance: 22_600, done: 11_300, progressBp: 5_000 });
  });

  it('R-152: has what was trained beside what was subsidised, and compares the targets with the first (§11)', () => {
    const { planLines, total, phase } = planProgress({
      ...NOTHING,
      planLines: [line('VETERANS', 'VETERAN', 200)],
      done: [{ organ: 'VETERANS', program: 'VETERAN', personTimes: 50 }],
      trained: [{ organ: 'VETERANS', program: 'VETERAN', personTimes: 100 }],
      phaseTarget: 1_000,
    });
    expect(planLines).toMatchObject([{ trained: 100, subsidised: 50, progressBp: 2_500 }]);
    expect(total).toMatchObject({ trained: 100, subsidised: 50 });
    expect(phase).toMatchObject({ done: 100, progressBp: 1_000 });
  });

  it('R-165: shows a plan of 7,500 of a guidance of 8,000, and lines that the split names alone', () => {
    const split = [
      { organ: 'EMERGENCY_MGMT', program: 'SAFETY', personTimes: 8_000 },
      { organ: 'VETERANS', program: 'VETERAN', personTimes: 200 },
    ] as const;
    const { planLines, organs, total } = planProgress({
      ...NOTHING,
      annex: [],
      guidance: guidanceOfYear(split, inYear(2027)),
      planLines: [line('EMERGENCY_MGMT', 'SAFETY', 7_500)],
    });
    expect(planLines).toMatchObject([
      { program: 'SAFETY', planned: 7_500, guidance: 8_000, guidanceFrom: 'split' },
      { planLine: `${ORDOS}/2025/VETERANS/VETERAN`, planned: null, guidance: 200, guidanceFrom: 'split' },
    ]);
    expect(organs).toMatchObject([
      { organ: 'EMERGENCY_MGMT', guidance: 8_000 },
      { organ: 'VETERANS', guidance: 200 },
    ]);
    expect(total.guidance).toBe(8_200);
  });

  it('R-014, R-165: is without a split the annex of 2019, after its years as last known and not in force', () => {
    const { planLines } = planProgress({
      ...NOTHING,
      annex: [],
      guidance: guidanceOfYear(null, inYear(2027)),
      planLines: [line('EMERGENCY_MGMT', 'SAFETY', 7_500), line('INDUSTRY_IT', 'INDUSTRY_STAFF', 120)],
    });
    expect(planLines).toMatchObject([
      { planned: 7_500, guidance: 8_000, guidanceFrom: 'lastKnown' },
      { planned: 120, guidance: null, guidanceFrom: null },
    ]);
  });

  it('R-006, R-014: gives an organ its plan of the year, and says what no line of it covers', () => {
    const { organs } = planProgress({
      ...NOTHING,
      planLines: [line('HRSS', 'RURAL_TRANSFER', 100), line('HRSS', 'ENTREPRENEURSHIP', null)],
      done: [
        { organ: 'HRSS', program: 'RURAL_TRANSFER', personTimes: 10 },
        { organ: 'HRSS', program: 'NEW_APPRENTICESHIP', personTimes: 3 },
        { organ: 'CULTURE_TOURISM', program: null, personTimes: 2 },
      ],
    });
    expect(organs).toContainEqual(
      expect.objectContaining({ organ: 'HRSS', guidance: 100, done: 13, progressBp: 1_300, outsidePlan: 3 }),
    );
    expect(organs).toContainEqual(
      expect.objectContaining({
        organ: 'CULTURE_TOURISM',
        guidance: null,
        done: 2,
        progressBp: null,
        outsidePlan: 2,
      }),
    );
  });

  it('L17: has 22,600 of the annex from 2019 to 2021, later only as last known, before 2019 nothing (R-014)', () => {
    const seen = [2018, 2019, 2021, 2022, 2030].map(inYear);
    expect(seen.map((annex) => annex?.inForce)).toEqual([undefined, true, true, false, false]);
    expect(seen.map((annex) => annex && totalPersonTimes(annex.rows))).toEqual([null, 22_600, 22_600, 22_600, 22_600]);
    expect(inYear(2030)).toMatchObject({ document: '150600-2019-skill-upgrade', fromYear: 2019, toYear: 2021 });
    expect(annexOf(PRACTICE_LIBRARY, '220000', 2020)).toBeNull();
  });

  it('L17: a table that follows takes the place of the former from its first year on', () => {
    const packs = PRACTICE_LIBRARY.packs.map((pack) =>
      pack.targets.length === 0
        ? pack
        : { ...pack, targets: [...pack.targets, ...tableOf('2024-01-01', '2024-12-31'), ...tableOf('2026-01-01')] },
    );
    const seen = [2023, 2024, 2025, 2027].map((year) => annexOf({ ...PRACTICE_LIBRARY, packs }, ORDOS, year));
    expect(seen.map((annex) => [annex?.inForce, annex?.toYear, totalPersonTimes(annex?.rows ?? [])])).toEqual([
      [false, 2021, 22_600],
      [true, 2024, 9_000],
      [false, 2024, 9_000],
      [true, null, 9_000],
    ]);
  });

  it('L17: without an annex in force the plans of the year are what all is compared with', () => {
    const { organs, total } = planProgress({
      ...NOTHING,
      annex: [],
      planLines: [line('HRSS', 'RURAL_TRANSFER', 100), line('VETERANS', 'VETERAN', 40)],
      done: [{ organ: 'EDUCATION', program: null, personTimes: 35 }],
    });
    expect(organs.map(({ organ, guidance }) => [organ, guidance])).toEqual([
      ['HRSS', 100],
      ['VETERANS', 40],
      ['EDUCATION', null],
    ]);
    expect(total).toMatchObject({ guidance: 140, done: 35, progressBp: 2_500 });
    expect(planProgress({ ...NOTHING, annex: [] }).total).toMatchObject({ guidance: null, done: 0, progressBp: null });
  });

  it('R-018: shows of the 30,000 of 2020 the 7,400 that the annex gives to nobody', () => {
    const targets = [2019, 2020, 2021].map((year) => phaseTarget(PRACTICE_LIBRARY, ORDOS, year)?.personTimes ?? 0);
    expect(targets).toEqual([15_000, 30_000, 20_000]);
    expect(targets.reduce((all, one) => all + one, 0)).toBe(65_000);
    expect(targets.map((target) => notSplit(target, totalPersonTimes(ANNEX)))).toEqual([0, 7_400, 0]);
    expect(planProgress({ ...NOTHING, phaseTarget: 30_000 }).phase).toMatchObject({
      guidance: 30_000,
      notSplit: 7_400,
    });
    expect(phaseTarget(PRACTICE_LIBRARY, ORDOS, 2025)).toBeNull();
  });

  it('R-019: counts the region from 2025 to 2027: 150,000 of 400,000 are 37.5 %', () => {
    const target = regionTarget(PRACTICE_LIBRARY, ORDOS, 2025);
    expect(target).toMatchObject({ jurisdiction: '150000', personTimes: 400_000, fromYear: 2025, byYear: 2027 });
    expect(regionProgress(400_000, 150_000).progressBp).toBe(3_750);
    expect([2024, 2028].map((year) => regionTarget(PRACTICE_LIBRARY, ORDOS, year))).toEqual([null, null]);
    expect(regionTarget(PRACTICE_LIBRARY, '220000', 2025)).toBeNull();
  });

  it('R-012, R-013: knows when the year’s plan was due: 30 November 2019, then the end of February', () => {
    const due = [2018, 2019, 2020, 2024, 2025].map((year) => planDueDay(PRACTICE_LIBRARY, ORDOS, year));
    expect(due).toEqual([null, '2019-11-30', '2020-02-29', '2024-02-29', '2025-02-28']);
  });

  it.prop([
    fc.array(
      fc.record({
        organ: fc.constantFrom('HRSS', 'VETERANS', 'CULTURE_TOURISM'),
        program: fc.constantFrom('A', 'B', null),
        personTimes: fc.nat(1_000),
      }),
    ),
  ])('R-152: counts every person-time in one organ, whatever the plan covers', (done) => {
    const { organs, total, planLines } = planProgress({ ...NOTHING, done, planLines: [line('HRSS', 'A', 5)] });
    expect(sum(organs)).toBe(total.done);
    expect(sum(planLines) + organs.reduce((all, one) => all + one.outsidePlan, 0)).toBe(total.done);
  });
});

describe('the budget of a plan line', () => {
  const money = { reservedFen: parseFen(100), boundFen: parseFen(200), paidFen: parseFen(300) };

  it('R-016: has left what is neither reserved nor bound nor paid, and may be overdrawn', () => {
    expect(remainingOf({ ...money, budgetFen: parseFen(600) })).toBe(0);
    expect(remainingOf({ ...money, budgetFen: parseFen(599) })).toBe(-1);
    expect(remainingOf({ ...money, budgetFen: null })).toBeNull();
  });

  it('R-016: is gone over by each line for itself: what is left of one is not for another', () => {
    expect(overBudgetTogether([fen(10_000_000, 9_500_000, 960_000)])).toBe(460_000);
    expect(overBudgetTogether([fen(100, 0, 101), fen(100, 0, 1)])).toBe(1);
    expect(budgetAround([fen(100, 20, 30), fen(10, 0, 15)])).toEqual({ beforeFen: 90, afterFen: 45 });
    expect(budgetAround([])).toBeNull();
    expect(overBudgetTogether([fen(100, 0, 100), fen(100, 99, 1)])).toBe(0);
  });
});
