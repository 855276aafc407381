import { condition, setHandler, sleep } from '@temporalio/workflow';
import {
  isBatchSettled,
  judgeBatchAct,
  moveBatch,
  type BatchCourse,
  type BatchFacts,
  type BatchMessage,
  type BatchPlan,
} from '../domain/payout/batch-course.ts';
import { BATCH_UPDATES, batchUpdate, currentBatchQuery, inboxChangedSignal } from './batch-messages.ts';
import { conduct, untilHandlersFinished, type Conductor } from './conduct-entity.ts';
import { entityWork, recordings } from './recording-activities.ts';

export interface BatchWorkflowInput {
  readonly course: BatchCourse;
  readonly plan: BatchPlan;
}

/** Reports come in bursts, and a task that ends a workflow fails when a Signal arrives meanwhile: the last ones may come first. */
const LAST_SIGNALS = '10 seconds';

type Batch = Conductor<BatchCourse, BatchMessage>;

/** A payout batch: a maker drafts, a checker releases, the finance system reports, until every line is final (D5). */
export async function payoutBatchWorkflow({ course, plan }: BatchWorkflowInput): Promise<string> {
  const batch = conduct<BatchCourse, BatchMessage, BatchFacts, BatchPlan>(
    { judge: judgeBatchAct, move: moveBatch, record: (recording) => recordings.recordBatch(recording) },
    course,
    plan,
  );
  const inbox: { changed: boolean } = { changed: false };
  setHandler(currentBatchQuery, () => batch.course());
  setHandler(inboxChangedSignal, () => {
    inbox.changed = true;
  });
  for (const kind of BATCH_UPDATES) {
    setHandler(batchUpdate(kind), (message) => answered(batch, message), {
      validator: (message) => {
        batch.check(message);
      },
    });
  }

  await batch.ownTurn({ kind: 'begin', actId: `${plan.batchId}/begin`, atMs: Date.now() + plan.clockOffsetMs });
  while (!isBatchSettled(batch.course())) {
    await nextTurn(batch, plan, inbox);
  }
  await untilHandlersFinished();
  if (batch.course().state === 'done') {
    await sleep(LAST_SIGNALS);
  }
  return batch.course().state;
}

async function answered(batch: Batch, message: BatchMessage) {
  const answer = await batch.perform(message);
  if (answer.state !== 'releasing') {
    return answer;
  }
  await condition(() => batch.course().state !== 'releasing');
  return { revision: batch.course().revision, state: batch.course().state };
}

async function nextTurn(batch: Batch, plan: BatchPlan, inbox: { changed: boolean }): Promise<void> {
  const { state, revision, lastActId } = batch.course();
  const nowMs = () => Date.now() + plan.clockOffsetMs;
  if (state === 'releasing') {
    await entityWork.releaseBatchClaims({ batchId: plan.batchId, actId: lastActId, atMs: nowMs() });
    await batch.ownTurn({ kind: 'dispatched', actId: `${plan.batchId}/dispatched`, atMs: nowMs() });
    return;
  }
  await condition(
    () => !batch.isBusy() && (batch.course().revision !== revision || (state === 'sent' && inbox.changed)),
  );
  if (state === 'sent' && inbox.changed) {
    inbox.changed = false;
    await entityWork.takeBatchInbox({ batchId: plan.batchId });
    await batch.ownTurn({ kind: 'settle', actId: `${plan.batchId}/settle/${revision}`, atMs: nowMs() });
  }
}
