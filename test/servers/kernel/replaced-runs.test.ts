import { randomUUID } from 'node:crypto';
import { WorkflowNotFoundError } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDesk, type WorkflowDesk } from '../../../api/kernel/entity-desk.ts';
import { workflowIdOf, type EntityKind } from '../../../domain/entities.ts';
import { createActStore } from '../../../prisma/kernel/act-store.ts';
import { WORKER_KEYS } from '../../support/act-keys.ts';
import {
  APPROVE_BUREAU,
  APPROVE_DEPARTMENT,
  bankSays,
  claimSeen,
  draftedBatch,
  endNotice,
  officeWithClasses,
  publishedNotice,
  releasedBatch,
  tryPost,
  type ClaimOfClass,
  type OfficeOfClasses,
} from '../../support/office-lives.ts';

const PATIENCE = { timeout: 120_000 };

let running: OfficeOfClasses;
let runs: WorkflowDesk;
let first: ClaimOfClass;
let second: ClaimOfClass;

beforeAll(async () => {
  running = await officeWithClasses([1, 2, 3]);
  runs = createDesk(running.client, createActStore(running.pool, WORKER_KEYS), running.taskQueue);
  first = await running.claimOf(1);
  second = await running.claimOf(2);
});
afterAll(() => running.stop());

const handleOf = (entity: EntityKind, id: string) => running.client.workflow.getHandle(workflowIdOf(entity, id));
const terminate = (entity: EntityKind, id: string) => handleOf(entity, id).terminate('lost');
const stateOf = async (id: string) => (await claimSeen(running, id)).state;
const statusOf = async (entity: EntityKind, id: string) => (await handleOf(entity, id).describe()).status.name;

/** Deletes a workflow with its history, and waits until the server has. */
async function remove(entity: EntityKind, id: string): Promise<void> {
  const { namespace } = running.config.temporal;
  const workflowExecution = { workflowId: workflowIdOf(entity, id) };
  await running.connection.workflowService.deleteWorkflowExecution({ namespace, workflowExecution });
  await expect
    .poll(() => statusOf(entity, id).catch((error: unknown) => error instanceof WorkflowNotFoundError), PATIENCE)
    .toBe(true);
}

/** Resets a workflow to its first task and gives it nothing of what came after. */
async function forgetAll(entity: EntityKind, id: string): Promise<void> {
  const { namespace } = running.config.temporal;
  const { runId } = await handleOf(entity, id).describe();
  const { events } = await handleOf(entity, id).fetchHistory();
  const firstTask = events?.find((event) => event.workflowTaskCompletedEventAttributes !== null);
  await running.connection.workflowService.resetWorkflowExecution({
    namespace,
    workflowExecution: { workflowId: workflowIdOf(entity, id), runId },
    reason: 'a hand',
    requestId: randomUUID(),
    workflowTaskFinishEventId: firstTask?.eventId ?? null,
    resetReapplyType: 2,
  });
}

const ownRevision = async (entity: EntityKind, id: string) =>
  (await handleOf(entity, id).query<{ readonly revision: number }>('current')).revision;

/** An approval as its reviewer sends it; the same key is the same act. */
async function approval(claimId: string, stage: 'departmentReview' | 'bureauReview') {
  const [who, body] =
    stage === 'departmentReview' ? ['dept.hr', APPROVE_DEPARTMENT] : ['bureau.review', APPROVE_BUREAU];
  const desk = await running.office.desk(who);
  const [task] = (await desk.get(`/api/v1/tasks?box=todo&claimId=${claimId}&stage=${stage}`)).body.items;
  const headers = {
    'if-match': (await desk.get(`/api/v1/tasks/${task.id}`)).etag ?? '',
    'idempotency-key': randomUUID(),
  };
  return async () => {
    const { status, body: said } = await tryPost(desk, `/api/v1/tasks/${task.id}/decision`, body, headers);
    return [status, said.code];
  };
}

const decisionsOf = async (claimId: string) =>
  (await running.pool.query(`SELECT FROM audit_entry WHERE entity_id = $1 AND act = 'decide'`, [claimId])).rowCount;

async function filingState(filingId: string): Promise<unknown> {
  const { rows } = await running.pool.query<{ state: string }>('SELECT state FROM filing WHERE id = $1', [filingId]);
  return rows[0]?.state;
}

const BEHIND_NO_MORE = { check: 'workflowBehind', before: true, after: false };

