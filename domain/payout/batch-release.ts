import { granted, refused, type Verdict } from '../verdict.ts';
import type { Decider } from '../authority/authorize-decision.ts';
import type { BatchFacts, BatchMessage } from './batch-course.ts';

/** a release beyond the budget of a plan line needs a reason. `overBudgetFen`: 0 for every other act. */
export function judgeOverBudget(overBudgetFen: number, reason: string | null): Verdict<null, 'OVER_BUDGET'> {
  return overBudgetFen > 0 && reason === null ? refused('OVER_BUDGET') : granted(null);
}

/**
 * the reason that is kept with an act. Of a release only the reason for going over the budget counts: a release
 * within the budget has none, also where one was sent.
 */
export function keptReason(
  { kind }: Pick<BatchMessage, 'kind'>,
  { overBudgetFen, reason }: { readonly overBudgetFen: number; readonly reason: string | null },
): string | null {
  return kind === 'release' && overBudgetFen === 0 ? null : reason;
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

/**
 * Compares the sum that the releasing person typed with the frozen sum of the batch, in fen. A person at a browser has
 * to type it; a program may leave it out.
 */
export function judgeControlSum(
  controlSumFen: number,
  { givenFen, isByHand }: { readonly givenFen: number | undefined; readonly isByHand: boolean },
): Verdict<null, 'SUM_DIFFERS' | 'REQUIRED'> {
  if (givenFen === undefined) {
    return isByHand ? refused('REQUIRED') : granted(null);
  }
  return givenFen === controlSumFen ? granted(null) : refused('SUM_DIFFERS');
}

/**
 * R-009, D12: the ids of the persons who may not release a batch because of what they did: its maker, and every official
 * who decided on one of its claims. Each stands once, the maker first.
 */
export function mayNotRelease(makerId: string, deciders: readonly Decider[]): readonly string[] {
  const officials = deciders.filter(({ role }) => role !== 'applicant');
  return [...new Set([makerId, ...officials.map(({ personId }) => personId)])];
}
