import {
  ApplicationFailure,
  ServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  type Client,
} from '@temporalio/client';
import { describe, expect, it, vi } from 'vitest';
import type { ActStore, KeptAct, RowCourse } from '../../../api/kernel/act-ports.ts';
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
function deskOf(code: string, recorded: ActStore['answered'], row: RowCourse | null = null) {
  return deskOver(refusing(code), recorded, row);
}

function deskOver(client: Client, answered: ActStore['answered'], row: RowCourse | null) {
  const acts: ActStore = {
    keep: async () => kept,
    find: async () => kept,
    forgotten: async () => ({ forgotten: [], isHeardLately: false }),
    answered,
    startInput: async () => null,
    courseOf: async () => row,
  };
  return createDesk(client, acts);
}

/** Its own course stands at revision 3. */
function refusing(code: string): Client {
  return clientWith(refuseWith(code));
}

function refuseWith(code: string) {
  return async (): Promise<never> => {
    throw new WorkflowUpdateFailedError('refused', ApplicationFailure.nonRetryable('refused', code));
  };
}

/** As the server's answer comes out of the client's library. */
function failureWith(code: number): Error {
  return Object.assign(new Error('failed'), { code, details: 'failed', metadata: {} });
}

function clientWith(
  executeUpdate: () => Promise<never>,
  started: unknown[] = [],
  query: () => Promise<unknown> = async () => ({ revision: 3 }),
): Client {
  const client: object = {
    withDeadline: (_at: number, call: () => unknown) => call(),
    workflow: {
      getHandle: () => ({ executeUpdate, query }),
      start: async (...asked: readonly unknown[]) => started.push(asked),
    },
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

describe('a workflow that an operator has to repair', () => {
  const UNDER_WAY: RowCourse = { revision: 4, lastActId: 'act_0', state: 'underReview', isOfRecord: true };

  it('stays behind its row: its refusal does not count, and the act is kept for the repair', async () => {
    vi.useFakeTimers();
    try {
      const marked: unknown[] = [];
      const desk = deskOf('STALE', async (...mark) => (marked.push(mark), null), UNDER_WAY);
      const answer = desk.act(request).catch((error: unknown) => error);
      await vi.advanceTimersByTimeAsync(10_000);
      expect(await answer).toMatchObject({ code: 'WORKER_UNAVAILABLE' });
      expect(marked).toEqual([]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('refuses as ever while it stands where its row stands', async () => {
    const desk = deskOf('STALE', async () => null, { ...UNDER_WAY, revision: 3 });
    await expect(desk.act(request)).rejects.toMatchObject({ code: 'STALE' });
  });

  it('refuses as ever, too, where nobody recorded what its row says', async () => {
    const desk = deskOf('STALE', async () => null, { ...UNDER_WAY, isOfRecord: false });
    await expect(desk.act(request)).rejects.toMatchObject({ code: 'STALE' });
  });

  it('refuses as ever, too, where it cannot be asked how far it is', async () => {
    const desk = deskOver(clientWith(refuseWith('STALE'), [], silent), async () => null, UNDER_WAY);
    await expect(desk.act(request)).rejects.toMatchObject({ code: 'STALE' });
  });

  it('cannot run its code: the act is kept', async () => {
    const desk = deskOver(clientWith(failing), async () => null, UNDER_WAY);
    await expect(desk.act(request)).rejects.toMatchObject({ code: 'WORKER_UNAVAILABLE' });
  });

  it('is gone while its row is under way: nothing is started, and the act is kept', async () => {
    const [marked, started]: [unknown[], unknown[]] = [[], []];
    const desk = deskOver(clientWith(gone, started), async (...mark) => (marked.push(mark), null), UNDER_WAY);
    await expect(desk.act(request)).rejects.toMatchObject({ code: 'WORKER_UNAVAILABLE' });
    expect([marked, started]).toEqual([[], []]);
  });

  it('has ended with its row: the act comes too late', async () => {
    const desk = deskOver(clientWith(gone), async () => null, { ...UNDER_WAY, state: 'closed' });
    await expect(desk.act(request)).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });
});

const silent = async (): Promise<never> => {
  throw new ServiceError('not answered', { cause: failureWith(4) });
};

const failing = async (): Promise<never> => {
  throw failureWith(9);
};

const gone = async (): Promise<never> => {
  throw new WorkflowNotFoundError('gone', 'claim/clm_1', undefined);
};
