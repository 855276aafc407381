import { createServer, type Server } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createWebhookGate, openNetworkOf } from '../../../main/office/webhook-gate.ts';
import { createWebhookSender } from '../../../main/office/webhook-sender.ts';
import { createSendingStore } from '../../../prisma/event/sending-store.ts';
import { startNameServer, type NameServer } from '../../support/name-server.ts';
import { answers, startReceiver, type Receiver } from '../../support/receiver.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { until } from '../../../scripts/demo/office-client.ts';
import { startWebhookOffice, subscribe, tell, type WebhookOffice } from '../../support/webhook-office.ts';

const ENDPOINTS = '/api/v1/webhook-endpoints';
const DELIVERIES = '/api/v1/webhook-deliveries';
const MINUTE_MS = 60_000;

let database: TestDatabase;
let office: WebhookOffice;
let names: NameServer;
let receiver: Receiver;
let claims = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  names = await startNameServer();
  // As an office in live mode that opens one network, but without TLS: the receivers of tests have no certificate.
  const gate = createWebhookGate({ mode: 'practice', open: [], resolve: names.resolve });
  office = await startWebhookOffice(database.url, { gate });
});

afterAll(async () => {
  await office.close();
  await names.close();
  await database.drop();
});

beforeEach(async () => {
  receiver = await startReceiver();
  office.atRealTime();
});

afterEach(async () => {
  await office.stopSending();
  await office.pool.query('UPDATE webhook_endpoint SET deleted_at = now()');
  await receiver.close();
});

const aClaim = (): string => `clm_c${(claims += 1)}`;
/** The delivery of the event that has a number among those of its subject. */
const seen = async (endpointId: string, sequence: number) =>
  (
    await office.pool.query<{ id: string; state: string; attempts: number }>(
      `SELECT d.id, d.state, d.attempts FROM webhook_delivery d JOIN event e ON e.id = d.event_id
       WHERE d.endpoint_id = $1 AND e.sequence = $2 ORDER BY e.position LIMIT 1`,
      [endpointId, sequence],
    )
  ).rows[0];
const lastOf = async (endpointId: string) =>
  (await office.ops.send('GET', `${DELIVERIES}?endpointId=${endpointId}`)).body.items[0];

describe('the control of addresses', () => {
  it.each([
    ['http://10.0.0.7:9000/', 'ADDRESS'],
    ['http://169.254.169.254:8080/latest', 'ADDRESS'],
    ['http://[::ffff:10.0.0.7]:9000/', 'ADDRESS'],
    ['http://167772167:9000/', 'ADDRESS'],
    ['http://user:word@127.0.0.1:9000/', 'USERINFO'],
    ['ftp://127.0.0.1:9000/', 'SCHEME'],
    ['http://127.0.0.1:25/', 'PORT'],
  ])('refuses %s at the registration', async (url, code) => {
    const { status, body } = await office.ops.send('POST', ENDPOINTS, { url, eventTypes: ['*'] });
    expect([status, body.code, body.errors[0].code]).toEqual([422, 'URL_NOT_ALLOWED', code]);
    const { id } = await subscribe(office.ops, receiver.url);
    const changed = await office.ops.send('PATCH', `${ENDPOINTS}/${id}`, { url });
    expect(changed.body.errors[0].code).toBe(code);
  });

  it('judges the name again at each attempt: what leads inside meanwhile gets nothing', async () => {
    names.answers('127.0.0.1');
    const { id } = await subscribe(office.ops, `http://events.office.example:${receiver.port}/`);
    office.startSending();
    await tell(office, [aClaim()]);
    await until('the first event', () => receiver.received[0] ?? null);
    names.answers('10.0.0.7');
    await tell(office, [aClaim()]);
    const refused = await until('the refusal', async () => {
      const last = await lastOf(id);
      return last.lastError === null ? null : last;
    });
    expect(refused).toMatchObject({ state: 'waiting', lastStatus: null, lastError: 'ADDRESS_NOT_ALLOWED' });
    expect(receiver.received).toHaveLength(1);
  });

  it('goes to the address that was judged, also when the name answers otherwise a moment later', async () => {
    const elsewhere = await onAddress('127.0.0.2', receiver.port);
    const gate = createWebhookGate({
      mode: 'practice',
      open: [openNetworkOf('127.0.0.1/32')],
      resolve: names.resolve,
    });
    names.answers('127.0.0.1', '127.0.0.2');
    const before = names.asked();
    const send = createWebhookSender({ gate, now: () => new Date() });
    const url = `http://rebinding.office.example:${receiver.port}/`;
    const one = { url, body: '{"type":"endpoint.test"}', eventId: 'evo_1', secrets: [SECRET], isReplay: false };
    expect(await send(one)).toMatchObject({ status: 204, error: null });
    expect(names.asked() - before).toBe(1);
    expect(receiver.received[0]?.headers.host).toBe(`rebinding.office.example:${receiver.port}`);
    expect(elsewhere.requests()).toBe(0);
    // The name leads there by now, and the next attempt is judged by that.
    expect(await send(one)).toMatchObject({ status: 204 });
    expect(elsewhere.requests()).toBe(1);
    await elsewhere.close();
  });
});

const SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;

async function onAddress(address: string, port: number) {
  let requests = 0;
  const server = await new Promise<Server>((resolve) => {
    const one = createServer((_request, response) => {
      requests += 1;
      response.writeHead(204).end();
    });
    one.listen(port, address, () => resolve(one));
  });
  return {
    requests: () => requests,
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('a delivery that waits for its turn', () => {
  it('still waits for it when somebody asks for it once more, and its first arrival bears no mark', async () => {
    const { id } = await subscribe(office.ops, receiver.url);
    office.startSending();
    receiver.replies(answers(503, { 'retry-after': '3600' }));
    const claimId = aClaim();
    await tell(office, [claimId, claimId]);
    await until('an attempt of the first one', async () => ((await seen(id, 1))?.attempts === 1 ? true : null));
    const replay = async (sequence: number) =>
      (await office.ops.send('POST', `${DELIVERIES}/${(await seen(id, sequence))?.id}/replay`)).status;
    expect(await replay(2)).toBe(202);
    // Another subject's is sent meanwhile, and the second one is not.
    receiver.replies(null);
    await tell(office, [aClaim()]);
    await until('the other one', () => receiver.received[1] ?? null);
    expect(await replay(1)).toBe(202);
    await until('the second one', async () => ((await seen(id, 2))?.state === 'delivered' ? true : null));
    const own = receiver.received.filter(({ body }) => body.data.claimId === claimId);
    expect(own.map(({ body, headers }) => [body.data.sequence, headers['butie-replay']])).toEqual([
      [1, undefined],
      [1, '1'],
      [2, undefined],
    ]);
  });
});

describe('the lanes of the senders', () => {
  it('let a receiver that hangs hold up neither the relay nor another endpoint', async () => {
    const hanging = await startReceiver();
    hanging.replies(() => undefined);
    const { id } = await subscribe(office.ops, hanging.url);
    await subscribe(office.ops, receiver.url);
    office.startSending();
    await tell(
      office,
      Array.from({ length: 40 }, () => aClaim()),
    );
    await until('forty events', () => (receiver.received.length >= 40 ? true : null));
    // The others are all there while the first requests of the hanging one are still open.
    expect(hanging.received).toHaveLength(4);
    expect((await lastOf(id)).attempts).toBe(0);
    await hanging.close();
  });

  it('are leased: what a sender that died had is sent by another one after a minute, and not before', async () => {
    const { id } = await subscribe(office.ops, receiver.url);
    await tell(office, [aClaim()]);
    const store = createSendingStore(office.application, office.sealer);
    expect(await store.lease(office.now(), 16)).toHaveLength(1);
    expect(await store.lease(office.now(), 16)).toHaveLength(0);
    office.later(MINUTE_MS);
    const [again] = await store.lease(office.now(), 16);
    expect(again).toMatchObject({ endpointId: id });
    // What the first one says now, without the lease, gives nothing up.
    const times = { now: office.now(), businessNow: office.now(), dice: 0.5 };
    const late = { at: office.now(), durationMs: 1, excerpt: '', retryAfter: null };
    const first = { id: again?.id ?? '', endpointId: id, eventId: again?.eventId ?? '', lease: 'lse_first' };
    await store.record(first, { ...late, status: 500, error: 'STATUS' }, times);
    expect(await lastOf(id)).toMatchObject({ state: 'waiting', attempts: 1 });
    expect(await store.lease(office.now(), 16)).toHaveLength(0);
    await store.record(first, { ...late, status: 204, error: null }, times);
    expect(await lastOf(id)).toMatchObject({ state: 'delivered', attempts: 2 });
  });

  it('are halved for an endpoint that asks for less', async () => {
    await subscribe(office.ops, receiver.url);
    receiver.replies(answers(429, { 'retry-after': '1' }));
    const store = createSendingStore(office.application, office.sealer);
    await office.pool.query(`UPDATE webhook_endpoint SET slowed_until = now() + interval '5 minutes'`);
    await tell(
      office,
      Array.from({ length: 8 }, () => aClaim()),
    );
    expect(await store.lease(office.now(), 16)).toHaveLength(2);
    await office.pool.query(`UPDATE webhook_delivery SET leased_until = NULL, lease = NULL`);
    office.later(6 * MINUTE_MS);
    expect(await store.lease(office.now(), 16)).toHaveLength(4);
  });
});

describe('the secret of a machine that reports to us', () => {
  it('rotates: both count for some hours, one alone after a leak', async () => {
    const approver = await office.as('ops2');
    const path = '/api/v1/machine-clients/finance-system/secret-rotation';
    const says = async (secret: string): Promise<number> => {
      const id = `msg_${(claims += 1)}`;
      const at = new Date();
      const data = { instructionId: 'pin_none', amountFen: 1 };
      const body = JSON.stringify({ type: 'payout.settled', timestamp: at.toISOString(), data });
      const headers = {
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
        'webhook-signature': new Webhook(secret).sign(id, at, body),
      };
      return (await office.nobody.send('POST', '/api/v1/payout-events', body, headers)).status;
    };
    expect((await office.ops.send('POST', path, {})).status).toBe(403);
    const key = { 'Idempotency-Key': 'rotates-a-machine' };
    const untold = (await approver.send('POST', path, { overlapHours: 1 }, key)).body;
    expect(untold.secret).toMatch(/^whsec_/);
    // As if the process had died between the rotation and its stored answer: the repeat makes the secret that is told.
    await office.pool.query('DELETE FROM idempotent_request WHERE key = $1', [key['Idempotency-Key']]);
    const repeat = await approver.send('POST', path, { overlapHours: 1 }, key);
    const rotated = repeat.body;
    expect(rotated).toMatchObject({ previousSecretExpiresAt: untold.previousSecretExpiresAt });
    expect(await says(untold.secret)).toBe(401);
    expect([await says('whsec_test'), await says(rotated.secret)]).toEqual([202, 202]);
    expect((await approver.send('POST', path, {})).body.code).toBe('ROTATION_RUNNING');
    const last = (await approver.send('POST', path, { overlapHours: 0 })).body;
    expect([await says('whsec_test'), await says(rotated.secret), await says(last.secret)]).toEqual([401, 401, 202]);
    expect((await approver.send('POST', '/api/v1/machine-clients/nobody/secret-rotation', {})).status).toBe(404);
    const direct = office.application.query(
      `SELECT rotate_machine_secret('mcl_1', 'per_ops', '\\x00', NULL, NULL, 'rot_1')`,
    );
    await expect(direct).rejects.toThrow(/rotates no secret/);
    const kept = await (await office.as('auditor')).send('GET', '/api/v1/audit?entityKind=machineClient');
    const entry = { entityId: 'mcl_1', act: 'machineSecretRotated', person: { id: 'per_ops2' } };
    expect(kept.body.items).toMatchObject([1, 1, 0].map((overlapHours) => ({ ...entry, facts: { overlapHours } })));
    expect(JSON.stringify(kept.body)).not.toContain('whsec_');
  });
});
