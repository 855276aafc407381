import type pg from 'pg';
import { paymentOf, type ClaimCourse, type Payment, type Purpose } from '../../domain/claim/claim-course.ts';
import type { ClaimMessage } from '../../domain/claim/claim-message.ts';
import type { ClaimPlan } from '../../domain/claim/claim-plan.ts';
import type { FinalState } from '../../domain/payout/inbox-judgement.ts';
import { judgeLineResult, type LineVerdict } from '../../domain/payout/line-result.ts';
import { parseFen } from '../../domain/money.ts';
import { judgeWholePayment } from '../../domain/payout/college-payment.ts';
import { prepared } from '../kernel/prepared.ts';
import { writeFact } from '../payout/payout-facts.ts';
import { bookInstructed, bookResult } from './payout-ledger.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';

type Reported = Extract<ClaimMessage, { kind: 'payoutReported' }>;

export interface InstructionRow {
  readonly id: string;
  readonly claim_id: string;
  readonly purpose: Purpose;
  readonly amount_fen: number;
  readonly fund: string;
  readonly state: string;
  /** The line whose own account it goes to; null where the claim is paid as a whole. */
  readonly line_id: string | null;
}

/** Paid is what is settled now, per purpose; a return takes it back. */
export async function countPaid(client: pg.PoolClient, claimId: string): Promise<void> {
  await client.query(
    prepared(
      `UPDATE claim SET paid_fen = paid.base, float_paid_fen = paid.float, allowance_paid_fen = paid.allowance
     FROM (SELECT coalesce(sum(settled_fen) FILTER (WHERE purpose IN ('base', 'advance')), 0) AS base,
         coalesce(sum(settled_fen) FILTER (WHERE purpose = 'float'), 0) AS float,
         coalesce(sum(settled_fen) FILTER (WHERE purpose = 'allowance'), 0) AS allowance
       FROM claim_fund WHERE claim_id = $1) AS paid
     WHERE claim.id = $1`,
      [claimId],
    ),
  );
}

/**
 * The claim says yes to a payment: all of the batch's instructions for the purpose leave, and the money is owed in the
 * ledger. Together with what has left for other lines it is what is due, to the fen.
 */
export async function instructPayment(
  client: pg.PoolClient,
  message: Extract<ClaimMessage, { kind: 'payoutReleasing' }>,
  claimId: string,
  dueFen: number,
): Promise<void> {
  const at = new Date(message.atMs);
  const released = await client.query<{ id: string; amount_fen: number }>(
    prepared(
      `UPDATE payout_instruction SET state = 'instructed', state_since = $4
     WHERE batch_id = $1 AND claim_id = $2 AND purpose = $3 AND state = 'draft' RETURNING id, amount_fen`,
      [message.batchId, claimId, message.purpose, at],
    ),
  );
  if (released.rows.length === 0) {
    throw new RefusedForGood('WRONG_STATE');
  }
  const left = await client.query<{ fen: number }>(
    prepared(
      `SELECT coalesce(sum(amount_fen), 0)::bigint AS fen FROM payout_instruction
     WHERE claim_id = $1 AND purpose = $2 AND state IN ('instructed', 'accepted', 'inTransit', 'settled')`,
      [claimId, message.purpose],
    ),
  );
  if (!judgeWholePayment(parseFen(dueFen), parseFen(left.rows[0]?.fen ?? 0)).ok) {
    throw new RefusedForGood('AMOUNT_MISMATCH');
  }
  await bookInstructed(
    client,
    released.rows.map(({ id }) => id),
    at,
  );
}

/** A final result that a claim hears of, with the lines that it pays. */
export async function takeReport(
  client: pg.PoolClient,
  message: Reported,
  before: ClaimCourse,
  plan: ClaimPlan,
): Promise<void> {
  const instruction = await settlePayment(client, message, before);
  await moveLinesWithMoney(client, plan.claimId, {
    purpose: message.purpose,
    lineId: instruction.line_id,
    outcome: message.own ?? message.outcome,
    hasContractCheck: plan.stages.some((stage) => stage.kind === 'contractCheck'),
  });
}

