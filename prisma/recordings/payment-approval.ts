import type pg from 'pg';
import {
  paymentOf,
  PURPOSES,
  purposesUnderWay,
  type ClaimCourse,
  type Purpose,
} from '../../domain/claim/claim-course.ts';
import { snapshotFund, type PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { prepared } from '../kernel/prepared.ts';

/**
 * Binds what has become due, per purpose and fund, with the budget line of the route: the database keeps obligations
 * below it (D9, R-084). A claim can need two funds (T-08). What an advance has paid whole
 * binds nothing; what a return left no line of is bound no more.
 */
export async function approvePayment(
  client: pg.PoolClient,
  moved: {
    readonly claimId: string;
    readonly before: ClaimCourse;
    readonly after: ClaimCourse;
    readonly snapshot: PolicySnapshot;
  },
): Promise<void> {
  const { claimId, before, after, snapshot } = moved;
  for (const purpose of PURPOSES) {
    const [was, is] = [paymentOf(before, purpose), paymentOf(after, purpose)];
    const isNewlyDue = is.state === 'due' && (was.state !== 'due' || was.amountFen !== is.amountFen);
    const isUnderWay = purposesUnderWay(after).includes(purpose);
    if (isNewlyDue || (isUnderWay && is.state === 'settled' && is.amountFen === 0)) {
      await client.query(
        prepared(
          `INSERT INTO claim_fund AS bound (claim_id, purpose, fund, approved_fen, budget_line) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (claim_id, purpose, fund) DO UPDATE SET approved_fen = greatest(bound.obligated_fen, $4), budget_line = $5`,
          [claimId, purpose, fundOf(snapshot, purpose), is.amountFen, snapshot.routeDefinition.budgetLine ?? null],
        ),
      );
    } else if (isUnderWay && is.state === 'none' && after.payments[purpose] !== undefined) {
      await bindNoMore(client, claimId, purpose, 0);
    }
  }
}

/** Less than before is due: what was set off, or what has no line left. Never below what has left. */
export async function bindNoMore(
  client: pg.PoolClient,
  claimId: string,
  purpose: Purpose,
  dueFen: number,
): Promise<void> {
  await client.query(
    prepared(
      `UPDATE claim_fund SET approved_fen = greatest(obligated_fen, $3)
       WHERE claim_id = $1 AND purpose = $2 AND approved_fen > $3`,
      [claimId, purpose, dueFen],
    ),
  );
}

/** The fund that pays a purpose; an advance comes from the base's where the law names none of its own. */
export function fundOf(snapshot: PolicySnapshot, purpose: Purpose): string {
  const isNamed = snapshot.funds.some((one) => one.purpose === purpose);
  return snapshotFund(snapshot, purpose === 'advance' && !isNamed ? 'base' : purpose);
}

/** A claim that left Finance is paid by no draft of before: what comes due again is drafted again. */
export async function cancelDrafts(client: pg.PoolClient, claimId: string, purpose: Purpose, at: Date): Promise<void> {
  await client.query(
    prepared(
      `UPDATE payout_instruction SET state = 'cancelled', reason_code = 'CLAIM_LEFT_FINANCE', state_since = $3
     WHERE claim_id = $1 AND purpose = $2 AND state = 'draft'`,
      [claimId, purpose, at],
    ),
  );
}
