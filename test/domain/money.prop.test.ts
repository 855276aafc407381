import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { allocateFen, parseFen, shareFen, sumFen } from '../../domain/money.ts';

const amount = fc.nat(2 ** 40).map(parseFen);
const weights = fc.array(fc.nat(10_000), { minLength: 1, maxLength: 60 }).filter((all) => all.some((one) => one > 0));

describe('money', () => {
  test.prop([amount, weights])('is split without losing or making a fen (R-067)', (total, parts) => {
    expect(sumFen(allocateFen(total, parts))).toBe(total);
  });

  test.prop([amount, weights])(
    'is split within one fen of the exact share, and nothing for no weight',
    (total, parts) => {
      const whole = parts.reduce((sum, part) => sum + part, 0);
      for (const [position, share] of allocateFen(total, parts).entries()) {
        const weight = parts[position] ?? 0;
        const missed = BigInt(share) * BigInt(whole) - BigInt(total) * BigInt(weight);
        expect(missed > -BigInt(whole) && missed < BigInt(whole)).toBe(true);
        expect(weight > 0 || share === 0).toBe(true);
      }
    },
  );

  test.prop([amount, fc.nat(10_000)])(
    'is shared to the fen: a share and its rest are the whole (R-067)',
    (total, share) => {
      const down = shareFen(total, share, 'down');
      const half = shareFen(total, share, 'halfUp');
      const rest = shareFen(total, 10_000 - share, 'down');
      expect(half - down).toBeLessThanOrEqual(1);
      expect(down).toBeLessThanOrEqual(half);
      expect([0, 1]).toContain(total - down - rest);
      expect(shareFen(total, 10_000, 'halfUp')).toBe(total);
    },
  );

  test.prop([amount, amount, fc.nat(10_000)])('never shares more of less (R-067)', (one, other, share) => {
    const [less, more] = one <= other ? [one, other] : [other, one];
    expect(shareFen(less, share, 'halfUp')).toBeLessThanOrEqual(shareFen(more, share, 'halfUp'));
  });
});
