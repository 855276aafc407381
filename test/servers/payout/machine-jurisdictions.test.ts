import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BONDS } from '../../support/act-keys.ts';
import { createAccountsStore } from '../../../prisma/people/accounts-store.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const CITY_SECRET = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;

let database: TestDatabase;
let office: Office;

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
  const accounts = createAccountsStore(office.pool, office.sealer, BONDS);
  const person = { displayName: 'another city', section: null, jurisdiction: '990100', passwordHash: null };
  const machine = { ...person, organ: 'FINANCE', roles: ['financeSystem'], partyId: null } as const;
  await accounts.addPerson({ ...machine, id: 'per_city', username: 'city-system' });
  const city = { id: 'mcl_city', name: 'city-system', personId: 'per_city', jurisdictions: ['990100'] };
  await accounts.addMachineClient({ ...city, apiKey: 'bt_city', webhookSecret: CITY_SECRET });
});

afterAll(async () => {
  await office.close();
  await database.drop();
});

async function settled(id: string, instructionId: string, secret: string): Promise<number> {
  const at = new Date();
  const data = { instructionId, amountFen: 80_000, valueDate: '2025-07-01' };
  const body = JSON.stringify({ type: 'payout.settled', timestamp: at.toISOString(), data });
  const headers = { 'webhook-id': id, 'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)) };
  const signed = { ...headers, 'webhook-signature': new Webhook(secret).sign(id, at, body) };
  return (await office.nobody.send('POST', '/api/v1/payout-events', body, signed)).status;
}

async function instructed() {
  const claimId = await office.walks.due();
  const { body: batch } = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
  const path = `/api/v1/payout-batches/${batch.id}`;
  const tag = (await office.as('checker').send('GET', path)).headers.get('etag') ?? '';
  expect((await office.as('checker').send('POST', `${path}/release`, undefined, { 'If-Match': tag })).status).toBe(200);
  return { claimId, path, instructionId: String(batch.instructions[0].id) };
}

describe('a machine client', () => {
  it('S7: reports on instructions of its jurisdictions alone; what it says of others is kept and moves nothing', async () => {
    const { claimId, path, instructionId } = await instructed();
    const paid = async () => (await office.as('maker').send('GET', `/api/v1/claims/${claimId}`)).body.totals.paidFen;
    expect(await settled('of-the-city', instructionId, CITY_SECRET)).toBe(202);
    expect(await paid()).toBe(0);
    const kept = await office.pool.query(
      `SELECT state, park_reason, batch_id FROM payout_inbox WHERE sender_id = 'of-the-city'`,
    );
    expect(kept.rows).toEqual([{ state: 'parked', park_reason: 'UNKNOWN_INSTRUCTION', batch_id: null }]);
    const events = async () => (await office.as('maker').send('GET', `${path}/events`)).body.items;
    expect(await events()).toEqual([]);
    const parked = await office.as('maker').send('GET', '/api/v1/unmatched-payout-events');
    expect(parked.body.items).toEqual([]);

    expect(await settled('of-ordos', instructionId, 'whsec_test')).toBe(202);
    expect(await paid()).toBe(80_000);
    expect(await events()).toHaveLength(1);
  });

  it('S7: has jurisdictions, and the table takes nothing that is no code', async () => {
    for (const jurisdictions of ['{}', '{Ordos}', '{150600,NULL}']) {
      const changed = office.pool.query('UPDATE machine_client SET jurisdictions = $1 WHERE id = $2', [
        jurisdictions,
        'mcl_city',
      ]);
      await expect(changed).rejects.toThrow(/machine_client_jurisdictions_are_codes/);
    }
  });
});
