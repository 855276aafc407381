import { describe, expect, it } from 'vitest';
import { addMonths } from '../../../domain/calendar.ts';
import { computeDeadline, deadlineRule, dueStateOn, recomputeDeadline } from '../../../domain/task/deadlines.ts';
import { noticePeriod, noticeRule } from '../../../domain/notice/notice-period.ts';
import { CALENDAR, day, practiceSnapshot } from '../../support/policy-library.ts';

const SNAPSHOT = practiceSnapshot();
const rule = (key: string, startsOn: string) => deadlineRule(SNAPSHOT, key, day(startsOn));

describe('a deadline', () => {
  const department = computeDeadline(rule('review.department.days', '2025-06-09'), CALENDAR);

  it('R-108: of ten working days from Monday 2025-06-09 is due on Monday 2025-06-23', () => {
    expect(department).toMatchObject({
      dueOn: '2025-06-23',
      nearOn: '2025-06-16',
      escalateOn: '2025-06-30',
      provisional: false,
      calendarVersion: CALENDAR.version,
    });
  });

  it('R-108: is ok, near from half of its days, over the day after, and paused before anything else', () => {
    expect(dueStateOn(department, day('2025-06-13'), false)).toBe('ok');
    expect(dueStateOn(department, day('2025-06-16'), false)).toBe('near');
    expect(dueStateOn(department, day('2025-06-23'), false)).toBe('near');
    expect(dueStateOn(department, day('2025-06-24'), false)).toBe('over');
    expect(dueStateOn(department, day('2025-06-24'), true)).toBe('paused');
  });

  it('past the published holiday list is provisional (D8)', () => {
    const late = computeDeadline(rule('review.department.days', '2026-12-28'), CALENDAR);
    expect(late.provisional).toBe(true);
    expect(dueStateOn(late, day('2026-12-28'), false)).toBe('provisional');
  });

  it('moves with a changed calendar, and only then (D8)', () => {
    const changed = { ...CALENDAR, version: 'next', holidays: [...CALENDAR.holidays, day('2025-06-18')] };
    expect(recomputeDeadline(department, changed)).toMatchObject({ dueOn: '2025-06-24', calendarVersion: 'next' });
    expect(recomputeDeadline(department, CALENDAR)).toEqual(department);
  });

  it('R-011: for filing moves off a day that is none, a fact window never does', () => {
    // 2025-06-30 + 3 months is a Tuesday; 2025-07-04 + 3 months lies in the National Day week.
    expect(computeDeadline(rule('claimWindow.institutionMonths', '2025-06-30'), CALENDAR).dueOn).toBe('2025-09-30');
    const moved = computeDeadline(rule('claimWindow.institutionMonths', '2025-07-04'), CALENDAR);
    expect(moved.dueOn).toBe('2025-10-09');
    expect(moved.nearOn).toBe('2025-08-22');
    expect(addMonths(day('2025-07-04'), 3)).toBe('2025-10-04');
  });

  it('is never made of a parameter that is no span of time', () => {
    expect(() => rule('advance.rate', '2025-06-09')).toThrow(/counted in bp/);
  });
});

describe('months', () => {
  it('R-011: end on the corresponding day, or on the last of the month', () => {
    expect(addMonths(day('2025-08-31'), 6)).toBe('2026-02-28');
    expect(addMonths(day('2025-06-10'), 6)).toBe('2025-12-10');
  });
});

describe('a public notice', () => {
  const five = noticeRule(SNAPSHOT);
  // Before the published lists only weekends are known.
  const weekends = { ...CALENDAR, holidays: [], workedWeekendDays: [] };

  it('R-097, R-145: of five working days ends on the fifth day after publication, 24:00 in Shanghai', () => {
    const period = noticePeriod(day('2023-08-17'), five, weekends);
    expect(period.endsOn).toBe('2023-08-24');
    expect(new Date(period.endsAtMs).toISOString()).toBe('2023-08-24T16:00:00.000Z');
  });

  it('R-097: ends a day earlier where the day of publication counts', () => {
    expect(noticePeriod(day('2023-08-17'), { ...five, countFirstDay: true }, weekends).endsOn).toBe('2023-08-23');
    expect(noticePeriod(day('2023-08-19'), { ...five, countFirstDay: true }, weekends).endsOn).toBe('2023-08-25');
  });

  it('R-098: counts make-up days: published 2025-09-24 it ends on 2025-09-30', () => {
    expect(noticePeriod(day('2025-09-24'), five, CALENDAR).endsOn).toBe('2025-09-30');
  });

  it('R-097: may be counted in calendar days', () => {
    const seven = { days: 7, unit: 'CALENDAR', countFirstDay: false } as const;
    expect(noticePeriod(day('2023-08-17'), seven, weekends).endsOn).toBe('2023-08-24');
    expect(noticePeriod(day('2023-08-17'), { ...seven, countFirstDay: true }, weekends).endsOn).toBe('2023-08-23');
  });

  it('past the published list is provisional (D8)', () => {
    expect(noticePeriod(day('2026-12-30'), five, CALENDAR).provisional).toBe(true);
  });
});
