import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Problem } from '../../../api/kernel/problem.ts';
import { defineRoute } from '../../../api/kernel/route.ts';
import { httpClient, type HttpClient } from '../../support/http-client.ts';
import { startHostedApp, type HostedApp } from '../../support/hosted-app.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let app: HostedApp;
let school: HttpClient;
let nobody: HttpClient;

const runs: string[] = [];
let release: () => void = () => undefined;

/** Routes that do what real ones rarely do. */
const PROBES = [
  defineRoute({
    operationId: 'getSession',
    method: 'post',
    path: '/api/v1/probe/:how',
    summary: 'Runs, waits or fails',
    params: z.strictObject({ how: z.enum(['runs', 'waits', 'refuses', 'breaks', 'workerless', 'lies']) }),
    body: z.strictObject({ n: z.number() }),
    answer: z.object({ n: z.number(), runs: z.int() }),
    idempotency: 'required',
    problems: [],
    async handle({ params: { how }, body: { n } }) {
      runs.push(how);
      if (how === 'waits') {
        await new Promise<void>((resolve) => {
          release = resolve;
        });
      }
      if (how === 'refuses') {
        throw new Problem('WRONG_STATE');
      }
      if (how === 'workerless') {
        throw new Problem('WORKER_UNAVAILABLE', { retryAfterSeconds: 2 });
      }
      if (how === 'breaks') {
        throw new Error('the secret of 张三');
      }
      const times = runs.filter((run) => run === how).length;
      return { body: { n, runs: how === 'lies' ? 1.5 : times }, revision: 7 };
    },
  }),
  defineRoute({
    operationId: 'getSession',
    method: 'post',
    path: '/api/v1/stale',
    summary: 'Says what it was given',
    answer: z.object({ seen: z.int() }),
    ifMatch: true,
    problems: [],
    handle: ({ ifMatch }) => Promise.resolve({ body: { seen: ifMatch } }),
  }),
];

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startHostedApp(database.url, { more: PROBES });
  school = httpClient(app.base, await app.tokenOf('school'));
  nobody = httpClient(app.base, null);
});

afterAll(async () => {
  await app.close();
  await database.drop();
});

const keyed = (key: string) => ({ 'Idempotency-Key': key });
const timesRun = (how: string) => runs.filter((run) => run === how).length;

