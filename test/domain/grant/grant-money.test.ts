import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { isSplit, splitGrant } from '../../../domain/grant/grant-instalments.ts';
import { judgeRecoverFen, judgeRepaidFen, proposedRecoveryFen } from '../../../domain/grant/grant-recovery.ts';
import { parseFen } from '../../../domain/money.ts';

const amounts = (fen: number, shares: readonly number[]) =>
  splitGrant(parseFen(fen), shares).map(({ amountFen }) => amountFen);

describe('the instalments of a grant', () => {
  it('R-157: of 60 and 40 percent are due at the agreement and at the acceptance', () => {
    expect(splitGrant(parseFen(100_000_000), [6000, 4000])).toEqual([
      { no: 1, shareBp: 6000, amountFen: 60_000_000, dueEvent: 'agreement' },
      { no: 2, shareBp: 4000, amountFen: 40_000_000, dueEvent: 'acceptance' },
    ]);
    expect(amounts(10_000_001, [6000, 4000])).toEqual([6_000_001, 4_000_000]);
  });

  it.prop([fc.integer({ min: 1, max: 10_000_000_000 }), fc.integer({ min: 1, max: 9_999 })])(
    'sum to the grant to the fen (R-157)',
    (fen, share) => {
      const [first = 0, second = 0] = amounts(fen, [share, 10_000 - share]);
      expect(first + second).toBe(fen);
      expect(Math.abs(first * 10_000 - fen * share)).toBeLessThan(10_000);
    },
  );

  it('are a split only where the shares sum to a whole and each has what makes it due', () => {
    expect(isSplit([10_000])).toBe(true);
    expect(isSplit([6000, 4000])).toBe(true);
    expect(isSplit([6000, 3999])).toBe(false);
    expect(isSplit([0, 10_000])).toBe(false);
    expect(isSplit([5000, 3000, 2000])).toBe(false);
    expect(isSplit([])).toBe(false);
  });
});

describe('what is asked back of a grant', () => {
  it('R-160: is proposed as what was paid and not spent', () => {
    expect(proposedRecoveryFen({ paidFen: 100_000_000, spentFen: 78_500_000 })).toBe(21_500_000);
    expect(proposedRecoveryFen({ paidFen: 100, spentFen: 100 })).toBe(0);
  });

  it.prop([fc.nat(), fc.nat()])('is never proposed above what was paid, nor below zero', (paidFen, spentFen) => {
    const proposed = proposedRecoveryFen({ paidFen, spentFen });
    expect(proposed).toBeGreaterThanOrEqual(0);
    expect(judgeRecoverFen(proposed, { paidFen }).ok).toBe(true);
    expect(judgeRecoverFen(paidFen + 1, { paidFen })).toMatchObject({ reason: 'RECOVER_OVER_PAID' });
  });

  it('is never repaid beyond what is owed (R-160)', () => {
    const debt = { amountFen: 21_500_000, recoveredFen: 15_000_000 };
    expect(judgeRepaidFen(6_500_000, debt).ok).toBe(true);
    expect(judgeRepaidFen(6_500_001, debt)).toMatchObject({ reason: 'REPAID_TOO_MUCH' });
    expect(judgeRepaidFen(0, debt)).toMatchObject({ reason: 'REPAID_TOO_MUCH' });
  });
});
