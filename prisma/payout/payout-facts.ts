import type pg from 'pg';
import type { ReportedState } from '../../domain/payout/inbox-judgement.ts';
import { fetchFirst, query, type Row, type Statement } from '../kernel/statements.ts';

/** The bank's report on an instruction, as stored in the inbox. */
export type PaymentReport = Row<'payout_inbox', 'body' | 'received_at'>;

export interface PayoutFact {
  readonly instructionId: string;
  readonly inboxId: string;
  readonly state: ReportedState;
  readonly amountFen: number;
  /** When the fact is recorded. */
  readonly at: Date;
}

/** @throws RangeError when there is no such report */
export async function readPaymentReport(client: pg.PoolClient, inboxId: string): Promise<PaymentReport> {
  const report = await fetchFirst(
    client,
    query.selectFrom('payout_inbox').select(['body', 'received_at']).where('id', '=', inboxId),
  );
  if (report === undefined) {
    throw new RangeError(`No inbox row ${inboxId}`);
  }
  return report;
}

/** Stores a report on an instruction for good, on two time axes: the bank's value date and the time of our record. */
export function factWrite(fact: PayoutFact, report: PaymentReport): Statement<unknown> {
  const { valueDate = null, bankReference = null, reasonCode = null } = report.body;
  return query.insertInto('payout_fact').values({
    instruction_id: fact.instructionId,
    inbox_id: fact.inboxId,
    state: fact.state,
    amount_fen: fact.amountFen,
    value_date: valueDate,
    bank_reference: bankReference,
    reason_code: reasonCode,
    said_at: report.received_at,
    recorded_at: fact.at,
  });
}
