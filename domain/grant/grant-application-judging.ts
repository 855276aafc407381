import { granted, refused, unreachable, type Verdict } from '../verdict.ts';
import type { ApplicationMessage } from './grant-application-message.ts';
import type { GrantCourse, GrantPlan } from './grant-course.ts';
import type { GrantRefusal } from './grant-judging.ts';
import { authorizeGrantAct, type GrantSeat } from './grant-role.ts';
import { seatOfStage, STAGE_DECISIONS } from './grant-stage.ts';

/** Judges an act until the agreement; the state table has it open. */
export function judgeApplicationAct(
  course: GrantCourse,
  message: ApplicationMessage,
  plan: GrantPlan,
): Verdict<null, GrantRefusal> {
  switch (message.kind) {
    case 'decide': {
      const decisions: readonly string[] = STAGE_DECISIONS[message.stage];
      return decisions.includes(message.decision)
        ? judgeSeat(course, message, seatOfStage(message.stage, plan))
        : refused('WRONG_STATE');
    }
    case 'resubmit':
    case 'withdraw':
      return judgeHolder(course, message, plan);
    case 'score':
    case 'recuse':
      return judgeExpert(course, message, ['asked']);
    case 'withdrawScore':
      return judgeExpert(course, message, ['scored']);
    case 'panelChanged':
    case 'proposed':
      // The officer of the call is one of the grant from here on.
      return isFree(course, message.officerId) ? granted(null) : refused('SAME_PERSON_FORBIDDEN');
    case 'begin':
    case 'scoringClosed':
    case 'notSelected':
    case 'noticeOpening':
    case 'noticeClosed':
    case 'timerFired':
      return granted(null);
    default:
      return unreachable(message);
  }
}

type Decide = Extract<ApplicationMessage, { readonly kind: 'decide' }>;
type OfHolder = Extract<ApplicationMessage, { readonly kind: 'resubmit' | 'withdraw' }>;
type OfExpert = Extract<ApplicationMessage, { readonly kind: 'score' | 'recuse' | 'withdrawScore' }>;

export function judgeSeat(
  course: GrantCourse,
  message: Pick<Decide, 'actor' | 'expectedRevision'>,
  seat: GrantSeat,
): Verdict<null, GrantRefusal> {
  const verdict = authorizeGrantAct(message.actor, seat, course.deciders);
  if (!verdict.ok) {
    return verdict;
  }
  return message.expectedRevision === course.revision ? granted(null) : refused('STALE');
}

/** The holder's own act. */
export function judgeHolder(
  course: GrantCourse,
  { actor, expectedRevision }: Pick<OfHolder, 'actor' | 'expectedRevision'>,
  { applicantPartyId }: Pick<GrantPlan, 'applicantPartyId'>,
): Verdict<null, GrantRefusal> {
  if (actor.partyId !== applicantPartyId || !actor.roles.includes('applicant')) {
    return refused('ROLE_REQUIRED');
  }
  return expectedRevision === course.revision ? granted(null) : refused('STALE');
}

/** Experts score side by side: the expert's own seat is what an act is judged by, not the grant's revision. */
function judgeExpert(course: GrantCourse, { actor }: OfExpert, states: readonly string[]): Verdict<null, GrantRefusal> {
  const seat: GrantSeat = { role: 'expert', organ: null, jurisdiction: null, decidesAs: 'expert' };
  const verdict = authorizeGrantAct(actor, seat, course.deciders);
  if (!verdict.ok) {
    return verdict;
  }
  const own = course.panel.find(({ personId }) => personId === actor.personId);
  if (own === undefined) {
    return refused('NOT_ON_PANEL');
  }
  return states.includes(own.state) ? granted(null) : refused('WRONG_STATE');
}

function isFree({ deciders }: GrantCourse, officerId: string): boolean {
  return deciders.every(({ personId, role }) => personId !== officerId || role === 'officer');
}
