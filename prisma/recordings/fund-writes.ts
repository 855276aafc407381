import type { Purpose } from '../../domain/claim/claim-course.ts';
import { snapshotFund, type PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { prepared } from '../kernel/prepared.ts';
import type { Statement } from '../kernel/statements.ts';

/**
 * Binds what is due for one purpose, with the budget line of the route: the database keeps obligations below it (D9,
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

/** Less than before is due: what was set off, or what has no line left. Never below what has left. */
export function lowerFundWrite(claimId: string, purpose: Purpose, dueFen: number): Statement<unknown> {
  return prepared(
    `UPDATE claim_fund SET approved_fen = greatest(obligated_fen, $3)
     WHERE claim_id = $1 AND purpose = $2 AND approved_fen > $3`,
    [claimId, purpose, dueFen],
  );
}

/** Drafted instructions of a purpose are cancelled: what becomes due again is drafted again. */
export function cancelDraftsWrite(claimId: string, purpose: Purpose, at: Date): Statement<unknown> {
  return prepared(
    `UPDATE payout_instruction SET state = 'cancelled', reason_code = 'CLAIM_LEFT_FINANCE', state_since = $3
     WHERE claim_id = $1 AND purpose = $2 AND state = 'draft'`,
    [claimId, purpose, at],
  );
}

/** The fund that pays a purpose; an advance comes from the base's where the law names none of its own. */
function fundOf(snapshot: PolicySnapshot, purpose: Purpose): string {
  const isNamed = snapshot.funds.some((one) => one.purpose === purpose);
  return snapshotFund(snapshot, purpose === 'advance' && !isNamed ? 'base' : purpose);
}
