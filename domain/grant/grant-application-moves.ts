import { unreachable } from '../verdict.ts';
import type { ApplicationMessage, GrantNoticeOutcome } from './grant-application-message.ts';
import type { GrantCourse, GrantFacts, GrantPlan, PanelSeat, PanelState } from './grant-course.ts';
import { withDecider, type GrantRole } from './grant-role.ts';
import { STAGE_ROWS } from './grant-stage.ts';
import type { GrantState } from './grant-state.ts';
import { beginTitle, importedTitle } from './grant-title-course.ts';
import { titleTimer } from './grant-title-timer.ts';

/** Moves a grant until its agreement begins. `course` bears the revision and the act of the message. */
export function moveApplication(
  course: GrantCourse,
  message: ApplicationMessage,
  facts: GrantFacts,
  plan: GrantPlan,
): GrantCourse {
  switch (message.kind) {
    case 'begin':
    case 'noticeOpening':
      return message.kind === 'begin' ? begun(course, facts, plan) : entering(course, 'noticeOpen', facts);
    case 'decide':
      return afterDecision(course, message, facts);
    case 'resubmit':
      // The city's HR bureau is the only one that returns an application.
      return { ...entering(course, firstGrantState(plan), facts), round: course.round + 1 };
    case 'withdraw':
      return entering(course, 'withdrawn', facts);
    case 'score':
      return scoredBy(course, message.actor.personId, 'scored');
    case 'recuse':
      return scoredBy(course, message.actor.personId, 'recused');
    case 'withdrawScore':
      return scoredBy(course, message.actor.personId, 'withdrawn');
    case 'panelChanged':
      return afterPanel(decidedBy(course, message.officerId, 'officer'), message.experts, facts);
    case 'scoringClosed':
      return entering(course, 'ranked', facts);
    case 'proposed':
      return entering(decidedBy(course, message.officerId, 'officer'), 'proposed', facts);
    case 'notSelected':
      return entering(course, 'notSelected', facts);
    case 'noticeClosed':
      return entering(course, AFTER_NOTICE[message.outcome], facts);
    case 'timerFired':
      return entering(course, 'lapsed', facts);
    default:
      return unreachable(message);
  }
}

/** A title from before begins where it is: designated, accepted, with what was paid. */
function begun(course: GrantCourse, { title: facts }: GrantFacts, { callId }: GrantPlan): GrantCourse {
  if (callId !== null || facts?.imported === undefined) {
    return course;
  }
  const title = importedTitle(facts.imported);
  return { ...course, state: 'active', title, timer: titleTimer('active', title) };
}

/** Where an application begins: an applicant of the call's own jurisdiction has no city above it. */
export function firstGrantState({
  jurisdiction,
  applicantJurisdiction,
  callId,
}: Pick<GrantPlan, 'jurisdiction' | 'applicantJurisdiction' | 'callId'>): GrantState {
  if (callId === null) {
    return 'draft';
  }
  return jurisdiction === applicantJurisdiction ? 'recommended' : 'cityRecommendation';
}

/** Upheld: the application is out and its place is free; a notice that failed leaves the rank. */
const AFTER_NOTICE: Readonly<Record<GrantNoticeOutcome, GrantState>> = {
  clean: 'designation',
  upheld: 'rejected',
  rejected: 'ranked',
  withdrawn: 'ranked',
};

function afterDecision(
  course: GrantCourse,
  { stage, decision, actor }: Extract<ApplicationMessage, { readonly kind: 'decide' }>,
  facts: GrantFacts,
): GrantCourse {
  const decided = decidedBy(course, actor.personId, STAGE_ROWS[stage].decidesAs);
  return entering(decided, stateAfter(course, stage, decision), facts);
}

function stateAfter({ state }: GrantCourse, stage: string, decision: string): GrantState {
  const next: Readonly<Record<string, GrantState>> = {
    'cityRecommendation/recommend': 'cityFinance',
    'cityRecommendation/returnForCorrection': 'returnedToApplicant',
    'cityRecommendation/reject': 'notRecommended',
    'cityFinance/recommend': 'recommended',
    'cityFinance/returnToHr': 'cityRecommendation',
    'cityFinance/reject': 'notRecommended',
    'designation/designate': 'agreement',
    'designation/refuse': 'rejected',
  };
  return next[`${stage}/${decision}`] ?? state;
}

/** Enters a state with its timer; a state without one waits for people alone. */
export function entering(course: GrantCourse, state: GrantState, { timerAtMs, title }: GrantFacts): GrantCourse {
  const kind = TIMED[state];
  return {
    ...course,
    state,
    timer: kind === undefined || timerAtMs === null ? null : { kind, atMs: timerAtMs },
    title: state === 'agreement' && title?.begun !== undefined ? beginTitle(title.begun, timerAtMs) : course.title,
  };
}

const TIMED: Readonly<Partial<Record<GrantState, 'resubmission' | 'agreement'>>> = {
  returnedToApplicant: 'resubmission',
  agreement: 'agreement',
};

/** The panel is what the call says now: who is new is asked, who is gone counts no more. */
function afterPanel(course: GrantCourse, experts: readonly string[], facts: GrantFacts): GrantCourse {
  const stayed = course.panel.map((seat): PanelSeat => {
    const isLeft = experts.includes(seat.personId);
    if (isLeft) {
      return seat.state === 'removed' ? { ...seat, state: 'asked' } : seat;
    }
    return { ...seat, state: 'removed' };
  });
  const added = experts
    .filter((personId) => course.panel.every((seat) => seat.personId !== personId))
    .map((personId): PanelSeat => ({ personId, state: 'asked' }));
  return { ...entering(course, 'scoring', facts), panel: [...stayed, ...added] };
}

function scoredBy(course: GrantCourse, personId: string, state: PanelState): GrantCourse {
  const panel = course.panel.map((seat) => (seat.personId === personId ? { ...seat, state } : seat));
  return { ...decidedBy(course, personId, 'expert'), panel };
}

function decidedBy(course: GrantCourse, personId: string, role: GrantRole): GrantCourse {
  return { ...course, deciders: withDecider(course.deciders, { personId, role }) };
}
