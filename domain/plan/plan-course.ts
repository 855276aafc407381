import type { Actor } from '../authority/actor.ts';
import type { OrganCode } from '../codes.ts';
import {
  ENDED_PLAN_STATES,
  OWED_PLAN_STATES,
  type FILED_VERSION_STATES,
  type PlanDecision,
  type PlanOrganState,
  type PlanState,
} from './plan-words.ts';
import { granted, isOneOf, refused, unreachable, type Verdict } from '../verdict.ts';

/** What the year's plan waits for by time: its due day is over, its closing day is over. */
export const PLAN_TIMERS = ['due', 'closing'] as const;
export type PlanTimer = (typeof PLAN_TIMERS)[number];

/** Input of the workflow of a year's plan: ids and instants only (D10). Instants are business time in ms. */
export interface YearPlan {
  readonly planId: string;
  readonly jurisdiction: string;
  readonly year: number;
  /** When its period opened: the nominal instant, or later if that is late. */
  readonly openedAtMs: number;
  /** The end of the due day and of the closing day. */
  readonly dueAtMs: number;
  readonly closesAtMs: number;
  readonly clockOffsetMs: number;
}

/** A person of an organ who filed, for the separation of duties. */
export interface PlanFiler {
  readonly personId: string;
  readonly section: string | null;
}

/** A version that waits for the HR bureau, or that it returned. */
export interface FiledVersion {
  readonly version: number;
  readonly state: (typeof FILED_VERSION_STATES)[number];
  readonly filer: PlanFiler;
}

export interface PlanOfOrgan {
  readonly organ: OrganCode;
  /** Every organ of the annex owes a plan; others may file one. */
  readonly required: boolean;
  /** The version in force; 0 where none was accepted. The lines of a pack are version 1. */
  readonly inForce: number;
  readonly filed: FiledVersion | null;
  /** How often the organ has filed, a returned version again and revisions too. */
  readonly filings: number;
  /** The first submission came after the due day. */
  readonly late: boolean;
}

export interface YearPlanCourse {
  readonly revision: number;
  readonly lastActId: string;
  readonly state: PlanState;
  /** The due day is over. */
  readonly isDue: boolean;
  /** The version of the HR bureau's split; 0 where there is none. */
  readonly splitVersion: number;
  readonly organs: readonly PlanOfOrgan[];
}

interface Asked {
  readonly actId: string;
  readonly atMs: number;
}

interface OfOrgan extends Asked {
  readonly actor: Actor;
  readonly organ: OrganCode;
}

export type YearPlanMessage =
  | (Asked & { readonly kind: 'begin' })
  | (OfOrgan & { readonly kind: 'submitPlan'; readonly expectedRevision: number })
  | (OfOrgan & { readonly kind: 'revisePlan'; readonly expectedRevision: number })
  | (OfOrgan & {
      readonly kind: 'decidePlan';
      readonly decision: PlanDecision;
      /** The filing of the organ that the person has seen. */
      readonly filing: number;
    })
  | (Asked & { readonly kind: 'splitPlan'; readonly actor: Actor; readonly expectedRevision: number })
  | (Asked & { readonly kind: 'timerFired'; readonly timer: PlanTimer });

export type PlanRefusal =
  | 'WRONG_STATE'
  | 'STALE'
  | 'ACT_IN_PROGRESS'
  | 'ROLE_REQUIRED'
  | 'OTHER_ORGAN'
  | 'OTHER_JURISDICTION'
  | 'SAME_PERSON_FORBIDDEN'
  | 'SAME_SECTION_FORBIDDEN';

/** The organ whose plans the HR bureau's reviewers decide on, and which splits the tasks. */
export const PLAN_BUREAU = 'HRSS' satisfies OrganCode;

/** A plan of which nothing is filed. */
export const NOTHING_FILED = { inForce: 0, filed: null, filings: 0, late: false } as const;

