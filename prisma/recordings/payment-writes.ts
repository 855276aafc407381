import { sqlList } from '../kernel/sql-list.ts';
import type pg from 'pg';
import type { Purpose } from '../../domain/claim/claim-course.ts';
import { lineMoveOfResult, type ClaimInstruction, type OtherInstructions } from '../../domain/payout/claim-payment.ts';
import {
  PARKED_UNTIL_SETTLED,
  PAYING_INSTRUCTION_STATES,
  SENT_INSTRUCTION_STATES,
  type FinalState,
} from '../../domain/payout/inbox-judgement.ts';
import { ledgerOfInstructed, ledgerOfResult, type BookedInstruction } from '../../domain/payout/ledger.ts';
import { anyOf, fetchAll, fetchFirst, query, sqlText, type Statement } from '../kernel/statements.ts';
import { lineMoveWrite } from '../line/line-move-write.ts';
import { factWrite, type PaymentReport } from '../payout/payout-facts.ts';
import { payoutTelling } from '../payout/payout-telling.ts';
import { PAID_OF_FUNDS } from './claim-writes.ts';
import { ledgerWrite } from './ledger-write.ts';

const instructions = query
  .selectFrom('payout_instruction')
  .select(['id', 'claim_id as claimId', 'purpose', 'amount_fen as amountFen', 'fund', 'state', 'line_id as lineId'])
  .where('claim_id', 'is not', null)
  .$narrowType<{ claimId: string; purpose: Purpose }>()
  .forUpdate();

/** Locks the instructions that a batch has drafted for one purpose of a claim. */
export function lockDrafted(
  client: pg.PoolClient,
  drafted: { readonly batchId: string; readonly claimId: string; readonly purpose: Purpose },
): Promise<readonly ClaimInstruction[]> {
  const ofBatch = instructions.where('batch_id', '=', drafted.batchId).where('claim_id', '=', drafted.claimId);
  return fetchAll(client, ofBatch.where('purpose', '=', drafted.purpose).where('state', '=', 'draft').orderBy('id'));
}

const leftFen = sqlText<{ readonly fen: number }, [claimId: string, purpose: Purpose]>(
  'recordings.leftFen',
  `SELECT coalesce(sum(amount_fen), 0)::bigint AS fen FROM payout_instruction
   WHERE claim_id = $1 AND purpose = $2 AND state IN (${sqlList(PAYING_INSTRUCTION_STATES)})`,
);

/**
 * Returns the sum, in fen, of a claim's instructions for a purpose that were sent and have no final result, or that
 * settled.
 */
export async function readLeftFen(client: pg.PoolClient, claimId: string, purpose: Purpose): Promise<number> {
  return (await fetchFirst(client, leftFen(claimId, purpose)))?.fen ?? 0;
}

/** Releases the instructions and records the money as owed in the ledger. */
export function instructedWrites(released: readonly BookedInstruction[], at: Date): readonly Statement<unknown>[] {
  const ids = released.map(({ id }) => id);
  return [
    query.updateTable('payout_instruction').set({ state: 'instructed', state_since: at }).where('id', '=', anyOf(ids)),
    ledgerWrite(released.flatMap(ledgerOfInstructed), at),
    ...payoutTelling(released, 'instructed', at),
  ];
}

/** @throws RangeError when there is no such instruction */
export async function lockInstruction(client: pg.PoolClient, instructionId: string): Promise<ClaimInstruction> {
  const instruction = await fetchFirst(client, instructions.where('id', '=', instructionId));
  if (instruction === undefined) {
    throw new RangeError(`No instruction ${instructionId}`);
  }
  return instruction;
}

const othersOf = sqlText<OtherInstructions, [instructionId: string]>(
  'recordings.otherInstructions',
  `SELECT count(*) FILTER (WHERE other.state IN (${sqlList(SENT_INSTRUCTION_STATES)}))::int AS "underWay",
     coalesce(sum(other.amount_fen) FILTER (WHERE other.state = 'settled'), 0)::bigint AS "settledFen"
   FROM payout_instruction own JOIN payout_instruction other
     ON other.claim_id = own.claim_id AND other.purpose = own.purpose AND other.id <> own.id
   WHERE own.id = $1`,
);

/**
 * Returns how many other instructions of the same claim and purpose are sent without a final result, and the sum of the
 * settled ones, in fen. The caller has locked the claim, so when two final results arrive together, the later
 * one counts the earlier one.
 */
export async function readOthers(client: pg.PoolClient, instructionId: string): Promise<OtherInstructions> {
  return (await fetchFirst(client, othersOf(instructionId))) ?? { underWay: 0, settledFen: 0 };
}

export const judgeParkedAgain = sqlText<never, [instructionId: string]>(
  'recordings.judgeParkedAgain',
  `UPDATE payout_inbox AS report SET state = 'new', park_reason = NULL, batch_id = instruction.batch_id
   FROM payout_instruction AS instruction WHERE instruction.id = $1 AND report.instruction_id = instruction.id
     AND report.amount_fen = instruction.amount_fen AND report.state = 'parked'
     AND report.park_reason IN (${sqlList(PARKED_UNTIL_SETTLED)})`,
);

/**
 * Applies a final result: stores its fact for good, moves the instruction, marks the report as applied, and updates
 * ledger and lines (D9, R-102, R-146, R-147). Parked reports
 * of this instruction that waited for its settlement become new, so its batch judges them again.
 */
export function resultWrites(
  instruction: ClaimInstruction,
  report: PaymentReport,
  result: {
    readonly inboxId: string;
    readonly outcome: FinalState;
    readonly at: Date;
    readonly isContractChecked: boolean;
  },
): readonly Statement<unknown>[] {
  const { inboxId, outcome, at, isContractChecked } = result;
  const { id, claimId, amountFen, purpose, lineId } = instruction;
  const move = lineMoveOfResult(purpose, outcome, isContractChecked);
  const line = lineId === null ? null : [{ lineId, refusal: null, acceptedRemark: null }];
  return [
    factWrite({ instructionId: id, inboxId, state: outcome, amountFen, at }, report),
    query
      .updateTable('payout_instruction')
      .set({ state: outcome, reason_code: report.body.reasonCode ?? null, state_since: at })
      .where('id', '=', id),
    query.updateTable('payout_inbox').set({ state: 'applied', applied_at: at }).where('id', '=', inboxId),
    ledgerWrite(ledgerOfResult(instruction, result), at),
    ...payoutTelling([instruction], outcome, at),
    ...(outcome === 'settled' ? [judgeParkedAgain(id)] : []),
    ...(move === null ? [] : [lineMoveWrite(claimId, move, line)]),
  ];
}

const countPaid = sqlText<never, [claimId: string]>(
  'recordings.countPaid',
  `UPDATE claim SET paid_fen = paid.base_fen, float_paid_fen = paid.float_fen, allowance_paid_fen = paid.allowance_fen
   FROM (${PAID_OF_FUNDS}) AS paid WHERE claim.id = $1`,
);

/** Sets the paid amount of each purpose to what is settled now, without moving the claim. */
export function countPaidWrite(claimId: string): Statement<unknown> {
  return countPaid(claimId);
}
