import { parseFen, type Fen } from '../money.ts';

export interface BudgetState {
  /** Below zero where the line is overdrawn already. */
  readonly remainingFen: Fen;
  /** By how much the claim goes over what is left; zero when it does not. */
  readonly overFen: Fen;
}

/** budget 100,000.00, paid 95,000.00, claim 9,600.00: over by 4,600.00. Guidance of heads is no cap. */
export function checkBudget(budgetFen: Fen, committedFen: Fen, claimFen: Fen): BudgetState {
  const remaining = budgetFen - committedFen;
  return { remainingFen: parseFen(remaining), overFen: parseFen(Math.max(claimFen - Math.max(remaining, 0), 0)) };
}
