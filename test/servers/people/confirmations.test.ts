import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORDS } from '../../../prisma/people/password-hash.ts';
import { startHostedApp, type HostedApp } from '../../support/hosted-app.ts';
import { httpClient, type HttpClient } from '../../support/http-client.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const MINUTE = 60_000;
const PASSWORD = 'practice';

let database: TestDatabase;
let app: HostedApp;
/** The real clock of the sessions. */
let nowMs = Date.parse('2026-03-02T01:00:00Z');

const isRight = (password: string) => Promise.resolve({ isRight: password === PASSWORD, stronger: null });

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startHostedApp(database.url, {
    sessionRules: { now: () => nowMs },
    passwords: { ...PASSWORDS, check: isRight },
  });
  await app.pool.query(
    `INSERT INTO person (id, username, display_name, jurisdiction, organ, roles)
     SELECT 'per_' || name, name, name, '150600', 'FINANCE', '{financeChecker}' FROM unnest($1::text[]) AS name`,
    [['checker', 'checker2']],
  );
});

afterAll(async () => {
  await app.close();
  await database.drop();
});

interface Browser extends HttpClient {
  readonly token: string;
}

/** A browser with a session of its own: cookie and CSRF token. */
async function browser(username = 'checker'): Promise<Browser> {
  const { body } = await app.nobody.send('POST', '/api/v1/session', { username, password: PASSWORD });
  const headers = { Cookie: `butie_session=${body.token}`, 'X-CSRF-Token': body.csrfToken };
  const client = httpClient(app.base, null);
  return {
    ...client,
    token: body.token,
    send: (method, path, sent, more = {}) => client.send(method, path, sent, { ...headers, ...more }),
  };
}

/** A batch that does not exist: a request that passes the confirmation is answered with 404. */
async function release(client: HttpClient): Promise<string> {
  const path = '/api/v1/payout-batches/pob_00000000000000000000000a/release';
  const { status, body } = await client.send('POST', path, {}, { 'If-Match': '"1"' });
  return `${status} ${body.code}`;
}

const confirm = async (client: HttpClient, password: string) => {
  const { status, body } = await client.send('POST', '/api/v1/session/confirmation', { password });
  return [status, body?.code];
};

describe('the release of a batch', () => {
  it('by a browser asks for the password anew, for five minutes and for this session alone', async () => {
    const [client, other] = [await browser(), await browser()];
    expect(await release(client)).toBe('403 CONFIRM_IDENTITY');
    expect(await confirm(client, 'wrong')).toEqual([422, 'PASSWORD_WRONG']);
    expect(await release(client)).toBe('403 CONFIRM_IDENTITY');
    expect(await confirm(client, PASSWORD)).toEqual([204, undefined]);
    expect([await release(client), await release(other)]).toEqual(['404 NOT_FOUND', '403 CONFIRM_IDENTITY']);
    nowMs += 5 * MINUTE - 1;
    expect(await release(client)).toBe('404 NOT_FOUND');
    nowMs += 1;
    expect(await release(client)).toBe('403 CONFIRM_IDENTITY');
  });

  it('by a bearer token asks for none', async () => {
    expect(await release(httpClient(app.base, (await browser()).token))).toBe('404 NOT_FOUND');
  });

  it('S1: is not confirmed by whoever has the database’s login alone', async () => {
    const client = await browser();
    await confirm(client, PASSWORD);
    await app.application.query(`UPDATE session SET confirmed_until = confirmed_until + interval '1 hour'`);
    expect(await release(client)).toBe('403 CONFIRM_IDENTITY');
  });
});

describe('a confirmation', () => {
  it('stands in the audit, right or wrong, without the password', async () => {
    const client = await browser('checker2');
    const before = await entries();
    await confirm(client, PASSWORD);
    await confirm(client, 'wrong and secret');
    const added = (await entries()).slice(before.length);
    expect(added).toMatchObject([
      { act: 'signedIn', facts: { isConfirmation: true, address: '127.0.0.1' } },
      { act: 'signInFailed', facts: { isConfirmation: true, isLookedAt: true } },
    ]);
    expect(JSON.stringify(added)).not.toContain('secret');
  });

  it('S6: is braked together with sign-ins, so that a stolen session is no way to guess the password', async () => {
    const client = await browser();
    const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => confirm(client, `guess ${n}`)));
    const looked = answers.filter(([status]) => status === 422);
    expect(looked.length).toBeLessThanOrEqual(10);
    expect(answers.filter(([status]) => status === 429)).toHaveLength(12 - looked.length);
    expect((await client.send('GET', '/api/v1/session')).status).toBe(200);
  });

  it('is of people with a session: a machine has none', async () => {
    const machine = httpClient(app.base, 'bt_test');
    expect(await confirm(machine, PASSWORD)).toEqual([422, 'PASSWORD_WRONG']);
  });
});

async function entries() {
  const { rows } = await app.pool.query(
    `SELECT act, facts FROM audit_entry WHERE entity_kind = 'access' AND entity_id = 'per_checker2' ORDER BY id`,
  );
  return rows;
}
