import type { OutcomeCode } from './claim-state.ts';
import type { Decider } from '../authority/authorize-decision.ts';
import { dayAt, endOfDayMs } from '../calendar.ts';
import { refused, unreachable, type Verdict } from '../verdict.ts';
import { closeIfPaid, enterStage, nextStageIndex, paymentOf, type ClaimCourse } from './claim-course.ts';
import type { ClaimMessage, ClaimRefusal, RecordedFacts } from './claim-message.ts';
import { indexOfKind, type ClaimPlan } from './claim-plan.ts';
import {
  afterCorrection,
  afterPayout,
  afterRecovery,
  afterRelease as afterPayoutRelease,
  afterSetOff,
  correctedPayments,
  enterPast,
  withoutPayments,
} from './claim-payments.ts';
import { judgeSeat } from './claim-seats.ts';
import { openActs, type OpenAct } from './claim-table.ts';

type Decide = Extract<ClaimMessage, { kind: 'decide' }>;

/**
 * Decides whether this actor may do this act now. Checks the state first, then the revision, then the separation of
 * duties. Returns the deciders to record, or the refusal. The workflow's validator, the API's `acts` and the tests all
 * use this function.
 */
export function judgeClaimAct(
  course: ClaimCourse,
  message: ClaimMessage,
  plan: ClaimPlan,
): Verdict<readonly Decider[], ClaimRefusal> {
  const open = findOpen(course, message, plan);
  if (open === undefined) {
    const held = course.holds > 0 && findOpen({ ...course, holds: 0 }, message, plan) !== undefined;
    return refused(held ? 'CLAIM_HELD' : 'WRONG_STATE');
  }
  if ('expectedRevision' in message && message.expectedRevision !== course.revision) {
    return refused('STALE');
  }
  if (
    message.kind === 'decide' &&
    message.task === 'accountCorrection' &&
    !paymentOf(course, message.purpose).accountCorrected
  ) {
    return refused('ACCOUNT_NOT_CORRECTED');
  }
  return judgeSeat(course, message, open, plan);
}

function findOpen(course: ClaimCourse, message: ClaimMessage, plan: ClaimPlan): OpenAct | undefined {
  return openActs(course, plan).find((open) => {
    if (open.act !== message.kind || ('purpose' in message && open.purpose !== message.purpose)) {
      return false;
    }
    if (message.kind === 'noticeClosed' && message.outcome === 'clean') {
      return course.state === 'noticeOpen';
    }
    if (message.kind === 'payoutReported' && course.state === 'closed') {
      return message.outcome !== 'settled';
    }
    if (message.kind === 'timerFired') {
      return course.timer?.kind === message.timer;
    }
    return (
      message.kind !== 'decide' || (open.task === message.task && (open.decisions ?? []).includes(message.decision))
    );
  });
}

/**
 * Returns the course after an act that `judgeClaimAct` permits, given the facts that its recording counted. Total and
 * pure: workflow and recording compute the same course from the same facts.
 */
export function moveClaim(
  course: ClaimCourse,
  message: ClaimMessage,
  facts: RecordedFacts,
  plan: ClaimPlan,
): ClaimCourse {
  const judged = judgeClaimAct(course, message, plan);
  const deciders = judged.ok ? withDeciders(course.deciders, judged.value) : course.deciders;
  const counted: ClaimCourse = {
    ...course,
    deciders,
    revision: course.revision + 1,
    lastActId: message.actId,
    linesApproved: course.purpose !== 'float' && course.state !== 'postCheck' ? facts.linesLeft : course.linesApproved,
  };
  const moved = afterAct(counted, message, facts, plan);
  return armed(moved, facts);
}

