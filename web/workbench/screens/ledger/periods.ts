import type { Period } from '../../api/resources/books.ts';
import type { Tone } from '../../parts/mark.tsx';

export const PERIOD_TONES: Readonly<Record<Period['state'], Tone>> = { open: 'plain', proposed: 'warn', closed: 'ok' };

/** The year of a quarter such as 2025-Q3. */
export function yearOf(quarter: string | undefined): string | undefined {
  return quarter?.split('-')[0];
}
