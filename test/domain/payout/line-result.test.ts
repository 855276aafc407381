import { fc, it as property } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { judgeLineResult, type LinePayment } from '../../../domain/payout/line-result.ts';

const sent: LinePayment = { state: 'sent', othersUnderWay: 0, settledFen: 300_000, dueFen: 300_000 };

describe('judgeLineResult', () => {
  it('tells the line alone as long as others are under way (D24)', () => {
    expect(judgeLineResult('settled', { ...sent, othersUnderWay: 1 })).toEqual({ kind: 'line' });
    expect(judgeLineResult('failed', { ...sent, othersUnderWay: 1 })).toEqual({ kind: 'line' });
  });

  it('tells the claim with the last one: settled when all has arrived to the fen, otherwise failed (R-146)', () => {
    expect(judgeLineResult('settled', sent)).toEqual({ kind: 'claim', outcome: 'settled' });
    expect(judgeLineResult('settled', { ...sent, settledFen: 299_999 })).toEqual({ kind: 'claim', outcome: 'failed' });
    expect(judgeLineResult('failed', { ...sent, settledFen: 0 })).toEqual({ kind: 'claim', outcome: 'failed' });
  });

  it('tells the claim of the first return after everything had arrived (R-147)', () => {
    const paid = { ...sent, state: 'settled', settledFen: 200_000 } as const;
    expect(judgeLineResult('returned', paid)).toEqual({ kind: 'claim', outcome: 'returned' });
    expect(judgeLineResult('reversed', paid)).toEqual({ kind: 'claim', outcome: 'reversed' });
  });

  it.each(['due', 'failed', 'none'] as const)('tells the line alone while the payment is %s', (state) => {
    expect(judgeLineResult('returned', { ...sent, state })).toEqual({ kind: 'line' });
  });

  property.prop([
    fc.array(fc.record({ fen: fc.integer({ min: 1, max: 900_000 }), settles: fc.boolean() }), {
      minLength: 1,
      maxLength: 60,
    }),
  ])('lets a claim hear once of a payment, however many lines it has and in whatever order they end (D24)', (lines) => {
    const dueFen = lines.reduce((sum, { fen }) => sum + fen, 0);
    let settledFen = 0;
    const heard = lines.map(({ fen, settles }, position) => {
      settledFen += settles ? fen : 0;
      const othersUnderWay = lines.length - position - 1;
      return judgeLineResult(settles ? 'settled' : 'failed', { state: 'sent', othersUnderWay, settledFen, dueFen });
    });
    const outcome = lines.every(({ settles }) => settles) ? 'settled' : 'failed';
    expect(heard.filter(({ kind }) => kind === 'claim')).toEqual([{ kind: 'claim', outcome }]);
    expect(heard.at(-1)?.kind).toBe('claim');
  });
});