export function organPlan({ organs }: Pick<YearPlanCourse, 'organs'>, organ: OrganCode): PlanOfOrgan {
  return organs.find((one) => one.organ === organ) ?? { ...NOTHING_FILED, organ, required: false };
}

export function organState({ inForce, filed }: Pick<PlanOfOrgan, 'inForce' | 'filed'>): PlanOrganState {
  return inForce > 0 ? 'accepted' : (filed?.state ?? 'missing');
}

/** The version that an organ's plan shows: the one in force, else the one that it filed; 0 while it is missing. */
export function shownVersion({ inForce, filed }: Pick<PlanOfOrgan, 'inForce' | 'filed'>): number {
  return inForce > 0 ? inForce : (filed?.version ?? 0);
}

/** the organ owes a plan, the due day is over, and nothing of it waits or is in force. */
export function isOverdue(plan: PlanOfOrgan, isDue: boolean): boolean {
  return plan.required && isDue && isOneOf(OWED_PLAN_STATES, organState(plan));
}

/** Judges who may do it first, then whether it is open, then what the person has seen. */
export function judgeYearPlan(
  course: YearPlanCourse,
  message: YearPlanMessage,
  plan: Pick<YearPlan, 'jurisdiction'>,
): Verdict<null, PlanRefusal> {
  switch (message.kind) {
    case 'begin':
      return course.state === 'open' ? granted(null) : refused('WRONG_STATE');
    case 'timerFired':
      return planTimer(course) === message.timer ? granted(null) : refused('WRONG_STATE');
    case 'submitPlan':
    case 'revisePlan':
    case 'splitPlan':
      return judgeFiling(course, message, plan);
    case 'decidePlan':
      return judgeDecision(course, message, plan);
    default:
      return unreachable(message);
  }
}

function judgeFiling(
  course: YearPlanCourse,
  message: Extract<YearPlanMessage, { kind: 'submitPlan' | 'revisePlan' | 'splitPlan' }>,
  plan: Pick<YearPlan, 'jurisdiction'>,
): Verdict<null, PlanRefusal> {
  const organ = message.kind === 'splitPlan' ? PLAN_BUREAU : message.organ;
  const seat = judgeSeat(message.actor, { role: 'planOfficer', organ, jurisdiction: plan.jurisdiction });
  if (!seat.ok) {
    return seat;
  }
  if (course.state !== 'open' || !isFilingOpen(course, message)) {
    return refused('WRONG_STATE');
  }
  return message.expectedRevision === course.revision ? granted(null) : refused('STALE');
}

/** A plan is filed while none is accepted or waits, a revision while one is accepted and no other revision waits. */
function isFilingOpen(
  course: YearPlanCourse,
  message: Extract<YearPlanMessage, { kind: 'submitPlan' | 'revisePlan' | 'splitPlan' }>,
): boolean {
  if (message.kind === 'splitPlan') {
    return true;
  }
  const { inForce, filed } = organPlan(course, message.organ);
  return filed?.state !== 'submitted' && (message.kind === 'revisePlan') === inForce > 0;
}

/** The HR bureau decides, by another person and, about its own plan, in another section than the one that filed. */
function judgeDecision(
  course: YearPlanCourse,
  message: Extract<YearPlanMessage, { kind: 'decidePlan' }>,
  plan: Pick<YearPlan, 'jurisdiction'>,
): Verdict<null, PlanRefusal> {
  const { actor, organ, filing } = message;
  const { filed, filings } = organPlan(course, organ);
  const seat = judgeSeat(actor, { role: 'bureauReviewer', organ: PLAN_BUREAU, jurisdiction: plan.jurisdiction });
  if (filed !== null && filed.filer.personId === actor.personId) {
    return refused('SAME_PERSON_FORBIDDEN');
  }
  if (filed !== null && organ === PLAN_BUREAU && filed.filer.section === actor.section) {
    return refused('SAME_SECTION_FORBIDDEN');
  }
  if (!seat.ok) {
    return seat;
  }
  if (course.state !== 'open' || filed?.state !== 'submitted') {
    return refused('WRONG_STATE');
  }
  return filing === filings ? granted(null) : refused('STALE');
}

