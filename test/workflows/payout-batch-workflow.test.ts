import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  moveBatch,
  type BatchCourse,
  type BatchFacts,
  type BatchMessage,
  type BatchPlan,
} from '../../domain/payout/batch-course.ts';
import { payoutBatchWorkflow } from '../../workflows/index.ts';
import { ACTORS, NOON_MS, ORDOS } from '../support/claim-courses.ts';
import { memoryRow, type MemoryRow } from '../support/memory-recordings.ts';
import { createWorkflowHost, type WorkflowHost } from '../support/workflow-host.ts';

const ID = 'payout-batch/pob_1';
const { financeChecker, financeMaker } = ACTORS;

let plan: BatchPlan;
let row: MemoryRow<BatchCourse, BatchMessage, BatchFacts, BatchPlan>;
let host: WorkflowHost;
let told: string[];
let linesOpen: number;

beforeEach(async () => {
  plan = { batchId: 'pob_1', jurisdiction: ORDOS, makerId: 'finance.maker', clockOffsetMs: NOON_MS - Date.now() };
  told = [];
  linesOpen = 2;
  row = memoryRow({ move: moveBatch, count: () => ({ linesOpen }) });
  host = createWorkflowHost({
    workflows: { payoutBatchWorkflow },
    activities: () => ({
      recordBatch: row.record,
      releaseBatchClaims: async () => {
        told.push('releasing');
      },
      takeBatchInbox: async () => {
        told.push('inbox');
      },
    }),
  });
  const course: BatchCourse = { revision: 1, lastActId: '', state: 'draft' };
  await host.start('payoutBatchWorkflow', ID, { course, plan });
});
afterEach(async () => {
  await host.quiet();
  host.stop();
});

const says = async (kind: 'release' | 'reject', actor = financeChecker) => {
  const message = { kind, actor, expectedRevision: 1, actId: 'act_2', atMs: NOON_MS } as const;
  const answer = await host.update(ID, kind, message, message.actId);
  await host.quiet();
  return answer;
};

describe('the workflow of a payout batch (D5)', () => {
  it('asks its claims before it is sent, and answers the release with the state sent', async () => {
    expect(await says('release')).toMatchObject({ state: 'sent' });
    expect(told).toEqual(['releasing']);
    expect(host.query(ID, 'current')).toEqual(row.course());
  });

  it('takes its inbox at each signal, until every line is final', async () => {
    await says('release');
    await host.signal(ID, 'inboxChanged');
    expect(told).toEqual(['releasing', 'inbox']);
    expect(row.course()?.state).toBe('sent');
    linesOpen = 0;
    await host.signal(ID, 'inboxChanged');
    expect(row.acts).toEqual(['begin', 'release', 'dispatched', 'settle', 'settle']);
    await host.forward(ID, host.nowOf(ID) + 10_000);
    expect(host.resultOf(ID)).toBe('done');
  });

  it('takes a signal that came before it was sent once it is', async () => {
    await host.signal(ID, 'inboxChanged');
    expect(told).toEqual([]);
    await says('release');
    expect(told).toEqual(['releasing', 'inbox']);
  });

  it('ends when its maker takes it back', async () => {
    expect(await says('reject', financeMaker)).toMatchObject({ state: 'rejected' });
    expect(host.resultOf(ID)).toBe('rejected');
  });

  it('refuses its maker’s release by its validator (D12)', async () => {
    await expect(says('release', financeMaker)).rejects.toMatchObject({ cause: { type: 'SAME_PERSON_FORBIDDEN' } });
    expect(row.acts).toEqual(['begin']);
  });
});
