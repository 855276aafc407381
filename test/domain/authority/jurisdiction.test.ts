import { describe, expect, it } from 'vitest';
import { covers, regionPrefix } from '../../../domain/authority/jurisdiction.ts';

describe('a jurisdiction', () => {
  it.each([
    ['000000', ''],
    ['150000', '15'],
    ['150600', '1506'],
    ['150621', '150621'],
    ['100000', '10'],
  ])('%s shares the digits "%s" with everything inside it (R-003)', (code, prefix) => {
    expect(regionPrefix(code)).toBe(prefix);
  });

  it('covers its own banners and no neighbour (R-003)', () => {
    expect(['150600', '150621', '150700', '150000'].filter((inner) => covers('150600', inner))).toEqual([
      '150600',
      '150621',
    ]);
  });
});
