import { CLAIM_AUDIT_ACTS, type ClaimAuditAct } from '../../../domain/act-words.ts';
import { describe, expect, it } from 'vitest';
import { timelineView } from '../../../api/claim/timeline-words.ts';

const ENTRY = {
  seq: 1,
  revision: 1,
  at: new Date(0),
  organ: null,
  section: null,
  displayName: null,
  isPrivate: false,
  onBehalfOf: null,
} as const;

const reviewStage = { kind: 'review', organ: 'HRSS', role: 'bureauReviewer', daysKey: 'review.days' } as const;

const seen = (act: ClaimAuditAct, facts: Readonly<Record<string, unknown>> = {}) =>
  timelineView({ ...ENTRY, act, facts }, { isOfficial: false, language: 'zh', law: null });

const said = (...of: Parameters<typeof seen>) => seen(...of).sentence;

const actorSeen = (isOfficial: boolean, isPrivate: boolean) =>
  timelineView(
    { ...ENTRY, act: 'begin', displayName: '那仁图雅', isPrivate, facts: {} },
    { isOfficial, language: 'zh', law: null },
  ).actor?.displayName;

describe('the timeline of a claim', () => {
  it('has a sentence of its own for every act of a claim', () => {
    expect(new Set(CLAIM_AUDIT_ACTS.map((act) => said(act))).size).toBe(CLAIM_AUDIT_ACTS.length);
  });

  it('names a decision by what was decided', () => {
    expect(said('decide', { decision: 'reject' })).toBe('不予通过。');
  });

  it('says which money was released and how it went, in words (R-147)', () => {
    expect(said('payoutReleasing', { money: 'allowance', purpose: 'base' })).toBe('生活费补贴支付批次已放行。');
    expect(said('payoutReported', { money: 'base', outcome: 'settled' })).toBe('培训补贴：已到账。');
    expect(said('linePayoutReported', { purpose: 'allowance', outcome: 'returned', amountFen: 12_500 })).toBe(
      '生活费补贴（一人，125.00 元）：已被退回。',
    );
  });

  it('says what Finance set off and what was paid back (R-074)', () => {
    expect(said('setOff', { movedFen: 320_000 })).toContain('3,200.00 元');
    expect(said('repaid', { movedFen: 120_000 })).toBe('财政部门确认退款 1,200.00 元。');
  });

  it('names every place that a return asked to be corrected, with what was written to it', () => {
    const corrections = [
      { pointer: '/documents/TEACHING_PLAN', remark: '缺 6月3日 后的安排' },
      { pointer: '/attendance', remark: '重传' },
      { pointer: '/lines/3', remark: '证书号有误' },
      { pointer: '/classHours', remark: '改课时' },
    ];
    const { facts } = seen('decide', { decision: 'returnForCorrection', corrections });
    expect(facts['corrections']).toEqual([
      { pointer: '/documents/TEACHING_PLAN', remark: '缺 6月3日 后的安排', label: '教学计划' },
      { pointer: '/attendance', remark: '重传', label: '考勤记录' },
      { pointer: '/lines/3', remark: '证书号有误', label: '第 3 人' },
      { pointer: '/classHours', remark: '改课时', label: '课时' },
    ]);
  });

  it('R-096: tells officials which questions a decision answered, in the words of its law, and applicants nothing of them', () => {
    const stage = { stage: 'departmentReview', labels: { zh: '审核', en: 'Review' } };
    const questions = [{ key: 'classPlan', label: { zh: '开班计划是否真实？', en: 'Is the plan true?' } }];
    const law = { documents: [], stages: [{ ...reviewStage, ...stage, questions }] };
    const facts = {
      decision: 'approve',
      decidedStage: 'departmentReview',
      answers: { classPlan: 'true', other: 'false' },
    };
    const answered = (isOfficial: boolean) =>
      timelineView({ ...ENTRY, act: 'decide', facts }, { isOfficial, language: 'zh', law }).facts['answered'];
    expect(answered(true)).toEqual([
      { key: 'classPlan', label: '开班计划是否真实？', answer: 'true' },
      { key: 'other', label: 'other', answer: 'false' },
    ]);
    expect(answered(false)).toBeUndefined();
  });

  it('masks the name of a private applicant to officials, and hides every name from applicants (R-096)', () => {
    expect(actorSeen(true, true)).toBe('那**雅');
    expect(actorSeen(true, false)).toBe('那仁图雅');
    expect(actorSeen(false, true)).toBeNull();
  });
});
