import type { OrganCode, Role } from '../codes.ts';
import type { DecidingRole } from '../authority/authorize-decision.ts';
import {
  isSettled,
  LEFT_PAYMENT_STATES,
  paymentOf,
  PURPOSES,
  purposesUnderWay,
  type ClaimCourse,
  type Purpose,
} from './claim-course.ts';
import { isInDisbursement, lastWithdrawable } from './claim-payments.ts';
import type { ClaimMessage, DecidedTask, Decision } from './claim-message.ts';
import { indexOfKind, type ClaimPlan, type PlannedStage } from './claim-plan.ts';
import { NOTICE_STAGE_CLAIM_STATES, type ClaimState } from './claim-state.ts';
import { isOneOf, unreachable } from '../verdict.ts';

/**
 * Who may do an open act: a reviewer or Finance by role and organ, the applicant, an operator (for some acts also
 * Finance's maker), or an entity, which needs no seat.
 */
export type ActSeat =
  | { readonly kind: 'office'; readonly role: Role; readonly organ: OrganCode; readonly decidesAs: DecidingRole }
  | { readonly kind: 'applicant' }
  | { readonly kind: 'operator'; readonly orFinance: boolean }
  | { readonly kind: 'entity' };

export interface OpenAct {
  readonly act: ClaimMessage['kind'];
  /** For `decide`: the task, the purpose and the permitted decisions. */
  readonly task?: DecidedTask;
  readonly purpose: Purpose;
  readonly decisions?: readonly Decision[];
  readonly seat: ActSeat;
}

const APPLICANT: ActSeat = { kind: 'applicant' };
const OPERATOR: ActSeat = { kind: 'operator', orFinance: false };
const ENTITY: ActSeat = { kind: 'entity' };

/**
 * The state table: which act is open to which seat in which state (D2, R-091). Workflow, API and pages use this one
 * table. During a hold, the acts that it forbids are omitted; results of acts that others started earlier are still
 * accepted.
 */
export function openActs(course: ClaimCourse, plan: ClaimPlan): readonly OpenAct[] {
  if (isSettled(course)) {
    // Money may come back after the end. A claim that ended without money has no such payment.
    return course.state === 'closed' ? reportedActs(course) : [];
  }
  const hold = openAct('hold', course, { kind: 'operator', orFinance: isBeforeFinance(course) });
  const holding: readonly OpenAct[] = course.holds > 0 ? [hold, openAct('release', course, OPERATOR)] : [hold];
  const facts = factsTakenIn(course);
  if (course.holds > 0) {
    return [...holding, ...facts];
  }
  return [...actsOfState(course, plan), ...accountActs(course, plan), ...holding, ...facts];
}

function actsOfState(course: ClaimCourse, plan: ClaimPlan): readonly OpenAct[] {
  const stage = plan.stages[course.stageIndex];
  const withdraw = mayWithdraw(course, plan) ? [openAct('withdraw', course, APPLICANT)] : [];
  switch (course.state) {
    case 'submitted':
      return [openAct('begin', course, ENTITY), ...withdraw];
    case 'returnedToApplicant':
      return [openAct('resubmit', course, APPLICANT), openAct('correctAccount', course, APPLICANT), ...withdraw];
    case 'returnedToBureau':
      return [bureauCorrection(course, plan), ...withdraw];
    case 'noticePending':
      return [openAct('noticeOpening', course, ENTITY), ...withdraw];
    case 'noticeOpen':
      return [];
    case 'finance':
      return stage === undefined ? [] : financeActs(course, stage);
    case 'postCheck':
      return [openAct('contractEvidence', course, APPLICANT)];
    case 'recoveryDue':
      return repaidActs(course, plan);
    case 'inReview':
    case 'returnedToDepartment':
      return stage?.kind === 'review' ? [review(course, plan, stage), ...withdraw] : [];
    case 'paymentSent':
    case 'paymentFailed':
    case 'paid':
    case 'closed':
    case 'rejected':
    case 'withdrawn':
      return [];
    default:
      return unreachable(course.state);
  }
}

/**
 * the applicant may withdraw until the notice is published, and also when Finance's return later brings the
 * claim back to the applicant.
 */
function mayWithdraw(course: ClaimCourse, plan: ClaimPlan): boolean {
  return course.purpose !== 'float' && course.stageIndex <= lastWithdrawable(plan);
}

/** Acts that correct a failed account and pay again without changing the stage (design §5a). */
function accountActs(course: ClaimCourse, plan: ClaimPlan): readonly OpenAct[] {
  const disbursement = plan.stages[indexOfKind(plan, 'disbursement')];
  const bureau = reviewOfBureau(plan);
  const acts: OpenAct[] = [];
  for (const purpose of PURPOSES) {
    const payment = paymentOf(course, purpose);
    if (payment.state === 'failed' && bureau !== undefined) {
      acts.push({ act: 'correctAccount', purpose, seat: APPLICANT });
      acts.push({ act: 'decide', task: 'accountCorrection', purpose, decisions: ['approve'], seat: office(bureau) });
    }
    if (payment.state === 'due' && isReleasedBesideStage(course, purpose) && disbursement !== undefined) {
      acts.push({ act: 'payoutReleasing', purpose, seat: ENTITY });
    }
  }
  return acts;
}

/** States in which the payments of the purposes under way have arrived once and the claim waits for something else. */
const PAST_DISBURSEMENT: readonly ClaimState[] = ['recoveryDue', 'postCheck', 'paid'];

