import { parseFen, sumFen, type Fen } from '../money.ts';

export interface BudgetState {
  /** Below zero where the line is overdrawn already. */
  readonly remainingFen: Fen;
  /** By how much the claim goes over what is left; zero when it does not. */
  readonly overFen: Fen;
}

/** What is known of a plan line's money, in fen. */
export interface PlanLineMoney {
  /** Null where the plan gives the line no budget. */
  readonly budgetFen: Fen | null;
  /** Approved for claims of its classes and not yet in a living instruction. */
  readonly reservedFen: Fen;
  /** In an instruction that is drafted or on its way. */
  readonly boundFen: Fen;
  readonly paidFen: Fen;
}

/** what Finance sees as left: the budget without what is reserved, bound and paid; below zero where overdrawn. */
export function remainingOf({ budgetFen, reservedFen, boundFen, paidFen }: PlanLineMoney): Fen | null {
  return budgetFen === null ? null : parseFen(budgetFen - reservedFen - boundFen - paidFen);
}

/** by how much a batch goes over the budgets of its plan lines together, each line for itself. */
export function overBudgetTogether(
  planLines: readonly { readonly budgetFen: Fen; readonly committedFen: Fen; readonly takenFen: Fen }[],
): Fen {
  return sumFen(planLines.map((line) => checkBudget(line.budgetFen, line.committedFen, line.takenFen).overFen));
}

/** budget 100,000.00, paid 95,000.00, claim 9,600.00: over by 4,600.00. Guidance of heads is no cap. */
export function checkBudget(budgetFen: Fen, committedFen: Fen, claimFen: Fen): BudgetState {
  const remaining = budgetFen - committedFen;
  return { remainingFen: parseFen(remaining), overFen: parseFen(Math.max(claimFen - Math.max(remaining, 0), 0)) };
}
