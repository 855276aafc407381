import { describe, expect, it } from 'vitest';
import { belowCommitted, guidanceOfYear, planTotals, repeatedRows } from '../../../domain/plan/plan-content.ts';
import { planOpening } from '../../../domain/plan/plan-opening.ts';
import { annexOf } from '../../../domain/policy/plan-targets.ts';
import { day, PRACTICE_LIBRARY } from '../../support/policy-library.ts';

const ORDOS = '150600';

const used = (program: string, committedFen: number) => ({ program, committedFen });

const say = (key: string, value: number | string) =>
  ({ key, value, unit: 'code', clause: '一', mark: 'practice' }) as const;

const opened = (year: number, openedOn = `${year}-01-01`) =>
  planOpening(PRACTICE_LIBRARY, { jurisdiction: ORDOS, year, openedOn: day(openedOn) });

describe('the plan of a year', () => {
  it('R-012, R-013: opens on 1 January, is due at the end of February, in 2019 on 30 November, moved by no Sunday', () => {
    expect(opened(2027)).toMatchObject({ opensOn: '2027-01-01', dueOn: '2027-02-28', closesOn: '2028-03-31' });
    expect(opened(2019, '2025-05-12')).toMatchObject({ dueOn: '2019-11-30', closesOn: '2025-08-10' });
    expect(opened(2018)).toBeNull();
    expect(
      planOpening(PRACTICE_LIBRARY, { jurisdiction: '220000', year: 2027, openedOn: day('2027-01-01') }),
    ).toBeNull();
  });

  it('R-012: is owed by the seven organs of the annex; the lines of packs count as accepted', () => {
    const required = opened(2027)?.organs.filter((one) => one.required) ?? [];
    expect(required.map(({ organ }) => organ)).toEqual(
      annexOf(PRACTICE_LIBRARY, ORDOS, 2027)?.rows.map(({ organ }) => organ),
    );
    expect(opened(2027)?.organs.every(({ inForce }) => inForce === 0)).toBe(true);
    expect(opened(2026)?.organs.every(({ inForce }) => inForce === 1)).toBe(true);
  });

  it('R-012: of another region opens on its own days by a pack alone', () => {
    const [first] = PRACTICE_LIBRARY.packs.filter(({ document }) => document.jurisdiction === '220000');
    const own = [say('plan.firstDue', '2020-06-30'), say('plan.dueMonth', 3), say('plan.opensOn', '02-01')];
    const packs = PRACTICE_LIBRARY.packs.map((pack) =>
      pack === first ? { ...pack, parameters: [...pack.parameters, ...own] } : pack,
    );
    const asked = { jurisdiction: '220000', year: 2027, openedOn: day('2027-02-01') };
    expect(planOpening({ ...PRACTICE_LIBRARY, packs }, asked)).toMatchObject({
      opensOn: '2027-02-01',
      dueOn: '2027-03-31',
      organs: [],
    });
  });

  it('R-018, R-165: shows what the target leaves above the split, above the annex in its years, and nothing without a target', () => {
    const [annex, later] = [annexOf(PRACTICE_LIBRARY, ORDOS, 2020), annexOf(PRACTICE_LIBRARY, ORDOS, 2027)];
    const lines = [{ personTimes: 5, budgetFen: 7 }];
    const split = [{ organ: 'HRSS', program: 'A', personTimes: 29_000 }] as const;
    expect(planTotals(lines, { annex, phaseTarget: 30_000, split: null })).toEqual({
      personTimes: 5,
      budgetFen: 7,
      annexTotal: 22_600,
      phaseTarget: 30_000,
      notSplit: 7_400,
    });
    expect(planTotals(lines, { annex, phaseTarget: 30_000, split }).notSplit).toBe(1_000);
    expect(planTotals(lines, { annex: later, phaseTarget: null, split }).notSplit).toBeNull();
    expect(guidanceOfYear(null, null)).toBeNull();
    expect(guidanceOfYear(null, annex)?.from).toBe('annex');
  });

  it('R-016: a version is below what claims use where it gives a line less, or leaves it out', () => {
    const lines = [{ program: 'A', personTimes: 1, budgetFen: 100 }];
    expect(belowCommitted(lines, [used('A', 100), used('B', 0)])).toEqual([]);
    expect(belowCommitted(lines, [used('A', 101), used('B', 1)])).toHaveLength(2);
  });

  it('names each line once', () => {
    expect(repeatedRows(['A', 'B', 'A', 'A'], (row) => row)).toEqual([2, 3]);
  });
});
