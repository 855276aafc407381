import type { DoneInYear, Figures, PlannedLine } from '../../domain/grant/plan-progress.ts';
import type { SplitLine } from '../../domain/plan/plan-content.ts';
import type { PlanLineMoney } from '../../domain/payout/budget.ts';

export interface PlanLineBudget extends PlannedLine, PlanLineMoney {
  readonly year: number;
  readonly classes: number;
}

/** Sums over claims, without names of persons. */
export interface BudgetStore {
  /** The plan lines of a jurisdiction's year with their money, by organ and programme. */
  budgets(jurisdiction: string, year: number): Promise<readonly PlanLineBudget[]>;
  planLines(jurisdiction: string, year: number): Promise<readonly PlannedLine[]>;
  /** The HR bureau's split of the year's tasks; null without one. */
  split(jurisdiction: string, year: number): Promise<readonly SplitLine[] | null>;
  /** Person-times of the year by R-152, per organ and programme: subsidised. */
  doneIn(jurisdiction: string, year: number): Promise<readonly DoneInYear[]>;
  /** The same of people whose attendance is met, whether or not a claim was made (§11). */
  trainedIn(jurisdiction: string, year: number): Promise<readonly DoneInYear[]>;
  /** Person-times of a region and everything inside it, over whole years. */
  doneInRegion(jurisdiction: string, fromYear: number, toYear: number): Promise<Figures>;
}
