import { expect, it } from 'vitest';
import type { Access } from '../../../api/kernel/access-log.ts';
import { recorded } from '../../../api/kernel/recorded-access.ts';
import { clockRoutes } from '../../../api/practice/clock-routes.ts';

const NOW = new Date('2025-05-12T01:00:00Z');

it.each(['done', 'running'])(
  'S10: a move of the clock is on record, also while it is late (a jump that is %s)',
  async (state) => {
    const [, move] = clockRoutes({
      clock: {
        now: () => Promise.resolve(NOW),
        offsetMs: () => Promise.resolve(0),
        forget: () => undefined,
        requestJump: () => Promise.resolve({ kind: 'requested', jumpId: 'jmp_1' }),
        jumpTo: () => Promise.resolve(null),
        jump: () => Promise.resolve({ state, note: null }),
      },
      jumpLimitMs: -1,
    });
    if (move === undefined) {
      throw new Error('There is a route that moves the clock');
    }
    const asked = {
      caller: {
        personId: 'per_1',
        organ: null,
        section: null,
        jurisdiction: '150600',
        roles: [],
        partyId: null,
        displayName: '甲',
      },
      params: {},
      query: {},
      headers: {},
      body: { advanceTo: '2025-06-01T00:00:00Z' },
      file: undefined,
      rawBody: Buffer.alloc(0),
      idempotencyKey: undefined,
      ifMatch: undefined,
      language: 'zh',
      at: NOW,
      sessionToken: null,
      credentialBy: null,
      remoteAddress: '',
    } as const;
    const records: Access[] = [];
    const access = {
      record: (one: Access) => {
        records.push(one);
        return Promise.resolve();
      },
      count: () => Promise.resolve(),
    };
    const carriedOut = await recorded(move, { access }, asked, move.prepare(asked))().then(
      () => 'done',
      (error: { readonly code?: string }) => error.code,
    );
    expect(carriedOut).toBe(state === 'done' ? 'done' : 'CLOCK_NOT_QUIET');
    expect(records).toMatchObject([{ act: 'clockMoved', facts: { advanceTo: '2025-06-01T00:00:00Z' } }]);
  },
);
