import { describe, expect, it } from 'vitest';
import { addDays, addMonths, isIsoDate, lastDayOfMonths, parseIsoDate } from '../../domain/calendar.ts';

const YEARS = ['0000', '1900', '1999', '2000', '2023', '2024', '2100', '9999'];
const MONTHS = Array.from({ length: 14 }, (_none, month) => String(month).padStart(2, '0'));
const DAYS = Array.from({ length: 33 }, (_none, day) => String(day).padStart(2, '0'));

describe('a day', () => {
  it('is one that the calendar has, in every year, month and day that can be written', () => {
    const texts = YEARS.flatMap((year) => MONTHS.flatMap((month) => DAYS.map((day) => `${year}-${month}-${day}`)));
    expect(texts.filter((text) => isIsoDate(text) !== hasDate(text))).toEqual([]);
  });

  it.each(['', '2025-5-1', '2025-05-01T00:00', ' 2025-05-01', '20250501', '2025-05-01\n', '２０２５-05-01'])(
    'is nothing else: %j',
    (text) => {
      expect(isIsoDate(text)).toBe(false);
    },
  );
});

function hasDate(text: string): boolean {
  const atMs = Date.parse(text);
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(text);
}

describe('whole months from a day on', () => {
  it.each([
    ['2025-07-01', 12, '2026-06-30'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2025-08-31', 6, '2026-02-28'],
    ['2025-01-31', 1, '2025-02-28'],
    ['2025-01-30', 2, '2025-03-29'],
  ])('L19: begin on %s and end %i months later on %s', (from, months, last) => {
    expect(lastDayOfMonths(parseIsoDate(from), months)).toBe(last);
  });

  it('L19: never end before the last day that the next month leaves them', () => {
    for (let day = parseIsoDate('2027-12-31'); day <= '2029-03-02'; day = addDays(day, 1)) {
      for (const months of [1, 6, 12]) {
        const last = lastDayOfMonths(day, months);
        expect([addDays(addMonths(day, months), -1), addMonths(day, months)]).toContain(last);
        expect(last > addDays(addMonths(day, months), -2)).toBe(true);
      }
    }
  });
});
