import type { Actor } from '../authority/actor.ts';
import type { OrganCode } from '../codes.ts';
import { granted, refused, unreachable, type Verdict } from '../verdict.ts';

export const NOTICE_STATES = [
  'draft',
  'confirmedByOne',
  'opening',
  'published',
  'closed',
  'rejected',
  'withdrawn',
] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

/** The state that the notice leaves by itself: its claims are asked before it is published (D5). */
export const PASSING_NOTICE_STATE = 'opening' satisfies NoticeState;

/** States in which the notice has ended; no further act is possible. */
export const ENDED_NOTICE_STATES = ['closed', 'rejected', 'withdrawn'] as const satisfies readonly NoticeState[];

/** States in which the notice ended and its claims did not pass. */
export const FAILED_NOTICE_STATES = ['rejected', 'withdrawn'] as const satisfies readonly NoticeState[];

/** A side has still to confirm the notice. */
export const UNCONFIRMED_NOTICE_STATES = ['draft', 'confirmedByOne'] as const satisfies readonly NoticeState[];

/** The states that the HTTP contract shows; a view translates the others into these. */
export const SHOWN_NOTICE_STATES = [
  ...UNCONFIRMED_NOTICE_STATES,
  'published',
  'closed',
  'withdrawn',
] as const satisfies readonly NoticeState[];

/**
 * State of a claim in its notice: `released` when the notice closed and the claim passed, `dropped` when it left
 * before.
 */
export const NOTICE_CLAIM_STATES = ['drafted', 'open', 'released', 'dropped'] as const;
export type NoticeClaimState = (typeof NOTICE_CLAIM_STATES)[number];

/** States of a claim that is still in the notice. */
export const LIVE_NOTICE_CLAIM_STATES = ['drafted', 'open'] as const satisfies readonly NoticeClaimState[];

export const OBJECTION_STATES = ['open', 'upheld', 'dismissed'] as const;
export type ObjectionState = (typeof OBJECTION_STATES)[number];

export const RULINGS = ['uphold', 'dismiss'] as const;
export type Ruling = (typeof RULINGS)[number];

/** What a notice publishes: claims, or the proposal of a call. */
export const NOTICE_KINDS = ['claim', 'grant'] as const;

/** Finance confirms beside the HR bureau what a call proposes (P4). */
export const GRANT_NOTICE_DEPARTMENT = 'FINANCE' satisfies OrganCode;

/**
 * the two sides of a joint notice. If the HR bureau is both organs, the sides are two of its sections (T-15).
 */
export const NOTICE_SIDES = ['department', 'bureau'] as const;
export type NoticeSide = (typeof NOTICE_SIDES)[number];

export interface NoticePlan {
  readonly noticeId: string;
  readonly jurisdiction: string;
  readonly responsibleDepartment: OrganCode;
  /** A notice of a call's proposal: its sides are the HR bureau and Finance; absent for claims. */
  readonly about?: 'grants';
  readonly clockOffsetMs: number;
}

export interface NoticeWord {
  readonly side: NoticeSide;
  readonly personId: string;
  readonly section: string | null;
}

export interface NoticeCourse {
  readonly revision: number;
  readonly lastActId: string;
  readonly state: NoticeState;
  readonly words: readonly NoticeWord[];
  readonly endsAtMs: number | null;
}

interface Asked {
  readonly actId: string;
  readonly atMs: number;
}

export type NoticeMessage =
  | (Asked & { readonly kind: 'begin' })
  | (Asked & { readonly kind: 'confirm'; readonly actor: Actor; readonly expectedRevision: number })
  | (Asked & { readonly kind: 'reject'; readonly actor: Actor; readonly expectedRevision: number })
  | (Asked & { readonly kind: 'withdraw'; readonly actor: Actor; readonly expectedRevision: number })
  | (Asked & { readonly kind: 'publish' })
  | (Asked & { readonly kind: 'fileObjection'; readonly objectionId: string })
  | (Asked & {
      readonly kind: 'ruleObjection';
      readonly actor: Actor;
      readonly objectionId: string;
      readonly ruling: Ruling;
    })
  | (Asked & { readonly kind: 'settle' });

export type NoticeRefusal =
  | 'WRONG_STATE'
  | 'STALE'
  | 'ACT_IN_PROGRESS'
  | 'SAME_PERSON_FORBIDDEN'
  | 'SAME_SECTION_FORBIDDEN'
  | 'SIDE_CONFIRMED'
  | 'ROLE_REQUIRED'
  | 'OTHER_ORGAN'
  | 'OTHER_JURISDICTION'
  | 'NOTICE_CLOSED';

const OPEN_ACTS: Readonly<Record<NoticeState, readonly NoticeMessage['kind'][]>> = {
  draft: ['begin', 'confirm', 'reject'],
  confirmedByOne: ['confirm', 'reject'],
  opening: ['publish'],
  published: ['withdraw', 'fileObjection', 'ruleObjection', 'settle'],
  closed: [],
  rejected: [],
  withdrawn: [],
};

/**
 * Returns the side for which a person may act, or the refusal. The HR bureau's section that reviews completeness acts
 * for the bureau's side; if the HR bureau is also the responsible department, its other sections act for the
 * department.
 */
export function sideOf(
  actor: Actor,
  plan: Pick<NoticePlan, 'jurisdiction' | 'responsibleDepartment' | 'about'>,
): Verdict<NoticeSide, NoticeRefusal> {
  if (actor.jurisdiction !== plan.jurisdiction) {
    return refused('OTHER_JURISDICTION');
  }
  if (!actor.roles.includes('noticeOfficer')) {
    return refused('ROLE_REQUIRED');
  }
  if (actor.organ === 'HRSS' && (plan.about === 'grants' || actor.roles.includes('bureauReviewer'))) {
    return granted('bureau');
  }
  return actor.organ === plan.responsibleDepartment ? granted('department') : refused('OTHER_ORGAN');
}

