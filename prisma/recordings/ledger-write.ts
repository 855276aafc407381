import type { LedgerRow } from '../../domain/payout/ledger.ts';
import { sqlText, type Statement } from '../kernel/statements.ts';

const insertLedgerEntries = sqlText<
  never,
  [
    transactionIds: readonly string[],
    accounts: readonly string[],
    amountsFen: readonly number[],
    claimIds: readonly (string | null)[],
    instructionIds: readonly (string | null)[],
    at: Date,
    grantIds: readonly (string | null)[],
  ]
>(
  'recordings.insertLedgerEntries',
  `INSERT INTO ledger_entry (transaction_id, account, amount_fen, claim_id, instruction_id, at, grant_id)
   SELECT transaction_id, account, amount_fen, claim_id, instruction_id, $6, grant_id
   FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $7::text[])
     AS entry (transaction_id, account, amount_fen, claim_id, instruction_id, grant_id)`,
);

/**
 * Writes all ledger rows of one act. At commit the database checks that the rows of each transaction sum to zero (D9).
 */
export function ledgerWrite(rows: readonly LedgerRow[], at: Date): Statement<unknown> {
  return insertLedgerEntries(
    rows.map((row) => row.transactionId),
    rows.map((row) => row.account),
    rows.map((row) => row.amountFen),
    rows.map((row) => row.claimId),
    rows.map((row) => row.instructionId),
    at,
    rows.map((row) => row.grantId ?? null),
  );
}
