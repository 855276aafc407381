import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import {
  isFinalState,
  judgeInboxRow,
  REPORTED_STATES,
  reportedStateOf,
  type InstructionState,
  type ReportedState,
} from '../../../domain/payout/inbox-judgement.ts';

const instruction = (state: InstructionState) => ({ state, amountFen: 2_880_000, claimEndedUnpaid: false });
const report = (state: ReportedState) => ({ state, instructionId: 'pin_1', amountFen: 2_880_000 });

describe('judgeInboxRow', () => {
  it.each([
    ['instructed', 'settled', 'settled before accepted moves at once'],
    ['accepted', 'inTransit', 'it is on its way'],
    ['inTransit', 'failed', 'the bank could not pay'],
    ['settled', 'returned', 'money that was settled came back'],
    ['settled', 'reversed', 'money that was settled was taken back'],
  ] as const)('moves an instruction from %s to %s, because %s (R-147)', (from, to, _because) => {
    expect(judgeInboxRow(report(to), instruction(from))).toEqual({ kind: 'advances', state: to });
  });

  it.each([
    ['settled', 'accepted', 'it comes late'],
    ['settled', 'settled', 'it was said before (R-146)'],
    ['inTransit', 'accepted', 'it comes out of order'],
    ['returned', 'settled', 'settling came before the return'],
  ] as const)('keeps %s and takes %s for a fact without effect, because %s', (from, to, _because) => {
    expect(judgeInboxRow(report(to), instruction(from))).toEqual({ kind: 'fact' });
  });

  it.each([
    ['settled', 'failed', 'CONTRADICTION'],
    ['failed', 'settled', 'CONTRADICTION'],
    ['instructed', 'returned', 'NOT_SETTLED'],
    ['draft', 'settled', 'NOT_RELEASED'],
    ['cancelled', 'settled', 'CANCELLED'],
  ] as const)('parks what says %s then %s as %s', (from, to, reason) => {
    expect(judgeInboxRow(report(to), instruction(from))).toEqual({ kind: 'park', reason });
  });

  it('parks an unknown instruction, an amount off by one fen, a closed claim and what cannot be read (R-146)', () => {
    const known = instruction('instructed');
    expect(judgeInboxRow(report('settled'), null)).toMatchObject({ reason: 'UNKNOWN_INSTRUCTION' });
    expect(judgeInboxRow({ ...report('settled'), amountFen: 2_879_999 }, known)).toMatchObject({
      reason: 'AMOUNT_MISMATCH',
    });
    expect(judgeInboxRow({ ...report('settled'), state: null }, known)).toMatchObject({ reason: 'MALFORMED' });
    const closed = { ...instruction('settled'), claimEndedUnpaid: true };
    expect(judgeInboxRow(report('returned'), closed)).toMatchObject({ reason: 'CLAIM_CLOSED' });
    expect(judgeInboxRow(report('settled'), closed)).toEqual({ kind: 'fact' });
  });

  test.prop([fc.array(fc.constantFrom(...REPORTED_STATES), { maxLength: 12 })])(
    'settles at most once, whatever is said in whatever order (R-146)',
    (said) => {
      let state: InstructionState = 'instructed';
      let settled = 0;
      for (const next of said) {
        const verdict = judgeInboxRow(report(next), instruction(state));
        if (verdict.kind === 'advances') {
          expect(isFinalState(state) && verdict.state === 'settled').toBe(false);
          settled += verdict.state === 'settled' ? 1 : 0;
          state = verdict.state;
        }
      }
      expect(settled).toBeLessThanOrEqual(1);
    },
  );

  it('reads the words of the wire', () => {
    expect(reportedStateOf('payout.in_transit')).toBe('inTransit');
    expect(reportedStateOf('payout.settled')).toBe('settled');
    expect(reportedStateOf('payout.unknown')).toBeNull();
  });
});
