import { describe, expect, it } from 'vitest';
import { parseFen } from '../../../domain/money.ts';
import { advanceOfExpectedFen, expectedFen, judgeAdvance } from '../../../domain/recovery/advance.ts';

const fen = parseFen;

describe('an advance of a shared fee', () => {
  it('L3: is at most 60 % of government’s part where the fee is shared: 3 heads, 150.00 of 300.00 give 270.00', () => {
    const shares = { feeFen: fen(30_000), governmentFen: fen(15_000), enterpriseFen: fen(15_000), personFen: fen(0) };
    const of = (governmentFen: number) => {
      const filed = { heads: 3, classHours: 30, months: 0, shares: { ...shares, governmentFen: fen(governmentFen) } };
      return advanceOfExpectedFen(expectedFen(filed, { kind: 'classHour', value: fen(1_000) }), 6000);
    };
    expect(of(15_000)).toBe(27_000);
    expect(judgeAdvance(fen(27_001), of(15_000))).toMatchObject({ reason: 'ADVANCE_TOO_HIGH' });
    expect([of(0), of(30_000), of(40_000)]).toEqual([0, 54_000, 54_000]);
  });
});
