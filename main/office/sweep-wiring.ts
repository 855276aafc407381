import { ApplicationFailure } from '@temporalio/client';
import type { ClaimAnswer, ClaimCaller, EntityWork, GrantCaller } from '../../activities/entity-ports.ts';
import type { SweepCalls } from '../../activities/sweep-ports.ts';
import type { WorkflowDesk } from '../../api/kernel/entity-desk.ts';
import type { EntityAct } from '../../api/kernel/desk-port.ts';

const ENTITY_WITHIN_MS = 20_000;
const RELAY_WITHIN_MS = 10_000;
const BUSY_AGAIN_MS = 50;
const BUSY_FOR_MS = 10_000;

/** Sends to the entities that notices, batches and calls ask. */
export function callersOf(desk: WorkflowDesk): { readonly claims: ClaimCaller; readonly grants: GrantCaller } {
  return { claims: claimCallerOf(desk), grants: grantCallerOf(desk) };
}

/** Sends again at once to a claim that is recording another act; the activity retries if a claim cannot be reached. */
function claimCallerOf(desk: WorkflowDesk): ClaimCaller {
  return { ask: (id, message) => askUntilFree(desk, { entity: 'claim', id, message }) };
}

function grantCallerOf(desk: WorkflowDesk): GrantCaller {
  return { ask: (id, message) => askUntilFree(desk, { entity: 'grant', id, message }) };
}

async function askUntilFree(desk: WorkflowDesk, asked: EntityAct): Promise<ClaimAnswer> {
  for (const end = Date.now() + BUSY_FOR_MS; ;) {
    const answer = await desk.ask(asked, ENTITY_WITHIN_MS);
    if (answer.kind === 'done') {
      return { kind: 'done' };
    }
    if (answer.kind === 'unanswered') {
      throw ApplicationFailure.retryable(`The ${asked.entity} did not answer`, 'CLAIM_UNANSWERED');
    }
    if (answer.code !== 'ACT_IN_PROGRESS') {
      return { kind: 'refused', code: answer.code };
    }
    if (Date.now() > end) {
      throw ApplicationFailure.retryable(`The ${asked.entity} is busy with another act`, 'CLAIM_BUSY');
    }
    await new Promise((resolve) => {
      setTimeout(resolve, BUSY_AGAIN_MS);
    });
  }
}

export function sweepCallsOf(desk: WorkflowDesk, entityWork: EntityWork): SweepCalls {
  const tell = async (asked: EntityAct): Promise<void> => {
    await desk.ask(asked, RELAY_WITHIN_MS);
  };
  return {
    start: (entity, id) => desk.start(entity, id),
    deliver: async (actId) => {
      await desk.deliver(actId, RELAY_WITHIN_MS);
    },
    inboxChanged: (batchId) => desk.inboxChanged(batchId),
    takeInbox: (batchId) => entityWork.takeBatchInbox({ batchId }),
    registerAnswered: (claimId, atMs) =>
      tell({
        entity: 'claim',
        id: claimId,
        message: { kind: 'registerAnswered', actId: `${claimId}/register/${atMs}`, atMs },
      }),
    objectionFiled: (noticeId, objectionId, atMs) =>
      tell({
        entity: 'notice',
        id: noticeId,
        message: { kind: 'fileObjection', actId: `${objectionId}/filed`, atMs, objectionId },
      }),
    claimOpened: (filingId, claimId, atMs) =>
      tell({ entity: 'filing', id: filingId, message: { kind: 'claimOpened', actId: `${claimId}/opened`, atMs } }),
    tellGrants: (callId, atMs) => entityWork.tellGrants({ callId, atMs }),
    noticeSettled: (callId, noticeId, atMs) =>
      tell({
        entity: 'grantCall',
        id: callId,
        message: { kind: 'noticeSettled', actId: `${noticeId}/settled/${callId}`, atMs, noticeId },
      }),
    releaseHold: async (claimId, holdId, atMs) => {
      await desk.act({
        personId: null,
        idempotencyKey: null,
        taskId: null,
        body: { holdId },
        message: (actId) => ({ entity: 'claim', id: claimId, message: { kind: 'release', actId, atMs, actor: null } }),
      });
    },
  };
}
