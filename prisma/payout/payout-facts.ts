import type pg from 'pg';
import { prepared } from '../kernel/prepared.ts';
import { execute, type Statement } from '../kernel/statements.ts';

/** The bank's report on an instruction, as stored in the inbox. */
export interface PaymentReport {
  readonly body: {
    readonly valueDate?: string | null;
    readonly bankReference?: string | null;
    readonly reasonCode?: string | null;
  };
  readonly received_at: Date;
}

export interface PayoutFact {
  readonly instructionId: string;
  readonly inboxId: string;
  readonly state: string;
  readonly amountFen: number;
  /** When the fact is recorded. */
  readonly at: Date;
}

/** @throws RangeError when there is no such report */
export async function readPaymentReport(client: pg.PoolClient, inboxId: string): Promise<PaymentReport> {
  const found = await client.query<PaymentReport>(
    prepared('SELECT body, received_at FROM payout_inbox WHERE id = $1', [inboxId]),
  );
  const report = found.rows[0];
  if (report === undefined) {
    throw new RangeError(`No inbox row ${inboxId}`);
  }
  return report;
}

/** Reads the report and stores its fact. */
export async function writeFact(client: pg.PoolClient, fact: PayoutFact): Promise<void> {
  await execute(client, factWrite(fact, await readPaymentReport(client, fact.inboxId)));
}

/** Stores a report on an instruction for good, on two time axes: the bank's value date and the time of our record. */
export function factWrite(fact: PayoutFact, report: PaymentReport): Statement<unknown> {
  const { valueDate = null, bankReference = null, reasonCode = null } = report.body;
  return prepared(
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
      report.received_at,
      fact.at,
    ],
  );
}
