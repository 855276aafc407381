import { isPastReviews, paymentOf, purposesUnderWay, type ClaimCourse } from '../../domain/claim/claim-course.ts';
import type { ClaimMessage, RecordedFacts } from '../../domain/claim/claim-message.ts';
import { indexOfKind } from '../../domain/claim/claim-plan.ts';
import { snapshotBool } from '../../domain/policy/policy-snapshot.ts';
import { unreachable } from '../../domain/verdict.ts';
import { reserveSlots } from '../line/claim-slots.ts';
import { judgeEvidence } from '../line/evidence-judging.ts';
import { recountClaim } from '../line/recount-claim.ts';
import { draftNotice } from '../notice/notice-drafting.ts';
import { writeAccount } from '../payout/payout-accounts.ts';
import { countLinesLeft } from './locked-claim.ts';
import { freeSlots } from '../line/slot-freeing.ts';
import { applyLineDecisions, refuseObjectedLines } from './line-decisions.ts';
import { hasLivingNotice, leaveDrafts, moveNoticeClaim } from './notice-of-claim.ts';
import { approvePayment, bindNoMore, cancelDrafts } from './payment-approval.ts';
import { countPaid, instructPayment, takeReport } from './payout-effects.ts';
import { announce } from '../kernel/outbox-writing.ts';
import type { ClaimEffect, Counted } from './claim-effect.ts';
import { correctedOf, requireClassOfAdvance, requireCorrected, takeSetOff } from './money-effects.ts';
import { keepRepayment, openRecovery, recoveredFen } from './recovery-effects.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import { prepared } from '../kernel/prepared.ts';

/** What an act does to lines, money and registers before the course moves; its count when it made one. */
export async function applyClaimAct(effect: ClaimEffect): Promise<Counted | null> {
  const { context, client, message, before, plan, body } = effect;
  const at = new Date(message.atMs);
  switch (message.kind) {
    case 'begin': {
      const waiting = await client.query<{ waiting_register: string | null }>(
        prepared('SELECT waiting_register FROM claim WHERE id = $1', [plan.claimId]),
      );
      const left = await countLinesLeft(client, plan.claimId, 'base');
      return { ...left, waitsForRegister: waiting.rows[0]?.waiting_register !== null };
    }
    case 'registerAnswered':
      return recountClaim(client, context, plan.claimId, at);
    case 'resubmit':
      return countResubmitted(effect, at);
    case 'decide':
      await requireCorrected(effect);
      await applyLineDecisions(client, plan.claimId, body, before.purpose);
      return null;
    case 'contractEvidence':
      return { ...(await judgeEvidence(client, context, plan.claimId, at)), waitsForRegister: false };
    case 'timerFired':
      return message.timer === 'evidence'
        ? { ...(await judgeEvidence(client, context, plan.claimId, at)), waitsForRegister: false }
        : null;
    case 'noticeClosed':
      // Whatever ends the notice: an objection that was upheld stays upheld.
      await refuseObjectedLines(client, plan.claimId, message.noticeId, before.purpose);
      return null;
    case 'payoutReleasing':
      await requireClassOfAdvance(effect);
      await instructPayment(client, message, plan.claimId, paymentOf(before, message.purpose).amountFen);
      return null;
    case 'payoutReported':
      await takeReport(client, message, before, plan);
      return null;
    case 'correctAccount':
      await writeAccount(client, context.sealer, { claimId: plan.claimId, actId: message.actId, body });
      return correctedOf(effect);
    case 'setOff':
      await takeSetOff(effect, message);
      return null;
    case 'repaid':
      await keepRepayment(client, plan.claimId, message, body.bankReference ?? null);
      return { ...(await countLinesLeft(client, plan.claimId, 'base')), ...(await comeBack(effect)) };
    case 'recovered':
      return { ...(await countLinesLeft(client, plan.claimId, 'base')), ...(await comeBack(effect)) };
    case 'hold':
    case 'noticeOpening':
    case 'rearm':
    case 'release':
    case 'withdraw':
      return null;
    default:
      return unreachable(message);
  }
}

async function comeBack({ client, plan }: ClaimEffect) {
  return { waitsForRegister: false, recoveredFen: await recoveredFen(client, plan.claimId) };
}

/**
 * What a resubmission brings is counted under the row's lock: the message was sent before it was held. Evidence that came
 * with the return is judged; when it changes an amount that a notice has shown, the reviews begin again.
 */
async function countResubmitted(effect: ClaimEffect, at: Date): Promise<Counted> {
  const { context, client, plan, before, row } = effect;
  const trainingDataChanged = row.training_data_changed;
  if (before.purpose === 'float') {
    const shown = await countLinesLeft(client, plan.claimId, 'float');
    const judged = await judgeEvidence(client, context, plan.claimId, at);
    const isOther = before.returnedFrom === null && judged.amountFen !== shown.amountFen;
    return { ...judged, waitsForRegister: false, trainingDataChanged: trainingDataChanged || isOther };
  }
  const counted =
    trainingDataChanged && row.kind === 'main'
      ? await recountAgain(effect, at)
      : { ...(await countLinesLeft(client, plan.claimId, 'base')), waitsForRegister: false };
  return { ...counted, trainingDataChanged };
}

/** Corrected attendance or results judge every line anew; lines that become eligible need their slots. */
async function recountAgain({ context, client, plan, snapshot }: ClaimEffect, at: Date): Promise<Counted> {
  const { waitsForRegister } = await recountClaim(client, context, plan.claimId, at);
  await reserveSlots(client, plan.claimId, snapshot);
  await freeSlots(client, plan.claimId, true);
  return { ...(await countLinesLeft(client, plan.claimId, 'base')), waitsForRegister };
}

