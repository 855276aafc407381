import { snapshotBool, type PolicySnapshot } from '../policy/policy-snapshot.ts';
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
import { UNPAID_CLAIM_STATES } from './claim-state.ts';
import { isOneOf } from '../verdict.ts';

/** What the recording read and the effects of an act depend on. */
export interface EffectFacts {
  readonly plan: ClaimPlan;
  /** The pack's parameter `notice.autoDraft`: draft a notice as soon as a claim waits for one. */
  readonly isNoticeDrafted: boolean;
  /** Ids of the notices, draft or open, that contain the claim before the act. */
  readonly notices: readonly string[];
  /** The hold to place; null for every act but a hold. */
  readonly hold: HoldToPlace | null;
  /** The hold that a release ends; null for every other act. */
  readonly holdId: string | null;
  /**
   * Of the class's advance, in fen: what was open before this act, what this claim settled when it last entered the
   * disbursement, what it settles if it is settled now, and what the return of this advance takes off its own debt.
   */
  readonly advance: {
    readonly openFen: number;
    readonly formerFen: number;
    readonly settledFen: number;
    readonly returnedFen: number;
  };
}

/**
 * true if a claim that now waits for its notice is drafted for one at once: it is on no hold, and the pack's
 * `notice.autoDraft` says so.
 * @throws PolicyParameterMissing for a claim that waits, without the parameter
 */
export function isDraftedAtOnce(
  { state, holds }: Pick<ClaimCourse, 'state' | 'holds'>,
  snapshot: PolicySnapshot,
): boolean {
  return state === 'noticePending' && holds === 0 && snapshotBool(snapshot, 'notice.autoDraft');
}

/** Acts on the payment itself; they do not cancel other drafted payments of the claim. */
const MONEY_ACTS: readonly ClaimMessage['kind'][] = ['payoutReleasing', 'payoutReported'];

/**
 * Returns the effects of a claim's move from `before` to `after`, in writing order. Pure: the same move always has the
 * same effects. Changes that the act itself makes to lines and instructions are not included.
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
    ...advanceEffects(before, after, facts),
    ...moneyEffects(before, after, message, plan),
  ];
}

/**
 * True if the purposes under way become due: after a clean notice, after a review without a notice, or again after a
 * return. A closed claim whose money came back keeps what was bound for it.
 */
export function entersDisbursement(before: ClaimCourse, after: ClaimCourse, plan: ClaimPlan): boolean {
  const disbursement = indexOfKind(plan, 'disbursement');
  const isStill = before.stageIndex === disbursement && before.state !== 'returnedToBureau';
  const wasThere = isStill || before.state === 'closed';
  const isPast =
    after.stageIndex >= disbursement && disbursement !== -1 && before.stageIndex < disbursement && !wasThere;
  return isPast || (after.stageIndex === disbursement && after.state !== 'returnedToBureau' && !wasThere);
}

/**
 * R-073, R-074 (L1): a claim that ends without money leaves its class's advance to be paid back; one that is settled
 * takes the place of such a debt, once: a claim that comes back to the disbursement only by what it settles more than
 * before. A debt whose advance the bank returns falls by what came back.
 */
function advanceEffects(
  before: ClaimCourse,
  after: ClaimCourse,
  { plan, advance: { openFen, formerFen, settledFen, returnedFen } }: EffectFacts,
): readonly ClaimEffect[] {
  if (returnedFen > 0) {
    return [{ kind: 'lowerAdvanceDebt', returnedFen }];
  }
  if (hasEndedWithoutMoney(after)) {
    return openFen > 0 ? [{ kind: 'openAdvanceDebt' }] : [];
  }
  const moreFen = entersDisbursement(before, after, plan) ? settledFen - formerFen : 0;
  return moreFen > 0 ? [{ kind: 'settleAdvanceDebt', settledFen: moreFen }] : [];
}

function holdEffects(message: ClaimMessage, { hold, holdId }: EffectFacts): readonly ClaimEffect[] {
  if (message.kind === 'hold') {
    return hold === null ? [] : [{ kind: 'placeHold', hold }];
  }
  return message.kind === 'release' ? [{ kind: 'endHold', holdId: holdId ?? '' }] : [];
}

function hasEndedWithoutMoney({ state }: ClaimCourse): boolean {
  return isOneOf(UNPAID_CLAIM_STATES, state);
}

/** Moves the claim within its notice: `open` when the notice opens, `released` or `dropped` when it closes. */
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

/**
 * True if the reviews end here, so the remaining lines of the base are approved. Lines of the +50 % keep their own
 * states.
 */
function endsReviews(before: ClaimCourse, after: ClaimCourse, plan: ClaimPlan): boolean {
  const wasInReview = !isPastReviews(before, plan) || before.state === 'returnedToBureau';
  return isPastReviews(after, plan) && wasInReview && after.purpose !== 'float';
}

/** Drafts a notice for a waiting claim. A held claim is skipped; the act that ends its last hold drafts the notice. */
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

/** Cancels drafted payments when a claim leaves Finance; amounts that become due again are drafted again. */
function leavesFinance(before: ClaimCourse, after: ClaimCourse, message: ClaimMessage): readonly ClaimEffect[] {
  const isLeft = before.state === 'finance' && after.state !== 'finance' && !MONEY_ACTS.includes(message.kind);
  return isLeft ? purposesUnderWay(before).map((purpose) => ({ kind: 'cancelDrafts', purpose }) as const) : [];
}

/**
 * Binds newly due amounts, per purpose. A base fully paid by an advance binds zero. A purpose with no line left
 * after a return is lowered to zero.
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
    ...(isPaidLess(before, after, message)
      ? [{ kind: 'lowerFund', purpose: 'advance', dueFen: paymentOf(after, 'advance').amountFen } as const]
      : []),
    ...(message.kind === 'setOff' ? [{ kind: 'lowerFund', purpose: 'base', dueFen: base } as const] : []),
    ...(isPaidWithoutPayout(before, after, message)
      ? [{ kind: 'moveLines', move: settle, lineId: null } as const]
      : []),
    ...(message.kind === 'payoutReported' ? [{ kind: 'countPaid' } as const] : []),
    ...(after.state === 'closed' ? [{ kind: 'moveLines', move: { kind: 'close' }, lineId: null } as const] : []),
  ];
}

/** L1: less of an advance is paid again than came back. */
function isPaidLess(before: ClaimCourse, after: ClaimCourse, message: ClaimMessage): boolean {
  return (
    MONEY_ACTS.includes(message.kind) && paymentOf(after, 'advance').amountFen < paymentOf(before, 'advance').amountFen
  );
}

/** an advance or a set-off paid the whole base, so no payment report will settle the lines. */
function isPaidWithoutPayout(before: ClaimCourse, after: ClaimCourse, message: ClaimMessage): boolean {
  return (
    message.kind !== 'payoutReported' &&
    after.purpose === 'base' &&
    after.payments.base.state === 'settled' &&
    before.payments.base.state !== 'settled'
  );
}
