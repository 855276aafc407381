import { describe, expect, it } from 'vitest';
import type { Cause } from '../../../domain/oversight/diagnosis.ts';
import { faultOf } from '../../support/diagnosis-facts.ts';
import { stuckCodes, STUCK_REASONS, type StuckReason } from '../../../domain/oversight/stuck.ts';

const LIMITS = { silentDays: 30, paymentDays: 5, advanceMonths: 12 };

const ENDED = { fault: faultOf('workflowEnded'), listingAgeMs: 1_000 };

const task = (elapsed: number, allowed = 10) => ({
  taskId: 'tsk_1',
  kind: 'review' as const,
  organ: 'HRSS' as const,
  section: null,
  role: 'departmentReviewer' as const,
  assignee: null,
  absent: null,
  isAssigneeGone: false,
  unable: null,
  sinceMs: 0,
  dueOn: null,
  nearAtMs: null,
  escalateAtMs: null,
  elapsed,
  allowed,
});

const codes = (reasons: readonly StuckReason[], cause: Cause, tasks: readonly ReturnType<typeof task>[] = []) =>
  stuckCodes({ cause }, { tasks, limits: LIMITS, stuckReasons: reasons, engine: ENDED });

describe('the codes of the stuck list', () => {
  it('name every reason with the figures of the packs, in the order of the list (R-148, R-090)', () => {
    expect(codes([...STUCK_REASONS].toReversed(), 'reviewOpen', [task(12)])).toEqual([
      'FORGED_ACT',
      'WORKFLOW_ENDED',
      'ADVANCE_OPEN_12',
      'NOBODY_PRESENT',
      'ASSIGNEE_GONE',
      'NOBODY_ELIGIBLE',
      'OVERDUE_120',
      'COLLEGE_PAYMENT_LATE',
      'ACT_NOT_RECORDED',
      'START_LOST',
      'TIMER_MISSED',
      'TIMER_MISSING',
      'NOTICE_NOT_SETTLED',
      'REGISTER_DOWN',
      'REPORT_PARKED',
      'REPORT_NOT_TAKEN',
      'PAYMENT_UNANSWERED',
      'NO_CHANGE_30',
    ]);
  });

  it('show a finance task of sixteen working days for ten as OVERDUE_160, the latest of several (R-148)', () => {
    expect(codes(['taskOverdue'], 'disbursementOpen', [task(5), task(16), task(0, 0)])).toEqual(['OVERDUE_160']);
  });

  it('name the worker instead of its late steps while it is down or does not answer (R-148)', () => {
    expect(codes(['actNotRecorded', 'timerMissed'], 'workerDown')).toEqual(['WORKER_DOWN']);
    expect(codes(['actNotRecorded', 'noChange'], 'workerNotAnswering')).toEqual([
      'WORKER_NOT_ANSWERING',
      'NO_CHANGE_30',
    ]);
    expect(codes(['startLost'], 'startLost')).toEqual(['START_LOST']);
  });

  it('name a state that nothing explains', () => {
    expect(codes(['noChange'], 'noOpenTask')).toEqual(['NO_CHANGE_30', 'NO_OPEN_TASK']);
  });

  it('are none for a claim that is not stuck', () => {
    expect(codes([], 'reviewOpen', [task(1)])).toEqual([]);
  });
});
