import { describe, expect, it } from 'vitest';
import { claimAuditFacts, type AuditedWords } from '../../../domain/claim/claim-audit.ts';
import {
  ACTORS,
  after,
  aPlan,
  closesNotice,
  decides,
  messageOf,
  OPENS_NOTICE,
  played,
  releases,
  reports,
  someFacts,
  TO_FINANCE,
  TO_NOTICE,
  TO_REVIEW,
  TO_SENT,
  type Wish,
} from '../../support/claim-courses.ts';

const PLAN = aPlan();
const { deptEmergency, ops } = ACTORS;

/** What the audit says of the last wish, played after the others. */
function audited(wishes: readonly Wish[], wish: Wish, words: AuditedWords = {}) {
  const before = played(PLAN, wishes);
  const message = messageOf(before, wish);
  const facts = someFacts();
  return claimAuditFacts({ before, after: after(before, wish, PLAN, facts), message, plan: PLAN, facts }, words);
}

describe('the audit entry of an act on a claim', () => {
  it('R-107: says of a decision what was decided where, with the words of the person', () => {
    const words = {
      answers: { classPlan: 'yes' },
      remark: '同意',
      refuseLines: [1, 2],
      corrections: [],
      fund: 'EMPLOYMENT',
    };
    const approved = audited(TO_REVIEW, decides(deptEmergency, 'approve'), words);
    expect(approved).toMatchObject({
      decision: 'approve',
      task: 'review',
      decidedStage: 'departmentReview',
      answers: { classPlan: 'yes' },
      remark: '同意',
      refusedLines: 2,
      corrections: [],
      fund: 'EMPLOYMENT',
      stage: 1,
      round: 1,
    });
    const { linesLeft, amountFen } = someFacts();
    expect(approved).toMatchObject({ linesLeft, amountFen });
    expect(audited(TO_REVIEW, decides(deptEmergency, 'reject'), { reason: '不符' })).toMatchObject({
      decision: 'reject',
      remark: '不符',
      outcomeCode: expect.any(String),
    });
  });

  it('says of money which, of a notice which one, and nothing of what it does not have', () => {
    expect(audited(TO_NOTICE, OPENS_NOTICE)).toMatchObject({
      noticeId: expect.any(String),
      answers: null,
      remark: null,
    });
    expect(audited([...TO_NOTICE, OPENS_NOTICE], closesNotice('clean'))).toMatchObject({
      noticeId: expect.any(String),
    });
    const sent = audited(TO_FINANCE, releases('base'));
    expect(sent).toMatchObject({ money: 'base', batchId: expect.any(String), makerId: ACTORS.financeMaker.personId });
    expect(sent).not.toHaveProperty('fund');
    expect(sent).not.toHaveProperty('outcomeCode');
    expect(audited(TO_SENT, reports('base', 'settled'))).toMatchObject({ money: 'base', outcome: 'settled' });
    const held = audited(TO_REVIEW, { kind: 'hold', actor: ops });
    expect(held).toMatchObject({ refusedLines: 0, corrections: null });
    expect(held).not.toHaveProperty('decision');
  });
});
