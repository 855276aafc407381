import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  judgeCorrectedAccount,
  judgeReleasing,
  judgeReported,
  judgeResult,
  lineMoveOfResult,
  payableAdvance,
  type ClaimInstruction,
} from '../../../domain/payout/claim-payment.ts';
import { ledgerOfInstructed, ledgerOfResult } from '../../../domain/payout/ledger.ts';

const INSTRUCTION: ClaimInstruction = {
  id: 'ins_1',
  claimId: 'clm_1',
  amountFen: 100,
  fund: 'EMPLOYMENT',
  state: 'instructed',
  purpose: 'base',
  lineId: null,
};
const OF_LINE: ClaimInstruction = { ...INSTRUCTION, lineId: 'lin_1' };
const BASE = {
  purpose: 'base',
  filingState: 'accepted',
  isReopened: false,
  isClassUnpaid: false,
  owedAnywayFen: 0,
} as const;
const SENT = { state: 'sent', amountFen: 300, accountCorrected: false } as const;

describe('a payment that a claim lets go', () => {
  it('R-090 is what is due, to the fen, together with what has left for other lines', () => {
    expect(judgeReleasing({ ...BASE, drafted: [INSTRUCTION], leftFen: 200, dueFen: 300 })).toMatchObject({ ok: true });
    expect(judgeReleasing({ ...BASE, drafted: [INSTRUCTION], leftFen: 199, dueFen: 300 })).toMatchObject({
      ok: false,
      reason: 'AMOUNT_MISMATCH',
    });
  });

  it('R-071: an advance is not paid for a class that will never be claimed', () => {
    const sum = { drafted: [INSTRUCTION], leftFen: 0, dueFen: 100 };
    const advance = { ...BASE, ...sum, purpose: 'advance', filingState: 'accepted' } as const;
    expect(judgeReleasing(advance)).toMatchObject({ ok: true });
    for (const filingState of ['expired', 'withdrawn'] as const) {
      expect(judgeReleasing({ ...advance, filingState })).toEqual({ ok: false, reason: 'CLAIM_WINDOW_CLOSED' });
      expect(judgeReleasing({ ...advance, purpose: 'base', filingState })).toMatchObject({ ok: true });
    }
  });

  it('L1: an advance that came back is not paid again while no claim of its class lives that would settle it', () => {
    const cameBack = {
      ...BASE,
      drafted: [INSTRUCTION],
      leftFen: 0,
      dueFen: 100,
      isReopened: true,
      isClassUnpaid: true,
    };
    const refusal = { ok: false, reason: 'WRONG_STATE' };
    expect(judgeReleasing({ ...cameBack, purpose: 'advance' })).toEqual(refusal);
    expect(judgeReleasing({ ...cameBack, purpose: 'base' })).toMatchObject({ ok: true });
    expect(judgeReleasing({ ...cameBack, purpose: 'advance', isReopened: false })).toMatchObject({ ok: true });
    expect(judgeReleasing({ ...cameBack, purpose: 'advance', isClassUnpaid: false })).toMatchObject({ ok: true });
  });

  it('L1: what the person has earned or repaid of an advance is paid again, whatever became of the class', () => {
    const cameBack = { ...BASE, purpose: 'advance', drafted: [INSTRUCTION], leftFen: 0, dueFen: 100 } as const;
    const unpaid = { ...cameBack, isReopened: true, isClassUnpaid: true };
    const classes = [
      [unpaid, 'WRONG_STATE'],
      [{ ...unpaid, filingState: 'expired' }, 'CLAIM_WINDOW_CLOSED'],
      [{ ...unpaid, filingState: 'withdrawn' }, 'CLAIM_WINDOW_CLOSED'],
    ] as const;
    for (const [ofClass, reason] of classes) {
      expect(judgeReleasing({ ...ofClass, owedAnywayFen: 100 })).toEqual({ ok: true, value: 100 });
      expect(judgeReleasing({ ...ofClass, owedAnywayFen: 0 })).toEqual({ ok: false, reason });
    }
  });

  it('L1: of an advance that came back, a class without claims leaves only what was earned: 30 of 100', () => {
    const unpaid = { ...BASE, purpose: 'advance', isReopened: true, isClassUnpaid: true, owedAnywayFen: 30 } as const;
    expect(payableAdvance(100, unpaid)).toEqual({ ok: true, value: 30 });
    expect(payableAdvance(100, { ...unpaid, filingState: 'expired' })).toEqual({ ok: true, value: 30 });
    expect(payableAdvance(100, { ...unpaid, isClassUnpaid: false })).toEqual({ ok: true, value: 100 });
    expect(payableAdvance(100, { ...unpaid, isReopened: false })).toEqual({ ok: true, value: 100 });
    const sum = { leftFen: 0, dueFen: 100 };
    expect(judgeReleasing({ ...unpaid, ...sum, drafted: [INSTRUCTION] })).toEqual({
      ok: false,
      reason: 'AMOUNT_MISMATCH',
    });
    const drafted = [{ ...INSTRUCTION, amountFen: 30 }];
    expect(judgeReleasing({ ...unpaid, ...sum, drafted })).toEqual({ ok: true, value: 30 });
  });

  it('R-101: is paid again only when every payee whose money came back has given another account', () => {
    const decided = { task: 'accountCorrection', purpose: 'base' } as const;
    expect(judgeCorrectedAccount(decided, ['base'])).toEqual({ ok: false, reason: 'ACCOUNT_NOT_CORRECTED' });
    expect(judgeCorrectedAccount(decided, ['float'])).toMatchObject({ ok: true });
    expect(judgeCorrectedAccount({ ...decided, task: 'review' }, ['base'])).toMatchObject({ ok: true });
  });

  it('is refused where the batch has no draft of it', () => {
    expect(judgeReleasing({ ...BASE, drafted: [], leftFen: 300, dueFen: 300 })).toMatchObject({
      ok: false,
      reason: 'WRONG_STATE',
    });
  });
});

