import { describe, expect, it } from 'vitest';
import { sanctionLadder } from '../../../domain/integrity/sanctions.ts';
import { sanctionLabel } from '../../../domain/texts/sanction-words.ts';
import { day, PRACTICE_LIBRARY } from '../../support/policy-library.ts';

describe('the outcomes of a case in words', () => {
  it('R-126: name every step of the ladder in both languages', () => {
    const ladder = sanctionLadder(PRACTICE_LIBRARY, '150600', day('2025-06-20')) ?? [];
    expect(ladder.length).toBeGreaterThan(1);
    const named = ladder.map(sanctionLabel);
    expect(named.map(({ zh }) => /[㐀-鿿]/.test(zh))).toEqual(named.map(() => true));
    expect(named.map(({ en }) => /^[A-Z][a-z ]+$/.test(en))).toEqual(named.map(() => true));
  });
});
