import { describe, expect, it } from 'vitest';
import type { YearState } from '../../../domain/grant/grant-title-course.ts';
import { moveGrant } from '../../../domain/grant/grant-moves.ts';
import { backbonesBefore, recomputeLater, type KeptYear } from '../../../domain/grant/studio-average.ts';
import type { YearFigures } from '../../../domain/grant/year-assessment.ts';
import { daysOfYear, type YearLaw } from '../../../domain/grant/year-law.ts';
import { at, decides, foundFor, reports, wordOn } from '../../support/grant-acts.ts';
import { AFTER_REPORTS, TITLES } from '../../support/grant-courses.ts';
import { OFFICER, PLAN } from '../../support/title-courses.ts';

const lawOf = (year: number): YearLaw => ({
  measure: 'AVERAGE',
  thresholds: null,
  average: 5,
  minYears: 2,
  rule: 'R-115',
  document: 'paper',
  clause: '三(一)5',
  ...daysOfYear(year, { opensOn: '01-01', reportDueOn: '01-31', reviewDueOn: '03-31' }),
  rectifyDays: 90,
  maxRectifications: 1,
});
const figures = (backbonesTrained: number): YearFigures => ({
  highSkillCapacity: null,
  publicServiceCapacity: null,
  highSkillActual: null,
  publicServiceActual: null,
  backbonesTrained,
  spentFen: 0,
});
const kept = (year: number, state: YearState, backbones: number | null, rectified: number | null = null): KeptYear => ({
  year,
  state,
  law: lawOf(year),
  report: backbones === null ? null : figures(backbones),
  rectification: rectified === null ? null : figures(rectified),
});
const meetsOf = (...asked: Parameters<typeof recomputeLater>) =>
  recomputeLater(...asked).map(({ year, computed }) => [year, computed.meets, computed.averageCenti]);

describe('the years of a studio after one whose figures change', () => {
  it('R-115: meet the average once the missing report has come, and miss it where less is put right', () => {
    const years = [kept(2026, 'overdue', null), kept(2027, 'reported', 6)];
    expect(meetsOf(years, { year: 2026, state: 'overdue' })).toEqual([[2027, false, 300]]);
    expect(meetsOf(years, { year: 2026, state: 'reported', report: figures(6) })).toEqual([[2027, true, 600]]);
    const both = [kept(2026, 'rectifying', 6), kept(2027, 'recheck', 3, 4)];
    expect(meetsOf(both, { year: 2026, state: 'recheck', rectification: figures(5) })).toEqual([[2027, false, 450]]);
    expect(meetsOf(both, { year: 2026, state: 'recheck', rectification: figures(6) })).toEqual([[2027, true, 500]]);
  });

  it('R-115: count an excused year not at all and a returned report as none', () => {
    const years = [kept(2026, 'reported', 6), kept(2027, 'reported', 6)];
    expect(meetsOf(years, { year: 2026, state: 'excused' })).toEqual([[2027, null, 600]]);
    expect(meetsOf(years, { year: 2026, state: 'overdue' })).toEqual([[2027, false, 300]]);
    expect(backbonesBefore([...years, kept(2028, 'overdue', 9)], 2029)).toEqual([6, 6, 0]);
  });

  it('R-115: stay where they are decided, before it, not reported or of another kind', () => {
    const base = kept(2028, 'reported', 6);
    const years = [
      kept(2025, 'reported', 6),
      kept(2026, 'overdue', null),
      kept(2027, 'passed', 6),
      { ...base, law: { ...base.law, measure: 'CAPACITY' as const } },
      kept(2029, 'open', null),
    ];
    expect(meetsOf(years, { year: 2026, state: 'reported', report: figures(6) })).toEqual([]);
  });

  it('R-115: are passed by what they come to since', () => {
    const passed = decides('assessment', 'pass', OFFICER, { year: 2026 });
    expect(wordOn(TITLES.reported, passed)).toBe('THRESHOLD_NOT_MET');
    // The report of an earlier year comes late.
    const first = TITLES.reported.title?.years[0];
    const earlier = first && { ...first, year: 2025, state: 'overdue' as const };
    const years = earlier === undefined ? [] : [earlier, ...(TITLES.reported.title?.years ?? [])];
    const course = { ...TITLES.reported, title: TITLES.reported.title && { ...TITLES.reported.title, years } };
    const message = at(AFTER_REPORTS, reports('reportYear', 2025))(course, { actId: 'act_2025', atMs: AFTER_REPORTS });
    const found = foundFor(course, message, false);
    const later = [{ year: 2026, meets: true }];
    const after = moveGrant(course, message, { ...found, title: { ...found.title, later } }, PLAN);
    expect(after.title?.years.map(({ year, state, meets }) => [year, state, meets])).toEqual([
      [2025, 'reported', false],
      [2026, 'reported', true],
    ]);
    expect(wordOn(after, passed)).toBe('allowed');
  });
});
