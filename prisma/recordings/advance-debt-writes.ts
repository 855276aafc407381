import { RETURNED_ADVANCE, settledAdvance } from '../kernel/open-advance.ts';
import { newId } from '../kernel/id-maker.ts';
import { sqlText, type Statement } from '../kernel/statements.ts';

/** Locks the advances of a class, then their debts, so that each fen is settled, repaid or demanded once. */
export const lockAdvancesOf = sqlText<never, [filingId: string]>(
  'recordings.lockAdvancesOf',
  `SELECT FROM claim WHERE filing_id = $1 AND kind = 'advance' ORDER BY id FOR NO KEY UPDATE`,
);

/** Locks the debts of a class's advances, after the advances themselves. */
export const lockDebtsOf = sqlText<never, [filingId: string]>(
  'recordings.lockDebtsOf',
  `SELECT FROM recovery r JOIN claim a ON a.id = r.claim_id WHERE a.filing_id = $1 AND a.kind = 'advance'
   ORDER BY r.id FOR UPDATE OF r`,
);

const openDebt = sqlText<
  { readonly claim_id: string },
  [id: string, filingId: string, exceptClaimId: string, at: Date, cause: string]
>(
  'recordings.openAdvanceDebt',
  `WITH owed AS (
     SELECT c.id AS claim_id, c.applicant_party_id AS party_id, c.fund, (paid.settled_fen - ${settledAdvance('$3')}
       - ${RETURNED_ADVANCE} - coalesce(r.amount_fen - r.recovered_fen, 0))::bigint AS fen
     FROM claim c JOIN claim_fund paid ON paid.claim_id = c.id AND paid.purpose = 'advance'
       LEFT JOIN recovery r ON r.claim_id = c.id
     WHERE c.filing_id = $2 AND c.kind = 'advance' AND paid.settled_fen > 0
     ORDER BY c.id LIMIT 1),
   opened AS (
     INSERT INTO recovery (id, claim_id, party_id, amount_fen, state, opened_at)
     SELECT $1, claim_id, party_id, fen, 'due', $4 FROM owed WHERE fen > 0
     ON CONFLICT (claim_id) DO UPDATE SET amount_fen = recovery.amount_fen + excluded.amount_fen, state = 'due',
       closed_at = NULL
     RETURNING id, claim_id),
   booked AS (
     INSERT INTO ledger_entry (transaction_id, account, amount_fen, claim_id, at)
     SELECT opened.id || '/opened/' || $5, entry.account, entry.sign * owed.fen, opened.claim_id, $4
     FROM opened JOIN owed ON owed.claim_id = opened.claim_id
       CROSS JOIN LATERAL (VALUES ('recoverable', 1), ('fund:' || coalesce(owed.fund, ''), -1)) AS entry (account, sign))
   SELECT claim_id FROM opened`,
);

/**
 * R-073, R-074 (L1): opens or raises a recovery of the advance's own claim when no claim of the class is left to settle
 * the advance. The amount is what was paid, less what is settled, returned or already in the recovery; nothing is written
 * when that is zero.
 * `exceptClaimId`: the claim that ends with this act. The class's advances must be locked.
 */
export function openDebtWrite(
  filingId: string,
  ended: { readonly exceptClaimId: string; readonly at: Date; readonly cause: string },
): Statement<{ readonly claim_id: string }> {
  return openDebt(newId('rcv'), filingId, ended.exceptClaimId, ended.at, ended.cause);
}

const settleDebt = sqlText<never, [stepId: string, claimId: string, fen: number, at: Date, fundAccount: string]>(
  'recordings.settleAdvanceDebt',
  `WITH debt AS (
     SELECT r.id, least(r.amount_fen - r.recovered_fen, $3::bigint) AS fen, r.amount_fen - r.recovered_fen <= $3 AS is_whole
     FROM claim c JOIN claim a ON a.filing_id = c.filing_id AND a.kind = 'advance' JOIN recovery r ON r.claim_id = a.id
     WHERE c.id = $2 AND r.state = 'due'),
   step AS (
     INSERT INTO recovery_step (id, recovery_id, kind, amount_fen, set_off_claim_id, at)
     SELECT $1, id, 'settled', fen, $2, $4 FROM debt),
   booked AS (
     INSERT INTO ledger_entry (transaction_id, account, amount_fen, claim_id, at)
     SELECT debt.id || '/settled/' || $1, entry.account, entry.sign * debt.fen, $2, $4
     FROM debt CROSS JOIN LATERAL (VALUES ('recoverable', -1), ($5, 1)) AS entry (account, sign))
   UPDATE recovery SET recovered_fen = recovered_fen + debt.fen,
     state = CASE WHEN debt.is_whole THEN 'recovered' ELSE 'due' END,
     closed_at = CASE WHEN debt.is_whole THEN $4::timestamptz END
   FROM debt WHERE recovery.id = debt.id`,
);

/** R-073 (L1): this claim settles the advance of its class, so what was due back of it is no longer, up to this amount. */
export function settleDebtWrite(
  claimId: string,
  settled: { readonly fen: number; readonly at: Date; readonly fund: string | null },
): Statement<unknown> {
  return settleDebt(newId('rcs'), claimId, settled.fen, settled.at, `fund:${settled.fund ?? ''}`);
}
