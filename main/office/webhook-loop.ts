import { setTimeout as pause } from 'node:timers/promises';
import { LANES } from '../../domain/event/delivery-rules.ts';
import type { LeasedDelivery, SendingStore } from '../../prisma/event/sending-store.ts';
import type { Send } from './webhook-sender.ts';

/** Ours: how often the database is asked for what is due. */
const EVERY_MS = 300;
/** Ours: how long requests under way may hold up the end of a process. */
const GRACE_MS = 2_000;
/** Ours: how often old attempts are forgotten. */
const TIDY_EVERY_MS = 60_000;

export interface WebhookLoopParts {
  readonly store: SendingStore;
  readonly send: Send;
  /** Real time, on which retries are counted. */
  readonly now: () => Date;
  /** Business time of what operators are told. */
  readonly businessNow: () => Promise<Date>;
  /** From 0 to 1, for the jitter. */
  readonly dice: () => number;
  readonly log: { warn(facts: object, sentence: string): void };
  /** Another one than `EVERY_MS`. */
  readonly everyMs?: number;
}

/**
 * Sends what waits to the endpoints of other systems, beside the sweeps and in any number of workers: a receiver that hangs
 * takes its own lanes and holds up nothing else. A request of a process that ends or dies meanwhile
 * is sent again after its lease.
 */
export function runWebhookLoop(parts: WebhookLoopParts): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  const turns = run(parts, underWay, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await turns;
      // What has no answer by then is sent again after its lease.
      await Promise.race([Promise.all(underWay), pause(GRACE_MS)]);
    },
  };
}

async function run(parts: WebhookLoopParts, underWay: Set<Promise<void>>, signal: AbortSignal): Promise<void> {
  const { store, now, everyMs = EVERY_MS } = parts;
  let tidyAtMs = 0;
  let tick: Promise<void> | null = null;
  // One timer, however often a lane becomes free before it is over.
  const nextTick = (): Promise<void> => {
    tick ??= pause(everyMs, undefined, { signal })
      .catch(() => undefined)
      .finally(() => {
        tick = null;
      });
    return tick;
  };
  while (!signal.aborted) {
    await turn(parts, underWay).catch(warnOf(parts));
    if (now().getTime() >= tidyAtMs) {
      tidyAtMs = now().getTime() + TIDY_EVERY_MS;
      await store.tidy(now()).catch(warnOf(parts));
    }
    // A lane that is free is given away at once, so that a backlog goes as fast as its receiver takes it.
    await Promise.race([nextTick(), ...underWay]);
  }
}

async function turn(parts: WebhookLoopParts, underWay: Set<Promise<void>>): Promise<void> {
  const { store, now } = parts;
  for (let free = LANES - underWay.size; free > 0; free = LANES - underWay.size) {
    const leased = await store.lease(now(), free);
    for (const delivery of leased) {
      const one = deliver(parts, delivery)
        .catch(warnOf(parts))
        .finally(() => underWay.delete(one));
      underWay.add(one);
    }
    if (leased.length < free) {
      return;
    }
  }
}

async function deliver(
  { store, send, now, businessNow, dice }: WebhookLoopParts,
  delivery: LeasedDelivery,
): Promise<void> {
  const attempted = await send(delivery);
  await store.record(delivery, attempted, { now: now(), businessNow: await businessNow(), dice: dice() });
}

/** What could not be recorded is sent again after its lease. */
function warnOf({ log }: Pick<WebhookLoopParts, 'log'>): (error: unknown) => void {
  return (error) => {
    log.warn(
      { reason: error instanceof Error ? error.name : 'unknown' },
      'A turn of the deliveries failed and is repeated',
    );
  };
}
