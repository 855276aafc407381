import { describe, expect, it } from 'vitest';
import { diagnoseNotice, type NoticeCaseFacts } from '../../../domain/notice/diagnose-notice.ts';
import { NOTICE_STATES } from '../../../domain/notice/notice-course.ts';
import { BATCH_STATES } from '../../../domain/payout/batch-course.ts';
import { diagnoseBatch } from '../../../domain/payout/diagnose-batch.ts';
import { DAY, NOW, task } from '../../support/diagnosis-facts.ts';

const CALM: NoticeCaseFacts = {
  state: 'published',
  nowMs: NOW,
  stateSinceMs: NOW - DAY,
  workerAgeMs: 1_000,
  startWaitsSinceMs: null,
  openAct: null,
  engine: { fault: null, listingAgeMs: 10_000 },
  tasks: [],
  endsAtMs: Date.parse('2025-07-08T00:00:00+08:00'),
  openObjections: 0,
};
const side = task({ kind: 'noticeConfirmationBureau', role: 'noticeOfficer' });

describe('why a notice waits', () => {
  it('waits for its sides, its days, and for nothing when it has ended (R-095, R-097)', () => {
    const said = NOTICE_STATES.map((state) => {
      const tasks = state === 'draft' || state === 'confirmedByOne' ? [side] : [];
      const { waitingFor, cause } = diagnoseNotice({ ...CALM, state, tasks });
      return [state, waitingFor, cause];
    });
    expect(said).toEqual([
      ['draft', 'person', 'noticeConfirmation'],
      ['confirmedByOne', 'person', 'noticeConfirmation'],
      ['opening', 'worker', 'recording'],
      ['published', 'clock', 'noticeRunning'],
      ['closed', 'done', 'closed'],
      ['rejected', 'done', 'rejected'],
      ['withdrawn', 'done', 'withdrawn'],
    ]);
  });

  it('waits for a ruling while it runs, and says both; its end is no missed timer then', () => {
    const objected = { ...CALM, openObjections: 1, tasks: [task({ kind: 'objection', role: 'noticeOfficer' })] };
    const said = diagnoseNotice(objected);
    expect(said.cause).toBe('objectionOpen');
    expect(said.also.map(({ sentence }) => sentence.zh)).toEqual(['公示中，至 2025-07-07 24:00 期满。']);
    expect(diagnoseNotice({ ...objected, nowMs: NOW + 30 * DAY }).cause).toBe('objectionOpen');
    expect(diagnoseNotice({ ...CALM, nowMs: NOW + 30 * DAY }).cause).toBe('timerMissed');
  });
});

describe('why a batch waits', () => {
  it('waits for its checker, then for the finance system', () => {
    const said = BATCH_STATES.map((state) => {
      const tasks = state === 'draft' ? [task({ kind: 'batchRelease', role: 'financeChecker' })] : [];
      return [state, diagnoseBatch({ ...CALM, state, tasks }).cause];
    });
    expect(said).toEqual([
      ['draft', 'batchRelease'],
      ['releasing', 'recording'],
      ['sent', 'paymentUnanswered'],
      ['done', 'closed'],
      ['rejected', 'rejected'],
    ]);
  });
});
