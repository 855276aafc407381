import { describe, expect, it } from 'vitest';
import { judgeDebtReport } from '../../../domain/bank-file/debt-match.ts';

const CREDIT = { state: 'parked', reportedState: 'returned', amountFen: 20_000, hasWaitingMatch: false } as const;

describe('a report of a bank pays a debt', () => {
  it('when it waits, says that money came in and how much', () => {
    expect(judgeDebtReport(CREDIT)).toEqual({ ok: true, value: 20_000 });
  });

  it.each([
    ['ALREADY_MATCHED', { state: 'applied' }],
    ['ALREADY_MATCHED', { state: 'new' }],
    ['WRONG_STATE', { state: 'dismissed' }],
    ['WRONG_STATE', { reportedState: 'settled' }],
    ['WRONG_STATE', { reportedState: null }],
    ['ENTRY_WAITS', { hasWaitingMatch: true }],
    ['AMOUNT_MISMATCH', { amountFen: null }],
  ] as const)('and is refused with %s: %j', (reason, change) => {
    expect(judgeDebtReport({ ...CREDIT, ...change })).toEqual({ ok: false, reason });
  });
});
