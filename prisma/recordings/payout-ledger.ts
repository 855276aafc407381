import type pg from 'pg';
import type { FinalState } from '../../domain/payout/inbox-judgement.ts';
import { prepared } from '../kernel/prepared.ts';

/** The instruction whose money moves, as it was before. */
export interface BookedInstruction {
  readonly id: string;
  readonly claim_id: string;
  readonly amount_fen: number;
  readonly fund: string;
  readonly state: string;
}

/** What leaves is owed from now on: one balanced transaction for each instruction. */
export async function bookInstructed(client: pg.PoolClient, ids: readonly string[], at: Date): Promise<void> {
  await client.query(
    prepared(
      `INSERT INTO ledger_entry (transaction_id, account, amount_fen, claim_id, instruction_id, at)
     SELECT i.id || '/instructed', entry.account, entry.sign * i.amount_fen, i.claim_id, i.id, $2
     FROM payout_instruction i CROSS JOIN LATERAL (VALUES ('fund:' || i.fund, 1), ('payable', -1)) AS entry (account, sign)
     WHERE i.id = ANY ($1)`,
      [ids, at],
    ),
  );
}

/** A final result: paid from the bank, or owed no more; what had arrived before comes back first (D9). */
export async function bookResult(
  client: pg.PoolClient,
  instruction: BookedInstruction,
  result: { readonly inboxId: string; readonly outcome: FinalState; readonly at: Date },
): Promise<void> {
  const booking = { id: `${instruction.id}/${result.inboxId}`, at: result.at };
  if (result.outcome === 'settled') {
    await book(client, instruction, { ...booking, sign: 1 }, ['payable', 'bank']);
    return;
  }
  if (instruction.state === 'settled') {
    await book(client, instruction, { ...booking, id: `${booking.id}/back`, sign: -1 }, ['payable', 'bank']);
  }
  await book(client, instruction, { ...booking, sign: -1 }, [`fund:${instruction.fund}`, 'payable']);
}

/** Two rows that sum to zero: debit the first account, credit the second; a negative sign undoes it. */
async function book(
  client: pg.PoolClient,
  instruction: BookedInstruction,
  booking: { readonly id: string; readonly at: Date; readonly sign: 1 | -1 },
  [debit, credit]: readonly [string, string],
): Promise<void> {
  const amount = instruction.amount_fen * booking.sign;
  await client.query(
    prepared(
      `INSERT INTO ledger_entry (transaction_id, account, amount_fen, claim_id, instruction_id, at)
     SELECT $1, account, amount, $4, $5, $6 FROM unnest($2::text[], $3::bigint[]) AS entry (account, amount)`,
      [booking.id, [debit, credit], [amount, -amount], instruction.claim_id, instruction.id, booking.at],
    ),
  );
}