/**
 * True if a payment of this purpose would be made outside the claim's stage: the purpose is not under way, or the claim is
 * past its disbursement (`recoveryDue`, `postCheck`, `paid`).
 */
export function isPaidAgain(course: ClaimCourse, purpose: Purpose): boolean {
  return !purposesUnderWay(course).includes(purpose) || PAST_DISBURSEMENT.includes(course.state);
}

/** True for a payment that is paid again, or for the second of two purposes when the first is already sent. */
function isReleasedBesideStage(course: ClaimCourse, purpose: Purpose): boolean {
  return isPaidAgain(course, purpose) || (course.state !== 'finance' && isInDisbursement(course, purpose));
}

/** Finance may hold only what it has to pay; only an operator may end a hold. */
function isBeforeFinance(course: ClaimCourse): boolean {
  return (
    course.state === 'finance' ||
    PURPOSES.some((purpose) => paymentOf(course, purpose).state === 'due' && isPaidAgain(course, purpose))
  );
}

/**
 * Acts that were started before a hold and are never refused because of it. A returned claim does not lapse during a
 * hold.
 */
function factsTakenIn(course: ClaimCourse): readonly OpenAct[] {
  const acts: OpenAct[] = [];
  if (course.timer?.kind === 'resubmission') {
    // Only the days to resubmit may be working days; the window for evidence is a window of facts.
    acts.push(openAct('rearm', course, ENTITY));
  }
  if (course.state === 'submitted') {
    acts.push(openAct('registerAnswered', course, ENTITY));
  }
  if (isOneOf(NOTICE_STAGE_CLAIM_STATES, course.state)) {
    acts.push(openAct('noticeClosed', course, ENTITY));
  }
  if (course.state === 'recoveryDue') {
    // Another claim's payment was already set off, and this message is not sent a second time.
    acts.push(openAct('recovered', course, ENTITY));
  }
  acts.push(...reportedActs(course));
  if (course.timer !== null && !(course.holds > 0 && course.timer.kind === 'resubmission')) {
    acts.push(openAct('timerFired', course, ENTITY));
  }
  return acts;
}

/** A payment that was sent may have a result, and one that arrived may come back. */
function reportedActs(course: ClaimCourse): readonly OpenAct[] {
  return PURPOSES.filter((purpose) => isOneOf(LEFT_PAYMENT_STATES, paymentOf(course, purpose).state)).map(
    (purpose) => ({ act: 'payoutReported', purpose, seat: ENTITY }) as const,
  );
}

/** A review may approve, return or reject; only a later review may return to the department. */
function review(course: ClaimCourse, plan: ClaimPlan, stage: PlannedStage): OpenAct {
  const isFirst = course.stageIndex === indexOfKind(plan, 'review');
  const decisions: readonly Decision[] = isFirst
    ? ['approve', 'returnForCorrection', 'reject']
    : ['approve', 'returnForCorrection', 'returnToDepartment', 'reject'];
  return { act: 'decide', task: 'review', purpose: course.purpose, decisions, seat: office(stage) };
}

function bureauCorrection(course: ClaimCourse, plan: ClaimPlan): OpenAct {
  const bureau = reviewOfBureau(plan);
  return {
    act: 'decide',
    task: 'bureauCorrection',
    purpose: course.purpose,
    decisions: ['approve', 'returnForCorrection', 'returnToDepartment', 'reject'],
    seat: bureau === undefined ? OPERATOR : office(bureau),
  };
}

/**
 * Finance pays (by a batch), returns or holds; it never decides on authenticity. A claim that is partly sent or
 * set off, or was closed before its money came back, cannot be returned. R-074: a debt of the payee elsewhere is set off only by a named decision.
 */
function financeActs(course: ClaimCourse, stage: PlannedStage): readonly OpenAct[] {
  const seat = office(stage);
  const purposes = purposesUnderWay(course);
  const hasLeft = purposes.some((purpose) => isOneOf(LEFT_PAYMENT_STATES, paymentOf(course, purpose).state));
  const isSetOff = (course.payments.base.setOffFen ?? 0) > 0;
  const mayReturn =
    course.isReopened !== true &&
    !isSetOff &&
    (!hasLeft || purposes.every((purpose) => paymentOf(course, purpose).amountFen === 0));
  const due = purposes.filter((purpose) => paymentOf(course, purpose).state === 'due');
  return [
    ...(mayReturn
      ? [{ act: 'decide', task: 'disbursement', purpose: course.purpose, decisions: ['returnToBureau'], seat } as const]
      : []),
    ...due.map((purpose) => ({ act: 'payoutReleasing', purpose, seat: ENTITY }) as const),
    ...(due.includes('base') ? [{ act: 'setOff', purpose: course.purpose, seat } as const] : []),
  ];
}

/** Finance enters a repayment. */
function repaidActs(course: ClaimCourse, plan: ClaimPlan): readonly OpenAct[] {
  const finance = plan.stages[indexOfKind(plan, 'disbursement')];
  return finance === undefined ? [] : [{ act: 'repaid', purpose: course.purpose, seat: office(finance) }];
}

/** Returns the last review before the notice; in P1 it is the HR bureau's. */
export function reviewOfBureau(plan: ClaimPlan): PlannedStage | undefined {
  return plan.stages.findLast((stage) => stage.kind === 'review');
}

function openAct(act: ClaimMessage['kind'], course: ClaimCourse, seat: ActSeat): OpenAct {
  return { act, purpose: course.purpose, seat };
}

function office(stage: PlannedStage): ActSeat {
  return { kind: 'office', role: stage.role, organ: stage.organ, decidesAs: stage.decidesAs };
}
