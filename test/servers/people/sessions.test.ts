import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORDS } from '../../../prisma/people/password-hash.ts';
import { startHostedApp, type HostedApp } from '../../support/hosted-app.ts';
import { httpClient, type HttpClient } from '../../support/http-client.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let database: TestDatabase;
let app: HostedApp;
/** The real clock of the sessions. */
let nowMs = Date.parse('2026-03-02T01:00:00Z');
/** Waits between the reading of a person and the answer about the password. */
let gate: Promise<void> = Promise.resolve();
let asked = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startHostedApp(database.url, {
    sessionRules: { now: () => nowMs },
    passwords: {
      ...PASSWORDS,
      async check(password) {
        asked += 1;
        await gate;
        return { isRight: password === 'practice', stronger: null };
      },
    },
  });
});

afterAll(async () => {
  await app.close();
  await database.drop();
});

/** As `Promise.withResolvers`, which Node 20 does not have. */
function withResolvers() {
  const found: { resolve: () => void } = { resolve: nothing };
  const promise = new Promise<void>((resolve) => {
    found.resolve = resolve;
  });
  return { promise, resolve: () => found.resolve() };
}

const nothing = () => undefined;

const signIn = (username: string) => app.nobody.send('POST', '/api/v1/session', { username, password: 'practice' });

async function signedIn(username: string): Promise<HttpClient> {
  const { status, body } = await signIn(username);
  expect(status).toBe(201);
  return httpClient(app.base, body.token);
}

const statusOf = async (client: HttpClient) => (await client.send('GET', '/api/v1/session')).status;
const list = async (client: HttpClient, query = '') => (await client.send('GET', `/api/v1/me/sessions${query}`)).body;
const change = (set: string, username: string) =>
  app.pool.query(`UPDATE person SET ${set} WHERE username = $1`, [username]);

describe('S12: a session', () => {
  it('ends when nothing was asked for fifteen minutes; a request renews the time', async () => {
    const client = await signedIn('school');
    for (let asks = 0; asks < 4; asks += 1) {
      nowMs += 14 * MINUTE;
      expect(await statusOf(client)).toBe(200);
    }
    const { expiresAt, idleEndsAt, endsAt } = (await client.send('GET', '/api/v1/session')).body;
    const idleEnd = new Date(nowMs + 15 * MINUTE).toISOString();
    expect([expiresAt, idleEndsAt, endsAt > idleEnd]).toEqual([idleEnd, idleEnd, true]);
    nowMs += 15 * MINUTE;
    expect(await statusOf(client)).toBe(401);
    nowMs -= MINUTE;
    expect((await client.send('GET', '/api/v1/me/sessions')).status).toBe(200);
  });

  it('ends after eight hours however busy it is, and says so from its beginning', async () => {
    const client = await signedIn('school');
    const endsAt = nowMs + 8 * HOUR;
    expect((await client.send('GET', '/api/v1/session')).body.endsAt).toBe(new Date(endsAt).toISOString());
    while (nowMs + 10 * MINUTE < endsAt) {
      nowMs += 10 * MINUTE;
      expect(await statusOf(client)).toBe(200);
    }
    nowMs = endsAt;
    expect(await statusOf(client)).toBe(401);
  });

  it('is of the real clock: a jump of the practice clock ends none', async () => {
    const client = await signedIn('school');
    await app.setTime('2025-09-01T09:00:00+08:00');
    expect(await statusOf(client)).toBe(200);
  });

  it('is listed with the others of its person, and ends them or itself', async () => {
    const [first, second, other] = [await signedIn('school2'), await signedIn('school2'), await signedIn('auditor')];
    const { items } = await list(first);
    expect(items).toHaveLength(2);
    expect(items.filter(({ isCurrent }: { isCurrent: boolean }) => isCurrent)).toHaveLength(1);
    expect(items[0]).toMatchObject({
      startedAt: new Date(nowMs).toISOString(),
      idleEndsAt: new Date(nowMs + 15 * MINUTE).toISOString(),
      expiresAt: new Date(nowMs + 8 * HOUR).toISOString(),
    });
    const page = await list(first, '?limit=1');
    const rest = await list(first, `?limit=1&cursor=${encodeURIComponent(page.nextCursor)}`);
    expect([...page.items, ...rest.items].map(({ id }) => id)).toEqual(items.map(({ id }: { id: string }) => id));
    expect(rest.nextCursor).toBeNull();

    const mine = items.find(({ isCurrent }: { isCurrent: boolean }) => isCurrent).id;
    const theirs = items.find(({ isCurrent }: { isCurrent: boolean }) => !isCurrent).id;
    expect((await other.send('DELETE', `/api/v1/me/sessions/${theirs}`)).status).toBe(404);
    expect((await app.nobody.send('DELETE', `/api/v1/me/sessions/${theirs}`)).status).toBe(401);
    expect(await statusOf(second)).toBe(200);
    expect((await first.send('DELETE', `/api/v1/me/sessions/${theirs}`)).status).toBe(204);
    expect([await statusOf(first), await statusOf(second)]).toEqual([200, 401]);
    expect((await first.send('DELETE', `/api/v1/me/sessions/${theirs}`)).status).toBe(404);
    expect((await first.send('DELETE', `/api/v1/me/sessions/${mine}`)).status).toBe(204);
    expect(await statusOf(first)).toBe(401);
  });

  it.each([
    ['disabled and enabled again', ['disabled_at = now()', 'disabled_at = NULL']],
    ['given other roles, and the former ones again', [`roles = '{auditor}'`, `roles = '{applicant}'`]],
    ['given another password', [`password_hash = password_hash || 'x'`]],
    ['moved to another party', ['party_id = NULL', `party_id = 'pty_factory'`]],
  ])('of a person who was %s is dead for good; a new one lives', async (_what, sets) => {
    const client = await signedIn('factory');
    for (const set of sets) {
      await change(set, 'factory');
      expect(await statusOf(client)).toBe(401);
    }
    await app.pool.query(`UPDATE person SET session_epoch = 0 WHERE username = 'factory'`);
    expect(await statusOf(client)).toBe(401);
    expect(await statusOf(await signedIn('factory'))).toBe(200);
    expect((await (await signedIn('factory')).send('GET', '/api/v1/me/sessions')).body.items).toHaveLength(2);
  });

  it('that begins while its person is disabled and enabled is dead from its first moment', async () => {
    const { promise, resolve: open } = withResolvers();
    gate = promise;
    const before = asked;
    const pending = Array.from({ length: 4 }, () => signIn('dept.union'));
    // Two are looked at at once; those have read the person as he was.
    await expect.poll(() => asked - before).toBe(2);
    await change('disabled_at = now()', 'dept.union');
    await change('disabled_at = NULL', 'dept.union');
    open();
    gate = Promise.resolve();
    const answers = await Promise.all(pending);
    const statuses = await Promise.all(
      answers.map(async ({ body }) => statusOf(httpClient(app.base, body.token ?? 'none'))),
    );
    expect(statuses.filter((status) => status === 401)).toHaveLength(2);
    expect(statuses.filter((status) => status === 200)).toHaveLength(2);
  });
});