describe('the result of a payment', () => {
  const last = { payment: SENT, others: { underWay: 0, settledFen: 200 } };

  it('R-109 is the claim’s when the last line is final, and the line’s before', () => {
    expect(judgeResult(OF_LINE, 'settled', last)).toEqual({ kind: 'claim', outcome: 'settled' });
    const earlier = { payment: SENT, others: { underWay: 1, settledFen: 100 } };
    expect(judgeResult(OF_LINE, 'settled', earlier)).toEqual({ kind: 'line' });
  });

  it('is stale where another line’s result came in between, and never for a claim that is paid as a whole', () => {
    const said = { own: 'settled', outcome: 'settled' } as const;
    const failed = { payment: SENT, others: { underWay: 0, settledFen: 100 } };
    expect(judgeReported(OF_LINE, said, last)).toMatchObject({ ok: true });
    expect(judgeReported(OF_LINE, said, failed)).toMatchObject({ ok: false, reason: 'STALE' });
    expect(judgeReported(INSTRUCTION, said, failed)).toMatchObject({ ok: true });
  });

  it('R-102 moves the lines that it pays, and none for the allowance', () => {
    expect(lineMoveOfResult('base', 'settled', true)).toMatchObject({ kind: 'settle', isContractChecked: true });
    expect(lineMoveOfResult('float', 'returned', true)).toEqual({ kind: 'unsettle', isFloat: true });
    expect(lineMoveOfResult('allowance', 'settled', true)).toBeNull();
  });
});

describe('the ledger', () => {
  const outcomes = fc.constantFrom('settled', 'failed', 'returned', 'reversed');
  const states = fc.constantFrom('instructed', 'settled', 'inTransit');

  it('sums to zero in each of its transactions, whatever becomes of a payment (D9)', () => {
    fc.assert(
      fc.property(outcomes, states, fc.integer({ min: 1, max: 1e9 }), (outcome, state, amountFen) => {
        const instruction = { ...INSTRUCTION, state, amountFen };
        const rows = [
          ...ledgerOfInstructed(instruction),
          ...ledgerOfResult(instruction, { inboxId: 'inb_1', outcome }),
        ];
        const sums = new Map<string, number>();
        for (const row of rows) {
          sums.set(row.transactionId, (sums.get(row.transactionId) ?? 0) + row.amountFen);
        }
        expect([...sums.values()].every((sum) => sum === 0)).toBe(true);
      }),
    );
  });

  it('brings money back that had arrived before it is owed no more (D9)', () => {
    const rows = ledgerOfResult({ ...INSTRUCTION, state: 'settled' }, { inboxId: 'inb_1', outcome: 'returned' });
    expect(rows.map(({ transactionId, account, amountFen }) => [transactionId, account, amountFen])).toEqual([
      ['ins_1/inb_1/back', 'payable', -100],
      ['ins_1/inb_1/back', 'bank', 100],
      ['ins_1/inb_1', 'fund:EMPLOYMENT', -100],
      ['ins_1/inb_1', 'payable', 100],
    ]);
  });
});
