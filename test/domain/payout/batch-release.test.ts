import { describe, expect, it } from 'vitest';
import {
  batchFactsOf,
  judgeControlSum,
  judgeOverBudget,
  keptReason,
  mayNotRelease,
} from '../../../domain/payout/batch-release.ts';
import { payoutTopic } from '../../../domain/payout/payout-topic.ts';

describe('the release of a batch', () => {
  it('R-016: beyond a budget needs a reason, within it none', () => {
    expect(judgeOverBudget(1, null)).toEqual({ ok: false, reason: 'OVER_BUDGET' });
    expect(judgeOverBudget(1, '年末追加').ok).toBe(true);
    expect(judgeOverBudget(0, null).ok).toBe(true);
  });

  it('R-016: keeps a reason only where it goes beyond the budget; the reason of a rejection is always kept', () => {
    const reason = '年末追加';
    expect(keptReason({ kind: 'release' }, { overBudgetFen: 0, reason })).toBeNull();
    expect(keptReason({ kind: 'release' }, { overBudgetFen: 1, reason })).toBe(reason);
    expect(keptReason({ kind: 'reject' }, { overBudgetFen: 0, reason })).toBe(reason);
  });
});

describe('the facts of a batch’s act', () => {
  it('are its instructions without a result; a rejection ends the drafts (D5)', () => {
    const counted = { linesOpen: 5, linesDrafted: 3 };
    expect(batchFactsOf({ kind: 'release' }, counted)).toEqual({ linesOpen: 5 });
    expect(batchFactsOf({ kind: 'reject' }, counted)).toEqual({ linesOpen: 2 });
  });
});

describe('the event of a payment', () => {
  it('says of a failed one that it failed, and of one that came back that it returned (R-146, R-147)', () => {
    expect((['settled', 'failed', 'returned', 'reversed'] as const).map(payoutTopic)).toEqual([
      'payout.settled',
      'payout.failed',
      'payout.returned',
      'payout.reversed',
    ]);
    expect((['draft', 'accepted', 'inTransit', 'cancelled'] as const).map(payoutTopic)).toEqual([
      null,
      'payout.accepted',
      null,
      null,
    ]);
  });
});

describe('the sum that a releasing person types', () => {
  it.each([
    [100, true, true],
    [99, true, 'SUM_DIFFERS'],
    [99, false, 'SUM_DIFFERS'],
    [undefined, false, true],
    [undefined, true, 'REQUIRED'],
  ] as const)('%s, by hand %s: %s', (givenFen, isByHand, expected) => {
    const verdict = judgeControlSum(100, { givenFen, isByHand });
    expect(verdict.ok ? true : verdict.reason).toBe(expected);
  });
});

describe('who may not release a batch (R-009, D12)', () => {
  it('is its maker and every official who decided on a claim, each once; applicants release nothing anyway', () => {
    const decider = { organ: null, section: null } as const;
    expect(
      mayNotRelease('per_maker', [
        { ...decider, personId: 'per_school', role: 'applicant' },
        { ...decider, personId: 'per_dept', role: 'departmentReviewer' },
        { ...decider, personId: 'per_maker', role: 'financeMaker' },
        { ...decider, personId: 'per_dept', role: 'departmentReviewer' },
      ]),
    ).toEqual(['per_maker', 'per_dept']);
  });
});
