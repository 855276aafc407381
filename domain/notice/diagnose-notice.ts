import type { CaseDiagnosis, CaseFacts, CaseFound } from '../oversight/case-diagnosis.ts';
import { diagnoseCase, lastDayBefore } from '../oversight/diagnose-case.ts';
import { unreachable } from '../verdict.ts';
import type { NoticeState } from './notice-course.ts';

export interface NoticeCaseFacts extends CaseFacts {
  readonly state: NoticeState;
  readonly endsAtMs: number | null;
  readonly openObjections: number;
}

/** Why a notice waits: for a side, for its days, or for a ruling; while it runs, both are said. */
export function diagnoseNotice(facts: NoticeCaseFacts): CaseDiagnosis {
  const running = runningOf(facts);
  const hasTask = facts.state === 'published' && facts.tasks.length > 0;
  return diagnoseCase(facts, ofState(facts, running), hasTask && running !== null ? [running] : []);
}

function runningOf({ nowMs, endsAtMs }: NoticeCaseFacts): CaseFound | null {
  return endsAtMs === null || nowMs >= endsAtMs
    ? null
    : {
        waitingFor: 'clock',
        cause: 'noticeRunning',
        dueOn: lastDayBefore(endsAtMs),
        nextAutomaticEvent: 'noticeCloses',
        nextAutomaticAtMs: endsAtMs,
        places: { ends: lastDayBefore(endsAtMs) },
      };
}

function ofState(facts: NoticeCaseFacts, running: CaseFound | null): Parameters<typeof diagnoseCase>[1] {
  const { state, endsAtMs, openObjections } = facts;
  switch (state) {
    case 'draft':
    case 'confirmedByOne':
      return { waitingFor: 'person', cause: 'noticeConfirmation', isTaskOwed: true };
    case 'opening':
      return { waitingFor: 'worker', cause: 'recording', nextAutomaticEvent: 'actRecorded' };
    case 'published':
      return openObjections > 0
        ? { waitingFor: 'person', cause: 'objectionOpen', isTaskOwed: true }
        : { ...(running ?? CLOSING), timerAtMs: endsAtMs };
    case 'closed':
    case 'rejected':
    case 'withdrawn':
      return { waitingFor: 'done', cause: state };
    default:
      return unreachable(state);
  }
}

const CLOSING = { waitingFor: 'worker', cause: 'recording', nextAutomaticEvent: 'noticeCloses' } as const;
