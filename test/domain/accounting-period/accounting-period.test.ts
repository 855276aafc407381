import { describe, expect, it } from 'vitest';
import { parseIsoDate } from '../../../domain/calendar.ts';
import {
  judgeCloser,
  judgeClosing,
  judgeProposal,
  judgeReopening,
  quarterOf,
  quarterOfDay,
  quartersOfYear,
} from '../../../domain/accounting-period/accounting-period.ts';

const Q3 = quarterOf('2025-Q3');
const PROPOSED = { state: 'proposed', proposedBy: 'per_maker', reportSha256: 'aa' } as const;
const CHECKER = { personId: 'per_checker', isChecker: true };
const GOOD = { reportSha256: 'aa', unexplained: 0 };

const on = (today: string, unexplained = 0, state: 'open' | 'proposed' | 'closed' = 'open') =>
  judgeProposal({ state }, { quarter: Q3, today: parseIsoDate(today), unexplained });

describe('a quarter of the books', () => {
  it('has its first and its last day', () => {
    expect(Q3).toEqual({ period: '2025-Q3', from: '2025-07-01', to: '2025-09-30' });
    expect(quarterOf('2026-Q4').to).toBe('2026-12-31');
    expect(quarterOfDay(parseIsoDate('2026-03-31')).period).toBe('2026-Q1');
    expect(quartersOfYear(2025).map(({ from }) => from)).toEqual([
      '2025-01-01',
      '2025-04-01',
      '2025-07-01',
      '2025-10-01',
    ]);
    expect(() => quarterOf('2025-Q5')).toThrow(RangeError);
  });

  it('R-136: is proposed when it is over and nothing is unexplained', () => {
    expect(on('2025-09-30')).toEqual({ ok: false, reason: 'PERIOD_NOT_OVER' });
    expect(on('2025-10-01').ok).toBe(true);
    expect(on('2025-10-01', 1)).toEqual({ ok: false, reason: 'PERIOD_NOT_BALANCED' });
    expect(on('2025-10-01', 0, 'proposed').ok).toBe(true);
    expect(on('2025-10-01', 0, 'closed')).toEqual({ ok: false, reason: 'WRONG_STATE' });
  });

  it('S4: is closed by another person, a checker, and only with the report that was proposed', () => {
    expect(judgeClosing(PROPOSED, CHECKER, GOOD).ok).toBe(true);
    const maker = { personId: 'per_maker', isChecker: true };
    expect(judgeClosing(PROPOSED, maker, GOOD)).toEqual({ ok: false, reason: 'SAME_PERSON_FORBIDDEN' });
    expect(judgeCloser(PROPOSED, { personId: 'per_other', isChecker: false })).toEqual({
      ok: false,
      reason: 'ROLE_REQUIRED',
    });
    expect(judgeClosing(PROPOSED, CHECKER, { ...GOOD, reportSha256: 'bb' })).toEqual({
      ok: false,
      reason: 'REPORT_CHANGED',
    });
    expect(judgeClosing(PROPOSED, CHECKER, { ...GOOD, unexplained: 1 })).toEqual({
      ok: false,
      reason: 'PERIOD_NOT_BALANCED',
    });
    expect(judgeClosing({ ...PROPOSED, state: 'closed' }, CHECKER, GOOD)).toEqual({ ok: false, reason: 'WRONG_STATE' });
  });

  it('is reopened only when it is closed', () => {
    expect(judgeReopening({ state: 'closed' }).ok).toBe(true);
    expect(judgeReopening({ state: 'proposed' }).ok).toBe(false);
  });
});
