import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { httpClient } from '../../support/http-client.ts';
import { answers, isVerified, startReceiver, type Receiver } from '../../support/receiver.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { until } from '../../../scripts/demo/office-client.ts';
import { startWebhookOffice, subscribe, tell, type WebhookOffice } from '../../support/webhook-office.ts';

const HOUR_MS = 3_600_000;
const ENDPOINTS = '/api/v1/webhook-endpoints';
const DELIVERIES = '/api/v1/webhook-deliveries';

let database: TestDatabase;
let office: WebhookOffice;
let receiver: Receiver;
let claims = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startWebhookOffice(database.url);
  office.startSending();
  office.startSending();
});

afterAll(async () => {
  await office.close();
  await database.drop();
});

beforeEach(async () => {
  receiver = await startReceiver();
  office.atRealTime();
});

afterEach(async () => {
  // What this test subscribed gets nothing of the next one.
  await office.pool.query('UPDATE webhook_endpoint SET deleted_at = now()');
  await receiver.close();
});

interface PulledEvent {
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly data: object;
}

const aClaim = (): string => `clm_${(claims += 1)}`;
const arrived = (count: number) =>
  until(`${count} events`, () => (receiver.received.length >= count ? receiver.received : null));
/** The delivery of the event that has a number among those of its subject; the only one where there is no subject. */
const deliveryOf = async (endpointId: string, sequence: number | null = null) => {
  const { rows } = await office.pool.query<{ id: string }>(
    `SELECT d.id FROM webhook_delivery d JOIN event e ON e.id = d.event_id
     WHERE d.endpoint_id = $1 AND ($2::int IS NULL OR e.sequence = $2) ORDER BY e.position LIMIT 1`,
    [endpointId, sequence],
  );
  return rows[0] === undefined ? null : (await office.ops.send('GET', `${DELIVERIES}/${rows[0].id}`)).body;
};
const untilState = (endpointId: string, state: string, sequence: number | null = null) =>
  until(`a delivery that is ${state}`, async () => {
    const found = await deliveryOf(endpointId, sequence);
    return found?.state === state ? found : null;
  });
const untilAttempts = (endpointId: string, attempts: number) =>
  until(`${attempts} attempts`, async () => {
    const found = await deliveryOf(endpointId);
    return found?.attempts === attempts ? found : null;
  });