export interface MovedClaim extends ClaimEffect {
  readonly after: ClaimCourse;
  readonly facts: RecordedFacts;
}

/** Acts of the money itself: what else is drafted stays good. */
const MONEY_MOVES: readonly ClaimMessage['kind'][] = ['payoutReleasing', 'payoutReported'];

/** What the new state brings with it: slots freed, a notice drafted, a fund bound, a payment counted, an event told. */
export async function afterClaimMoved(moved: MovedClaim): Promise<void> {
  const { client, after, before, message, plan, body } = moved;
  if (message.kind === 'hold' && body.hold !== undefined) {
    const { holdId, category, reason, until } = body.hold;
    await client.query(
      prepared(
        'INSERT INTO hold (id, claim_id, category, reason, until, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
        [holdId, plan.claimId, category, reason, until, message.actor?.personId ?? null, new Date(message.atMs)],
      ),
    );
  }
  if (message.kind === 'release') {
    await releaseHold(moved);
  }
  if (after.state === 'rejected' || after.state === 'withdrawn') {
    await endClaim(moved);
  }
  if (message.kind === 'noticeOpening' || message.kind === 'noticeClosed') {
    await moveNoticeClaim(client, plan.claimId, message);
  }
  const wasInReview = !isPastReviews(before, plan) || before.state === 'returnedToBureau';
  if (isPastReviews(after, plan) && wasInReview && after.purpose !== 'float') {
    await client.query(
      prepared(`UPDATE claim_line SET state = 'approved' WHERE claim_id = $1 AND state = 'eligible'`, [plan.claimId]),
    );
  }
  if (after.state === 'noticePending') {
    await toNotice(moved);
  }
  if (before.state === 'finance' && after.state !== 'finance' && !MONEY_MOVES.includes(message.kind)) {
    for (const purpose of purposesUnderWay(before)) {
      await cancelDrafts(client, plan.claimId, purpose, new Date(message.atMs));
    }
  }
  if (entersDisbursement(moved)) {
    await approvePayment(client, { claimId: plan.claimId, before, after, snapshot: moved.snapshot });
  }
  if (after.state === 'recoveryDue' && before.state !== 'recoveryDue') {
    await openRecovery(client, { claimId: plan.claimId, after, atMs: message.atMs });
  }
  if (message.kind === 'setOff') {
    await bindNoMore(client, plan.claimId, 'base', after.payments.base.amountFen);
  }
  if (isPaidWithoutPayout(moved)) {
    await moveSettledLines(moved);
  }
  if (message.kind === 'payoutReported') {
    await countPaid(client, plan.claimId);
  }
  if (after.state === 'closed') {
    await client.query(
      prepared(
        `UPDATE claim_line SET state = 'floatNotEarned' WHERE claim_id = $1 AND state IN ('floatWaiting', 'floatClaimed')`,
        [plan.claimId],
      ),
    );
  }
  await announce(client, moved);
}

async function releaseHold({ client, body, message, plan }: MovedClaim): Promise<void> {
  const released = await client.query(
    prepared(
      'UPDATE hold SET released_at = $3, released_by = $4 WHERE id = $1 AND claim_id = $2 AND released_at IS NULL',
      [
        body.holdId ?? '',
        plan.claimId,
        new Date(message.atMs),
        'actor' in message ? (message.actor?.personId ?? null) : null,
      ],
    ),
  );
  if (released.rowCount === 0) {
    throw new RefusedForGood('WRONG_STATE');
  }
}

/** Ended without money: slots and keys are free, and no notice keeps waiting for the claim. */
async function endClaim({ client, plan, message }: MovedClaim): Promise<void> {
  await freeSlots(client, plan.claimId, false);
  await leaveDrafts(client, plan.claimId, new Date(message.atMs));
}

/** What the reviews left is approved; the jurisdiction's parameter says whether a notice is drafted at once. */
async function toNotice({ client, plan, after, message, snapshot, context }: MovedClaim): Promise<void> {
  // A held claim enters no notice: whatever ends the last hold drafts then.
  const mayDraft = after.holds === 0 && snapshotBool(snapshot, 'notice.autoDraft');
  if (mayDraft && !(await hasLivingNotice(client, plan.claimId))) {
    const at = new Date(message.atMs);
    await draftNotice(client, { claimIds: [plan.claimId], at, createdBy: null, sealer: context.sealer });
  }
}

/** The purposes under way have just become due: after a clean notice, after a review without one, or again after a return. */
export function entersDisbursement({ before, after, plan }: Pick<MovedClaim, 'before' | 'after' | 'plan'>): boolean {
  const disbursement = indexOfKind(plan, 'disbursement');
  const wasThere = before.stageIndex === disbursement && before.state !== 'returnedToBureau';
  const isPast = after.stageIndex >= disbursement && disbursement !== -1 && before.stageIndex < disbursement;
  return isPast || (after.stageIndex === disbursement && after.state !== 'returnedToBureau' && !wasThere);
}

/** an advance or a set-off paid the base whole, so no instruction will say so. */
function isPaidWithoutPayout({ before, after, message }: MovedClaim): boolean {
  return (
    message.kind !== 'payoutReported' &&
    after.purpose === 'base' &&
    after.payments.base.state === 'settled' &&
    before.payments.base.state !== 'settled'
  );
}

async function moveSettledLines({ client, plan }: MovedClaim): Promise<void> {
  const state = plan.stages.some((stage) => stage.kind === 'contractCheck') ? 'floatWaiting' : 'paid';
  await client.query(
    prepared(`UPDATE claim_line SET state = $2 WHERE claim_id = $1 AND state = 'approved'`, [plan.claimId, state]),
  );
}
