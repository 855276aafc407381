import { authorizeDecision } from '../authority/authorize-decision.ts';
import type { Actor } from '../authority/actor.ts';
import type { OrganCode } from '../codes.ts';
import { granted, refused, unreachable, type Verdict } from '../verdict.ts';

export const FILING_STATES = [
  'draft',
  'filed',
  'returned',
  'accepted',
  'open',
  'ended',
  'assessed',
  'claimed',
  'expired',
  'withdrawn',
] as const;
export type FilingState = (typeof FILING_STATES)[number];

/** The class was accepted and a claim is possible or made: the class is running or has run. */
export const ACCEPTED_FILING_STATES = [
  'accepted',
  'open',
  'ended',
  'assessed',
  'claimed',
] as const satisfies readonly FilingState[];

/** Classes that are running or will run; their training is still expected. */
export const EXPECTED_FILING_STATES = ['accepted', 'open', 'ended'] as const satisfies readonly FilingState[];

/** The filing is no class of its plan line: it was not filed, or it was withdrawn. */
export const UNPLANNED_FILING_STATES = ['draft', 'withdrawn'] as const satisfies readonly FilingState[];

/** States in which the filing has ended; no further act is possible. */
export const ENDED_FILING_STATES = ['claimed', 'expired', 'withdrawn'] as const satisfies readonly FilingState[];

/** The results of the class are recorded: a claim for all of it is possible or made. */
export const ASSESSED_FILING_STATES = ['assessed', 'claimed'] as const satisfies readonly FilingState[];

/** The class has ended, and its claim window is running or over. */
export const AFTER_CLASS_FILING_STATES = ['ended', ...ASSESSED_FILING_STATES] as const;

/** The class has begun, and its results are not recorded. */
export const UNASSESSED_FILING_STATES = ['open', 'ended'] as const satisfies readonly FilingState[];

/** The applicant writes the filing: it was not filed, or it was returned for correction. */
export const WRITTEN_FILING_STATES = ['draft', 'returned'] as const satisfies readonly FilingState[];

export const FILING_DECISIONS = ['accept', 'returnForCorrection', 'routeTo'] as const;
/** The department's answers to a filing; routing it is the HR bureau's. */
export const FILING_ANSWERS = FILING_DECISIONS.filter((decision) => decision !== 'routeTo');
export type FilingDecision = (typeof FILING_DECISIONS)[number];

/** Input of a filing's workflow: ids and instants only (D10). Instants are business time in ms. */
export interface FilingPlan {
  readonly filingId: string;
  readonly jurisdiction: string;
  readonly applicantPartyId: string;
  readonly clockOffsetMs: number;
}

/** The class's own days as instants; a correction during a return may change them. */
export interface ClassTimes {
  readonly opensAtMs: number;
  readonly endsAtMs: number;
  /** When the claim window ends (`claimWindow.institutionMonths`). */
  readonly windowEndsAtMs: number;
}

export interface FilingCourse {
  readonly revision: number;
  readonly lastActId: string;
  readonly state: FilingState;
  readonly round: number;
  readonly responsibleDepartment: OrganCode | null;
  readonly times: ClassTimes;
}

interface Asked {
  readonly actId: string;
  readonly atMs: number;
}

export type FilingMessage =
  | (Asked & { readonly kind: 'begin' })
  | (Asked & {
      readonly kind: 'decide';
      readonly actor: Actor;
      readonly expectedRevision: number;
      readonly decision: FilingDecision;
      readonly organ: OrganCode | null;
    })
  | (Asked & {
      readonly kind: 'resubmit';
      readonly actor: Actor;
      readonly times: ClassTimes;
      /** The department of the plan line now in the filing; null sends the filing to routing. */
      readonly responsibleDepartment: OrganCode | null;
    })
  | (Asked & { readonly kind: 'withdraw'; readonly actor: Actor })
  | (Asked & { readonly kind: 'recordResults' })
  | (Asked & { readonly kind: 'claimOpened' })
  | (Asked & { readonly kind: 'timerFired' });

export type FilingRefusal =
  | 'WRONG_STATE'
  | 'STALE'
  | 'ACT_IN_PROGRESS'
  | 'SAME_PERSON_FORBIDDEN'
  | 'SAME_SECTION_FORBIDDEN'
  | 'OTHER_JURISDICTION'
  | 'ROLE_REQUIRED'
  | 'OTHER_ORGAN';

/** The state table of the filing: which acts are open in which state. */
const OPEN_ACTS: Readonly<Record<FilingState, readonly FilingMessage['kind'][]>> = {
  draft: ['begin', 'withdraw'],
  filed: ['begin', 'decide', 'withdraw'],
  returned: ['resubmit', 'withdraw'],
  accepted: ['withdraw', 'timerFired'],
  open: ['timerFired'],
  ended: ['recordResults', 'timerFired'],
  assessed: ['recordResults', 'claimOpened', 'timerFired'],
  claimed: [],
  expired: [],
  withdrawn: [],
};

