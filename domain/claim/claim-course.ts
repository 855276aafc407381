import { unreachable } from '../verdict.ts';
import type { Decider } from '../authority/authorize-decision.ts';
import type { ClaimPlan, PlannedStage } from './claim-plan.ts';
import { CLAIM_STATES, ENDED_CLAIM_STATES, stateWord, type ClaimRowState, type ClaimState } from './claim-state.ts';

/** What a claim's own money is for; grants have their own workflow. */
export const PURPOSES = ['base', 'allowance', 'float', 'advance'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** What is under way: the base (with the allowance that rides on it), the +50 %, or the advance of a class. */
export const LEADING_PURPOSES = ['base', 'float', 'advance'] as const satisfies readonly Purpose[];
export type LeadingPurpose = (typeof LEADING_PURPOSES)[number];

/** `advance`: money before the class ends, settled by the main claim of the class. */
export const CLAIM_KINDS = ['main', 'advance'] as const;
export type ClaimKind = (typeof CLAIM_KINDS)[number];

export interface Payment {
  /** none: nothing to pay yet · due: Finance may batch it · sent · settled · failed: the account wants correcting. */
  readonly state: 'none' | 'due' | 'sent' | 'settled' | 'failed';
  readonly amountFen: number;
  /** Every account that failed was corrected after the failure; the bureau confirms it. */
  readonly accountCorrected: boolean;
  /** fen of it that were taken for a debt elsewhere; `amountFen` is what is left to pay. Absent: nothing. */
  readonly setOffFen?: number;
}

export interface CourseTimer {
  readonly kind: 'resubmission' | 'evidence';
  readonly atMs: number;
}

/**
 * The whole of what a claim's workflow knows: counts and totals, never lines (D24). It is recorded with each revision,
 * so that a workflow whose history forgot an act adopts what Postgres holds (D2).
 */
export interface ClaimCourse {
  readonly revision: number;
  readonly lastActId: string;
  readonly state: ClaimState;
  readonly stageIndex: number;
  readonly purpose: LeadingPurpose;
  readonly round: number;
  readonly returns: number;
  /** Where an approval after a return to the bureau leads. */
  readonly resumeIndex: number | null;
  /** The review stage that returned it to the applicant, as an index, or null for the correction of an account. */
  readonly returnedFrom: number | null;
  readonly holds: number;
  /** When the first of the holds in force began: while it stands, nobody's days to resubmit run out. */
  readonly heldAtMs?: number;
  readonly deciders: readonly Decider[];
  /** Absent: none, as with NO_PAYMENT. */
  readonly payments: {
    readonly base: Payment;
    readonly float: Payment;
    readonly allowance?: Payment;
    readonly advance?: Payment;
  };
  /** what the settlement of an advance asks back, and what of it has come. */
  readonly recovery?: { readonly dueFen: number; readonly recoveredFen: number };
  readonly linesApproved: number;
  readonly timer: CourseTimer | null;
  readonly outcome: string | null;
}

export const NO_PAYMENT: Payment = { state: 'none', amountFen: 0, accountCorrected: false };

export function paymentOf(course: Pick<ClaimCourse, 'payments'>, purpose: Purpose): Payment {
  return course.payments[purpose] ?? NO_PAYMENT;
}

/** The purposes that one walk through reviews and notice pays: the allowance rides on the base. */
export function purposesUnderWay(course: Pick<ClaimCourse, 'purpose'>): readonly Purpose[] {
  return course.purpose === 'base' ? ['base', 'allowance'] : [course.purpose];
}

/** The course of a claim that has just been submitted, before its workflow's first record. */
export function beginCourse(revision: number, applicant: Decider, purpose: LeadingPurpose = 'base'): ClaimCourse {
  return {
    revision,
    lastActId: '',
    state: 'submitted',
    stageIndex: -1,
    purpose,
    round: 1,
    returns: 0,
    resumeIndex: null,
    returnedFrom: null,
    holds: 0,
    deciders: [applicant],
    payments: { base: NO_PAYMENT, float: NO_PAYMENT },
    linesApproved: 0,
    timer: null,
    outcome: null,
  };
}

/** What people see as the claim's state: a hold hides the state beneath it. */
export function visibleState(course: ClaimCourse): ClaimRowState {
  return course.holds > 0 && !isSettled(course) ? 'suspended' : course.state;
}

export function isSettled(course: ClaimCourse): boolean {
  return ENDED_CLAIM_STATES.some((state) => state === course.state);
}

export function visibleStage(course: ClaimCourse, plan: ClaimPlan): string | null {
  return plan.stages[course.stageIndex]?.stage ?? null;
}

/** The contract's word for where a course stands beneath its holds. */
export function courseWord(course: ClaimCourse, plan: ClaimPlan): string {
  return stateWord({ state: course.state, stage: visibleStage(course, plan) });
}

/**
 * A course as a history holds it. Until 2026-11-28 the state of a review was the pack's word for its stage: every word that
 * is none of today's states is one of those.
 */
export function readClaimCourse(recorded: Omit<ClaimCourse, 'state'> & { readonly state: string }): ClaimCourse {
  const state = CLAIM_STATES.find((known) => known === recorded.state) ?? 'inReview';
  return { ...recorded, state };
}

/** Puts a course into a stage: its state is the first one of the stage's kind. */
export function enterStage(course: ClaimCourse, plan: ClaimPlan, index: number): ClaimCourse {
  const stage = plan.stages[index];
  if (stage === undefined) {
    return closeIfPaid({ ...course, timer: null });
  }
  const entered = { ...course, stageIndex: index, resumeIndex: null, returnedFrom: null, timer: null };
  return { ...entered, state: firstState(stage) };
}

/** The stage after this one, for the purpose that is under way. */
export function nextStageIndex(course: ClaimCourse, plan: ClaimPlan): number {
  const next = course.stageIndex + 1;
  return course.purpose === 'float' && plan.stages[next]?.kind === 'contractCheck' ? next + 1 : next;
}

/** Closing waits for the money of every purpose (design §5a): until then the claim stays in its last stage. */
export function closeIfPaid(course: ClaimCourse): ClaimCourse {
  const states = PURPOSES.map((purpose) => paymentOf(course, purpose).state);
  const paid = states.every((state) => state === 'none' || state === 'settled');
  return paid ? { ...course, state: 'closed', timer: null } : { ...course, state: 'paid' };
}

function firstState(stage: PlannedStage): ClaimState {
  switch (stage.kind) {
    case 'review':
      return 'inReview';
    case 'notice':
      return 'noticePending';
    case 'disbursement':
      return 'finance';
    case 'contractCheck':
      return 'postCheck';
    default:
      return unreachable(stage.kind);
  }
}

/** From the notice on, what the reviews left is the approved amount. */
export function isPastReviews(course: ClaimCourse, plan: ClaimPlan): boolean {
  const lastReview = plan.stages.findLastIndex((stage) => stage.kind === 'review');
  return course.stageIndex > lastReview && course.state !== 'rejected' && course.state !== 'withdrawn';
}
