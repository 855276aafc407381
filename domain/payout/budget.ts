import { parseFen, sumFen, type Fen } from '../money.ts';

export interface BudgetState {
  /** Negative when the line is already overdrawn. */
  readonly remainingFen: Fen;
  /** By how much the claim exceeds the remaining budget; zero when it does not. */
  readonly overFen: Fen;
}

/** The figures of a plan line that are sums over claims. */
export const CLAIM_FIGURES = ['reserved', 'bound', 'paid'] as const;
export type ClaimFigure = (typeof CLAIM_FIGURES)[number];

/** The known amounts of a plan line, in fen. */
export interface PlanLineMoney {
  /** Null when the plan gives the line no budget. */
  readonly budgetFen: Fen | null;
  /** Approved for claims of the line's classes, and not yet in a valid instruction. */
  readonly reservedFen: Fen;
  /** In an instruction that is drafted or on its way. */
  readonly boundFen: Fen;
  readonly paidFen: Fen;
}

/**
 * returns the remaining budget that Finance sees: the budget less what is reserved, bound and paid; negative
 * when the line is overdrawn.
 */
export function remainingOf({ budgetFen, reservedFen, boundFen, paidFen }: PlanLineMoney): Fen | null {
  return budgetFen === null ? null : parseFen(budgetFen - reservedFen - boundFen - paidFen);
}

/**
 * returns by how much a batch exceeds the budgets of its plan lines in total, each line calculated separately.
 */
export function overBudgetTogether(
  planLines: readonly { readonly budgetFen: Fen; readonly committedFen: Fen; readonly takenFen: Fen }[],
): Fen {
  return sumFen(planLines.map((line) => checkBudget(line.budgetFen, line.committedFen, line.takenFen).overFen));
}

/** A payment that is being drafted; a payment without a plan line takes no budget. */
export interface PaymentOfPlanLine {
  readonly planLine: string | null;
  readonly amountFen: number;
}

/**
 * returns by how much payments about to be drafted exceed the budgets of their plan lines in total.
 * `committedFen`: what other payments of the plan line take.
 */
export function overBudgetOfPayments(
  planLines: readonly { readonly id: string; readonly budgetFen: Fen; readonly committedFen: Fen }[],
  payments: readonly PaymentOfPlanLine[],
): Fen {
  return overBudgetTogether(
    planLines.map(({ id, ...line }) => {
      const own = payments.filter(({ planLine }) => planLine === id);
      return { ...line, takenFen: parseFen(own.reduce((total, { amountFen }) => total + amountFen, 0)) };
    }),
  );
}

/**
 * budget 100,000.00, paid 95,000.00, claim 9,600.00: exceeded by 4,600.00. Guidance of heads is not a limit
 * (R-015).
 */
export function checkBudget(budgetFen: Fen, committedFen: Fen, claimFen: Fen): BudgetState {
  const remaining = budgetFen - committedFen;
  return { remainingFen: parseFen(remaining), overFen: parseFen(Math.max(claimFen - Math.max(remaining, 0), 0)) };
}

/** The budgets of a batch's plan lines together, in fen, before and after its payments; negative when overdrawn. */
export interface BudgetAround {
  readonly beforeFen: Fen;
  readonly afterFen: Fen;
}

/**
 * what the plan lines of a batch have left before its release and after it, as the release judges them: payments
 * that were released earlier count, drafts of others do not. Null where no plan line has a budget.
 */
export function budgetAround(
  planLines: readonly { readonly budgetFen: Fen; readonly committedFen: Fen; readonly takenFen: Fen }[],
): BudgetAround | null {
  if (planLines.length === 0) {
    return null;
  }
  const before = planLines.reduce((total, line) => total + line.budgetFen - line.committedFen, 0);
  const taken = planLines.reduce((total, { takenFen }) => total + takenFen, 0);
  return { beforeFen: parseFen(before), afterFen: parseFen(before - taken) };
}
