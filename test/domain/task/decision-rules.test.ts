import { describe, expect, it } from 'vitest';
import {
  doubtOf,
  judgeReason,
  missingSupervision,
  undecidedLines,
  wrongAnswers,
  wrongLines,
  wrongReasons,
  type DecidedLine,
} from '../../../domain/task/decision-rules.ts';

const QUESTIONS = ['classPlan', 'trainingProcess', 'supportingEvidence'];
const line = (lineId: string, over: Partial<DecidedLine> = {}): DecidedLine => ({
  lineId,
  state: 'eligible',
  wantsDecision: false,
  isAccepted: false,
  ...over,
});

describe('an approval', () => {
  it('R-092 answers three questions each by itself: one left open or not true is no approval', () => {
    const all = { classPlan: 'true', trainingProcess: 'true', supportingEvidence: 'true' } as const;
    expect(wrongAnswers(QUESTIONS, all)).toEqual([]);
    expect(wrongAnswers(QUESTIONS, { classPlan: 'true', trainingProcess: 'cannotTell' })).toEqual([
      { key: 'supportingEvidence', code: 'QUESTION_UNANSWERED' },
      { key: 'trainingProcess', code: 'ANSWER_FORBIDS_APPROVAL' },
    ]);
    expect(wrongAnswers(QUESTIONS, { ...all, other: 'true' })).toEqual([{ key: 'other', code: 'UNKNOWN_QUESTION' }]);
  });

  it('R-093 answers for completeness and procedure: a filing accepted after the class began is procedure = no', () => {
    expect(wrongAnswers(['complete', 'procedure'], { complete: 'true', procedure: 'false' })).toEqual([
      { key: 'procedure', code: 'ANSWER_FORBIDS_APPROVAL' },
    ]);
    expect(wrongAnswers(['complete', 'procedure'], { complete: 'true', procedure: 'true' })).toEqual([]);
  });

  it('R-102 refuses and accepts only lines that are still paid, each once', () => {
    const lines = [line('lin_1'), line('lin_2', { state: 'refused' })];
    const words = { refuseLines: [{ lineId: 'lin_1' }, { lineId: 'lin_2' }], acceptLines: [{ lineId: 'lin_1' }] };
    expect(wrongLines(lines, 'base', words)).toEqual([
      { list: 'refuseLines', position: 1, code: 'LINE_UNKNOWN' },
      { list: 'acceptLines', position: 0, code: 'LINE_TWICE' },
    ]);
  });

  it('R-039, R-102 decides each line with a reason of its route; the remark of the decision counts for its lines', () => {
    const lines = [line('lin_1', { wantsDecision: true }), line('lin_2')];
    const codes = ['ATTENDANCE_TOO_LOW', 'REFUSED_BY_REVIEWER'];
    const words = {
      refuseLines: [
        { lineId: 'lin_2', code: 'ATTENDANCE_TOO_LOW' },
        { lineId: 'lin_3', code: 'FEE_COVERED', remark: 'why' },
        { lineId: 'lin_4', code: 'REFUSED_BY_REVIEWER', remark: ' ' },
      ],
      acceptLines: [{ lineId: 'lin_1' }, { lineId: 'lin_5' }],
    };
    expect(wrongReasons(lines, codes, words)).toEqual([
      { list: 'refuseLines', position: 1, field: 'code', code: 'NOT_A_REASON_HERE' },
      { list: 'refuseLines', position: 2, field: 'remark', code: 'REQUIRED' },
      { list: 'acceptLines', position: 0, field: 'remark', code: 'REQUIRED' },
    ]);
    expect(wrongReasons(lines, codes, { ...words, remark: 'seen' })).toMatchObject([{ field: 'code' }]);
  });

  it('names every line whose finding wants a decision (R-039)', () => {
    const lines = [
      line('lin_1', { wantsDecision: true, state: 'proposed' }),
      line('lin_2', { wantsDecision: true, isAccepted: true }),
    ];
    expect(undecidedLines(lines, 'base', { refuseLines: [], acceptLines: [] })).toEqual(['lin_1']);
    expect(undecidedLines(lines, 'base', { refuseLines: [], acceptLines: [{ lineId: 'lin_1' }] })).toEqual([]);
  });

  it('knows of each line whether it waits, was accepted before, or has nothing to decide (R-039, R-079)', () => {
    const doubtful = {
      state: 'eligible',
      findings: [{ wantsDecision: true }],
      acceptedRemark: null,
      floatAcceptedRemark: null,
    } as const;
    const accepted = { ...doubtful, acceptedRemark: '已核对' };
    const topUp = { ...accepted, state: 'floatClaimed' } as const;
    const ofTopUp = { ...topUp, findings: [{ wantsDecision: true, purpose: 'float' }] } as const;
    expect(doubtOf(doubtful, 'base')).toBe('undecided');
    expect(doubtOf(accepted, 'base')).toBe('accepted');
    expect(doubtOf({ ...doubtful, state: 'refused' }, 'base')).toBeNull();
    expect(doubtOf({ ...doubtful, findings: [{ wantsDecision: false }] }, 'base')).toBeNull();
    expect(doubtOf({ ...accepted, state: 'paid' }, 'float')).toBeNull();
    expect(doubtOf(topUp, 'float')).toBeNull();
    expect(doubtOf(ofTopUp, 'float')).toBe('undecided');
    expect(doubtOf({ ...ofTopUp, floatAcceptedRemark: '已核对' }, 'float')).toBe('accepted');
  });

  it('wants all three links visited (R-037)', () => {
    expect(missingSupervision(['CLASS_PLAN'])).toEqual(['TEACHING_ORGANISATION', 'GRADUATION_ASSESSMENT']);
  });
});

describe('a return or rejection', () => {
  it('says why, by remark or corrections (R-109)', () => {
    expect(judgeReason({}).ok).toBe(false);
    expect(judgeReason({ remark: '  ' }).ok).toBe(false);
    expect(judgeReason({ remark: '缺少签到表' }).ok).toBe(true);
    expect(judgeReason({ corrections: [{}] }).ok).toBe(true);
  });
});