/** Where lines are paid by themselves the claim's word for all of them must be right still. */
async function settlePayment(client: pg.PoolClient, message: Reported, before: ClaimCourse): Promise<InstructionRow> {
  const own = message.own ?? message.outcome;
  const at = new Date(message.atMs);
  const instruction = await readInstruction(client, message.instructionId);
  if (instruction.line_id !== null) {
    const verdict = await lineVerdict(client, instruction, own, paymentOf(before, instruction.purpose));
    if (verdict.kind === 'line' || verdict.outcome !== message.outcome) {
      // Another line's result came in between: whoever asked looks again and asks otherwise.
      throw new RefusedForGood('STALE');
    }
  }
  await settleInstruction(client, instruction, { inboxId: message.inboxId, outcome: own, at });
  return instruction;
}

export async function readInstruction(client: pg.PoolClient, instructionId: string): Promise<InstructionRow> {
  const found = await client.query<InstructionRow>(
    prepared(
      'SELECT id, claim_id, purpose, amount_fen, fund, state, line_id FROM payout_instruction WHERE id = $1 FOR UPDATE',
      [instructionId],
    ),
  );
  const instruction = found.rows[0];
  if (instruction === undefined) {
    throw new RangeError(`No instruction ${instructionId}`);
  }
  return instruction;
}

/** Who hears of a line's result; the caller holds the claim's row, so that of two last ones the second is the last. */
export async function lineVerdict(
  client: pg.PoolClient,
  instruction: InstructionRow,
  own: FinalState,
  payment: Payment,
): Promise<LineVerdict> {
  const { id, claim_id: claimId, purpose, amount_fen: ownFen } = instruction;
  const found = await client.query<{ open: number; fen: number }>(
    prepared(
      `SELECT count(*) FILTER (WHERE state IN ('instructed', 'accepted', 'inTransit'))::int AS open,
       coalesce(sum(amount_fen) FILTER (WHERE state = 'settled'), 0)::bigint AS fen
     FROM payout_instruction WHERE claim_id = $1 AND purpose = $2 AND id <> $3`,
      [claimId, purpose, id],
    ),
  );
  const others = found.rows[0] ?? { open: 0, fen: 0 };
  return judgeLineResult(own, {
    state: payment.state,
    othersUnderWay: others.open,
    settledFen: others.fen + (own === 'settled' ? ownFen : 0),
    dueFen: payment.amountFen,
  });
}

/** Its fact is kept for good, the instruction moves, the ledger follows, the report is taken (D9, R-146, R-147). */
export async function settleInstruction(
  client: pg.PoolClient,
  instruction: InstructionRow,
  result: { readonly inboxId: string; readonly outcome: FinalState; readonly at: Date },
): Promise<void> {
  const { inboxId, outcome: state, at } = result;
  const fact = { instructionId: instruction.id, inboxId, state, amountFen: instruction.amount_fen, at };
  const said = await writeFact(client, fact);
  await client.query(
    prepared('UPDATE payout_instruction SET state = $2, reason_code = $3, state_since = $4 WHERE id = $1', [
      instruction.id,
      state,
      said.reasonCode,
      at,
    ]),
  );
  await client.query(
    prepared(`UPDATE payout_inbox SET state = 'applied', applied_at = $2 WHERE id = $1`, [inboxId, at]),
  );
  await bookResult(client, instruction, result);
}

/** Lines follow their money: paid, and waiting for a contract where the route checks one. */
export async function moveLinesWithMoney(
  client: pg.PoolClient,
  claimId: string,
  move: {
    readonly purpose: Purpose;
    /** The one line that was paid by itself; null for all of them. */
    readonly lineId: string | null;
    readonly outcome: FinalState;
    readonly hasContractCheck: boolean;
  },
): Promise<void> {
  const { purpose, lineId, outcome, hasContractCheck } = move;
  if (purpose === 'allowance') {
    // It rides on the line and leaves the line's own way as it is.
    return;
  }
  const isFloat = purpose === 'float';
  const from = isFloat ? ['floatClaimed', 'floatPaid'] : ['approved', 'paid', 'floatWaiting'];
  const whenPaid = hasContractCheck ? 'floatWaiting' : 'paid';
  const [paid, notPaid] = isFloat ? ['floatPaid', 'floatClaimed'] : [whenPaid, 'approved'];
  const to = outcome === 'settled' ? paid : notPaid;
  await client.query(
    prepared(
      'UPDATE claim_line SET state = $3 WHERE claim_id = $1 AND state = ANY ($2) AND ($4::text IS NULL OR id = $4)',
      [claimId, from, to, lineId],
    ),
  );
}
