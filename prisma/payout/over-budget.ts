import { sqlList } from '../kernel/sql-list.ts';
import { LIVING_INSTRUCTION_STATES } from '../../domain/payout/inbox-judgement.ts';
import type pg from 'pg';
import { parseFen } from '../../domain/money.ts';
import { overBudgetTogether } from '../../domain/payout/budget.ts';

/** The connection of a query: a transaction that has locked what it counts, or a pool for a preview. */
type Asking = Pick<pg.ClientBase, 'query'>;

/**
 * The claims of a plan line `l`, usable as a table: those of its classes, and those without a class that were filed
 * under it.
 */
export const CLAIMS_OF_PLAN_LINE = `(SELECT of_class.* FROM filing f JOIN claim of_class ON of_class.filing_id = f.id
    WHERE f.plan_line_id = l.id
  UNION ALL SELECT alone.* FROM claim alone WHERE alone.filing_id IS NULL AND alone.plan_line_id = l.id)`;

/** A payment that is being drafted; a payment without a plan line takes no budget. */
export interface PaymentToDraft {
  readonly claim: { readonly plan_line_id: string | null };
  readonly amountFen: number;
}

/**
 * the amount in fen by which payments about to be drafted would exceed the budgets of their plan lines, with all
 * other living payments counted.
 */
export async function overBudgetOfDraft(client: Asking, payments: readonly PaymentToDraft[]): Promise<number> {
  const planLines = [...new Set(payments.flatMap((one) => one.claim.plan_line_id ?? []))];
  const found = await client.query<{ id: string; budget_fen: number; bound_fen: number }>(
    `SELECT l.id, l.budget_fen, (SELECT coalesce(sum(i.amount_fen), 0)::bigint FROM ${CLAIMS_OF_PLAN_LINE} AS c
       JOIN payout_instruction i ON i.claim_id = c.id
       WHERE i.state IN (${sqlList(LIVING_INSTRUCTION_STATES)})) AS bound_fen
     FROM plan_line l WHERE l.id = ANY ($1) AND l.budget_fen IS NOT NULL`,
    [planLines],
  );
  return overBudgetTogether(
    found.rows.map((row) => ({
      budgetFen: parseFen(row.budget_fen),
      committedFen: parseFen(row.bound_fen),
      takenFen: parseFen(
        payments
          .filter((one) => one.claim.plan_line_id === row.id)
          .reduce((total, { amountFen }) => total + amountFen, 0),
      ),
    })),
  );
}

/**
 * the amount in fen by which a drafted batch would exceed the budgets of its plan lines, with payments released
 * earlier counted. Drafts of other batches do not count: the batch that is released first takes the budget.
 */
export async function overBudgetOfBatch(client: Asking, batchId: string): Promise<number> {
  const found = await client.query<{ budget_fen: number; committed_fen: number; taken_fen: number }>(
    `SELECT l.budget_fen,
       coalesce(sum(i.amount_fen) FILTER (WHERE i.batch_id = $1), 0)::bigint AS taken_fen,
       coalesce(sum(i.amount_fen) FILTER (WHERE i.batch_id <> $1 AND (i.state <> 'draft' OR b.state <> 'draft')), 0)::bigint
         AS committed_fen
     FROM plan_line l CROSS JOIN LATERAL ${CLAIMS_OF_PLAN_LINE} AS c
       JOIN payout_instruction i ON i.claim_id = c.id JOIN batch b ON b.id = i.batch_id
     WHERE l.id IN (${PLAN_LINES_OF_BATCH}) AND l.budget_fen IS NOT NULL
       AND i.state IN (${sqlList(LIVING_INSTRUCTION_STATES)})
     GROUP BY l.id`,
    [batchId],
  );
  return overBudgetTogether(
    found.rows.map((row) => ({
      budgetFen: parseFen(row.budget_fen),
      committedFen: parseFen(row.committed_fen),
      takenFen: parseFen(row.taken_fen),
    })),
  );
}

const PLAN_LINES_OF_BATCH = `SELECT coalesce(own_class.plan_line_id, own_claim.plan_line_id) FROM payout_instruction own
  JOIN claim own_claim ON own_claim.id = own.claim_id LEFT JOIN filing own_class ON own_class.id = own_claim.filing_id
  WHERE own.batch_id = $1 AND own.state = 'draft'`;

/**
 * The same under a race: locks the plan lines in the order of their ids until the release is recorded, so of two
 * batches that together exceed a budget, the second counts the first. New classes of these lines are not blocked.
 */
export async function overBudgetOnRelease(client: pg.PoolClient, batchId: string): Promise<number> {
  await client.query(`SELECT FROM plan_line WHERE id IN (${PLAN_LINES_OF_BATCH}) ORDER BY id FOR NO KEY UPDATE`, [
    batchId,
  ]);
  return overBudgetOfBatch(client, batchId);
}
