import {
  isPastReviews,
  paymentOf,
  PURPOSES,
  purposesUnderWay,
  type ClaimCourse,
  type Purpose,
} from './claim-course.ts';
import type { ClaimEffect, HoldToPlace } from './claim-effect.ts';
import type { ClaimMessage } from './claim-message.ts';
import { indexOfKind, type ClaimPlan } from './claim-plan.ts';

/** What the recording read that a move's effects depend on. */
export interface EffectFacts {
  readonly plan: ClaimPlan;
  /** The pack's parameter `notice.autoDraft`: a claim that waits for its notice gets a draft at once. */
  readonly isNoticeDrafted: boolean;
  /** Ids of the notices, drafted or open, in which the claim stands before the act. */
  readonly notices: readonly string[];
  /** What a hold brings; null for every other act. */
  readonly hold: HoldToPlace | null;
  /** Which hold a release ends; null for every other act. */
  readonly holdId: string | null;
}

/** Acts of the money itself: other drafted payments of the claim stay good. */
const MONEY_ACTS: readonly ClaimMessage['kind'][] = ['payoutReleasing', 'payoutReported'];

/**
 * The effects of a claim's move from `before` to `after`, in the order in which they are written. Pure: the same move
 * always has the same effects. What the act itself does to lines and instructions is not among them.
 */
export function effectsOf(
  before: ClaimCourse,
  after: ClaimCourse,
  message: ClaimMessage,
  facts: EffectFacts,
): readonly ClaimEffect[] {
  const { plan } = facts;
  return [
    ...holdEffects(message, facts),
    ...(hasEndedWithoutMoney(after) ? ([{ kind: 'freeSlots' }, { kind: 'leaveDrafts' }] as const) : []),
    ...noticeEffects(message),
    ...(endsReviews(before, after, plan)
      ? [{ kind: 'moveLines', move: { kind: 'approve' }, lineId: null } as const]
      : []),
    ...draftEffects(after, message, facts),
    ...leavesFinance(before, after, message),
    ...(entersDisbursement(before, after, plan) ? fundEffects(before, after) : []),
    ...moneyEffects(before, after, message, plan),
  ];
}

/** The purposes under way become due: after a clean notice, after a review without a notice, or again after a return. */
export function entersDisbursement(before: ClaimCourse, after: ClaimCourse, plan: ClaimPlan): boolean {
  const disbursement = indexOfKind(plan, 'disbursement');
  const wasThere = before.stageIndex === disbursement && before.state !== 'returnedToBureau';
  const isPast = after.stageIndex >= disbursement && disbursement !== -1 && before.stageIndex < disbursement;
  return isPast || (after.stageIndex === disbursement && after.state !== 'returnedToBureau' && !wasThere);
}

function holdEffects(message: ClaimMessage, { hold, holdId }: EffectFacts): readonly ClaimEffect[] {
  if (message.kind === 'hold') {
    return hold === null ? [] : [{ kind: 'placeHold', hold }];
  }
  return message.kind === 'release' ? [{ kind: 'endHold', holdId: holdId ?? '' }] : [];
}

function hasEndedWithoutMoney({ state }: ClaimCourse): boolean {
  return state === 'rejected' || state === 'withdrawn';
}

/** The claim enters its notice, or its notice lets it go. */
function noticeEffects(message: ClaimMessage): readonly ClaimEffect[] {
  if (message.kind === 'noticeOpening') {
    return [{ kind: 'moveInNotice', noticeId: message.noticeId, state: 'open' }];
  }
  if (message.kind === 'noticeClosed') {
    const state = message.outcome === 'clean' ? 'released' : 'dropped';
    return [{ kind: 'moveInNotice', noticeId: message.noticeId, state }];
  }
  return [];
}

/** What the reviews left of the base is approved. Lines of the +50 % keep their own states. */
function endsReviews(before: ClaimCourse, after: ClaimCourse, plan: ClaimPlan): boolean {
  const wasInReview = !isPastReviews(before, plan) || before.state === 'returnedToBureau';
  return isPastReviews(after, plan) && wasInReview && after.purpose !== 'float';
}

