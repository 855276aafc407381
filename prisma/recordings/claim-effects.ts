import type pg from 'pg';
import type { ActBody } from '../../api/desk-port.ts';
import type { ClaimCourse } from '../../domain/claim/claim-course.ts';
import type { ClaimMessage, RecordedFacts } from '../../domain/claim/claim-message.ts';
import type { ClaimPlan } from '../../domain/claim/claim-plan.ts';
import { snapshotBool, snapshotFund, type PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { unreachable } from '../../domain/verdict.ts';
import { judgeEvidence, recountClaim, reserveSlots } from '../claim-counting.ts';
import { draftNotice } from '../notice-store.ts';
import { countLinesLeft, type ClaimRow } from './claim-row.ts';
import { applyLineDecisions, freeSlots, refuseObjectedLines } from './line-decisions.ts';
import { hasLivingNotice, leaveDrafts, moveNoticeClaim } from './notice-of-claim.ts';
import { approveFund, cancelDrafts, instructPayment, moveLinesWithMoney, settlePayment } from './payout-effects.ts';
import { announce } from './outbox-writing.ts';
import { RefusedForGood } from './record-act.ts';
import type { RecordingContext } from './recording-context.ts';
import { prepared } from '../prepared.ts';

export interface ClaimEffect {
  readonly context: RecordingContext;
  readonly client: pg.PoolClient;
  readonly row: ClaimRow;
  readonly snapshot: PolicySnapshot;
  readonly before: ClaimCourse;
  readonly message: ClaimMessage;
  readonly body: ActBody;
  readonly plan: ClaimPlan;
}

type Counted = Omit<RecordedFacts, 'waitEndsAtMs'>;

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
      await instructPayment(client, message, plan.claimId, before.payments[message.purpose].amountFen);
      return null;
    case 'payoutReported':
      await settlePayment(client, message);
      await moveLinesWithMoney(client, plan.claimId, {
        purpose: message.purpose,
        outcome: message.outcome,
        hasContractCheck: plan.stages.some((stage) => stage.kind === 'contractCheck'),
      });
      return null;
    case 'correctAccount':
      await writeAccount(client, plan.claimId, message.actId, body);
      return null;
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
  const counted = trainingDataChanged
    ? await recountAgain(effect, at)
    : { ...(await countLinesLeft(client, plan.claimId, 'base')), waitsForRegister: false };
  return { ...counted, trainingDataChanged };
}

/** The account changes with the act that asks the bureau to look at it, or not at all; the act's row needs it no longer. */
async function writeAccount(client: pg.PoolClient, claimId: string, actId: string, body: ActBody): Promise<void> {
  if (body.payeeSealed !== undefined) {
    await client.query(
      prepared('UPDATE claim SET payee_sealed = $2, payee_revision = payee_revision + 1 WHERE id = $1', [
        claimId,
        Buffer.from(body.payeeSealed, 'base64'),
      ]),
    );
    await client.query(prepared(`UPDATE act SET body = body - 'payeeSealed' WHERE id = $1`, [actId]));
  }
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
  if (after.state === 'noticePending') {
    await toNotice(moved);
  }
  if (before.state === 'finance' && after.state !== 'finance' && message.kind !== 'payoutReleasing') {
    await cancelDrafts(client, plan.claimId, before.purpose, new Date(message.atMs));
  }
  if (message.kind === 'noticeClosed' && after.state === 'finance') {
    await approvePayment(moved);
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
async function toNotice({ client, plan, before, after, message, snapshot, context }: MovedClaim): Promise<void> {
  if (before.state !== 'noticePending' && before.purpose === 'base') {
    await client.query(
      prepared(`UPDATE claim_line SET state = 'approved' WHERE claim_id = $1 AND state = 'eligible'`, [plan.claimId]),
    );
  }
  // A held claim enters no notice: whatever ends the last hold drafts then.
  const mayDraft = after.holds === 0 && snapshotBool(snapshot, 'notice.autoDraft');
  if (mayDraft && !(await hasLivingNotice(client, plan.claimId))) {
    const at = new Date(message.atMs);
    await draftNotice(client, { claimIds: [plan.claimId], at, createdBy: null, sealer: context.sealer });
  }
}

async function approvePayment({ client, plan, after, facts, snapshot }: MovedClaim): Promise<void> {
  const fund = snapshotFund(snapshot, after.purpose);
  await approveFund(client, { claimId: plan.claimId, purpose: after.purpose, fund, amountFen: facts.amountFen });
}

/** Paid is what is settled now, per purpose; a return takes it back. */
async function countPaid(client: pg.PoolClient, claimId: string): Promise<void> {
  await client.query(
    prepared(
      `UPDATE claim SET
       paid_fen = (SELECT coalesce(sum(settled_fen), 0) FROM claim_fund WHERE claim_id = $1 AND purpose = 'base'),
       float_paid_fen = (SELECT coalesce(sum(settled_fen), 0) FROM claim_fund WHERE claim_id = $1 AND purpose = 'float')
     WHERE id = $1`,
      [claimId],
    ),
  );
}
