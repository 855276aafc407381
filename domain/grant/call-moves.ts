import { granted, refused, unreachable, type Verdict } from '../verdict.ts';
import {
  CALL_TABLE,
  type CallCourse,
  type CallFacts,
  type CallMessage,
  type CallPanel,
  type CallPlan,
  type PanelChange,
} from './call-course.ts';
import { authorizeGrantAct, type GrantSeatRefusal } from './grant-role.ts';

export type CallRefusal = GrantSeatRefusal | 'WRONG_STATE' | 'STALE' | 'ACT_IN_PROGRESS';

/** Judges an act on a call: the state table, then the seat, then the tag. */
export function judgeCallAct(course: CallCourse, message: CallMessage, plan: CallPlan): Verdict<null, CallRefusal> {
  if (!CALL_TABLE[course.state].includes(message.kind)) {
    return refused('WRONG_STATE');
  }
  switch (message.kind) {
    case 'begin':
    case 'timerFired':
      return granted(null);
    case 'noticeSettled':
      return course.proposal?.noticeId === message.noticeId ? granted(null) : refused('WRONG_STATE');
    case 'setQuota':
    case 'setPanel':
    case 'changePanel':
    case 'closeScoring':
    case 'propose':
    case 'end':
    case 'cancel':
      return judgeOfficer(course, message, plan);
    default:
      return unreachable(message);
  }
}

function judgeOfficer(
  course: CallCourse,
  message: Exclude<CallMessage, { readonly kind: 'begin' | 'timerFired' | 'noticeSettled' }>,
  { jurisdiction }: CallPlan,
): Verdict<null, CallRefusal> {
  const seat =
    message.kind === 'cancel'
      ? ({ role: 'grantApprover', organ: 'HRSS', jurisdiction, decidesAs: 'approver' } as const)
      : ({ role: 'grantOfficer', organ: 'HRSS', jurisdiction, decidesAs: 'officer' } as const);
  const verdict = authorizeGrantAct(message.actor, seat, []);
  if (!verdict.ok) {
    return verdict;
  }
  if ((message.kind === 'setPanel') !== (course.panel === null) && ['setPanel', 'changePanel'].includes(message.kind)) {
    return refused('WRONG_STATE');
  }
  return message.expectedRevision === course.revision ? granted(null) : refused('STALE');
}

/** The course after an act. The workflow and the recording compute the same one. */
export function moveCall(course: CallCourse, message: CallMessage, facts: CallFacts): CallCourse {
  const next = { ...course, revision: course.revision + 1, lastActId: message.actId };
  switch (message.kind) {
    case 'begin':
    case 'setQuota':
      return next;
    case 'timerFired':
      return { ...next, state: facts.submitted === 0 ? 'ended' : 'underReview' };
    case 'setPanel':
      return { ...next, panel: { officerId: message.actor.personId, experts: message.experts, changes: [] } };
    case 'changePanel':
      return course.panel === null ? next : { ...next, panel: changedPanel(course.panel, message) };
    case 'closeScoring':
      return { ...next, state: 'ranked' };
    case 'propose':
      return {
        ...next,
        state: 'proposed',
        proposal: { noticeId: message.noticeId, officerId: message.actor.personId, grantIds: message.grantIds },
      };
    case 'noticeSettled':
      return { ...next, state: facts.placesLeft > 0 && facts.applicationsLeft > 0 ? 'ranked' : 'decided' };
    case 'end':
      return { ...next, state: 'decided' };
    case 'cancel':
      return { ...next, state: 'cancelled' };
    default:
      return unreachable(message);
  }
}

/** The panel after a change: the last word on an expert and an application counts. */
function changedPanel(
  { officerId, experts, changes }: CallPanel,
  { changes: added, leaving }: { readonly changes: readonly PanelChange[]; readonly leaving: readonly string[] },
): CallPanel {
  const isAnswered = (change: PanelChange) =>
    leaving.includes(change.personId) ||
    added.some(({ personId, grantId }) => personId === change.personId && grantId === change.grantId);
  return {
    officerId,
    experts: experts.filter((personId) => !leaving.includes(personId)),
    changes: [...changes.filter((change) => !isAnswered(change)), ...added],
  };
}