describe('repeats', () => {
  it('get the stored answer with its tag, whatever the order of the fields', async () => {
    const first = await school.send('POST', '/api/v1/probe/runs', '{"n": 1}', keyed('a'));
    const again = await school.send('POST', '/api/v1/probe/runs', '{"n":1}', keyed('a'));

    expect([again.status, again.body, again.headers.get('etag')]).toEqual([200, first.body, '"7"']);
    expect([first.headers.get('idempotency-replayed'), again.headers.get('idempotency-replayed')]).toEqual([
      null,
      'true',
    ]);
    expect((await school.send('POST', '/api/v1/probe/runs', { n: 2 }, keyed('a'))).body.code).toBe(
      'IDEMPOTENCY_KEY_REUSED',
    );
    expect((await school.send('POST', '/api/v1/probe/lies', { n: 1 }, keyed('a'))).body.code).toBe(
      'IDEMPOTENCY_KEY_REUSED',
    );
    expect(timesRun('runs')).toBe(1);
  });

  it('that come while the first still runs are told to wait', async () => {
    const running = school.send('POST', '/api/v1/probe/waits', { n: 1 }, keyed('b'));
    while (timesRun('waits') === 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    const meanwhile = await school.send('POST', '/api/v1/probe/waits', { n: 1 }, keyed('b'));
    release();

    expect([meanwhile.status, meanwhile.body.code, meanwhile.headers.get('retry-after')]).toEqual([
      409,
      'REQUEST_IN_PROGRESS',
      '1',
    ]);
    expect((await running).status).toBe(200);
  });

  it('of a refusal are judged anew, of an unreachable worker run again and keep their key', async () => {
    await school.send('POST', '/api/v1/probe/refuses', { n: 1 }, keyed('c'));
    await school.send('POST', '/api/v1/probe/refuses', { n: 2 }, keyed('c'));
    const first = await school.send('POST', '/api/v1/probe/workerless', { n: 1 }, keyed('d'));
    const other = await school.send('POST', '/api/v1/probe/workerless', { n: 2 }, keyed('d'));
    await school.send('POST', '/api/v1/probe/workerless', { n: 1 }, keyed('d'));

    expect(timesRun('refuses')).toBe(2);
    expect([first.status, first.headers.get('retry-after')]).toEqual([503, '2']);
    expect(other.body.code).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(timesRun('workerless')).toBe(2);
  });

  it('need a key that can be read', async () => {
    expect((await school.send('POST', '/api/v1/probe/runs', { n: 1 }, keyed(''))).body.code).toBe(
      'IDEMPOTENCY_KEY_MISSING',
    );
    expect((await school.send('POST', '/api/v1/probe/runs', { n: 1 }, keyed('a b'))).body.code).toBe(
      'IDEMPOTENCY_KEY_INVALID',
    );
    expect((await school.send('POST', '/api/v1/probe/runs', { n: 1 }, keyed('x'.repeat(256)))).status).toBe(400);
  });
});

describe('our own errors', () => {
  it('answer 500 with a trace id and nothing of what happened, and are logged once without values', async () => {
    const before = app.logged.length;
    const broken = await school.send('POST', '/api/v1/probe/breaks', { n: 1 }, keyed('e'));
    const liar = await school.send('POST', '/api/v1/probe/lies', { n: 1 }, keyed('f'));

    expect([broken.status, liar.status]).toEqual([500, 500]);
    expect(broken.body.code).toBe('UNEXPECTED');
    expect(app.logged.length).toBe(before + 2);
    expect(JSON.stringify([broken.body, app.logged])).not.toContain('张三');
    expect(app.logged[before]).toMatchObject({ traceId: broken.body.traceId, operationId: 'getSession' });
  });
});

describe('If-Match', () => {
  it.each([
    ['"3"', 200, 3],
    ['"other"', 200, -1],
  ])('%s is read as the revision that was seen', async (header, status, seen) => {
    const answer = await school.send('POST', '/api/v1/stale', undefined, { 'If-Match': header });
    expect([answer.status, answer.body.seen]).toEqual([status, seen]);
  });

  it('that is missing is 428', async () => {
    expect((await school.send('POST', '/api/v1/stale')).status).toBe(428);
    expect((await school.send('POST', '/api/v1/stale', undefined, { 'If-Match': '"a' })).status).toBe(400);
  });
});

describe('S16: If-Match: *', () => {
  it.each([
    ['en', 'If-Match cannot be *', /read the resource first/i],
    ['zh-CN', 'If-Match 不能为 *', /请先读取/],
  ])('is refused in %s with what to do', async (language, title, detail) => {
    const headers = { 'If-Match': ' * ', 'Accept-Language': language };
    const answer = await school.send('POST', '/api/v1/stale', undefined, headers);
    expect([answer.status, answer.body.code, answer.body.title]).toEqual([400, 'IF_MATCH_ANY', title]);
    expect(answer.body.detail).toMatch(detail);
  });
});

describe('problems', () => {
  it('say what to do in the language that is wanted, Chinese first', async () => {
    const zh = await nobody.send('GET', '/api/v1/session');
    const en = await nobody.send('GET', '/api/v1/session', undefined, { 'Accept-Language': 'en-GB, zh;q=0.5' });

    expect(zh.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(zh.body).toMatchObject({
      status: 401,
      code: 'NOT_SIGNED_IN',
      title: '请先登录',
      instance: '/api/v1/session',
      errors: [],
    });
    expect(en.body.title).toBe('Sign in first');
    expect(zh.headers.get('x-request-id')).toBe(zh.body.traceId);
  });

  it.each([
    ['an unknown path', 'GET', '/api/v1/nothing', undefined, {}, 404],
    ['an address that cannot be decoded', 'GET', '/api/v1/class-filings/%zz', undefined, {}, 400],
    ['an id that cannot be one', 'GET', '/api/v1/class-filings/x', undefined, {}, 401],
    ['another method', 'PUT', '/api/v1/session', undefined, {}, 405],
    ['half a JSON', 'POST', '/api/v1/session', '{', {}, 400],
    ['null', 'POST', '/api/v1/session', 'null', {}, 422],
    ['a list', 'POST', '/api/v1/session', '[]', {}, 422],
    ['a lone surrogate', 'POST', '/api/v1/session', '"\\ud800"', {}, 422],
    ['fifty thousand brackets', 'POST', '/api/v1/session', `${'['.repeat(50_000)}${']'.repeat(50_000)}`, {}, 422],
    ['a form', 'POST', '/api/v1/session', 'a=b', { 'Content-Type': 'application/x-www-form-urlencoded' }, 415],
    ['another charset', 'POST', '/api/v1/session', '{}', { 'Content-Type': 'application/json; charset=latin1' }, 415],
    ['an unknown encoding', 'POST', '/api/v1/session', '{}', { 'Content-Encoding': 'rot13' }, 415],
    ['no gzip', 'POST', '/api/v1/session', '{}', { 'Content-Encoding': 'gzip' }, 400],
    ['a megabyte and more', 'POST', '/api/v1/session', `{"username":"${'x'.repeat(1_100_000)}"}`, {}, 413],
    ['NUL', 'POST', '/api/v1/session', '{"username":"a","password":"b\\u0000"}', {}, 422],
  ] as const)("%s is answered as the caller's error", async (...[, method, path, body, headers, status]) => {
    const answer = await nobody.send(method, path, body, headers);
    expect([answer.status, typeof answer.body.code]).toEqual([status, 'string']);
  });

  it('name the methods that a path knows', async () => {
    expect((await nobody.send('PUT', '/api/v1/session')).headers.get('allow')).toBe('POST, GET, DELETE');
  });
});