/** A held claim enters no notice: the act that ends the last hold drafts one then. */
function draftEffects(
  after: ClaimCourse,
  message: ClaimMessage,
  { isNoticeDrafted, notices }: EffectFacts,
): readonly ClaimEffect[] {
  const left = message.kind === 'noticeClosed' ? message.noticeId : null;
  const isInNotice = notices.some((noticeId) => noticeId !== left);
  const isWanted = after.state === 'noticePending' && after.holds === 0 && isNoticeDrafted && !isInNotice;
  return isWanted ? [{ kind: 'draftNotice' }] : [];
}

/** A claim that left Finance is paid by no earlier draft: what becomes due again is drafted again. */
function leavesFinance(before: ClaimCourse, after: ClaimCourse, message: ClaimMessage): readonly ClaimEffect[] {
  const isLeft = before.state === 'finance' && after.state !== 'finance' && !MONEY_ACTS.includes(message.kind);
  return isLeft ? purposesUnderWay(before).map((purpose) => ({ kind: 'cancelDrafts', purpose }) as const) : [];
}

/**
 * Binds what has become due, per purpose. What an advance has paid whole is bound to nothing; a purpose of which
 * a return left no line is bound no more.
 */
function fundEffects(before: ClaimCourse, after: ClaimCourse): readonly ClaimEffect[] {
  return PURPOSES.flatMap((purpose): readonly ClaimEffect[] => {
    const { state, amountFen } = paymentOf(after, purpose);
    const isUnderWay = purposesUnderWay(after).includes(purpose);
    const isPaidByAdvance = isUnderWay && state === 'settled' && amountFen === 0;
    if (isNewlyDue(before, after, purpose) || isPaidByAdvance) {
      return [{ kind: 'bindFund', purpose, approvedFen: amountFen }];
    }
    const hasNothingLeft = isUnderWay && state === 'none' && after.payments[purpose] !== undefined;
    return hasNothingLeft ? [{ kind: 'lowerFund', purpose, dueFen: 0 }] : [];
  });
}

function isNewlyDue(before: ClaimCourse, after: ClaimCourse, purpose: Purpose): boolean {
  const [was, is] = [paymentOf(before, purpose), paymentOf(after, purpose)];
  return is.state === 'due' && (was.state !== 'due' || was.amountFen !== is.amountFen);
}

function moneyEffects(
  before: ClaimCourse,
  after: ClaimCourse,
  message: ClaimMessage,
  plan: ClaimPlan,
): readonly ClaimEffect[] {
  const base = after.payments.base.amountFen;
  const isContractChecked = indexOfKind(plan, 'contractCheck') !== -1;
  const settle = { kind: 'settle', isFloat: false, isContractChecked } as const;
  return [
    ...(after.state === 'recoveryDue' && before.state !== 'recoveryDue'
      ? [{ kind: 'openRecovery', dueFen: after.recovery?.dueFen ?? 0 } as const]
      : []),
    ...(message.kind === 'setOff' ? [{ kind: 'lowerFund', purpose: 'base', dueFen: base } as const] : []),
    ...(isPaidWithoutPayout(before, after, message)
      ? [{ kind: 'moveLines', move: settle, lineId: null } as const]
      : []),
    ...(message.kind === 'payoutReported' ? [{ kind: 'countPaid' } as const] : []),
    ...(after.state === 'closed' ? [{ kind: 'moveLines', move: { kind: 'close' }, lineId: null } as const] : []),
  ];
}

/** an advance or a set-off paid the whole base, so no payment's report will say so. */
function isPaidWithoutPayout(before: ClaimCourse, after: ClaimCourse, message: ClaimMessage): boolean {
  return (
    message.kind !== 'payoutReported' &&
    after.purpose === 'base' &&
    after.payments.base.state === 'settled' &&
    before.payments.base.state !== 'settled'
  );
}
