import { describe, expect, it } from 'vitest';
import { isIsoDate } from '../../domain/calendar.ts';

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
