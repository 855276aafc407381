import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSendingStore } from '../../../prisma/event/sending-store.ts';
import { startReceiver, type Receiver } from '../../support/receiver.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { startWebhookOffice, subscribe, type WebhookOffice } from '../../support/webhook-office.ts';

const ENDPOINTS = '/api/v1/webhook-endpoints';

let database: TestDatabase;
let office: WebhookOffice;
let receiver: Receiver;

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startWebhookOffice(database.url);
  receiver = await startReceiver('/a-key-of-the-receiver');
});

afterAll(async () => {
  await receiver.close();
  await office.close();
  await database.drop();
});

it('each change of an endpoint is in the audit with who made it, and neither secret nor path of the address', async () => {
  const { id } = await subscribe(office.ops, receiver.url, ['claim.decided']);
  const at = `${ENDPOINTS}/${id}`;
  expect((await office.ops.send('PATCH', at, { eventTypes: ['*'] })).status).toBe(200);
  expect((await office.ops.send('PATCH', at, { state: 'disabled' })).status).toBe(200);
  expect((await office.ops.send('PATCH', at, { state: 'active' })).status).toBe(200);
  const rotated = await office.ops.send('POST', `${at}/secret-rotation`, { overlapHours: 0 });
  expect(rotated.status).toBe(200);
  expect((await office.ops.send('POST', `${at}/recovery`, { since: '2025-01-01T00:00:00.000Z' })).status).toBe(202);
  expect((await office.ops.send('DELETE', at)).status).toBe(204);
  const kept = await (await office.as('auditor')).send('GET', '/api/v1/audit?entityKind=webhookEndpoint');
  expect(
    kept.body.items.map(({ act, person }: { readonly act: string; readonly person: { readonly id: string } }) => [
      act,
      person.id,
    ]),
  ).toEqual([
    ['endpointCreated', 'per_ops'],
    ['endpointChanged', 'per_ops'],
    ['endpointChanged', 'per_ops'],
    ['endpointChanged', 'per_ops'],
    ['endpointSecretRotated', 'per_ops'],
    ['deliveriesRecovered', 'per_ops'],
    ['endpointDeleted', 'per_ops'],
  ]);
  const facts = kept.body.items.map((entry: { readonly facts: object }) => entry.facts);
  expect(facts[0]).toEqual({ server: `127.0.0.1:${receiver.port}`, eventTypes: ['claim.decided'] });
  expect(facts[1]).toEqual({ fields: ['event_types'], eventTypes: ['*'] });
  expect(facts[2]).toMatchObject({ state: 'disabled' });
  const text = JSON.stringify(kept.body);
  expect(text).not.toContain('a-key-of-the-receiver');
  expect(text).not.toContain('whsec_');
});

it('a rotation whose answer was lost is repeated: the secret that is told replaces the one that nobody knows', async () => {
  const { id, secret } = await subscribe(office.ops, receiver.url);
  const key = { 'Idempotency-Key': 'rotates-an-endpoint' };
  const path = `${ENDPOINTS}/${id}/secret-rotation`;
  const rotate = () => office.ops.send('POST', path, { overlapHours: 2 }, key);
  const untold = await rotate();
  // As if the process had died between the rotation and its stored answer.
  await office.pool.query('DELETE FROM idempotent_request WHERE key = $1', [key['Idempotency-Key']]);
  const told = await rotate();
  expect(told).toMatchObject({ status: 200, body: { previousSecretExpiresAt: untold.body.previousSecretExpiresAt } });
  expect([secret, untold.body.secret]).not.toContain(told.body.secret);
  const sends = createSendingStore(office.application, office.sealer);
  expect((await office.ops.send('POST', `${ENDPOINTS}/${id}/test`)).status).toBe(202);
  const [leased] = await sends.lease(new Date(), 1);
  expect(leased?.secrets).toEqual([told.body.secret, secret]);
  expect((await office.ops.send('POST', path, { overlapHours: 2 })).body.code).toBe('ROTATION_RUNNING');
});
