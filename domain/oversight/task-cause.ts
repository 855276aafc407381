import { RULINGS } from '../notice/notice-course.ts';
import type { SuggestedAct } from './suggested-acts.ts';
import type { TaskKind } from '../task/task-words.ts';
import type { Cause, DiagnosisFacts, OpenTaskFacts, WaitingFor } from './diagnosis.ts';
import { owner, type Found } from './found-cause.ts';

/** Returns the finding for an open task: its office is the owner, its deadline the next event. */
export function ofTask(task: OpenTaskFacts): Found & { readonly waitingFor: WaitingFor } {
  const later = task.escalateAtMs === null ? null : 'escalation';
  return {
    waitingFor: 'person',
    cause: CAUSE_OF_TASK[task.kind],
    sinceMs: task.sinceMs,
    owner: owner('office', {
      organ: task.organ,
      section: task.section,
      role: task.role,
      displayName: task.assignee,
    }),
    dueOn: task.dueOn,
    nextAutomaticEvent: task.nearAtMs === null ? later : 'reminder',
    nextAutomaticAtMs: task.nearAtMs ?? task.escalateAtMs,
    suggestedActs: suggestedByTask(task.kind),
    evidence: [{ fact: 'task', value: task.taskId }],
  };
}

/**
 * a payment failed or came back, in any state. The applicant gives another account first, then the bureau
 * confirms it.
 */
export function cameBack({ failedPayments, tasks, stateSinceMs }: DiagnosisFacts): Found | undefined {
  if (failedPayments.length === 0) {
    return undefined;
  }
  const task = tasks.find(({ kind }) => kind === 'accountCorrection');
  if (failedPayments.every(({ isCorrected }) => isCorrected)) {
    return task === undefined ? undefined : ofTask(task);
  }
  return {
    ...(task === undefined ? {} : ofTask(task)),
    waitingFor: 'person',
    cause: 'accountCorrection',
    sinceMs: task?.sinceMs ?? stateSinceMs,
    owner: owner('applicant', { role: 'applicant' }),
    suggestedActs: ['correctAccount'],
  };
}

/** A word about money of one of these kinds that a checker of Finance has to confirm (S4). */
export function unconfirmed(
  { waitingEntry }: DiagnosisFacts,
  kinds: readonly NonNullable<DiagnosisFacts['waitingEntry']>['kind'][],
): Found | undefined {
  return waitingEntry === null || !kinds.includes(waitingEntry.kind)
    ? undefined
    : {
        waitingFor: 'person',
        cause: 'entryConfirmation',
        sinceMs: waitingEntry.sinceMs,
        owner: owner('office', { organ: 'FINANCE', role: 'financeChecker' }),
        suggestedActs: ['confirmEntry', 'rejectEntry'],
        evidence: [
          { fact: 'entry', value: waitingEntry.entryId },
          { fact: 'entryKind', value: waitingEntry.kind },
        ],
      };
}

/** The correction of an account is a cause of its own. */
export function earliestTask({ tasks }: DiagnosisFacts): Found | undefined {
  const others = tasks.filter(({ kind }) => kind !== 'accountCorrection');
  const [earliest] = others.toSorted((a, b) => ((a.dueOn ?? '9') < (b.dueOn ?? '9') ? -1 : 1));
  // A drafted batch waits for its checker, also if the maker's task of the claim is still open.
  const task = others.find((one) => one.kind === 'batchRelease') ?? earliest;
  return task === undefined ? undefined : ofTask(task);
}

const CAUSE_OF_TASK: Readonly<Record<TaskKind, Cause>> = {
  review: 'reviewOpen',
  filingReview: 'reviewOpen',
  routing: 'reviewOpen',
  noticeConfirmationDepartment: 'reviewOpen',
  noticeConfirmationBureau: 'reviewOpen',
  objection: 'reviewOpen',
  bureauCorrection: 'correctionByBureau',
  accountCorrection: 'accountConfirmation',
  disbursement: 'disbursementOpen',
  recovery: 'recoveryOpen',
  batchRelease: 'batchRelease',
  grantCityRecommendation: 'reviewOpen',
  grantCityFinance: 'reviewOpen',
  grantExpertScore: 'reviewOpen',
  grantDesignation: 'reviewOpen',
  grantAgreement: 'reviewOpen',
  grantAcceptance: 'reviewOpen',
  grantAssessment: 'reviewOpen',
  grantRecheck: 'reviewOpen',
  grantWithdrawalDecision: 'reviewOpen',
  grantRecoveryConfirmation: 'reviewOpen',
  planSubmission: 'reviewOpen',
  planReview: 'reviewOpen',
  recoveryApproval: 'reviewOpen',
  recoveryAppeal: 'reviewOpen',
  recoveryPlan: 'reviewOpen',
};

const SUGGESTED: Readonly<Partial<Record<TaskKind, readonly SuggestedAct[]>>> = {
  batchRelease: ['release', 'reject'],
  noticeConfirmationDepartment: ['confirm', 'reject'],
  noticeConfirmationBureau: ['confirm', 'reject'],
  objection: RULINGS,
  recoveryAppeal: RULINGS,
  recovery: ['enterRepayment', 'setOff'],
};

/** What somebody who has the task may do to end the waiting. */
export function suggestedByTask(kind: TaskKind): readonly SuggestedAct[] {
  return SUGGESTED[kind] ?? ['decide'];
}
