import { unreachable } from '../verdict.ts';

/** The comparing words of the law: the first four include the number itself, the others exclude it. */
export type NumberWord = '以上' | '以下' | '以内' | '届满' | '不超过' | '超过' | '不满' | '以外';

/**
 * "1000人以上" with 1000 is true, "不超过3次" with 3 is true, "超过3次" with 3 is false. The actual number and the limit
 * must be in the same unit.
 */
export function satisfiesNumberWord(actual: number, word: NumberWord, limit: number): boolean {
  switch (word) {
    case '以上':
    case '届满':
      return actual >= limit;
    case '以下':
    case '以内':
    case '不超过':
      return actual <= limit;
    case '超过':
    case '以外':
      return actual > limit;
    case '不满':
      return actual < limit;
    default:
      return unreachable(word);
  }
}
