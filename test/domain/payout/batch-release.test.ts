import { describe, expect, it } from 'vitest';
import { batchFactsOf, judgeOverBudget } from '../../../domain/payout/batch-release.ts';
import { payoutTopic } from '../../../domain/payout/payout-topic.ts';

describe('the release of a batch', () => {
  it('R-016: beyond a budget needs a reason, within it none', () => {
    expect(judgeOverBudget(1, null)).toEqual({ ok: false, reason: 'OVER_BUDGET' });
    expect(judgeOverBudget(1, '年末追加').ok).toBe(true);
    expect(judgeOverBudget(0, null).ok).toBe(true);
  });
});

describe('the facts of a batch’s act', () => {
  it('are its instructions without a result; a rejection ends the drafts (D5)', () => {
    const counted = { linesOpen: 5, linesDrafted: 3 };
    expect(batchFactsOf({ kind: 'release' }, counted)).toEqual({ linesOpen: 5 });
    expect(batchFactsOf({ kind: 'reject' }, counted)).toEqual({ linesOpen: 2 });
  });
});

describe('the event of a final result', () => {
  it('says whether the money arrived (R-146, R-147)', () => {
    expect((['settled', 'failed', 'returned', 'reversed'] as const).map(payoutTopic)).toEqual([
      'payout.settled',
      'payout.returned',
      'payout.returned',
      'payout.returned',
    ]);
  });
});
