import type { Purpose } from '../../domain/claim/claim-course.ts';
import { snapshotFund, type PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { prepared } from '../kernel/prepared.ts';
import type { Statement } from '../kernel/statements.ts';

/**
 * Binds the amount due for one purpose to the budget line of the route. The database keeps obligations below it (D9,
 *
 */
export function bindFundWrite(
  claimId: string,
  due: { readonly purpose: Purpose; readonly approvedFen: number },
  snapshot: PolicySnapshot,
): Statement<unknown> {
  return prepared(
    `INSERT INTO claim_fund AS bound (claim_id, purpose, fund, approved_fen, budget_line) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (claim_id, purpose, fund) DO UPDATE SET approved_fen = greatest(bound.obligated_fen, $4), budget_line = $5`,
    [claimId, due.purpose, fundOf(snapshot, due.purpose), due.approvedFen, snapshot.routeDefinition.budgetLine ?? null],
  );
}

/**
 * Lowers the amount due: by what was set off, or because lines were refused. Never below the amount that has
 * left.
 */
export function lowerFundWrite(claimId: string, purpose: Purpose, dueFen: number): Statement<unknown> {
  return prepared(
    `UPDATE claim_fund SET approved_fen = greatest(obligated_fen, $3)
     WHERE claim_id = $1 AND purpose = $2 AND approved_fen > $3`,
    [claimId, purpose, dueFen],
  );
}

/** Cancels the drafted instructions of a purpose; if the purpose becomes due again, it is drafted again. */
export function cancelDraftsWrite(claimId: string, purpose: Purpose, at: Date): Statement<unknown> {
  return prepared(
    `UPDATE payout_instruction SET state = 'cancelled', reason_code = 'CLAIM_LEFT_FINANCE', state_since = $3
     WHERE claim_id = $1 AND purpose = $2 AND state = 'draft'`,
    [claimId, purpose, at],
  );
}

/** The fund that pays a purpose. An advance is paid from the base's fund if the law names no fund for advances. */
function fundOf(snapshot: PolicySnapshot, purpose: Purpose): string {
  const isNamed = snapshot.funds.some((one) => one.purpose === purpose);
  return snapshotFund(snapshot, purpose === 'advance' && !isNamed ? 'base' : purpose);
}