describe('an endpoint', () => {
  it('is told its secret once, and shows only the end of it', async () => {
    const wanted = { url: receiver.url, eventTypes: ['claim.decided'], description: '财政系统' };
    const { status, body } = await office.ops.send('POST', ENDPOINTS, wanted);
    expect(status).toBe(201);
    expect(body).toMatchObject({ ...wanted, state: 'active', disabledReason: null, previousSecretExpiresAt: null });
    expect(body.id).toMatch(/^whe_/);
    expect(body.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(body.secretHint).toBe(`…${body.secret.slice(-4)}`);
    const read = await office.ops.send('GET', `${ENDPOINTS}/${body.id}`);
    expect(read.body).toMatchObject({ backlog: { waiting: 0, held: 0, oldestSeconds: null }, lastSuccessAt: null });
    expect(JSON.stringify(read.body)).not.toContain(body.secret.slice(6, 20));
    const { rows } = await office.pool.query('SELECT secret_sealed FROM webhook_endpoint WHERE id = $1', [body.id]);
    expect(rows[0].secret_sealed.toString('latin1')).not.toContain(body.secret);
  });

  it('is of its machine, or of the operators of its place; applicants and reviewers have none', async () => {
    const machine = httpClient(office.base, 'bt_test');
    const own = await subscribe(machine, receiver.url);
    const ofOps = await subscribe(office.ops, receiver.url);
    const idsOf = async (client: typeof machine) =>
      (await client.send('GET', ENDPOINTS)).body.items.map(({ id }: { readonly id: string }) => id);
    expect(await idsOf(machine)).toEqual([own.id]);
    expect(await idsOf(office.ops)).toEqual([own.id, ofOps.id]);
    expect((await machine.send('GET', `${ENDPOINTS}/${ofOps.id}`)).status).toBe(404);
    const elsewhere = await office.as('ops.elsewhere');
    expect((await elsewhere.send('GET', `${ENDPOINTS}/${own.id}`)).status).toBe(404);
    for (const name of ['school', 'dept.hr', 'bureau.review', 'auditor']) {
      const client = await office.as(name);
      expect((await client.send('POST', ENDPOINTS, { url: receiver.url, eventTypes: ['*'] })).status).toBe(403);
      expect((await client.send('GET', ENDPOINTS)).status).toBe(403);
    }
  });

  it('gets what it asks for, signed, with its place and the number of its subject', async () => {
    const { id, secret } = await subscribe(office.ops, receiver.url, ['claim.decided']);
    const claimId = aClaim();
    await tell(office, [claimId, claimId]);
    const [first, second] = await arrived(2);
    expect(first?.headers).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'butie' });
    expect(first?.id).toMatch(/^evo_/);
    expect(first && isVerified(first, secret)).toBe(true);
    expect(first && isVerified({ ...first, text: `${first.text} ` }, secret)).toBe(false);
    expect(first?.body).toMatchObject({
      type: 'claim.decided',
      data: { claimId, sequence: 1, jurisdiction: '150600' },
    });
    expect(second?.body.data).toMatchObject({ claimId, sequence: 2, position: first?.body.data.position + 1 });
    const delivered = await untilState(id, 'delivered');
    expect(delivered).toMatchObject({ attempts: 1, lastStatus: 204, lastError: null, nextAttemptAt: null, claimId });
    const detail = (await office.ops.send('GET', `${DELIVERIES}/${delivered.id}`)).body;
    expect(detail.body).toBe(first?.text);
    expect(detail.attemptLog).toMatchObject([{ status: 204, error: null, excerpt: '' }]);
  });

  it('is tested by an event without a place, also while it is switched off', async () => {
    const { id } = await subscribe(office.ops, receiver.url, ['notice.closed']);
    await office.ops.send('PATCH', `${ENDPOINTS}/${id}`, { state: 'disabled' });
    const { status, body } = await office.ops.send('POST', `${ENDPOINTS}/${id}/test`);
    expect(status).toBe(202);
    const [test] = await arrived(1);
    expect(test?.body).toMatchObject({
      type: 'endpoint.test',
      data: { endpointId: id, position: null, sequence: null },
    });
    expect((await untilState(id, 'delivered')).id).toBe(body.deliveryId);
    await office.relay();
    const all = (await office.ops.send('GET', '/api/v1/events?types=endpoint.disabled&limit=200')).body.items;
    expect(all.at(-1).data).toMatchObject({ endpointId: id, reason: 'BY_PERSON', sequence: 1 });
  });

  it('that was deleted gets nothing more, and its deliveries stay readable', async () => {
    const { id } = await subscribe(office.ops, receiver.url);
    await tell(office, [aClaim()]);
    const { id: deliveryId } = await untilState(id, 'delivered');
    expect((await office.ops.send('DELETE', `${ENDPOINTS}/${id}`)).status).toBe(204);
    expect((await office.ops.send('GET', `${ENDPOINTS}/${id}`)).status).toBe(404);
    await tell(office, [aClaim()]);
    expect((await office.ops.send('GET', `${DELIVERIES}?endpointId=${id}`)).body.items).toHaveLength(1);
    expect((await office.ops.send('GET', `${DELIVERIES}/${deliveryId}`)).body.attemptLog).toHaveLength(1);
    expect((await office.ops.send('POST', `${DELIVERIES}/${deliveryId}/replay`)).body.code).toBe('WRONG_STATE');
  });
});

