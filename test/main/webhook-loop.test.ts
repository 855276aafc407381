import { describe, expect, it } from 'vitest';
import { LANES_OF_ENDPOINT } from '../../domain/event/delivery-rules.ts';
import { runWebhookLoop } from '../../main/office/webhook-loop.ts';
import type { LeasedDelivery } from '../../prisma/event/sending-store.ts';

const BACKLOG = 40;
/** Nothing in these tests waits for it. */
const HOUR_MS = 3_600_000;

const delivery = (no: number): LeasedDelivery => ({
  id: `whd_${no}`,
  endpointId: 'whe_1',
  eventId: `evo_${no}`,
  lease: `lse_${no}`,
  url: 'https://events.office.invalid/',
  body: '{}',
  secrets: [],
  isReplay: false,
});

/** A store with a backlog of one endpoint, and what the loop asked of it. */
function backlogOf(count: number) {
  const recorded: string[] = [];
  const seen = { asked: 0, underWay: 0, most: 0, left: count };
  const over: { tell: () => void } = { tell: () => undefined };
  const everything = new Promise<void>((resolve) => {
    over.tell = resolve;
  });
  const store = {
    lease(_now: Date, atMost: number) {
      seen.asked += 1;
      const taken = Math.min(seen.left, LANES_OF_ENDPOINT - seen.underWay, atMost);
      const leased = Array.from({ length: taken }, (_, n) => delivery(count - seen.left + n));
      seen.left -= taken;
      seen.underWay += taken;
      seen.most = Math.max(seen.most, seen.underWay);
      return Promise.resolve(leased);
    },
    record({ id }: Pick<LeasedDelivery, 'id'>) {
      seen.underWay -= 1;
      if (recorded.push(id) === count) {
        over.tell();
      }
      return Promise.resolve();
    },
    tidy: () => Promise.resolve(),
  };
  return { store, seen, recorded, everything };
}

const answered = () =>
  Promise.resolve({ at: new Date(0), status: 204, error: null, retryAfter: null, durationMs: 1, excerpt: '' });

describe('the loop of the deliveries', () => {
  it('gives a lane that is free to the next event at once, and not when its clock goes on', async () => {
    const { store, seen, recorded, everything } = backlogOf(BACKLOG);
    const loop = runWebhookLoop({
      store,
      send: answered,
      now: () => new Date(0),
      businessNow: () => Promise.resolve(new Date(0)),
      dice: () => 0.5,
      log: { warn: (facts) => expect.unreachable(JSON.stringify(facts)) },
      everyMs: HOUR_MS,
    });
    await everything;
    await loop.stop();
    expect(new Set(recorded).size).toBe(BACKLOG);
    expect(seen.most).toBe(LANES_OF_ENDPOINT);
    // At most one question for each lane that became free, and one when the loop begins and ends.
    expect(seen.asked).toBeLessThanOrEqual(BACKLOG + 2);
  });
});
