import { isHoliday, isWorkday } from 'chinese-days';
import { describe, expect, it } from 'vitest';
import { addDays, isWorkingDay } from '../../domain/calendar.ts';
import { CALENDAR, day } from '../support/policy-library.ts';

describe('the published holidays', () => {
  it('agree with a second source on every day of 2025 and 2026 (R-098)', () => {
    const different: string[] = [];
    for (let at = day('2025-01-01'); at <= '2026-12-31'; at = addDays(at, 1)) {
      if (isWorkingDay(at, CALENDAR) !== isWorkday(at) || isWorkingDay(at, CALENDAR) === isHoliday(at)) {
        different.push(at);
      }
    }
    expect(different).toEqual([]);
  });

  it('know make-up days as working days and end with the last published year (R-098, D8)', () => {
    expect(isWorkingDay(day('2025-09-28'), CALENDAR)).toBe(true);
    expect(isWorkingDay(day('2026-02-14'), CALENDAR)).toBe(true);
    expect(CALENDAR.publishedThrough).toBe('2026-12-31');
    expect(CALENDAR.version).toBe('cn-2025-1+cn-2026-1');
  });
});
