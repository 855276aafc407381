import { mayAsk } from '../../domain/authority/permissions.ts';
import { authorizeDecision, type Decider } from '../../domain/authority/authorize-decision.ts';
import { FILE_FORMATS } from '../../domain/bank-file/payment-order.ts';
import {
  judgeBatchAct,
  REPORTED_BATCH_STATES,
  type BatchMessage,
  type BatchState,
} from '../../domain/payout/batch-course.ts';
import { isOneOf } from '../../domain/verdict.ts';
import type { BudgetAround } from '../../domain/payout/budget.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Language } from '../kernel/language.ts';
import { actViews } from '../kernel/act-view.ts';
import type { BatchRecord, InstructionRecord } from './payout-ports.ts';
import type { ProblemCode } from '../kernel/problem.ts';
import { problemOfRefusal } from '../kernel/refusal-problem.ts';
import { reasonLabel } from './reason-label.ts';
import { whyNotRelease } from './release-words.ts';

type ShownState = 'draft' | 'released' | 'sent' | 'done' | 'rejected';

/** A batch that is being released is shown as released. */
export function shownBatchState(state: BatchState): ShownState {
  return state === 'releasing' ? 'released' : state;
}

export function statesShownAs(shown: ShownState): readonly BatchState[] {
  return shown === 'released' ? ['releasing'] : [shown];
}

export function batchItem(batch: BatchRecord) {
  return {
    id: batch.batchId,
    batchNo: batch.batchNo,
    jurisdiction: batch.jurisdiction,
    fund: batch.fund,
    state: shownBatchState(batch.course.state),
    revision: batch.revision,
    makerId: batch.makerId,
    maker: batch.maker,
    checkerId: batch.checkerId,
    checker: batch.checker,
    controlSumFen: batch.controlSumFen,
    lineCount: batch.lineCount,
    flags: batch.overBudgetFen === null ? [] : [{ code: 'OVER_BUDGET' as const, amountFen: batch.overBudgetFen }],
    reason: batch.reason,
    createdAt: batch.createdAt.toISOString(),
    stateSince: batch.stateSince.toISOString(),
  };
}

export function instructionView(instruction: InstructionRecord, language: Language) {
  const { reasonCode, stateSince } = instruction;
  return {
    ...instruction,
    reasonLabel: reasonLabel(reasonCode, language),
    stateSince: stateSince.toISOString(),
  };
}

/** What is read beside the row of a batch. */
interface FoundOfBatch {
  readonly instructions: readonly InstructionRecord[];
  readonly deciders: readonly Decider[];
  /** Display names of who may not release it. */
  readonly mayNotRelease: readonly string[];
  readonly budget: BudgetAround | null;
}

export function batchView(
  batch: BatchRecord,
  found: FoundOfBatch,
  { caller, language }: { readonly caller: Caller; readonly language: Language },
) {
  const asked = { actor: caller, expectedRevision: batch.course.revision, actId: '', atMs: 0 };
  const hasLeft = isOneOf(REPORTED_BATCH_STATES, batch.course.state);
  const acts = [
    ['release', refusalOf(batch, { kind: 'release', ...asked }, found.deciders)],
    ['rejection', refusalOf(batch, { kind: 'reject', ...asked }, found.deciders)],
    ['results', hasLeft ? null : 'WRONG_STATE'],
  ] as const;
  const view = actViews('batch', caller, language);
  const whyNot = (code: ProblemCode) => whyNotRelease(code, batch.makerId === caller.personId);
  return {
    ...batchItem(batch),
    mayNotRelease: [...found.mayNotRelease],
    budget: found.budget,
    instructions: found.instructions.map((one) => instructionView(one, language)),
    fileFormats: hasLeft && mayAsk(caller.roles, 'readPayoutFile') ? [...FILE_FORMATS] : [],
    acts: acts.map(([act, code]) => view(act, code, act === 'release' ? whyNot : undefined)),
  };
}

/** Checks the batch's own table first; the releasing person has no other role in any of its claims (D12, R-009). */
export function refusalOf(
  batch: BatchRecord,
  message: Extract<BatchMessage, { kind: 'release' | 'reject' }>,
  deciders: readonly Decider[],
): ProblemCode | null {
  const verdict = judgeBatchAct(batch.course, message, batch.plan);
  if (!verdict.ok) {
    return problemOfRefusal(verdict.reason);
  }
  if (message.kind === 'reject') {
    return null;
  }
  const { jurisdiction } = batch;
  const seat = { role: 'financeChecker', organ: 'FINANCE', jurisdiction, decidesAs: 'financeChecker' } as const;
  const duties = authorizeDecision(message.actor, seat, deciders);
  return duties.ok ? null : problemOfRefusal(duties.reason);
}
