import { describe, expect, it } from 'vitest';
import { decideLines, upholdObjections } from '../../../domain/line/line-decisions.ts';
import { lineTransitions, type LineMove } from '../../../domain/line/line-moves.ts';
import { LINE_STATES, type LineState } from '../../../domain/line/line-state.ts';

/** What a move makes of each state, in the order of `LINE_STATES`; a dot: the line is not touched. */
function moved(move: LineMove): string {
  const to = lineTransitions(move);
  return LINE_STATES.map((state: LineState) => to[state] ?? '.').join(' ');
}

describe('the table of line states', () => {
  it('has every state of every move', () => {
    expect(LINE_STATES.join(' ')).toBe(
      'proposed eligible refused approved paid floatWaiting floatClaimed floatPaid floatNotEarned allowanceOnly',
    );
    const table = {
      accept: moved({ kind: 'accept' }),
      refuse: moved({ kind: 'refuse', isFloat: false }),
      refuseFloat: moved({ kind: 'refuse', isFloat: true }),
      uphold: moved({ kind: 'uphold', isFloat: false }),
      upholdFloat: moved({ kind: 'uphold', isFloat: true }),
      approve: moved({ kind: 'approve' }),
      settle: moved({ kind: 'settle', isFloat: false, isContractChecked: false }),
      settleChecked: moved({ kind: 'settle', isFloat: false, isContractChecked: true }),
      settleFloat: moved({ kind: 'settle', isFloat: true, isContractChecked: true }),
      unsettle: moved({ kind: 'unsettle', isFloat: false }),
      unsettleFloat: moved({ kind: 'unsettle', isFloat: true }),
      earn: moved({ kind: 'judgeContract', isEarned: true }),
      notEarn: moved({ kind: 'judgeContract', isEarned: false }),
      close: moved({ kind: 'close' }),
    };
    expect(table).toEqual({
      accept:
        'eligible eligible refused approved paid floatWaiting floatClaimed floatPaid floatNotEarned allowanceOnly',
      refuse: 'refused refused . refused refused refused refused refused refused refused',
      refuseFloat:
        'floatNotEarned floatNotEarned . floatNotEarned floatNotEarned floatNotEarned floatNotEarned floatNotEarned floatNotEarned .',
      uphold: 'refused refused . refused refused refused refused refused . refused',
      upholdFloat:
        'floatNotEarned floatNotEarned . floatNotEarned floatNotEarned floatNotEarned floatNotEarned floatNotEarned . .',
      approve: '. approved . . . . . . . .',
      settle: '. . . paid paid paid . . . .',
      settleChecked: '. . . floatWaiting floatWaiting floatWaiting . . . .',
      settleFloat: '. . . . . . floatPaid floatPaid . .',
      unsettle: '. . . approved approved approved . . . .',
      unsettleFloat: '. . . . . . floatClaimed floatClaimed . .',
      earn: '. . . floatClaimed floatClaimed floatClaimed floatClaimed . floatClaimed .',
      notEarn: '. . . floatNotEarned floatNotEarned floatNotEarned floatNotEarned . floatNotEarned .',
      close: '. . . . . floatNotEarned floatNotEarned . . .',
    });
  });

  it('never brings a refused line back (R-102)', () => {
    const kinds: readonly LineMove[] = [
      { kind: 'approve' },
      { kind: 'settle', isFloat: false, isContractChecked: true },
      { kind: 'unsettle', isFloat: false },
      { kind: 'close' },
    ];
    expect(kinds.filter((move) => lineTransitions(move).refused !== undefined)).toEqual([]);
  });
});

function detailOf(refusal: { readonly code: string; readonly remark?: string }, remark?: string) {
  const body = { refuseLines: [{ lineId: 'lin_1', ...refusal }], ...(remark !== undefined && { remark }) };
  return decideLines(body, 'base')[0]?.lines[0]?.refusal?.detail;
}

describe('what a reviewer decides on single lines', () => {
  it('R-039, R-102 is refused with its code and remark, or accepted with its remark', () => {
    const body = {
      refuseLines: [{ lineId: 'lin_1', code: 'OTHER', remark: 'why' }],
      acceptLines: [{ lineId: 'lin_2' }],
    };
    const refusal = { code: 'OTHER', rule: 'R-102', detail: 'why', by: 'reviewer', purpose: 'base' };
    expect(decideLines(body, 'base')).toEqual([
      { move: { kind: 'refuse', isFloat: false }, lines: [{ lineId: 'lin_1', refusal, acceptedRemark: null }] },
      { move: { kind: 'accept' }, lines: [{ lineId: 'lin_2', refusal: null, acceptedRemark: '' }] },
    ]);
  });

  it('R-102 keeps a true reason where the reviewer wrote none: the reason by its name, or the remark of the decision', () => {
    expect(detailOf({ code: 'ATTENDANCE_TOO_LOW' }, 'all in order')).toMatchObject({
      zh: '审核人不予通过：出勤不足。',
    });
    expect(detailOf({ code: 'REFUSED_BY_REVIEWER' }, 'as seen')).toBe('as seen');
    expect(detailOf({ code: 'REFUSED_BY_REVIEWER', remark: 'forged' }, 'as seen')).toBe('forged');
    const refuseLines = [{ lineId: 'lin_1', code: 'NOT_CERTIFIED' }];
    const both = { refuseLines, acceptLines: [{ lineId: 'lin_2' }], remark: 'seen' };
    const [, accepted] = decideLines(both, 'base');
    expect(accepted?.lines[0]?.acceptedRemark).toBe('seen');
  });

  it('is nothing where the decision names no line', () => {
    expect(decideLines({ refuseLines: [] }, 'base')).toEqual([]);
  });

  it('R-099 falls out of the +50 % alone when an objection to it was upheld', () => {
    const { move, lines } = upholdObjections(['lin_1'], 'float');
    expect(move).toEqual({ kind: 'uphold', isFloat: true });
    expect(lines[0]?.refusal).toMatchObject({ code: 'OBJECTION_UPHELD', purpose: 'float' });
  });
});