export function judgeNoticeAct(
  course: NoticeCourse,
  message: NoticeMessage,
  plan: NoticePlan,
): Verdict<NoticeSide | null, NoticeRefusal> {
  if (!OPEN_ACTS[course.state].includes(message.kind)) {
    return refused(course.state === 'closed' && message.kind === 'fileObjection' ? 'NOTICE_CLOSED' : 'WRONG_STATE');
  }
  switch (message.kind) {
    case 'confirm':
    case 'reject':
    case 'withdraw':
      return judgeWord(course, message, plan);
    case 'ruleObjection':
      return judgeRuling(message.actor, plan);
    case 'fileObjection':
      return isOpenForObjections(course, message.atMs) ? granted(null) : refused('NOTICE_CLOSED');
    case 'begin':
    case 'publish':
    case 'settle':
      return granted(null);
    default:
      return unreachable(message);
  }
}

/** objections are accepted from the publication until the period ends. */
export function isOpenForObjections(
  { state, endsAtMs }: Pick<NoticeCourse, 'state' | 'endsAtMs'>,
  atMs: number,
): boolean {
  return state === 'published' && (endsAtMs === null || atMs < endsAtMs);
}

function judgeWord(
  course: NoticeCourse,
  message: Extract<NoticeMessage, { kind: 'confirm' | 'reject' | 'withdraw' }>,
  plan: NoticePlan,
): Verdict<NoticeSide, NoticeRefusal> {
  const confirmed = message.kind === 'confirm' ? course.words : [];
  if (confirmed.some((word) => word.personId === message.actor.personId)) {
    return refused('SAME_PERSON_FORBIDDEN');
  }
  const side = sideOf(message.actor, plan);
  if (!side.ok) {
    return side;
  }
  if (confirmed.some((word) => word.side === side.value)) {
    return refused('SIDE_CONFIRMED');
  }
  if (plan.responsibleDepartment === 'HRSS' && confirmed.some((word) => word.section === message.actor.section)) {
    return refused('SAME_SECTION_FORBIDDEN');
  }
  return message.expectedRevision === course.revision ? side : refused('STALE');
}

/**
 * A notice officer of the responsible department rules on objections, or of the HR bureau (design §5a). Which of the two
 * it is, and who decided on the claim, the notice does not know: `authorizeRuling` decides that where it is recorded.
 */
function judgeRuling(actor: Actor, plan: NoticePlan): Verdict<null, NoticeRefusal> {
  if (actor.jurisdiction !== plan.jurisdiction) {
    return refused('OTHER_JURISDICTION');
  }
  if (!actor.roles.includes('noticeOfficer')) {
    return refused('ROLE_REQUIRED');
  }
  const isDepartment = plan.about === undefined && actor.organ === plan.responsibleDepartment;
  return isDepartment || actor.organ === 'HRSS' ? granted(null) : refused('OTHER_ORGAN');
}

/**
 * What the recording of a notice's act found: the end of the notice period, and how many claims are still in the
 * notice.
 */
export interface NoticeFacts {
  readonly endsAtMs: number | null;
  readonly claimsOpen: number;
}

/** The facts of a notice's act; the publication fixes the end of the period for good. */
export function noticeFactsOf(
  before: Pick<NoticeCourse, 'endsAtMs'>,
  { kind }: Pick<NoticeMessage, 'kind'>,
  found: { readonly claimsOpen: number; readonly endsAtMs: number },
): NoticeFacts {
  return { endsAtMs: kind === 'publish' ? found.endsAtMs : before.endsAtMs, claimsOpen: found.claimsOpen };
}

/** Why a notice failed: the reason that a person gave, or that no claim was left; null for one that has not failed. */
export function failureReason({ state }: Pick<NoticeCourse, 'state'>, reason: string | null): string | null {
  return FAILED_NOTICE_STATES.some((failed) => failed === state) ? (reason ?? 'NO_CLAIMS_LEFT') : null;
}

export function moveNotice(
  course: NoticeCourse,
  message: NoticeMessage,
  facts: NoticeFacts,
  plan: NoticePlan,
): NoticeCourse {
  const next = { ...course, revision: course.revision + 1, lastActId: message.actId };
  switch (message.kind) {
    case 'begin':
      // The draft was made when the row was written; the workflow's first record opens tasks and changes nothing else.
      return { ...course, lastActId: message.actId };
    case 'fileObjection':
    case 'ruleObjection':
      return next;
    case 'confirm': {
      const side = sideOf(message.actor, plan);
      const word = { personId: message.actor.personId, section: message.actor.section };
      const words = side.ok ? [...course.words, { ...word, side: side.value }] : course.words;
      return { ...next, words, state: words.length === 2 ? 'opening' : 'confirmedByOne' };
    }
    case 'publish':
      return facts.claimsOpen === 0
        ? { ...next, state: 'withdrawn' }
        : { ...next, state: 'published', endsAtMs: facts.endsAtMs };
    case 'reject':
      return { ...next, state: 'rejected' };
    case 'withdraw':
      return { ...next, state: 'withdrawn' };
    case 'settle':
      return facts.claimsOpen === 0 ? { ...next, state: 'closed' } : next;
    default:
      return unreachable(message);
  }
}

export function isNoticeSettled(course: NoticeCourse): boolean {
  return ENDED_NOTICE_STATES.some((state) => state === course.state);
}
