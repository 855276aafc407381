import type { SuggestedAct } from '../act-words.ts';
import type { TaskKind } from '../task/task-words.ts';
import type { Cause, OpenTaskFacts, WaitingFor } from './diagnosis.ts';
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
    suggestedActs: SUGGESTED[task.kind] ?? ['decide'],
    evidence: [{ fact: 'task', value: task.taskId }],
  };
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
};

const SUGGESTED: Readonly<Partial<Record<TaskKind, readonly SuggestedAct[]>>> = {
  batchRelease: ['release', 'reject'],
  recovery: ['enterRepayment', 'setOff'],
};
