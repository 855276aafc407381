import { mayNotRelease } from '../../domain/payout/batch-release.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Language } from '../kernel/language.ts';
import { Problem } from '../kernel/problem.ts';
import { batchView } from './batch-view.ts';
import type { BatchRecord, PayoutStore } from './payout-ports.ts';

/** A batch of another jurisdiction is absent. */
export async function findBatch(payouts: PayoutStore, batchId: string, caller: Caller): Promise<BatchRecord> {
  const batch = await payouts.find(batchId, caller);
  if (batch === null) {
    throw new Problem('NOT_FOUND');
  }
  return batch;
}

/** A batch as its readers see it, with its tag. */
export async function shownBatch(payouts: PayoutStore, batch: BatchRecord, caller: Caller, language: Language) {
  const deciders = await payouts.deciders(batch.batchId);
  const found = {
    instructions: await payouts.instructions(batch.batchId),
    deciders,
    mayNotRelease: await payouts.names(mayNotRelease(batch.makerId, deciders)),
    budget: await payouts.budgetAround(batch.batchId),
  };
  return { body: batchView(batch, found, { caller, language }), revision: batch.revision };
}