function afterAct(course: ClaimCourse, message: ClaimMessage, facts: RecordedFacts, plan: ClaimPlan): ClaimCourse {
  switch (message.kind) {
    case 'begin':
    case 'registerAnswered':
      return facts.waitsForRegister ? course : enterReviews(course, facts, plan);
    case 'decide':
      return afterDecision(course, message, facts, plan);
    case 'resubmit':
      return afterResubmission(course, facts.trainingDataChanged ?? message.trainingDataChanged, facts, plan);
    case 'withdraw':
      return { ...course, state: 'withdrawn', timer: null, outcome: 'WITHDRAWN' };
    case 'hold':
      return { ...course, holds: course.holds + 1, heldAtMs: course.heldAtMs ?? message.atMs };
    case 'release':
      return afterRelease(course, message.atMs);
    case 'correctAccount':
      return { ...course, payments: correctedPayments(course, facts.corrected) };
    case 'contractEvidence':
      return enterFloat(course, facts, plan);
    case 'timerFired':
      return message.timer === 'evidence' ? enterFloat(course, facts, plan) : endWithout(course, 'RETURN_LAPSED');
    case 'noticeOpening':
      return { ...course, state: 'noticeOpen' };
    case 'noticeClosed':
      return afterNotice(course, message.outcome, facts, plan);
    case 'payoutReleasing':
      return afterPayoutRelease(course, message.purpose, facts, plan);
    case 'payoutReported':
      return afterPayout(course, message, facts, plan);
    case 'setOff':
      return afterSetOff(course, message.amountFen, plan);
    case 'repaid':
    case 'recovered':
      return afterRecovery(course, facts.recoveredFen ?? 0, plan);
    case 'rearm':
      return { ...course, timer: course.timer === null ? null : { ...course.timer, atMs: message.endsAtMs } };
    default:
      return unreachable(message);
  }
}

/**
 * Ends one hold. The last release extends the resubmission timer by the duration of the hold, up to the end of that day
 * (R-103, R-145).
 */
function afterRelease(course: ClaimCourse, atMs: number): ClaimCourse {
  if (course.holds > 1) {
    return { ...course, holds: course.holds - 1 };
  }
  const { heldAtMs, ...free } = { ...course, holds: 0 };
  const { timer } = free;
  if (timer?.kind !== 'resubmission' || heldAtMs === undefined) {
    return free;
  }
  const movedMs = timer.atMs + Math.max(0, atMs - heldAtMs);
  return { ...free, timer: { ...timer, atMs: endOfDayMs(dayAt(movedMs - 1)) } };
}

function enterReviews(course: ClaimCourse, facts: RecordedFacts, plan: ClaimPlan): ClaimCourse {
  return facts.linesLeft === 0
    ? endWithout(course, 'NO_LINES_LEFT')
    : enterStage(course, plan, indexOfKind(plan, 'review'));
}

function afterDecision(course: ClaimCourse, message: Decide, facts: RecordedFacts, plan: ClaimPlan): ClaimCourse {
  if (message.task === 'accountCorrection') {
    return afterCorrection(course, message.purpose, plan);
  }
  switch (message.decision) {
    case 'approve':
      return afterApproval(course, message, facts, plan);
    case 'returnForCorrection':
      return course.returns >= plan.maxReturns
        ? endWithout(course, 'REJECTED_AFTER_RETURNS')
        : {
            ...course,
            state: 'returnedToApplicant',
            returns: course.returns + 1,
            returnedFrom: message.task === 'bureauCorrection' ? null : course.stageIndex,
          };
    case 'returnToDepartment':
      return {
        ...enterStage(withoutPayments({ ...course, round: course.round + 1 }), plan, indexOfKind(plan, 'review')),
        state: 'returnedToDepartment',
      };
    case 'returnToBureau':
      return { ...course, state: 'returnedToBureau', resumeIndex: course.stageIndex };
    case 'reject':
      return endWithout(course, 'REJECTED_BY_REVIEWER');
    default:
      return unreachable(message.decision);
  }
}

/**
 * after Finance returned a claim, an unchanged amount needs no second notice; a changed amount needs one
 * (R-099).
 */
