import type { Purpose } from '../../domain/claim/claim-course.ts';
import { snapshotFund, type PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { query, sqlText, type Statement } from '../kernel/statements.ts';

const bindFund = sqlText<
  never,
  [claimId: string, purpose: Purpose, fund: string, approvedFen: number, budgetLine: string | null]
>(
  'recordings.bindFund',
  `INSERT INTO claim_fund AS bound (claim_id, purpose, fund, approved_fen, budget_line) VALUES ($1, $2, $3, $4, $5)
   ON CONFLICT (claim_id, purpose, fund) DO UPDATE SET approved_fen = greatest(bound.obligated_fen, $4), budget_line = $5`,
);

const lowerFund = sqlText<never, [claimId: string, purpose: Purpose, dueFen: number]>(
  'recordings.lowerFund',
  `UPDATE claim_fund SET approved_fen = greatest(obligated_fen, $3)
   WHERE claim_id = $1 AND purpose = $2 AND approved_fen > $3`,
);

/**
 * Writes the amount approved for a purpose, with its fund and the route's budget line, never below the sum of its
 * drafted, sent and settled instructions. The database refuses instructions above it (D9, R-084).
 */
export function bindFundWrite(
  claimId: string,
  due: { readonly purpose: Purpose; readonly approvedFen: number },
  snapshot: PolicySnapshot,
): Statement<unknown> {
  const budgetLine = snapshot.routeDefinition.budgetLine ?? null;
  return bindFund(claimId, due.purpose, fundOf(snapshot, due.purpose), due.approvedFen, budgetLine);
}

/**
 * Lowers the approved amount of a purpose to `dueFen`, after a set-off or because lines were refused, never below
 * the sum of its drafted, sent and settled instructions.
 */
export function lowerFundWrite(claimId: string, purpose: Purpose, dueFen: number): Statement<unknown> {
  return lowerFund(claimId, purpose, dueFen);
}

/** Cancels the drafted instructions of a purpose; if the purpose becomes due again, it is drafted again. */
export function cancelDraftsWrite(claimId: string, purpose: Purpose, at: Date): Statement<unknown> {
  return query
    .updateTable('payout_instruction')
    .set({ state: 'cancelled', reason_code: 'CLAIM_LEFT_FINANCE', state_since: at })
    .where('claim_id', '=', claimId)
    .where('purpose', '=', purpose)
    .where('state', '=', 'draft');
}

/** The fund that pays a purpose. An advance is paid from the base's fund if the law names no fund for advances. */
function fundOf(snapshot: PolicySnapshot, purpose: Purpose): string {
  const isNamed = snapshot.funds.some((one) => one.purpose === purpose);
  return snapshotFund(snapshot, purpose === 'advance' && !isNamed ? 'base' : purpose);
}
