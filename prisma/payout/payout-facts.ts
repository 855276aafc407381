import type pg from 'pg';
import { prepared } from '../kernel/prepared.ts';

/** What the bank said of an instruction, as the inbox holds it. */
interface InboxRow {
  readonly body: {
    readonly valueDate?: string | null;
    readonly bankReference?: string | null;
    readonly reasonCode?: string | null;
  };
  readonly received_at: Date;
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