/** Proposed by one operator and approved by another; applied and looked at by the worker. */
async function repaired(path: string, command: string): Promise<unknown> {
  const [operator, approver] = [await running.office.desk('ops'), await running.office.desk('ops2')];
  const { id } = (await operator.post(`${path}/repairs`, { command, reason: '流程丢失' })).body;
  const repair = `/api/v1/repairs/${id}`;
  await approver.post(`${repair}/approval`, {}, { ifMatch: (await approver.get(repair)).etag ?? '' });
  await expect.poll(async () => (await operator.get(repair)).body.state, PATIENCE).not.toBe('applying');
  return (await operator.get(repair)).body;
}

describe('a run that an operator puts in the place of one that was lost', { timeout: 300_000 }, () => {
  it('of a claim that was ended: a decision is kept meanwhile and starts nothing, and is taken once afterwards', async () => {
    const { id } = first;
    await terminate('claim', id);
    const approve = await approval(id, 'departmentReview');
    expect(await approve()).toEqual([503, 'WORKER_UNAVAILABLE']);
    expect(await statusOf('claim', id)).toBe('TERMINATED');

    expect(await runs.restart('claim', id)).toBe(true);
    expect(await runs.restart('claim', id)).toBe(false);
    await expect.poll(approve, PATIENCE).toEqual([200, undefined]);
    expect([await stateOf(id), await decisionsOf(id)]).toEqual(['bureauReview', 1]);
  });

  it('of a claim that was deleted: nobody has to send the decision again', async () => {
    const { id } = second;
    await remove('claim', id);
    const approve = await approval(id, 'departmentReview');
    expect(await approve()).toEqual([503, 'WORKER_UNAVAILABLE']);
    await expect(statusOf('claim', id)).rejects.toThrow(WorkflowNotFoundError);

    expect(await runs.restart('claim', id)).toBe(true);
    await expect.poll(() => stateOf(id), PATIENCE).toBe('bureauReview');
    expect(await decisionsOf(id)).toBe(1);
  });

  it('of a claim whose history is behind its row: no decision is refused by a state that is over', async () => {
    await forgetAll('claim', second.id);
    const { rows } = await running.pool.query<{ revision: number }>('SELECT revision FROM claim WHERE id = $1', [
      second.id,
    ]);
    await expect
      .poll(async () => (await ownRevision('claim', second.id)) < (rows[0]?.revision ?? 0), PATIENCE)
      .toBe(true);
    const approve = await approval(second.id, 'bureauReview');
    expect(await approve()).toEqual([503, 'WORKER_UNAVAILABLE']);

    expect(await repaired(`/api/v1/claims/${second.id}`, 'terminateAndReplace')).toMatchObject({
      state: 'healed',
      probe: { before: { cause: 'workflowBehind' }, checks: expect.arrayContaining([BEHIND_NO_MORE]) },
    });
    await expect.poll(() => stateOf(second.id), PATIENCE).toBe('noticePending');
    expect(await decisionsOf(second.id)).toBe(2);
    await expect.poll(await approval(first.id, 'bureauReview'), PATIENCE).toEqual([200, undefined]);
  });

  it('goes on with what waits: the end of a notice, the inbox of a batch, the days of a claim and of a class', async () => {
    const ids = [first.id, second.id];
    const notice = await publishedNotice(running, ids);
    await terminate('notice', notice.id);
    expect(await repaired(`/api/v1/notices/${notice.id}`, 'restartMissingWorkflow')).toMatchObject({
      state: 'healed',
      probe: { before: { cause: 'workflowEnded' } },
    });
    await endNotice(running, notice);
    for (const id of ids) {
      await expect.poll(() => stateOf(id), PATIENCE).toBe('finance');
    }

    const batchId = await draftedBatch(running, ids);
    const instructions = await releasedBatch(running, batchId);
    await terminate('batch', batchId);
    for (const instruction of instructions) {
      await bankSays(running, instruction, 'settled');
    }
    await runs.replace('batch', batchId);
    for (const id of ids) {
      await expect.poll(() => stateOf(id), PATIENCE).toBe('postCheck');
    }

    const { id } = first;
    const { filingId } = running.assessedClass(3);
    for (const [entity, one] of [
      ['claim', id],
      ['filing', filingId],
    ] as const) {
      await terminate(entity, one);
      expect(await runs.restart(entity, one)).toBe(true);
    }
    await running.office.moveClock({ advanceTo: '2026-07-02T09:00:00+08:00' });
    await expect.poll(() => stateOf(id), PATIENCE).toBe('closed');
    await expect.poll(() => filingState(filingId), PATIENCE).toBe('expired');
  });
});
