import { ApplicationFailure, WorkflowUpdateFailedError, type Client } from '@temporalio/client';
import { describe, expect, it, vi } from 'vitest';
import type { ActStore, KeptAct } from '../../../api/kernel/act-ports.ts';
import type { ActRequest } from '../../../api/kernel/desk-port.ts';
import { createDesk } from '../../../api/kernel/entity-desk.ts';

const OUTCOME = { revision: 4, state: 'paid' };

const request: ActRequest = {
  personId: 'per_1',
  idempotencyKey: 'key',
  taskId: null,
  body: {},
  message: (actId) => ({
    entity: 'claim',
    id: 'clm_1',
    message: { kind: 'rearm', actId, atMs: 0, expectedRevision: 3, endsAtMs: 0 },
  }),
};

const kept: KeptAct = {
  actId: 'act_1',
  asked: request.message('act_1'),
  state: 'accepted',
  refusalCode: null,
  outcome: null,
};

/** A workflow that refuses with a code, and a store whose act another attempt has recorded by the time it is marked. */
function deskOf(code: string, recorded: ActStore['answered']) {
  const acts: ActStore = {
    keep: async () => kept,
    find: async () => kept,
    forgotten: async () => ({ forgotten: [], isHeardLately: false }),
    answered: recorded,
    startInput: async () => null,
  };
  return createDesk(refusing(code), acts);
}

function refusing(code: string): Client {
  const refuse = async () => {
    throw new WorkflowUpdateFailedError('refused', ApplicationFailure.nonRetryable('refused', code));
  };
  const client: object = {
    withDeadline: (_at: number, call: () => unknown) => call(),
    workflow: { getHandle: () => ({ executeUpdate: refuse }) },
  };
  if (!isClient(client)) {
    throw new TypeError('A client without workflows');
  }
  return client;
}

const isClient = (value: object): value is Client => 'withDeadline' in value && 'workflow' in value;

describe('D2: an act that its workflow refused', () => {
  it('is done for its sender if another attempt recorded it before it was marked as refused', async () => {
    const desk = deskOf('WRONG_STATE', async () => OUTCOME);
    expect(await desk.act(request)).toEqual(OUTCOME);
    expect(await desk.deliver('act_1', 1_000)).toEqual({ kind: 'done', outcome: OUTCOME });
  });

  it('is done, too, if that attempt was in progress for as long as its sender waited', async () => {
    vi.useFakeTimers();
    try {
      const done = deskOf('ACT_IN_PROGRESS', async () => OUTCOME).act(request);
      await vi.advanceTimersByTimeAsync(10_000);
      expect(await done).toEqual(OUTCOME);
    } finally {
      vi.useRealTimers();
    }
  });

  it('is refused otherwise, and marked once with the code', async () => {
    const marked: unknown[] = [];
    const desk = deskOf('WRONG_STATE', async (...mark) => {
      marked.push(mark);
      return null;
    });
    await expect(desk.act(request)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    expect(marked).toEqual([['act_1', 'WRONG_STATE']]);
  });
});
