import { isOneOf, unreachable } from '../verdict.ts';
import type { Decider } from '../authority/authorize-decision.ts';
import type { ClaimPlan, PlannedStage } from './claim-plan.ts';
import {
  CLAIM_STATES,
  ENDED_CLAIM_STATES,
  UNPAID_CLAIM_STATES,
  stateWord,
  type ClaimRowState,
  type ClaimState,
  type OutcomeCode,
} from './claim-state.ts';

/** What a claim pays for. Each purpose is paid separately. */
export const PURPOSES = ['base', 'allowance', 'float', 'advance'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** The purpose that goes through the stages: the base (with its allowance), the +50 %, or the advance of a class. */
export const LEADING_PURPOSES = ['base', 'float', 'advance'] as const satisfies readonly Purpose[];
/** The purposes that a claim's paid amount counts; the top-up and the allowance have amounts of their own. */
export const PAID_AMOUNT_PURPOSES = ['base', 'advance'] as const satisfies readonly Purpose[];
/** The purposes that are paid after the reviews of the base. */
const BASE_PASS_PURPOSES = ['base', 'allowance'] as const satisfies readonly Purpose[];
export type LeadingPurpose = (typeof LEADING_PURPOSES)[number];

/**
 * `supplementary`: a further claim of a class that has one, for lines that no claim of the class has paid or refused for
 * good (L12). `advance`: money before the class ends, settled by the main claim of the class.
 */
export const CLAIM_KINDS = ['main', 'supplementary', 'advance'] as const;
export type ClaimKind = (typeof CLAIM_KINDS)[number];

/**
 * none: nothing to pay yet · due: Finance may add it to a batch · sent · settled · failed: the account must be
 * corrected.
 */
export const PAYMENT_STATES = ['none', 'due', 'sent', 'settled', 'failed'] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

/** The money is on its way, or it arrived. */
export const LEFT_PAYMENT_STATES = ['sent', 'settled'] as const satisfies readonly PaymentState[];

/** Finance has nothing to do for the purpose, and waits for nothing. */
const COMPLETE_PAYMENT_STATES = ['none', 'settled'] as const satisfies readonly PaymentState[];

export interface Payment {
  readonly state: PaymentState;
  readonly amountFen: number;
  /** Every account that failed was corrected after the failure; the bureau must confirm it. */
  readonly accountCorrected: boolean;
  /**
   * the part, in fen, that was set off against a debt elsewhere; `amountFen` is what is left to pay. Absent:
   * nothing.
   */
  readonly setOffFen?: number;
}

export interface CourseTimer {
  readonly kind: 'resubmission' | 'evidence';
  readonly atMs: number;
}

/**
 * The complete state of a claim's workflow: counts and totals, never lines (D24). It is recorded with each revision, so
 * that a workflow whose history lost an act can adopt the course from Postgres (D2).
 */
export interface ClaimCourse {
  readonly revision: number;
  readonly lastActId: string;
  readonly state: ClaimState;
  readonly stageIndex: number;
  readonly purpose: LeadingPurpose;
  readonly round: number;
  readonly returns: number;
  /** Index of the stage that follows an approval after a return to the bureau. */
  readonly resumeIndex: number | null;
  /** Index of the review stage that returned the claim to the applicant; null for the correction of an account. */
  readonly returnedFrom: number | null;
  readonly holds: number;
  /** When the earliest hold in force began. During a hold, the days to resubmit do not run out. */
  readonly heldAtMs?: number;
  readonly deciders: readonly Decider[];
  /** An absent purpose has no payment, as NO_PAYMENT. */
  readonly payments: {
    readonly base: Payment;
    readonly float: Payment;
    readonly allowance?: Payment;
    readonly advance?: Payment;
  };
  /** what the settlement of an advance demands back, and how much of it is recovered. */
  readonly recovery?: { readonly dueFen: number; readonly recoveredFen: number };
  /**
   * The claim was closed and a payment came back (design §5a): all its payments are in the disbursement again, and it
   * closes once they are settled. Absent in every other state.
   */
  readonly isReopened?: true;
  readonly linesApproved: number;
  readonly timer: CourseTimer | null;
  readonly outcome: OutcomeCode | null;
}

export const NO_PAYMENT: Payment = { state: 'none', amountFen: 0, accountCorrected: false };

/** Returns the payment of a purpose; `NO_PAYMENT` where the claim has none. */
export function paymentOf(course: Pick<ClaimCourse, 'payments'>, purpose: Purpose): Payment {
  return course.payments[purpose] ?? NO_PAYMENT;
}

/**
 * Returns the purposes that the claim pays in its current pass through the stages; the allowance is paid with the base.
 * A claim that opened again after its end pays every purpose that came back.
 */
export function purposesUnderWay(course: Pick<ClaimCourse, 'purpose' | 'isReopened'>): readonly Purpose[] {
  if (course.isReopened === true) {
    return PURPOSES;
  }
  return course.purpose === 'base' ? BASE_PASS_PURPOSES : [course.purpose];
}

/** Returns the course of a newly submitted claim, before its workflow's first record. */
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

/** Returns the state to show for a claim: `suspended` during a hold, otherwise its own state. */
export function visibleState(course: ClaimCourse): ClaimRowState {
  return course.holds > 0 && !isSettled(course) ? 'suspended' : course.state;
}

/** True once the claim has ended: `closed`, `rejected` or `withdrawn`. Only a payment report moves it then. */
export function isSettled(course: ClaimCourse): boolean {
  return ENDED_CLAIM_STATES.some((state) => state === course.state);
}

/**
 * evidence is taken from submission until the contract check has ended, and again while its review waits for the
 * applicant. A claim that opened again after its end has no check left that would judge it.
 */
export function takesContractEvidence(course: ClaimCourse): boolean {
  if (isSettled(course) || course.isReopened === true) {
    return false;
  }
  return course.purpose === 'base' ? course.state !== 'paid' : course.state === 'returnedToApplicant';
}

/** Returns the name of the stage in which the claim is; null before the first and after the last. */
export function visibleStage(course: ClaimCourse, plan: ClaimPlan): string | null {
  return plan.stages[course.stageIndex]?.stage ?? null;
}

/** Returns the HTTP contract's name for the state of a course, ignoring holds. */
export function courseWord(course: ClaimCourse, plan: ClaimPlan): string {
  return stateWord({ state: course.state, stage: visibleStage(course, plan) });
}

/**
 * Reads a course from a workflow's history. Until 2026-11-28 the state of a review was the pack's name for its stage,
 * so every name that is not a state of today is read as `inReview`.
 */
export function readClaimCourse(recorded: Omit<ClaimCourse, 'state'> & { readonly state: string }): ClaimCourse {
  const state = CLAIM_STATES.find((known) => known === recorded.state) ?? 'inReview';
  return { ...recorded, state };
}

/** Moves a course into a stage, in the first state for that kind of stage. Past the last stage it closes the claim. */
export function enterStage(course: ClaimCourse, plan: ClaimPlan, index: number): ClaimCourse {
  const stage = plan.stages[index];
  if (stage === undefined) {
    return closeIfPaid({ ...course, timer: null });
  }
  const entered = { ...course, stageIndex: index, resumeIndex: null, returnedFrom: null, timer: null };
  return { ...entered, state: firstState(stage) };
}

/** Returns the index of the next stage for the purpose under way; the +50 % skips the contract check. */
export function nextStageIndex(course: ClaimCourse, plan: ClaimPlan): number {
  const next = course.stageIndex + 1;
  return course.purpose === 'float' && plan.stages[next]?.kind === 'contractCheck' ? next + 1 : next;
}

/** Closes the claim if the payments of all purposes are settled (design §5a); otherwise its state is `paid`. */
export function closeIfPaid({ isReopened: _isReopened, ...course }: ClaimCourse): ClaimCourse {
  const states = PURPOSES.map((purpose) => paymentOf(course, purpose).state);
  const paid = states.every((state) => isOneOf(COMPLETE_PAYMENT_STATES, state));
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

/** True from the notice on, when the amount that the reviews left is the approved amount. */
export function isPastReviews(course: ClaimCourse, plan: ClaimPlan): boolean {
  const lastReview = plan.stages.findLastIndex((stage) => stage.kind === 'review');
  return course.stageIndex > lastReview && !isOneOf(UNPAID_CLAIM_STATES, course.state);
}
