import type { CaseDiagnosis, CaseFacts } from '../oversight/case-diagnosis.ts';
import { diagnoseCase } from '../oversight/diagnose-case.ts';
import { owner } from '../oversight/found-cause.ts';
import { unreachable } from '../verdict.ts';
import type { BatchState } from './batch-course.ts';

export interface BatchCaseFacts extends CaseFacts {
  readonly state: BatchState;
}

/** Why a batch waits: for its checker, or for the finance system's answer. */
export function diagnoseBatch(facts: BatchCaseFacts): CaseDiagnosis {
  return diagnoseCase(facts, ofState(facts.state));
}

function ofState(state: BatchState): Parameters<typeof diagnoseCase>[1] {
  switch (state) {
    case 'draft':
      return { waitingFor: 'person', cause: 'batchRelease', isTaskOwed: true };
    case 'releasing':
      return { waitingFor: 'worker', cause: 'recording', nextAutomaticEvent: 'actRecorded' };
    case 'sent':
      return {
        waitingFor: 'outside',
        cause: 'paymentUnanswered',
        owner: owner('financeSystem', { role: 'financeSystem' }),
        suggestedActs: ['enterResults'],
      };
    case 'done':
      return { waitingFor: 'done', cause: 'closed' };
    case 'rejected':
      return { waitingFor: 'done', cause: 'rejected' };
    default:
      return unreachable(state);
  }
}