/**
 * What an institution may edit in which state, outside the workflow: drafts, and facts on which no decision was made.
 */
export const FILING_EDITS: Readonly<
  Record<FilingState, readonly ('data' | 'roster' | 'documents' | 'attendance' | 'supervision' | 'results')[]>
> = {
  draft: ['data', 'roster', 'documents'],
  filed: [],
  returned: ['data', 'roster', 'documents'],
  accepted: ['roster'],
  open: ['roster', 'attendance', 'supervision'],
  ended: ['attendance', 'supervision', 'results'],
  assessed: ['attendance', 'supervision', 'results'],
  claimed: ['supervision', 'results'],
  expired: [],
  withdrawn: [],
};

export function openFilingActs(course: FilingCourse): readonly FilingMessage['kind'][] {
  return OPEN_ACTS[course.state];
}

export function judgeFilingAct(
  course: FilingCourse,
  message: FilingMessage,
  plan: FilingPlan,
): Verdict<null, FilingRefusal> {
  if (!OPEN_ACTS[course.state].includes(message.kind)) {
    return refused('WRONG_STATE');
  }
  switch (message.kind) {
    case 'decide':
      return judgeFilingDecision(course, message, plan);
    case 'resubmit':
    case 'withdraw':
      return message.actor.partyId === plan.applicantPartyId && message.actor.roles.includes('applicant')
        ? granted(null)
        : refused('ROLE_REQUIRED');
    case 'begin':
    case 'recordResults':
    case 'claimOpened':
    case 'timerFired':
      return granted(null);
    default:
      return unreachable(message);
  }
}

/**
 * without a responsible department, only the HR bureau may decide, by routing; with one, only that department
 * may answer.
 */
function judgeFilingDecision(
  course: FilingCourse,
  message: Extract<FilingMessage, { kind: 'decide' }>,
  plan: FilingPlan,
): Verdict<null, FilingRefusal> {
  const isRouting = message.decision === 'routeTo';
  if (isRouting !== (course.responsibleDepartment === null) || (isRouting && message.organ === null)) {
    return refused('WRONG_STATE');
  }
  if (message.expectedRevision !== course.revision) {
    return refused('STALE');
  }
  const organ = course.responsibleDepartment ?? 'HRSS';
  const seat = {
    role: 'departmentReviewer',
    organ,
    jurisdiction: plan.jurisdiction,
    decidesAs: 'departmentReviewer',
  } as const;
  const verdict = authorizeDecision(message.actor, seat, []);
  return verdict.ok ? granted(null) : verdict;
}

export function moveFiling(course: FilingCourse, message: FilingMessage): FilingCourse {
  const next = { ...course, revision: course.revision + 1, lastActId: message.actId };
  switch (message.kind) {
    case 'begin':
      return { ...next, state: 'filed' };
    case 'decide':
      return afterFilingDecision(next, message);
    case 'resubmit':
      return {
        ...next,
        state: 'filed',
        round: course.round + 1,
        times: message.times,
        responsibleDepartment: message.responsibleDepartment,
      };
    case 'withdraw':
      return { ...next, state: 'withdrawn' };
    case 'recordResults':
      return { ...next, state: 'assessed' };
    case 'claimOpened':
      return { ...next, state: 'claimed' };
    case 'timerFired':
      return { ...next, state: afterTimer(course.state) };
    default:
      return unreachable(message);
  }
}

function afterFilingDecision(course: FilingCourse, message: Extract<FilingMessage, { kind: 'decide' }>): FilingCourse {
  switch (message.decision) {
    case 'accept':
      return { ...course, state: 'accepted' };
    case 'returnForCorrection':
      return { ...course, state: 'returned' };
    case 'routeTo':
      return { ...course, responsibleDepartment: message.organ };
    default:
      return unreachable(message.decision);
  }
}

/** Returns the state after a timer: the class opens, it ends, or its claim window expires. */
function afterTimer(state: FilingState): FilingState {
  if (state === 'accepted') {
    return 'open';
  }
  return state === 'open' ? 'ended' : 'expired';
}

/**
 * Returns when the state ends by time: opening day 0:00, closing day 24:00, the end of the claim window; otherwise
 * null.
 */
export function filingWaitMs({ state, times }: FilingCourse): number | null {
  const waits: Readonly<Partial<Record<FilingState, number>>> = {
    accepted: times.opensAtMs,
    open: times.endsAtMs,
    ended: times.windowEndsAtMs,
    assessed: times.windowEndsAtMs,
  };
  return waits[state] ?? null;
}

export function isFilingSettled(course: FilingCourse): boolean {
  return ENDED_FILING_STATES.some((state) => state === course.state);
}