describe('a delivery that fails', () => {
  it('comes again by the schedule, until it is given up after ten attempts, and never follows a redirection', async () => {
    const { id } = await subscribe(office.ops, receiver.url);
    receiver.replies(answers(302, { location: receiver.url }, 'elsewhere'));
    await tell(office, [aClaim()]);
    expect(await untilAttempts(id, 1)).toMatchObject({ state: 'waiting', lastStatus: 302, lastError: 'REDIRECT' });
    receiver.replies(answers(500, {}, 'not now'));
    for (let attempts = 2; attempts <= 10; attempts += 1) {
      office.later(27 * HOUR_MS);
      await untilAttempts(id, attempts);
    }
    expect(await untilState(id, 'exhausted')).toMatchObject({
      lastStatus: 500,
      lastError: 'STATUS',
      nextAttemptAt: null,
    });
    expect(receiver.received).toHaveLength(10);
    expect(new Set(receiver.received.map((event) => event.id)).size).toBe(1);
    const [found] = (await office.ops.send('GET', `${DELIVERIES}?endpointId=${id}&state=exhausted`)).body.items;
    const { attemptLog } = (await office.ops.send('GET', `${DELIVERIES}/${found.id}`)).body;
    expect(attemptLog.at(-1)).toMatchObject({ status: 500, error: 'STATUS', excerpt: 'not now' });
  });

  it('holds the later events of its subject, and none of another one, for an hour', async () => {
    const { id } = await subscribe(office.ops, receiver.url);
    const [stuck, free] = [aClaim(), aClaim()];
    receiver.replies((response, event) =>
      answers(event.body.data.claimId === stuck && event.body.data.sequence === 1 ? 503 : 204)(response, event),
    );
    await tell(office, [stuck, stuck, free]);
    await arrived(2);
    expect(receiver.received.map(({ body }) => [body.data.claimId, body.data.sequence])).toEqual(
      expect.arrayContaining([
        [stuck, 1],
        [free, 1],
      ]),
    );
    expect(receiver.received.some(({ body }) => body.data.claimId === stuck && body.data.sequence === 2)).toBe(false);
    office.later(HOUR_MS + 1);
    await untilState(id, 'delivered', 2);
    expect((await deliveryOf(id, 1)).state).toBe('waiting');
  });

  it('disables its endpoint at once with 410; what comes meanwhile is held, and a recovery brings it in order', async () => {
    const others = await startReceiver();
    await subscribe(office.ops, others.url, ['endpoint.disabled']);
    const { id } = await subscribe(office.ops, receiver.url, ['claim.decided']);
    const since = new Date(office.now().getTime() - 1_000).toISOString();
    receiver.replies(answers(410));
    const claimId = aClaim();
    await tell(office, [claimId]);
    await untilState(id, 'held');
    await tell(office, [claimId, claimId]);
    const read = (await office.ops.send('GET', `${ENDPOINTS}/${id}`)).body;
    expect(read).toMatchObject({ state: 'disabled', disabledReason: 'GONE', backlog: { waiting: 0, held: 3 } });
    const told = await until('the other endpoint to be told', () => others.received.at(0) ?? null);
    expect(told.body).toMatchObject({ type: 'endpoint.disabled', data: { endpointId: id, reason: 'GONE' } });
    await others.close();
    const heard = await until('the operators to be told', async () => {
      const { items } = (await office.ops.send('GET', '/api/v1/notifications?unread=true')).body;
      return items.find(({ endpointId }: { readonly endpointId?: string }) => endpointId === id) ?? null;
    });
    expect(heard).toMatchObject({ kind: 'endpointDisabled', subjectNo: new URL(receiver.url).host });
    expect(heard.sentence).toContain('接收地址');

    const stuck = (await office.ops.send('GET', '/api/v1/stuck?cause=webhookDisabled')).body.items;
    expect(stuck).toMatchObject([
      { cause: 'webhookDisabled', reasons: ['WEBHOOK_DISABLED'], entities: [{ id, number: read.url }] },
    ]);
    receiver.replies(null);
    expect((await office.ops.send('POST', `${ENDPOINTS}/${id}/recovery`, { since })).body.code).toBe('WRONG_STATE');
    expect((await office.ops.send('PATCH', `${ENDPOINTS}/${id}`, { state: 'active' })).body.disabledReason).toBeNull();
    await tell(office, [claimId]);
    await untilState(id, 'delivered', 4);
    expect((await deliveryOf(id, 1)).state).toBe('held');
    expect((await office.ops.send('POST', `${ENDPOINTS}/${id}/recovery`, { since })).body).toEqual({ deliveries: 3 });
    await arrived(5);
    const order = receiver.received.map(({ body }) => body.data.sequence);
    expect(order).toEqual([1, 4, 1, 2, 3]);
  });

  it('goes once more when somebody asks, with its id, its body and a mark', async () => {
    const { id } = await subscribe(office.ops, receiver.url);
    await tell(office, [aClaim()]);
    const delivered = await untilState(id, 'delivered');
    expect((await office.ops.send('POST', `${DELIVERIES}/${delivered.id}/replay`)).status).toBe(202);
    const [first, again] = await arrived(2);
    expect(again?.id).toBe(first?.id);
    expect(again?.text).toBe(first?.text);
    expect([first?.headers['butie-replay'], again?.headers['butie-replay']]).toEqual([undefined, '1']);
  });
});

