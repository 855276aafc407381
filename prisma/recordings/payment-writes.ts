import { sqlList } from '../kernel/sql-list.ts';
import type pg from 'pg';
import type { Purpose } from '../../domain/claim/claim-course.ts';
import { lineMoveOfResult, type ClaimInstruction, type OtherInstructions } from '../../domain/payout/claim-payment.ts';
import { SENT_INSTRUCTION_STATES, type FinalState } from '../../domain/payout/inbox-judgement.ts';
import { ledgerOfInstructed, ledgerOfResult } from '../../domain/payout/ledger.ts';
import { prepared } from '../kernel/prepared.ts';
import type { Statement } from '../kernel/statements.ts';
import { lineMoveWrite } from '../line/line-move-write.ts';
import { factWrite, type PaymentReport } from '../payout/payout-facts.ts';
import { ledgerWrite } from './ledger-write.ts';

const INSTRUCTION = `id, claim_id AS "claimId", purpose, amount_fen AS "amountFen", fund, state, line_id AS "lineId"`;

/** Locks the instructions that a batch has drafted for one purpose of a claim. */
export async function lockDrafted(
  client: pg.PoolClient,
  drafted: { readonly batchId: string; readonly claimId: string; readonly purpose: Purpose },
): Promise<readonly ClaimInstruction[]> {
  const found = await client.query<ClaimInstruction>(
    prepared(
      `SELECT ${INSTRUCTION} FROM payout_instruction
       WHERE batch_id = $1 AND claim_id = $2 AND purpose = $3 AND state = 'draft' ORDER BY id FOR UPDATE`,
      [drafted.batchId, drafted.claimId, drafted.purpose],
    ),
  );
  return found.rows;
}

/** What was paid out for a purpose of a claim and not returned, in fen. */
export async function readLeftFen(client: pg.PoolClient, claimId: string, purpose: Purpose): Promise<number> {
  const found = await client.query<{ fen: number }>(
    prepared(
      `SELECT coalesce(sum(amount_fen), 0)::bigint AS fen FROM payout_instruction
       WHERE claim_id = $1 AND purpose = $2 AND state IN (${sqlList(SENT_INSTRUCTION_STATES)}, 'settled')`,
      [claimId, purpose],
    ),
  );
  return found.rows[0]?.fen ?? 0;
}

/** Releases the instructions and records the money as owed in the ledger. */
export function instructedWrites(instructions: readonly ClaimInstruction[], at: Date): readonly Statement<unknown>[] {
  return [
    prepared(`UPDATE payout_instruction SET state = 'instructed', state_since = $2 WHERE id = ANY ($1)`, [
      instructions.map(({ id }) => id),
      at,
    ]),
    ledgerWrite(instructions.flatMap(ledgerOfInstructed), at),
  ];
}

/** @throws RangeError when there is no such instruction */
export async function lockInstruction(client: pg.PoolClient, instructionId: string): Promise<ClaimInstruction> {
  const found = await client.query<ClaimInstruction>(
    prepared(`SELECT ${INSTRUCTION} FROM payout_instruction WHERE id = $1 FOR UPDATE`, [instructionId]),
  );
  const instruction = found.rows[0];
  if (instruction === undefined) {
    throw new RangeError(`No instruction ${instructionId}`);
  }
  return instruction;
}

/**
 * The other instructions of the purpose. The caller has locked the claim's row, so if the last two results arrive
 * together, the second one reads the first.
 */
export async function readOthers(client: pg.PoolClient, instructionId: string): Promise<OtherInstructions> {
  const found = await client.query<OtherInstructions>(
    prepared(
      `SELECT count(*) FILTER (WHERE other.state IN (${sqlList(SENT_INSTRUCTION_STATES)}))::int AS "underWay",
         coalesce(sum(other.amount_fen) FILTER (WHERE other.state = 'settled'), 0)::bigint AS "settledFen"
       FROM payout_instruction own JOIN payout_instruction other
         ON other.claim_id = own.claim_id AND other.purpose = own.purpose AND other.id <> own.id
       WHERE own.id = $1`,
      [instructionId],
    ),
  );
  return found.rows[0] ?? { underWay: 0, settledFen: 0 };
}

/**
 * Applies a final result: stores its fact for good, moves the instruction, marks the report as applied, and updates
 * ledger and lines (D9, R-102, R-146, R-147).
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
    prepared('UPDATE payout_instruction SET state = $2, reason_code = $3, state_since = $4 WHERE id = $1', [
      id,
      outcome,
      report.body.reasonCode ?? null,
      at,
    ]),
    prepared(`UPDATE payout_inbox SET state = 'applied', applied_at = $2 WHERE id = $1`, [inboxId, at]),
    ledgerWrite(ledgerOfResult(instruction, result), at),
    ...(move === null ? [] : [lineMoveWrite(claimId, move, line)]),
  ];
}

/** Sets the paid amount of each purpose to what is settled now; a return reduces it. */
export function countPaidWrite(claimId: string): Statement<unknown> {
  return prepared(
    `UPDATE claim SET paid_fen = paid.base, float_paid_fen = paid.float, allowance_paid_fen = paid.allowance
     FROM (SELECT coalesce(sum(settled_fen) FILTER (WHERE purpose IN ('base', 'advance')), 0) AS base,
         coalesce(sum(settled_fen) FILTER (WHERE purpose = 'float'), 0) AS float,
         coalesce(sum(settled_fen) FILTER (WHERE purpose = 'allowance'), 0) AS allowance
       FROM claim_fund WHERE claim_id = $1) AS paid
     WHERE claim.id = $1`,
    [claimId],
  );
}
