import { condition, setHandler, sleep } from '@temporalio/workflow';
import {
  isBatchSettled,
  judgeBatchAct,
  moveBatch,
  PASSING_BATCH_STATE,
  type BatchCourse,
  type BatchFacts,
  type BatchMessage,
  type BatchPlan,
} from '../domain/payout/batch-course.ts';
import { BATCH_UPDATES, batchUpdate, currentBatchQuery, inboxChangedSignal } from './batch-messages.ts';
import { conduct, type Conductor, type EntityRules } from './conduct-entity.ts';
import { entityWork, recordings } from './recording-activities.ts';

export interface BatchWorkflowInput {
  readonly course: BatchCourse;
  readonly plan: BatchPlan;
}

/**
 * Reports arrive in bursts, and a task that ends a workflow fails if a Signal arrives at the same time, so the workflow
 * waits this long for the last ones.
 */
const LAST_SIGNALS = '10 seconds';

type Batch = Conductor<BatchCourse, BatchMessage>;

/**
 * A payout batch: a maker drafts it, a checker releases it, and the finance system reports, until every line is final
 * (D5).
 */
export async function payoutBatchWorkflow(input: BatchWorkflowInput): Promise<string> {
  // A run that goes on with a sent batch does not know what its predecessor took of the inbox: it looks at once.
  const inbox: Inbox = { changed: input.course.state === 'sent' };
  setHandler(inboxChangedSignal, () => {
    inbox.changed = true;
  });
  const state = await conduct(
    { ...BATCH, nextTurn: (batch: Batch, plan: BatchPlan) => nextTurn(batch, plan, inbox) },
    input,
  );
  if (state === 'done') {
    await sleep(LAST_SIGNALS);
  }
  return state;
}

/** Whether a Signal has arrived since the batch last paged its inbox. */
interface Inbox {
  changed: boolean;
}

const BATCH: Omit<EntityRules<BatchCourse, BatchMessage, BatchFacts, BatchPlan>, 'nextTurn'> = {
  judge: judgeBatchAct,
  move: moveBatch,
  record: (recording) => recordings.recordBatch(recording),
  updates: BATCH_UPDATES.map(batchUpdate),
  current: currentBatchQuery,
  idOf: ({ batchId }) => batchId,
  begin: (turn) => ({ kind: 'begin', ...turn }),
  isSettled: isBatchSettled,
  // The answer to the release says which claims are in it.
  passingState: PASSING_BATCH_STATE,
};

async function nextTurn(batch: Batch, plan: BatchPlan, inbox: Inbox): Promise<void> {
  const { state, revision, lastActId } = batch.course();
  if (state === 'releasing') {
    await entityWork.releaseBatchClaims({ batchId: plan.batchId, actId: lastActId, atMs: batch.nowMs() });
    await batch.ownTurn({ kind: 'dispatched', actId: `${plan.batchId}/dispatched`, atMs: batch.nowMs() });
    return;
  }
  await condition(
    () => !batch.isBusy() && (batch.course().revision !== revision || (state === 'sent' && inbox.changed)),
  );
  if (state === 'sent' && inbox.changed) {
    inbox.changed = false;
    await entityWork.takeBatchInbox({ batchId: plan.batchId });
    await batch.ownTurn({ kind: 'settle', actId: `${plan.batchId}/settle/${revision}`, atMs: batch.nowMs() });
  }
}
