import type pg from 'pg';
import type { ClaimMessage } from '../../domain/claim/claim-message.ts';
import { RefusedForGood } from './record-act.ts';
import { prepared } from '../prepared.ts';

type Reported = Extract<ClaimMessage, { kind: 'payoutReported' }>;

interface InstructionRow {
  readonly id: string;
  readonly claim_id: string;
  readonly amount_fen: number;
  readonly fund: string;
  readonly state: string;
}

/** What the bank said of an instruction, as the inbox holds it. */
interface InboxRow {
  readonly body: {
    readonly valueDate?: string | null;
    readonly bankReference?: string | null;
    readonly reasonCode?: string | null;
  };
  readonly received_at: Date;
}

/** What was approved for a purpose and fund: the database keeps obligations below it (D9). */
export async function approveFund(
  client: pg.PoolClient,
  approval: { readonly claimId: string; readonly purpose: string; readonly fund: string; readonly amountFen: number },
): Promise<void> {
  await client.query(
    prepared(
      `INSERT INTO claim_fund (claim_id, purpose, fund, approved_fen) VALUES ($1, $2, $3, $4)
     ON CONFLICT (claim_id, purpose, fund) DO UPDATE SET approved_fen = $4`,
      [approval.claimId, approval.purpose, approval.fund, approval.amountFen],
    ),
  );
}

/** A claim that left Finance is paid by no draft of before: what comes due again is drafted again. */
export async function cancelDrafts(client: pg.PoolClient, claimId: string, purpose: string, at: Date): Promise<void> {
  await client.query(
    prepared(
      `UPDATE payout_instruction SET state = 'cancelled', reason_code = 'CLAIM_LEFT_FINANCE', state_since = $3
     WHERE claim_id = $1 AND purpose = $2 AND state = 'draft'`,
      [claimId, purpose, at],
    ),
  );
}

/** The claim says yes to its payment: the instruction leaves, and the money is owed in the ledger. Only what is due leaves. */
export async function instructPayment(
  client: pg.PoolClient,
  message: Extract<ClaimMessage, { kind: 'payoutReleasing' }>,
  claimId: string,
  dueFen: number,
): Promise<void> {
  const released = await client.query<InstructionRow>(
    prepared(
      `UPDATE payout_instruction SET state = 'instructed', state_since = $4
     WHERE batch_id = $1 AND claim_id = $2 AND purpose = $3 AND state = 'draft' RETURNING id, claim_id, amount_fen, fund, state`,
      [message.batchId, claimId, message.purpose, new Date(message.atMs)],
    ),
  );
  if (released.rows.length === 0) {
    throw new RefusedForGood('WRONG_STATE');
  }
  if (released.rows.some((instruction) => instruction.amount_fen !== dueFen)) {
    throw new RefusedForGood('AMOUNT_MISMATCH');
  }
  for (const instruction of released.rows) {
    await book(client, instruction, { id: `${instruction.id}/instructed`, atMs: message.atMs, sign: 1 }, [
      `fund:${instruction.fund}`,
      'payable',
    ]);
  }
}

/** A final result: its fact is kept for good, the instruction moves, the ledger follows (D9, R-146, R-147). */
export async function settlePayment(client: pg.PoolClient, message: Reported): Promise<InstructionRow> {
  const found = await client.query<InstructionRow>(
    prepared('SELECT id, claim_id, amount_fen, fund, state FROM payout_instruction WHERE id = $1 FOR UPDATE', [
      message.instructionId,
    ]),
  );
  const instruction = found.rows[0];
  if (instruction === undefined) {
    throw new RangeError(`No instruction ${message.instructionId}`);
  }
  const said = await writeFact(client, {
    instructionId: instruction.id,
    inboxId: message.inboxId,
    state: message.outcome,
    amountFen: instruction.amount_fen,
    at: new Date(message.atMs),
  });
  await client.query(
    prepared('UPDATE payout_instruction SET state = $2, reason_code = $3, state_since = $4 WHERE id = $1', [
      instruction.id,
      message.outcome,
      said.reasonCode,
      new Date(message.atMs),
    ]),
  );
  await client.query(
    prepared(`UPDATE payout_inbox SET state = 'applied', applied_at = $2 WHERE id = $1`, [
      message.inboxId,
      new Date(message.atMs),
    ]),
  );
  await bookResult(client, instruction, message);
  return instruction;
}

/** What was said of an instruction, kept for good in two time axes: the bank's value date and our record. */
export async function writeFact(
  client: pg.PoolClient,
  fact: {
    readonly instructionId: string;
    readonly inboxId: string;
    readonly state: string;
    readonly amountFen: number;
    readonly at: Date;
  },
): Promise<{ readonly reasonCode: string | null }> {
  const found = await client.query<InboxRow>(
    prepared('SELECT body, received_at FROM payout_inbox WHERE id = $1', [fact.inboxId]),
  );
  const said = found.rows[0];
  if (said === undefined) {
    throw new RangeError(`No inbox row ${fact.inboxId}`);
  }
  const { valueDate = null, bankReference = null, reasonCode = null } = said.body;
  await client.query(
    prepared(
      `INSERT INTO payout_fact (instruction_id, inbox_id, state, amount_fen, value_date, bank_reference, reason_code, said_at, recorded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        fact.instructionId,
        fact.inboxId,
        fact.state,
        fact.amountFen,
        valueDate,
        bankReference,
        reasonCode,
        said.received_at,
        fact.at,
      ],
    ),
  );
  return { reasonCode };
}

async function bookResult(client: pg.PoolClient, instruction: InstructionRow, message: Reported): Promise<void> {
  const booking = { id: `${instruction.id}/${message.inboxId}`, atMs: message.atMs };
  if (message.outcome === 'settled') {
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
  instruction: InstructionRow,
  booking: { readonly id: string; readonly atMs: number; readonly sign: 1 | -1 },
  [debit, credit]: readonly [string, string],
): Promise<void> {
  const amount = instruction.amount_fen * booking.sign;
  await client.query(
    prepared(
      `INSERT INTO ledger_entry (transaction_id, account, amount_fen, claim_id, instruction_id, at)
     SELECT $1, account, amount, $4, $5, $6 FROM unnest($2::text[], $3::bigint[]) AS entry (account, amount)`,
      [booking.id, [debit, credit], [amount, -amount], instruction.claim_id, instruction.id, new Date(booking.atMs)],
    ),
  );
}

/** Lines follow their money: paid, and waiting for a contract where the route checks one. */
export async function moveLinesWithMoney(
  client: pg.PoolClient,
  claimId: string,
  move: {
    readonly purpose: 'base' | 'float';
    readonly outcome: Reported['outcome'];
    readonly hasContractCheck: boolean;
  },
): Promise<void> {
  const { purpose, outcome, hasContractCheck } = move;
  const isPaid = outcome === 'settled';
  const from = purpose === 'base' ? ['approved', 'paid', 'floatWaiting'] : ['floatClaimed', 'floatPaid'];
  const paidBase = hasContractCheck ? 'floatWaiting' : 'paid';
  const [whenPaid, whenNot] = purpose === 'base' ? [paidBase, 'approved'] : ['floatPaid', 'floatClaimed'];
  const to = isPaid ? whenPaid : whenNot;
  await client.query(
    prepared('UPDATE claim_line SET state = $3 WHERE claim_id = $1 AND state = ANY ($2)', [claimId, from, to]),
  );
}