function judgeSeat(
  actor: Actor,
  seat: {
    readonly role: 'planOfficer' | 'bureauReviewer';
    readonly organ: OrganCode;
    readonly jurisdiction: string;
  },
): Verdict<null, PlanRefusal> {
  if (actor.jurisdiction !== seat.jurisdiction) {
    return refused('OTHER_JURISDICTION');
  }
  if (!actor.roles.includes(seat.role)) {
    return refused('ROLE_REQUIRED');
  }
  return actor.organ === seat.organ ? granted(null) : refused('OTHER_ORGAN');
}

export function moveYearPlan(
  course: YearPlanCourse,
  message: YearPlanMessage,
  plan: Pick<YearPlan, 'dueAtMs'>,
): YearPlanCourse {
  const next = { ...course, revision: course.revision + 1, lastActId: message.actId };
  switch (message.kind) {
    case 'begin':
      return next;
    case 'submitPlan':
    case 'revisePlan':
      return withOrgan(next, afterFiling(organPlan(course, message.organ), message, plan));
    case 'decidePlan':
      return withOrgan(next, afterDecision(organPlan(course, message.organ), message));
    case 'splitPlan':
      return { ...next, splitVersion: course.splitVersion + 1 };
    case 'timerFired':
      return message.timer === 'due' ? { ...next, isDue: true } : { ...next, state: 'closed' };
    default:
      return unreachable(message);
  }
}

function afterFiling(
  before: PlanOfOrgan,
  { actor, atMs }: Extract<YearPlanMessage, { kind: 'submitPlan' | 'revisePlan' }>,
  { dueAtMs }: Pick<YearPlan, 'dueAtMs'>,
): PlanOfOrgan {
  const { inForce, filings } = before;
  const filer = { personId: actor.personId, section: actor.section };
  return {
    ...before,
    late: before.late || (filings === 0 && inForce === 0 && atMs >= dueAtMs),
    filings: filings + 1,
    filed: { version: inForce + 1, state: 'submitted', filer },
  };
}

function afterDecision(
  before: PlanOfOrgan,
  { decision }: Extract<YearPlanMessage, { kind: 'decidePlan' }>,
): PlanOfOrgan {
  if (before.filed === null) {
    return before;
  }
  switch (decision) {
    case 'accept':
      return { ...before, inForce: before.filed.version, filed: null };
    case 'returnForCorrection':
      return { ...before, filed: { ...before.filed, state: 'returned' } };
    default:
      return unreachable(decision);
  }
}

/** The organs stay in the order in which they came: the required ones first. */
function withOrgan(course: YearPlanCourse, changed: PlanOfOrgan): YearPlanCourse {
  const isKnown = course.organs.some(({ organ }) => organ === changed.organ);
  const organs = isKnown
    ? course.organs.map((one) => (one.organ === changed.organ ? changed : one))
    : [...course.organs, changed];
  return { ...course, organs };
}

/** What the plan waits for by time; null once it is closed. */
export function planTimer({ state, isDue }: Pick<YearPlanCourse, 'state' | 'isDue'>): PlanTimer | null {
  if (state !== 'open') {
    return null;
  }
  return isDue ? 'closing' : 'due';
}

export function planWaitMs(
  course: Pick<YearPlanCourse, 'state' | 'isDue'>,
  { dueAtMs, closesAtMs }: Pick<YearPlan, 'dueAtMs' | 'closesAtMs'>,
): number | null {
  const timer = planTimer(course);
  return timer === null ? null : { due: dueAtMs, closing: closesAtMs }[timer];
}

export function isPlanClosed({ state }: Pick<YearPlanCourse, 'state'>): boolean {
  return ENDED_PLAN_STATES.some((ended) => ended === state);
}
