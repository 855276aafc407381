import type pg from 'pg';
import { parseFen } from '../../domain/money.ts';
import {
  budgetAround,
  overBudgetOfPayments,
  overBudgetTogether,
  type BudgetAround,
  type PaymentOfPlanLine,
} from '../../domain/payout/budget.ts';
import { LIVING_INSTRUCTION_STATES } from '../../domain/payout/inbox-judgement.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { execute, fetchAll, sqlText, type Connection, type Row } from '../kernel/statements.ts';

/**
 * The claims of a plan line `l`, usable as a table: those of its classes, and those without a class that were filed
 * under it.
 */
export const CLAIMS_OF_PLAN_LINE = `(SELECT of_class.* FROM filing f JOIN claim of_class ON of_class.filing_id = f.id
    WHERE f.plan_line_id = l.id
  UNION ALL SELECT alone.* FROM claim alone WHERE alone.filing_id IS NULL AND alone.plan_line_id = l.id)`;

/** A plan line with a budget. */
type BudgetedLine = Row<'plan_line', 'id'> & {
  readonly budget_fen: NonNullable<Row<'plan_line'>['budget_fen']>;
  readonly committed_fen: number;
};

/**
 * the amount in fen by which payments about to be drafted would exceed the budgets of their plan lines, with all
 * other living payments counted.
 */
export async function overBudgetOfDraft(
  connection: Connection,
  payments: readonly PaymentOfPlanLine[],
): Promise<number> {
  const planLines = [...new Set(payments.flatMap(({ planLine }) => planLine ?? []))];
  const rows = await fetchAll(connection, boundByLine(planLines));
  return overBudgetOfPayments(
    rows.map(({ id, budget_fen: budgetFen, committed_fen: committedFen }) => ({
      id,
      budgetFen: parseFen(budgetFen),
      committedFen: parseFen(committedFen),
    })),
    payments,
  );
}

const boundByLine = sqlText<BudgetedLine, [planLines: readonly string[]]>(
  'payout.boundByLine',
  `SELECT l.id, l.budget_fen, (SELECT coalesce(sum(i.amount_fen), 0)::bigint FROM ${CLAIMS_OF_PLAN_LINE} AS c
     JOIN payout_instruction i ON i.claim_id = c.id
     WHERE i.state IN (${sqlList(LIVING_INSTRUCTION_STATES)})) AS committed_fen
   FROM plan_line l WHERE l.id = ANY ($1) AND l.budget_fen IS NOT NULL`,
);

const PLAN_LINES_OF_BATCH = `SELECT coalesce(own_class.plan_line_id, own_claim.plan_line_id) FROM payout_instruction own
  JOIN claim own_claim ON own_claim.id = own.claim_id LEFT JOIN filing own_class ON own_class.id = own_claim.filing_id
  WHERE own.batch_id = $1 AND own.state = 'draft'`;

/**
 * the amount in fen by which a drafted batch would exceed the budgets of its plan lines, with payments released
 * earlier counted. Drafts of other batches do not count: the batch that is released first takes the budget.
 */
export async function overBudgetOfBatch(connection: Connection, batchId: string): Promise<number> {
  return overBudgetTogether(await planLinesOfBatch(connection, batchId));
}

/** what the plan lines of a drafted batch have left before and after it; null once it is no draft. */
export async function budgetAroundBatch(connection: Connection, batchId: string): Promise<BudgetAround | null> {
  return budgetAround(await planLinesOfBatch(connection, batchId));
}

async function planLinesOfBatch(connection: Connection, batchId: string) {
  const rows = await fetchAll(connection, committedByLine(batchId));
  return rows.map((row) => ({
    budgetFen: parseFen(row.budget_fen),
    committedFen: parseFen(row.committed_fen),
    takenFen: parseFen(row.taken_fen),
  }));
}

const committedByLine = sqlText<BudgetedLine & { readonly taken_fen: number }, [batchId: string]>(
  'payout.committedByLine',
  `SELECT l.id, l.budget_fen,
     coalesce(sum(i.amount_fen) FILTER (WHERE i.batch_id = $1), 0)::bigint AS taken_fen,
     coalesce(sum(i.amount_fen) FILTER (WHERE i.batch_id <> $1 AND (i.state <> 'draft' OR b.state <> 'draft')), 0)::bigint
       AS committed_fen
   FROM plan_line l CROSS JOIN LATERAL ${CLAIMS_OF_PLAN_LINE} AS c
     JOIN payout_instruction i ON i.claim_id = c.id JOIN batch b ON b.id = i.batch_id
   WHERE l.id IN (${PLAN_LINES_OF_BATCH}) AND l.budget_fen IS NOT NULL
     AND i.state IN (${sqlList(LIVING_INSTRUCTION_STATES)})
   GROUP BY l.id`,
);

/**
 * The same under a race: locks the plan lines in the order of their ids until the release is recorded, so of two
 * batches that together exceed a budget, the second counts the first. New classes of these lines are not blocked.
 */
export async function overBudgetOnRelease(client: pg.PoolClient, batchId: string): Promise<number> {
  await execute(client, lockPlanLines(batchId));
  return overBudgetOfBatch(client, batchId);
}

const lockPlanLines = sqlText<never, [batchId: string]>(
  'payout.lockPlanLines',
  `SELECT FROM plan_line WHERE id IN (${PLAN_LINES_OF_BATCH}) ORDER BY id FOR NO KEY UPDATE`,
);