function afterApproval(course: ClaimCourse, message: Decide, facts: RecordedFacts, plan: ClaimPlan): ClaimCourse {
  if (facts.linesLeft === 0) {
    return endWithout(course, 'NO_LINES_LEFT');
  }
  if (message.task === 'bureauCorrection') {
    const afterReviews = plan.stages.findLastIndex((stage) => stage.kind === 'review') + 1;
    const resume = course.resumeIndex ?? afterReviews;
    return enterPast(course, plan, message.refusedLines > 0 ? afterReviews : resume, facts);
  }
  return enterPast(course, plan, nextStageIndex(course, plan), facts);
}

/**
 * Returns the claim to the stage that returned it; to the department if attendance, results or documents changed
 * meanwhile.
 */
function afterResubmission(
  course: ClaimCourse,
  trainingDataChanged: boolean,
  facts: RecordedFacts,
  plan: ClaimPlan,
): ClaimCourse {
  const again = { ...course, round: course.round + 1, timer: null };
  if (facts.waitsForRegister) {
    return { ...again, state: 'submitted', stageIndex: -1 };
  }
  if (facts.linesLeft === 0) {
    return endWithout(again, 'NO_LINES_LEFT');
  }
  if (trainingDataChanged) {
    return enterStage(again, plan, indexOfKind(plan, 'review'));
  }
  return course.returnedFrom === null
    ? { ...again, state: 'returnedToBureau' }
    : enterStage(again, plan, course.returnedFrom);
}

function afterNotice(
  course: ClaimCourse,
  outcome: 'clean' | 'rejected' | 'withdrawn',
  facts: RecordedFacts,
  plan: ClaimPlan,
): ClaimCourse {
  switch (outcome) {
    case 'withdrawn':
      return facts.linesLeft === 0 ? endWithout(course, 'OBJECTION_UPHELD') : { ...course, state: 'noticePending' };
    case 'rejected':
      return { ...course, state: 'returnedToBureau', resumeIndex: course.stageIndex };
    case 'clean': {
      if (facts.linesLeft === 0) {
        return endWithout(course, 'OBJECTION_UPHELD');
      }
      return enterPast(course, plan, nextStageIndex(course, plan), facts);
    }
    default:
      return unreachable(outcome);
  }
}

/** starts the review of the evidence, or ends the contract check because no line qualified. */
function enterFloat(course: ClaimCourse, facts: RecordedFacts, plan: ClaimPlan): ClaimCourse {
  if (facts.linesLeft === 0) {
    return closeIfPaid({ ...course, timer: null });
  }
  const float: ClaimCourse = { ...course, purpose: 'float', round: 1, returns: 0, timer: null };
  return enterStage(float, plan, indexOfKind(plan, 'review'));
}

/**
 * Ends the purpose under way without payment. A base ends the claim as rejected; a +50 % ends without changing what was
 * paid.
 */
function endWithout(ended: ClaimCourse, outcome: OutcomeCode): ClaimCourse {
  const course = withoutPayments(ended);
  return course.purpose === 'float'
    ? closeIfPaid({ ...course, timer: null, outcome })
    : { ...course, state: 'rejected', timer: null, outcome };
}

function armed(course: ClaimCourse, facts: RecordedFacts): ClaimCourse {
  if (course.state === 'returnedToApplicant' && facts.waitEndsAtMs !== null) {
    return { ...course, timer: { kind: 'resubmission', atMs: facts.waitEndsAtMs } };
  }
  if (course.state === 'postCheck' && facts.waitEndsAtMs !== null) {
    return { ...course, timer: { kind: 'evidence', atMs: facts.waitEndsAtMs } };
  }
  return course;
}

function withDeciders(deciders: readonly Decider[], more: readonly Decider[]): readonly Decider[] {
  const known = new Set(deciders.map((decider) => `${decider.personId}/${decider.role}`));
  return [...deciders, ...more.filter((decider) => !known.has(`${decider.personId}/${decider.role}`))];
}
