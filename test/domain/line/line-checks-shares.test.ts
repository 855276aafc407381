import { describe, expect, it } from 'vitest';
import { parseFen } from '../../../domain/money.ts';
import { codes, only } from '../../support/judged-lines.ts';
import { firstSnapshot } from '../../support/line-facts.ts';

const LAW = only(firstSnapshot(), 'COST_SHARES');
const shares = (person: number) => ({
  feeFen: parseFen(100_000),
  governmentFen: parseFen(60_000),
  enterpriseFen: parseFen(30_000),
  personFen: parseFen(person),
});

describe('shared costs', () => {
  it('R-083: 600 + 300 + 100 of 1,000.00 stand; 600 + 300 + 90 and one fen too much do not', () => {
    expect(codes(LAW, { context: { shares: shares(10_000) } })).toEqual([]);
    expect(codes(LAW, { context: { shares: shares(9_000) } })).toEqual(['SHARES_DO_NOT_SUM']);
    expect(codes(LAW, { context: { shares: shares(10_001) } })).toEqual(['SHARES_DO_NOT_SUM']);
    expect(codes(LAW, { context: { shares: null } })).toEqual([]);
  });

  it('R-083: free groups give nothing', () => {
    const line = { categories: ['VETERAN'] };
    expect(codes(LAW, { line, context: { shares: shares(10_000) } })).toEqual(['FREE_GROUP_CHARGED']);
  });
});
