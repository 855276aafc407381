import { describe, expect, it } from 'vitest';
import { judgeApprovedPayees, judgePaidPayees } from '../../../domain/payout/approved-payee.ts';

const SAME = { approved: 'a1', isCountedSince: false, stored: 'a1' };

describe('S13: the payees of a claim', () => {
  it('are paid only if they are those of the approval', () => {
    expect(judgePaidPayees(SAME).ok).toBe(true);
    expect(judgePaidPayees({ ...SAME, stored: 'b2' })).toMatchObject({ reason: 'PAYEE_CHANGED' });
    expect(judgePaidPayees({ ...SAME, stored: null })).toMatchObject({ reason: 'PAYEE_CHANGED' });
    expect(judgePaidPayees({ approved: null, isCountedSince: false, stored: null })).toMatchObject({ ok: false });
  });

  it('are approved as they stand, and as others only where others were handed in since', () => {
    expect(judgeApprovedPayees(SAME)).toEqual({ ok: true, value: 'a1' });
    expect(judgeApprovedPayees({ ...SAME, approved: null, stored: 'b2' })).toEqual({ ok: true, value: 'b2' });
    expect(judgeApprovedPayees({ ...SAME, stored: 'b2', isCountedSince: true })).toEqual({ ok: true, value: 'b2' });
    expect(judgeApprovedPayees({ ...SAME, stored: 'b2' })).toMatchObject({ reason: 'PAYEE_CHANGED' });
    expect(judgeApprovedPayees({ ...SAME, stored: null, isCountedSince: true })).toMatchObject({ ok: false });
  });
});
