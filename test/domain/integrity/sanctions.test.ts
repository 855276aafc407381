import { describe, expect, it } from 'vitest';
import { sanctionLadder } from '../../../domain/integrity/sanctions.ts';
import { day, libraryOf, packOf } from '../../support/policy-library.ts';

const ON = day('2025-06-20');

describe('the ladder of sanctions', () => {
  it('R-126: gives the outcomes that a case may have, and always the one that nothing was found', () => {
    const said = { key: 'sanctions.kinds', value: ['TALK', 'DIRECTORY_REMOVAL'], unit: 'codes' } as const;
    expect(sanctionLadder(libraryOf(packOf({}, [said])), '150600', ON)).toEqual([
      'UNFOUNDED',
      'TALK',
      'DIRECTORY_REMOVAL',
    ]);
  });

  it('R-126: leaves the outcome to the office where no pack of its jurisdiction says any', () => {
    expect(sanctionLadder(libraryOf(), '150600', ON)).toBeNull();
  });
});
