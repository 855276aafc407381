import { describe, expect, it } from 'vitest';
import { fundUse, type BookedPayments } from '../../../domain/ledger/fund-use.ts';

const ROW: BookedPayments = {
  fund: 'EMPLOYMENT_SUBSIDY',
  route: 'A',
  department: 'HRSS',
  payee: { id: 'pty_1', name: '甲职业培训学校' },
  latePeriod: null,
  settledFen: 100,
  returnedFen: 0,
  payments: 1,
};

describe('the use of the funds', () => {
  it('R-136: sums by fund, route and organ; what came back is negative in its own quarter', () => {
    const use = fundUse([
      ROW,
      { ...ROW, route: 'B', settledFen: 0, returnedFen: 250, payments: 0 },
      { ...ROW, fund: 'TALENT_SPECIAL', department: null, settledFen: 7 },
    ]);
    expect(use.total).toEqual({ settledFen: 107, returnedFen: 250, netFen: -143, payments: 2 });
    expect(use.funds.map(({ fund, netFen }) => [fund, netFen])).toEqual([
      ['EMPLOYMENT_SUBSIDY', -150],
      ['TALENT_SPECIAL', 7],
    ]);
    expect(use.routes.map(({ route, netFen }) => [route, netFen])).toEqual([
      ['A', 107],
      ['B', -250],
    ]);
    expect(use.departments.map(({ department, payments }) => [department, payments])).toEqual([
      [null, 1],
      ['HRSS', 1],
    ]);
  });

  it('R-136: names institutions that were paid, and persons together as one', () => {
    const use = fundUse([
      ROW,
      { ...ROW, route: 'B', settledFen: 20 },
      { ...ROW, payee: null, settledFen: 5 },
      { ...ROW, payee: null, route: 'B', settledFen: 6, returnedFen: 1 },
    ]);
    expect(use.payees).toEqual([
      { payee: null, settledFen: 11, returnedFen: 1, netFen: 10, payments: 2 },
      { payee: ROW.payee, settledFen: 120, returnedFen: 0, netFen: 120, payments: 2 },
    ]);
  });

  it('shows what is late for a closed quarter by itself, and counts it here too', () => {
    const use = fundUse([ROW, { ...ROW, latePeriod: '2025-Q2', settledFen: 30 }]);
    expect(use.late).toEqual([
      { fund: 'EMPLOYMENT_SUBSIDY', period: '2025-Q2', settledFen: 30, returnedFen: 0, netFen: 30, payments: 1 },
    ]);
    expect(use.total.settledFen).toBe(130);
  });
});
