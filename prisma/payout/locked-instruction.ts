import type pg from 'pg';
import type { StoredInstruction } from '../../domain/payout/report-handling.ts';
import { fetchFirst, sqlText, type Row } from '../kernel/statements.ts';

export interface LockedInstruction extends StoredInstruction {
  readonly id: string;
  /** Null for an instalment of a grant. */
  readonly claimId: string | null;
  /** Null for a payment of a claim. */
  readonly grantId: string | null;
  readonly batchId: string;
}

/** The instruction; null also if it is of a jurisdiction for which the machine does not report (S7). */
export async function readInstruction(
  client: pg.PoolClient,
  instructionId: string,
  machineId: string | null,
): Promise<LockedInstruction | null> {
  const row = await fetchFirst(client, lockInstruction(instructionId, machineId));
  return row === undefined ? null : lockedInstruction(row);
}

/** An instruction with what a judgement reads of its batch and its claim. */
export type InstructionRow = Row<
  'payout_instruction',
  'id' | 'claim_id' | 'grant_id' | 'batch_id' | 'state' | 'amount_fen'
> &
  Row<'batch', 'jurisdiction'> & { readonly claim_state: Row<'claim'>['state'] | null };

export const INSTRUCTIONS = `SELECT i.id, i.claim_id, i.grant_id, i.batch_id, b.jurisdiction, i.state, i.amount_fen, c.state AS claim_state
   FROM payout_instruction i JOIN batch b ON b.id = i.batch_id LEFT JOIN claim c ON c.id = i.claim_id`;

export function lockedInstruction(row: InstructionRow): LockedInstruction {
  return {
    id: row.id,
    claimId: row.claim_id,
    grantId: row.grant_id,
    batchId: row.batch_id,
    jurisdiction: row.jurisdiction,
    state: row.state,
    amountFen: row.amount_fen,
    claimState: row.claim_state ?? '',
  };
}

const lockInstruction = sqlText<InstructionRow, [instructionId: string, machineId: string | null]>(
  'payout.lockInstruction',
  `${INSTRUCTIONS}
   WHERE i.id = $1 AND ($2::text IS NULL
     OR b.jurisdiction = ANY (SELECT unnest(m.jurisdictions) FROM machine_client m WHERE m.id = $2)) FOR UPDATE OF i`,
);
