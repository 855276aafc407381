import type { Purpose } from '../../domain/claim/claim-course.ts';
import type { FundCode } from '../../domain/codes.ts';
import { fundEnteredBy, fundToBind } from '../../domain/payout/entered-fund.ts';
import { query, sqlText, type Statement } from '../kernel/statements.ts';
import type { ClaimAct } from './claim-act.ts';

const bindFund = sqlText<
  never,
  [
    claimId: string,
    purpose: Purpose,
    fund: string,
    approvedFen: number,
    budgetLine: string | null,
    actId: string,
    unbindsOthers: boolean,
  ]
>('recordings.bindFund', 'SELECT bind_fund($1, $2, $3, $4, $5, $6, $7)');

const lowerFund = sqlText<never, [claimId: string, purpose: Purpose, dueFen: number, actId: string]>(
  'recordings.lowerFund',
  'SELECT lower_fund($1, $2, $3, $4)',
);

/**
 * Writes the amount approved for a purpose, with its fund and the route's budget line, never below the sum of its
 * drafted, sent and settled instructions. The database refuses instructions above it (D9, R-084). If the
 * bureau now names another fund, the approved amount of the earlier one falls to what its instructions use (L11).
 */
export function bindFundWrites(
  act: ClaimAct,
  { purpose, approvedFen }: { readonly purpose: Purpose; readonly approvedFen: number },
): readonly Statement<unknown>[] {
  const { message, plan, row, snapshot } = act;
  const budgetLine = snapshot.routeDefinition.budgetLine ?? null;
  const { fund, isEntered } = fundToBind(snapshot, purpose, enteredFund(act) ?? row.fund);
  return [bindFund(plan.claimId, purpose, fund, approvedFen, budgetLine, message.actId, isEntered)];
}

/** The fund that this act enters; null for an act that enters none. */
export function enteredFund(act: ClaimAct): FundCode | null {
  return fundEnteredBy(act.message, act, act.body.fund);
}

/** Stores the fund that an act entered as the claim's fund (L11). */
export function enteredFundWrite(claimId: string, fund: FundCode): Statement<unknown> {
  return query.updateTable('claim').set({ fund }).where('id', '=', claimId);
}

/**
 * Lowers the approved amount of a purpose to `dueFen`, after a set-off or because lines were refused, never below
 * the sum of its drafted, sent and settled instructions.
 */
export function lowerFundWrite(
  { plan, message }: Pick<ClaimAct, 'plan' | 'message'>,
  { purpose, dueFen }: { readonly purpose: Purpose; readonly dueFen: number },
): Statement<unknown> {
  return lowerFund(plan.claimId, purpose, dueFen, message.actId);
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
