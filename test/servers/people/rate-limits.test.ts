import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { RATE_ALLOWANCES } from '../../../api/kernel/rate-limit.ts';
import { birth } from '../../../main/office/birth.ts';
import { runApi, type RunningApi } from '../../../main/office/run-api.ts';
import { temporalVariables } from '../../../main/office/temporal-connection.ts';
import { readProcessConfig } from '../../../main/config.ts';
import { freePort } from '../../../main/stack/ports.ts';
import { newThreads } from '../../../api/kernel/threads.ts';
import { connectDatabase } from '../../../prisma/kernel/connection.ts';
import { createRateLimits } from '../../../prisma/kernel/rate-limit-store.ts';
import { createSealer } from '../../../prisma/kernel/sealing.ts';
import { ACT_KEYS } from '../../support/act-keys.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { httpClient, type HttpClient } from '../../support/http-client.ts';

const KEY = Buffer.alloc(32, 7);
const OBJECTIONS = '/public/notices/ntc_none/objections';

let testDatabase: TestDatabase;
let stateFolder: string;
let owner: pg.Pool;
const processes: RunningApi[] = [];
let first: HttpClient;
let second: HttpClient;

beforeAll(async () => {
  const { temporal } = inject('stack');
  testDatabase = await createTestDatabase();
  stateFolder = mkdtempSync(join(tmpdir(), 'butie-limits-'));
  owner = new pg.Pool({ connectionString: testDatabase.ownerUrl, max: 1 });
  const clients: HttpClient[] = [];
  for (const name of ['first', 'second']) {
    const config = readProcessConfig({
      PORT: String(await freePort()),
      BUTIE_HOME: stateFolder,
      BUTIE_KEY: KEY.toString('base64'),
      DATABASE_URL: testDatabase.url,
      ...temporalVariables(temporal),
      LOG_LEVEL: 'silent',
      ...ACT_KEYS,
    });
    if (name === 'first') {
      await birth({ databaseUrl: testDatabase.ownerUrl, config, stateFolder, log: () => undefined });
    }
    const api = await runApi(config, { log: pino({ level: 'silent' }), connections: 3 });
    processes.push(api);
    clients.push(httpClient(`http://127.0.0.1:${api.port}`, null));
  }
  const [one, other] = clients;
  if (one === undefined || other === undefined) {
    throw new Error('Two processes are needed');
  }
  [first, second] = [one, other];
});

afterAll(async () => {
  await Promise.all(processes.map((api) => api.stop()));
  await owner.end();
  await testDatabase.drop();
  rmSync(stateFolder, { recursive: true, force: true });
});

// Each sign-in is slow on purpose, and a machine may be slow besides.
describe('two API processes over one database', { timeout: 280_000 }, () => {
  it('count failed sign-ins together and say when to come back', async () => {
    for (let attempt = 0; attempt < RATE_ALLOWANCES.signIn.attempts; attempt += 1) {
      const guessed = await signIn(attempt % 2 === 0 ? first : second, 'dept.hr', 'wrong');
      expect(guessed.status).toBe(401);
    }
    for (const client of [first, second]) {
      const refused = await signIn(client, 'dept.hr', 'practice');
      const retryAfter = Number(refused.headers.get('retry-after'));
      expect([refused.status, refused.body.code]).toEqual([429, 'TOO_MANY_REQUESTS']);
      expect(retryAfter).toBeGreaterThan(0);
      expect(retryAfter).toBeLessThanOrEqual(RATE_ALLOWANCES.signIn.windowSeconds);
    }
  });

  it('let no more guesses through when they are sent at once', async () => {
    const guesses = Array.from({ length: 40 }, (_, n) => signIn(n % 2 === 0 ? first : second, 'dept.hr2', `no${n}`));
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(RATE_ALLOWANCES.signIn.attempts);
    expect(statuses.filter((status) => status === 429)).toHaveLength(40 - RATE_ALLOWANCES.signIn.attempts);
  });

  it('forget the failures of a name on both sides once it has signed in', async () => {
    for (let round = 0; round < 2; round += 1) {
      for (let attempt = 0; attempt < RATE_ALLOWANCES.signIn.attempts - 1; attempt += 1) {
        expect((await signIn(first, 'school', 'wrong')).status).toBe(401);
      }
      expect((await signIn(second, 'school', 'practice')).status).toBe(201);
    }
  });

  it('count objections of an address together (R-099)', async () => {
    const body = { itemNo: 1, statement: '名单有误' };
    for (let filed = 0; filed < RATE_ALLOWANCES.objection.attempts; filed += 1) {
      const client = filed % 2 === 0 ? first : second;
      expect((await client.send('POST', OBJECTIONS, body)).status).toBe(404);
    }
    const refused = await second.send('POST', OBJECTIONS, body);
    expect([refused.status, refused.body.code]).toEqual([429, 'TOO_MANY_REQUESTS']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('keep neither user names nor addresses (D10)', async () => {
    for (const name of ['finance.maker', 'finance.checker', 'auditor']) {
      expect((await signIn(first, name, 'wrong')).status).toBe(401);
    }
    const { rows } = await owner.query<{ key: string }>('SELECT key FROM rate_limit');
    expect(rows.length).toBeGreaterThan(2);
    for (const { key } of rows) {
      expect(key).toMatch(/^(signIn|objection):[\w-]{43}$/);
    }
  });

  it('refuse rather than let through when attempts cannot be counted', async () => {
    await owner.query('ALTER TABLE rate_limit RENAME TO elsewhere');
    expect((await signIn(first, 'ops', 'practice')).status).toBe(500);
    await owner.query('ALTER TABLE elsewhere RENAME TO rate_limit');
    expect((await signIn(first, 'ops', 'practice')).status).toBe(201);
  });
});

it('a limit whose database is gone throws what the API answers with 503', async () => {
  const port = await freePort();
  const gone = connectDatabase(`postgres://butie@127.0.0.1:${port}/butie`);
  const { signIn: limit } = createRateLimits(
    gone.pool,
    createSealer([{ id: 1, secret: KEY }], newThreads),
    RATE_ALLOWANCES,
  );
  await expect(limit.count('school 127.0.0.1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await gone.close();
});

function signIn(client: HttpClient, username: string, password: string) {
  return client.send('POST', '/api/v1/session', { username, password });
}
