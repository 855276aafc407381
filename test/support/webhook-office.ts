import { createSendingStore } from '../../prisma/event/sending-store.ts';
import { relayOutbox } from '../../prisma/worker/outbox-relay.ts';
import { createWebhookGate, type Resolve, type WebhookGate } from '../../main/office/webhook-gate.ts';
import { runWebhookLoop } from '../../main/office/webhook-loop.ts';
import { createWebhookSender } from '../../main/office/webhook-sender.ts';
import { startHostedApp, type HostedApp } from './hosted-app.ts';
import type { HttpClient } from './http-client.ts';

export type WebhookOffice = Awaited<ReturnType<typeof startWebhookOffice>>;

interface Options {
  readonly resolve?: Resolve;
  /** How long the senders wait for an answer. */
  readonly withinMs?: number;
  /** Another judge of addresses than practice has. */
  readonly gate?: WebhookGate;
}

/** The API over a database, with a sender whose clock tests move. */
export async function startWebhookOffice(url: string, { resolve, withinMs, gate: own }: Options = {}) {
  const gate = own ?? createWebhookGate({ mode: 'practice', open: [], ...(resolve !== undefined && { resolve }) });
  const app = await startHostedApp(url, { webhookGate: gate });
  await addOperators(app);
  const clock = { offsetMs: 0 };
  const now = () => new Date(Date.now() + clock.offsetMs);
  const loops: { stop(): Promise<void> }[] = [];
  const send = createWebhookSender({ gate, now, ...(withinMs !== undefined && { withinMs }) });
  const store = createSendingStore(app.application, app.sealer);
  const warned: object[] = [];
  return {
    ...app,
    now,
    warned: warned as readonly object[],
    ops: await app.as('ops'),
    /** Another sender, as another worker has it. */
    startSending(): void {
      const log = { warn: (facts: object) => warned.push(facts) };
      const businessNow = () => Promise.resolve(now());
      loops.push(runWebhookLoop({ store, send, now, businessNow, dice: () => 0.5, log, everyMs: 25 }));
    },
    async stopSending(): Promise<void> {
      await Promise.all(loops.splice(0).map((loop) => loop.stop()));
    },
    /** The senders' clock goes on by so much. */
    later(ms: number): void {
      clock.offsetMs += ms;
    },
    atRealTime(): void {
      clock.offsetMs = 0;
    },
    relay: () => relayOutbox(app.application, now()),
    async close(): Promise<void> {
      await Promise.all(loops.map((loop) => loop.stop()));
      await app.close();
    },
  };
}

async function addOperators({ pool }: HostedApp): Promise<void> {
  await pool.query(`INSERT INTO person (id, username, password_hash, display_name, jurisdiction, roles)
    SELECT 'per_ops', 'ops', password_hash, 'ops', '150600', '{operator}'::text[] FROM person WHERE id = 'per_school'
    UNION ALL SELECT 'per_ops2', 'ops2', password_hash, 'ops2', '150600', '{operator,operatorApprover}'::text[]
      FROM person WHERE id = 'per_school'
    UNION ALL SELECT 'per_opselsewhere', 'ops.elsewhere', password_hash, 'elsewhere', '150200', '{operator}'::text[]
      FROM person WHERE id = 'per_school'`);
}

/** Facts of claims that happen in Ordos, as recordings write them; returns nothing before they are relayed. */
export async function tell(office: Pick<WebhookOffice, 'pool' | 'relay'>, claims: readonly string[]): Promise<void> {
  for (const claimId of claims) {
    await office.pool.query(
      `INSERT INTO outbox_message (topic, entity_kind, entity_id, payload, at) VALUES ('claim.decided', 'claim', $1, $2, now())`,
      [
        claimId,
        JSON.stringify({ claimId, jurisdiction: '150600', state: 'bureauReview', purpose: 'base', revision: 1 }),
      ],
    );
  }
  await office.relay();
}

export async function subscribe(
  client: HttpClient,
  url: string,
  eventTypes: readonly string[] = ['*'],
): Promise<{ readonly id: string; readonly secret: string }> {
  const { status, body } = await client.send('POST', '/api/v1/webhook-endpoints', { url, eventTypes });
  if (status !== 201) {
    throw new Error(`Not subscribed: ${JSON.stringify(body)}`);
  }
  return { id: body.id, secret: body.secret };
}
