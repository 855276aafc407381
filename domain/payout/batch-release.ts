import { granted, refused, type Verdict } from '../verdict.ts';
import type { BatchFacts, BatchMessage } from './batch-course.ts';

/** a release beyond the budget of a plan line needs a reason. `overBudgetFen`: 0 for every other act. */
export function judgeOverBudget(overBudgetFen: number, reason: string | null): Verdict<null, 'OVER_BUDGET'> {
  return overBudgetFen > 0 && reason === null ? refused('OVER_BUDGET') : granted(null);
}

/**
 * The facts of a batch's act: its instructions without a final result. A rejection cancels the drafts, so their claims
 * can be drafted again.
 */
export function batchFactsOf(
  { kind }: Pick<BatchMessage, 'kind'>,
  counted: { readonly linesOpen: number; readonly linesDrafted: number },
): BatchFacts {
  return { linesOpen: counted.linesOpen - (kind === 'reject' ? counted.linesDrafted : 0) };
}
