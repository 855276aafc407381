import type { FaultFacts } from '../../domain/standing/engine-facts.ts';
import type { EngineFault } from '../../domain/standing/standing-words.ts';
import type { DiagnosisFacts, OpenTaskFacts } from '../../domain/oversight/diagnosis.ts';

export const NOW = Date.parse('2025-07-01T02:00:00Z');
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export const CALM: DiagnosisFacts = {
  nowMs: NOW,
  state: 'inReview',
  stage: 'departmentReview',
  stateSinceMs: NOW - DAY,
  purpose: 'base',
  revision: 1,
  outcome: null,
  workerAgeMs: 1_000,
  startWaitsSinceMs: null,
  isStarted: true,
  openAct: null,
  engine: { fault: null, listingAgeMs: 10_000 },
  timer: null,
  hold: null,
  waitingEntry: null,
  waitingRegister: null,
  registerAskedSinceMs: null,
  tasks: [],
  notice: null,
  evidenceDueOn: null,
  failedPayments: [],
  paymentSentSinceMs: null,
  report: null,
  workingDaysInState: 1,
  payeeRefusedSinceMs: null,
  openAdvanceSinceMs: null,
  stuckReasons: [],
  limits: { silentDays: 30, paymentDays: 5, advanceMonths: 12 },
};

/** A fault that was found an hour ago. */
export const faultOf = (fault: EngineFault, change: Partial<FaultFacts> = {}): FaultFacts => ({
  fault,
  ageMs: HOUR,
  seenAgeMs: 20_000,
  status: 'running',
  ownRevision: 1,
  rowRevision: 2,
  taskAttempt: null,
  taskFailure: null,
  activityType: null,
  activityAttempt: null,
  activityFailure: null,
  ...change,
});

export const task = (change: Partial<OpenTaskFacts> = {}): OpenTaskFacts => ({
  taskId: 'tsk_1',
  kind: 'review',
  organ: 'HRSS',
  section: '就业服务',
  role: 'departmentReviewer',
  assignee: '王五',
  absent: null,
  isAssigneeGone: false,
  unable: null,
  sinceMs: NOW - DAY,
  dueOn: '2025-07-14',
  nearAtMs: NOW + 5 * DAY,
  escalateAtMs: NOW + 20 * DAY,
  elapsed: 1,
  allowed: 10,
  ...change,
});
