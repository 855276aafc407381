import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { inLanes } from '../activities/in-lanes.ts';
import { createWebhookGate } from '../main/office/webhook-gate.ts';
import { runWebhookLoop } from '../main/office/webhook-loop.ts';
import { createWebhookSender } from '../main/office/webhook-sender.ts';
import { createEndpointStore } from '../prisma/event/endpoint-store.ts';
import { createSendingStore } from '../prisma/event/sending-store.ts';
import { relayOutbox } from '../prisma/worker/outbox-relay.ts';
import { startReceiver, type Receiver } from '../test/support/receiver.ts';
import { accountOf } from './bench-accounts.ts';
import type { BenchDatabase } from './bench-database.ts';
import type { BenchServers } from './bench-servers.ts';
import { countOf, timeOf, type Part } from './report.ts';
import { median, quantile, rounded } from './statistics.ts';

const CLAIMS = 200;
/** What a claim tells from its submission to its end. */
const EVENTS_A_CLAIM = 12;
const WRITERS = 8;
/** As the sweeps of a worker. */
const RELAY_EVERY_MS = 500;
const LANES_OF_ENDPOINT = 4;
const GIVE_UP_MS = 300_000;

/**
 * How late the events of 200 claims arrive while another receiver lets every request hang: from the commit of the fact to the
 * arrival. The facts are written by this part and no workflow runs; that 200 claims with their workflows and the sweeps go on
 * meanwhile is seen by `test/servers/event/hanging-receiver.test.ts`.
 */
export async function measureEvents(servers: BenchServers, quick: boolean): Promise<Part> {
  const claims = quick ? 20 : CLAIMS;
  const opened = await servers.createDatabase();
  const [healthy, hanging] = [await startReceiver(), await startReceiver()];
  try {
    const { lags, relayMs, openAtOnce } = await measureLags(opened, { healthy, hanging }, claims);
    const wanted = claims * EVENTS_A_CLAIM;
    return {
      name: 'events',
      measured: `${wanted} events, as ${claims} claims tell them, written without their workflows: from the commit to a receiver, while another one hangs`,
      figures: [
        countOf('events that did not arrive', wanted - lags.length, 0),
        countOf('requests at once to the one that hangs', openAtOnce, LANES_OF_ENDPOINT),
        timeOf('from the commit to the arrival, p50', rounded(median(lags)), 'ms'),
        timeOf('from the commit to the arrival, p95', rounded(quantile(lags, 0.95)), 'ms'),
        timeOf('one turn of the relay, p50', rounded(median(relayMs)), 'ms'),
      ],
      details: { lags, relayMs },
    };
  } finally {
    await Promise.all([healthy.close(), hanging.close()]);
    await opened.close();
  }
}

async function measureLags(
  { database: { pool }, sealer }: BenchDatabase,
  { healthy, hanging }: { readonly healthy: Receiver; readonly hanging: Receiver },
  claims: number,
) {
  const endpoints = createEndpointStore(pool, sealer);
  const by = { caller: await accountOf(pool, 'ops'), at: new Date() };
  for (const { url } of [hanging, healthy]) {
    const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
    await endpoints.create({ url, eventTypes: ['*'], description: null, secret }, by, undefined);
  }
  const written = new Map<string, number>();
  const lags: number[] = [];
  healthy.replies((response, { body: { data } }) => {
    lags.push(performance.now() - (written.get(`${data.claimId}/${data.sequence}`) ?? performance.now()));
    response.writeHead(204).end();
  });
  const open = { now: 0, most: 0 };
  hanging.replies((response) => {
    open.now += 1;
    open.most = Math.max(open.most, open.now);
    response.on('close', () => {
      open.now -= 1;
    });
  });
  const sending = startSending(pool, sealer);
  const relaying = startRelaying(pool);
  await inLanes(
    WRITERS,
    Array.from({ length: claims }, (_, n) => `clm_bench${n}`),
    (id) => writeClaim(pool, id, written),
  );
  for (const end = performance.now() + GIVE_UP_MS; lags.length < written.size && performance.now() < end;) {
    await pause(20);
  }
  const relayMs = await relaying.stop();
  await sending.stop();
  return { lags, relayMs, openAtOnce: open.most };
}

const now = (): Date => new Date();

function startSending(pool: pg.Pool, sealer: BenchDatabase['sealer']) {
  const gate = createWebhookGate({ mode: 'practice', open: [] });
  return runWebhookLoop({
    store: createSendingStore(pool, sealer),
    send: createWebhookSender({ gate, now }),
    now,
    businessNow: () => Promise.resolve(now()),
    dice: Math.random,
    log: console,
  });
}

function startRelaying(pool: pg.Pool) {
  const turns: number[] = [];
  const stopping = new AbortController();
  const relaying = (async () => {
    while (!stopping.signal.aborted) {
      const began = performance.now();
      const relayed = await relayOutbox(pool);
      if (relayed > 0) {
        turns.push(performance.now() - began);
      }
      await pause(RELAY_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    async stop(): Promise<readonly number[]> {
      stopping.abort();
      await relaying;
      return turns;
    },
  };
}

/** The messages of one claim, each in a transaction of its own, as its recordings write them. */
async function writeClaim(pool: pg.Pool, claimId: string, written: Map<string, number>): Promise<void> {
  for (let sequence = 1; sequence <= EVENTS_A_CLAIM; sequence += 1) {
    const facts = { claimId, jurisdiction: '150600', state: 'bureauReview', purpose: 'base', revision: sequence };
    await pool.query(
      `INSERT INTO outbox_message (topic, entity_kind, entity_id, payload, at) VALUES ('claim.decided', 'claim', $1, $2, now())`,
      [claimId, JSON.stringify(facts)],
    );
    written.set(`${claimId}/${sequence}`, performance.now());
  }
}
