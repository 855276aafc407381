import { WAITING_ENTITIES } from './stuck-entities.ts';
import { FAULT_CODES } from '../standing/fault-codes.ts';
import { CAUSES, type Cause, type Diagnosis, type DiagnosisFacts } from './diagnosis.ts';

/**
 * everything that makes a claim stuck, in the order in which it is shown. The condition of each reason is
 * SQL (`prisma/oversight/claim-stuck.ts`), because lists are filtered by it; the diagnosis reads the reasons that hold.
 * Of `engineFault` SQL finds the candidates: it holds if the domain tells the fault (`toldFault`).
 */
export const STUCK_REASONS = [
  'forgedAct',
  'engineFault',
  'advanceUnsettled',
  'nobodyPresent',
  'assigneeGone',
  'nobodyEligible',
  'taskOverdue',
  'collegePaymentLate',
  'actNotRecorded',
  'startLost',
  'timerMissed',
  'timerMissing',
  'noticeNotSettled',
  'registerDown',
  'reportParked',
  'reportNotTaken',
  'paymentUnanswered',
  'noChange',
] as const;
export type StuckReason = (typeof STUCK_REASONS)[number];

/** For how long the stuck list shows that a message to a claim, its class, notice or batch did not count (D2), in days. */
export const FORGERY_SHOWN_DAYS = 7;

/**
 * The causes by which the stuck list is grouped: those of the diagnosis, and `forgedAct` before all others. A forged
 * message changes nothing, so the diagnosis goes on to say what the claim waits for. `periodNotOpened` is about no claim,
 * `taskOpen` is the late task of a grant, a call, a plan, a cycle or a recovery, `webhookDisabled` an endpoint that gets
 * no events, and `bankFileUntaken` a file of a bank whose entries are not all taken.
 */
export const STUCK_CAUSES = [
  ...CAUSES,
  'forgedAct',
  'periodNotOpened',
  'taskOpen',
  'webhookDisabled',
  'bankFileUntaken',
] as const;
/** What waits and is no claim. */
export const STUCK_ENTITIES = ['period', 'webhookEndpoint', 'bankFile', ...WAITING_ENTITIES] as const;

/**
 * After this time a file of a bank that is in force and not taken to its last entry is stuck (ours): the largest takes a
 * minute, and the taking is repeated each minute.
 */
export const BANK_FILE_LATE_MS = 5 * 60_000;

export type StuckCause = (typeof STUCK_CAUSES)[number];

export function stuckCause(
  { cause }: Pick<Diagnosis, 'cause'>,
  { stuckReasons }: Pick<DiagnosisFacts, 'stuckReasons'>,
): StuckCause {
  return stuckReasons.includes('forgedAct') ? 'forgedAct' : cause;
}

/**
 * Returns the codes of the reasons for which a claim is stuck, as the stuck list shows them: a Finance task of 16 days
 * for 10 is OVERDUE_160. A late step of a machine is shown as the worker's fault if the diagnosis finds the worker
 * down, and a claim with an unexplained state as NO_OPEN_TASK.
 */
export function stuckCodes({ cause }: Pick<Diagnosis, 'cause'>, facts: CodeFacts): readonly string[] {
  const codes = STUCK_REASONS.filter((reason) => facts.stuckReasons.includes(reason)).map((reason) =>
    CODES[reason](cause, facts),
  );
  return [...new Set([...codes, ...(cause === 'noOpenTask' ? ['NO_OPEN_TASK'] : [])])];
}

type CodeFacts = Pick<DiagnosisFacts, 'tasks' | 'limits' | 'stuckReasons' | 'engine'>;

const CODES: Readonly<Record<StuckReason, (cause: Cause, facts: CodeFacts) => string>> = {
  forgedAct: () => 'FORGED_ACT',
  engineFault: (_, { engine }) => (engine.fault === null ? 'ENGINE_FAULT' : FAULT_CODES[engine.fault.fault]),
  advanceUnsettled: (_, { limits }) => `ADVANCE_OPEN_${limits.advanceMonths}`,
  nobodyPresent: () => 'NOBODY_PRESENT',
  assigneeGone: () => 'ASSIGNEE_GONE',
  nobodyEligible: () => 'NOBODY_ELIGIBLE',
  taskOverdue: (_, { tasks }) => `OVERDUE_${Math.max(0, ...tasks.map(usedPercent))}`,
  collegePaymentLate: () => 'COLLEGE_PAYMENT_LATE',
  actNotRecorded: (cause) => workerOr(cause, 'ACT_NOT_RECORDED'),
  startLost: (cause) => workerOr(cause, 'START_LOST'),
  timerMissed: (cause) => workerOr(cause, 'TIMER_MISSED'),
  timerMissing: (cause) => workerOr(cause, 'TIMER_MISSING'),
  noticeNotSettled: (cause) => workerOr(cause, 'NOTICE_NOT_SETTLED'),
  registerDown: () => 'REGISTER_DOWN',
  reportParked: () => 'REPORT_PARKED',
  reportNotTaken: (cause) => workerOr(cause, 'REPORT_NOT_TAKEN'),
  paymentUnanswered: () => 'PAYMENT_UNANSWERED',
  noChange: (_, { limits }) => `NO_CHANGE_${limits.silentDays}`,
};

function usedPercent({ elapsed, allowed }: DiagnosisFacts['tasks'][number]): number {
  return Math.floor((elapsed * 100) / Math.max(allowed, 1));
}

/** The worker's own fault, or that the engine is out of reach, if the diagnosis names one. */
function workerOr(cause: Cause, code: string): string {
  if (cause === 'workerDown') {
    return 'WORKER_DOWN';
  }
  if (cause === 'engineDown') {
    return 'ENGINE_DOWN';
  }
  return cause === 'workerNotAnswering' ? 'WORKER_NOT_ANSWERING' : code;
}