describe('a secret that is rotated', () => {
  it('signs beside the new one until its hours are over; a third one waits, unless it ends all former ones', async () => {
    const { id, secret } = await subscribe(office.ops, receiver.url);
    const rotate = (body: object) => office.ops.send('POST', `${ENDPOINTS}/${id}/secret-rotation`, body);
    const rotated = (await rotate({ overlapHours: 2 })).body;
    expect(rotated.secret).not.toBe(secret);
    expect((await office.ops.send('GET', `${ENDPOINTS}/${id}`)).body.previousSecretExpiresAt).toBe(
      rotated.previousSecretExpiresAt,
    );
    await tell(office, [aClaim()]);
    const [both] = await arrived(1);
    const signatures = String(both?.headers['webhook-signature']).split(' ');
    expect(signatures).toHaveLength(2);
    expect(both && isVerified(both, rotated.secret, signatures[0])).toBe(true);
    expect(both && isVerified(both, secret, signatures[1])).toBe(true);
    expect(await rotate({})).toMatchObject({ status: 409, body: { code: 'ROTATION_RUNNING' } });
    office.later(2 * HOUR_MS);
    await tell(office, [aClaim()]);
    await arrived(2);
    expect(String(receiver.received[1]?.headers['webhook-signature']).split(' ')).toHaveLength(1);
    office.atRealTime();

    const last = (await rotate({ overlapHours: 0 })).body;
    expect(last.previousSecretExpiresAt).toBeNull();
    await tell(office, [aClaim()]);
    const [, , alone] = await arrived(3);
    expect(alone && isVerified(alone, last.secret)).toBe(true);
    expect(alone && isVerified(alone, rotated.secret)).toBe(false);
    expect(String(alone?.headers['webhook-signature']).split(' ')).toHaveLength(1);
  });
});

describe('the pull', () => {
  it('gives what is pushed, character by character, in order, and waits for what comes', async () => {
    await subscribe(office.ops, receiver.url);
    const machine = httpClient(office.base, 'bt_test');
    const { nextAfter: before } = (await machine.send('GET', '/api/v1/events?limit=200')).body;
    const waiting = machine.send('GET', `/api/v1/events?after=${before}&types=claim.decided&wait=25`);
    await tell(office, [aClaim(), aClaim()]);
    const pushed = await arrived(2);
    const { items } = (await waiting).body;
    expect(items[0]).toMatchObject({ id: pushed[0]?.id, position: before + 1, ...pushed[0]?.body });
    const all = (await machine.send('GET', `/api/v1/events?after=${before}`)).body;
    const pulled = all.items.map(({ id, type, timestamp, data }: PulledEvent) => [id, { type, timestamp, data }]);
    expect(pulled).toEqual(pushed.map(({ id, body }) => [id, body]));
    expect((await machine.send('GET', `/api/v1/events?after=${all.nextAfter}`)).body).toEqual({
      items: [],
      nextAfter: all.nextAfter,
    });
    const elsewhere = await office.as('ops.elsewhere');
    expect((await elsewhere.send('GET', `/api/v1/events?after=${before}`)).body.items).toEqual([]);
    expect((await (await office.as('school')).send('GET', '/api/v1/events')).status).toBe(403);
  });
});
