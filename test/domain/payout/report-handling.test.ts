import { describe, expect, it } from 'vitest';
import type { InboxReport } from '../../../domain/payout/inbox-judgement.ts';
import {
  handleReport,
  judgeMatching,
  parkReasonOfRefusal,
  type ParkedReport,
  type StoredInstruction,
} from '../../../domain/payout/report-handling.ts';

const SENT = {
  id: 'pin_1',
  state: 'instructed',
  amountFen: 100,
  claimState: 'paymentSent',
  jurisdiction: '150600',
} as const satisfies StoredInstruction & { readonly id: string };
const REPORT: InboxReport = { state: 'accepted', instructionId: 'pin_1', amountFen: 100 };

describe('a payment report that arrives', () => {
  it('is noted at once if it is on the way, and moves its instruction only forward (D3, R-147)', () => {
    expect(handleReport(REPORT, SENT)).toEqual({ kind: 'noted', state: 'accepted', moves: true });
    expect(handleReport(REPORT, { ...SENT, state: 'inTransit' })).toEqual({
      kind: 'noted',
      state: 'accepted',
      moves: false,
    });
  });

  it('is left for its batch if it is final, and noted if it only repeats a result', () => {
    expect(handleReport({ ...REPORT, state: 'settled' }, SENT)).toEqual({ kind: 'taken' });
    const settled = { ...SENT, state: 'settled' } as const;
    expect(handleReport({ ...REPORT, state: 'settled' }, settled)).toEqual({
      kind: 'noted',
      state: 'settled',
      moves: false,
    });
  });

  it('waits for a person if it fits no instruction, cannot be read, or its claim has ended (R-146)', () => {
    expect(handleReport(REPORT, null)).toEqual({ kind: 'parked', reason: 'UNKNOWN_INSTRUCTION' });
    expect(handleReport({ ...REPORT, state: null }, SENT)).toEqual({ kind: 'parked', reason: 'MALFORMED' });
    for (const claimState of ['rejected', 'withdrawn']) {
      expect(handleReport(REPORT, { ...SENT, claimState })).toEqual({ kind: 'parked', reason: 'CLAIM_CLOSED' });
    }
  });
});

describe('money that comes back after its claim was closed', () => {
  const paid = { ...SENT, state: 'settled', claimState: 'closed' } as const;

  it('F2: is taken by the batch, and a person may say which payment it was (R-147)', () => {
    for (const state of ['returned', 'reversed'] as const) {
      expect(handleReport({ ...REPORT, state }, paid)).toEqual({ kind: 'taken' });
      const parked = { state: 'parked', reportedState: state, amountFen: 100, jurisdiction: null } as const;
      expect(judgeMatching(parked, paid, '150600').ok).toBe(true);
    }
  });

  it('F2: a repeated settlement is only noted', () => {
    expect(handleReport({ ...REPORT, state: 'settled' }, paid)).toMatchObject({ kind: 'noted', moves: false });
  });
});

describe('a person who says which instruction a report belongs to', () => {
  const PARKED: ParkedReport = { state: 'parked', reportedState: 'settled', amountFen: 100, jurisdiction: null };
  const refusalOf = (report: Partial<ParkedReport>, instruction: typeof SENT | null = SENT, change = {}) => {
    const named = instruction === null ? null : { ...instruction, ...change };
    const verdict = judgeMatching({ ...PARKED, ...report }, named, '150600');
    return verdict.ok ? null : verdict.reason;
  };

  it('puts the report in force as if it had named it', () => {
    expect(judgeMatching(PARKED, SENT, '150600')).toEqual({
      ok: true,
      value: { instruction: SENT, handling: { kind: 'taken' } },
    });
  });

  it('sees no report that names another jurisdiction’s instruction, and may not name one', () => {
    expect(refusalOf({ jurisdiction: '150602' })).toBe('NOT_FOUND');
    expect(refusalOf({ jurisdiction: '150600' })).toBeNull();
    expect(refusalOf({}, SENT, { jurisdiction: '150602' })).toBe('INVALID');
    expect(refusalOf({}, null)).toBe('INVALID');
  });

  it('does it once, for an equal amount and an instruction that can have such a report', () => {
    expect(refusalOf({ state: 'applied' })).toBe('ALREADY_MATCHED');
    expect(refusalOf({ amountFen: 99 })).toBe('AMOUNT_MISMATCH');
    expect(refusalOf({ reportedState: null })).toBe('AMOUNT_MISMATCH');
    expect(refusalOf({}, SENT, { state: 'draft' })).toBe('WRONG_STATE');
    expect(refusalOf({}, SENT, { claimState: 'rejected' })).toBe('CLAIM_CLOSED');
  });
});

describe('a result that its claim refuses', () => {
  it('waits for a person, with a reason that the inbox knows', () => {
    expect(parkReasonOfRefusal('CLAIM_CLOSED')).toBe('CLAIM_CLOSED');
    expect(parkReasonOfRefusal('WRONG_STATE')).toBe('CONTRADICTION');
  });
});
