import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHostedApp, type HostedApp } from '../../support/hosted-app.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let app: HostedApp;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startHostedApp(database.url);
});

afterAll(async () => {
  await app.close();
  await database.drop();
});

const AS_DELIVERED = { language: null, density: 'compact', theme: 'light', singleKeys: true, keys: {} };

describe('GET /session', () => {
  it('says which screens the person is shown, and how they want them', async () => {
    const client = await app.as('dept.union');
    const { body } = await client.send('GET', '/api/v1/session');
    expect(body).toMatchObject({ displayName: 'dept.union', preferences: AS_DELIVERED });
    expect(body.screens).toContain('filings');
    expect(body.screens).not.toContain('payouts');
    expect(new Date(body.expiresAt).getTime()).toBeGreaterThan(Date.now());
  });
});

describe('PATCH /me/preferences', () => {
  it('changes what is said and leaves the rest, for oneself alone', async () => {
    const client = await app.as('bureau.review');
    const send = (body: object) => client.send('PATCH', '/api/v1/me/preferences', body);
    const first = await send({ language: 'en', keys: { approve: 'KeyA', reject: 'KeyX' } });
    expect([first.status, first.body]).toEqual([
      200,
      { ...AS_DELIVERED, language: 'en', keys: { approve: 'KeyA', reject: 'KeyX' } },
    ]);
    const second = await send({ singleKeys: false, theme: 'dark', density: 'comfortable', keys: { next: 'KeyN' } });
    const wanted = {
      language: 'en',
      singleKeys: false,
      theme: 'dark',
      density: 'comfortable',
      keys: { next: 'KeyN' },
    };
    expect(second.body).toEqual(wanted);
    expect((await client.send('GET', '/api/v1/session')).body.preferences).toEqual(wanted);
    const other = await app.as('auditor');
    expect((await other.send('GET', '/api/v1/session')).body.preferences).toEqual(AS_DELIVERED);
  });

  it.each([
    [{ language: 'fr' }, '/language'],
    [{ density: 'wide' }, '/density'],
    [{ keys: { approve: '<script>' } }, '/keys/approve'],
    [{ keys: Object.fromEntries(Array.from({ length: 61 }, (_, n) => [`key${n}`, 'KeyA'])) }, '/keys'],
    [{ fontSize: 3 }, '/fontSize'],
  ])('refuses %j', async (body, pointer) => {
    const client = await app.as('auditor');
    const answer = await client.send('PATCH', '/api/v1/me/preferences', body);
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, pointer]);
  });
});
