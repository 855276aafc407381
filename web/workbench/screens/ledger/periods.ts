import type { Period } from '../../api/resources/books.ts';
import type { Tone } from '../../parts/mark.tsx';

export const PERIOD_TONES: Readonly<Record<Period['state'], Tone>> = { open: 'plain', proposed: 'warn', closed: 'ok' };

/** The year of a quarter such as 2025-Q3. */
export function yearOf(quarter: string | undefined): string | undefined {
  return quarter?.split('-')[0];
}

const LAST_DAYS: Readonly<Record<string, string>> = { Q1: '03-31', Q2: '06-30', Q3: '09-30', Q4: '12-31' };

/** The last day of a quarter such as 2025-Q3. */
export function lastDayOf(quarter: string): string {
  const [year, number = 'Q4'] = quarter.split('-');
  return `${year}-${LAST_DAYS[number]}`;
}
