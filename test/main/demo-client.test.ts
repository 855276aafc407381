import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openOffice, type Office } from '../../scripts/demo/office-client.ts';

interface Seen {
  readonly method: string;
  readonly path: string;
  /** Its `Idempotency-Key`, or its `webhook-id`. */
  readonly key: string | undefined;
}

/** Answers 503 with `Retry-After` to the first sending of each request, and 200 to the second. */
const seen: Seen[] = [];
const server: Server = createServer((request, response) => {
  const { method = '', url: path = '', headers } = request;
  const key = headers['idempotency-key'] ?? headers['webhook-id'];
  const isFirst = !seen.some((one) => one.method === method && one.path === path);
  seen.push({ method, path, key: typeof key === 'string' ? key : undefined });
  request.resume();
  request.on('end', () => {
    const refusal = path === '/ended' ? 401 : 503;
    response.writeHead(isFirst ? refusal : 200, {
      'content-type': 'application/json',
      ...(isFirst && refusal === 503 && { 'retry-after': '0' }),
    });
    response.end(JSON.stringify({ token: 'token' }));
  });
});

let folder: string;
let port: number;
/** Each test has its own, which has not signed in yet. */
let office: Office;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'butie-client-'));
  const secret = `whsec_${Buffer.from('practice').toString('base64')}`;
  writeFileSync(join(folder, 'practice-clients.json'), JSON.stringify({ 'finance-system': { webhookSecret: secret } }));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});

afterAll(async () => {
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
  rmSync(folder, { recursive: true });
});

beforeEach(() => {
  seen.length = 0;
  office = openOffice(`http://127.0.0.1:${port}`, folder);
});

describe("the demo's own client", () => {
  it('L25: signs in again after the wait that the office asks for', async () => {
    await office.desk('school');
    expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /api/v1/session',
      'POST /api/v1/session',
    ]);
  });

  it('L25: repeats every kind of request after that wait, with the same key', async () => {
    const school = await office.desk('school');
    seen.length = 0;
    const file = { name: 'a.csv', content: Buffer.from('a') };
    await school.get('/read');
    await school.post('/post');
    await school.put('/put', {});
    await school.upload('/file', file);
    const requests = ['GET /read', 'POST /post', 'PUT /put', 'POST /file'];
    expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual(requests.flatMap((one) => [one, one]));
    const keysOf = (path: string) => new Set(seen.filter((one) => one.path === path).map(({ key }) => key));
    expect([...requests].map((one) => keysOf(one.split(' ')[1] ?? '').size)).toEqual([1, 1, 1, 1]);
  });

  it('S12: opens a session again that ended while its person had nothing to do', async () => {
    const school = await office.desk('school');
    seen.length = 0;
    await school.get('/ended');
    expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /ended',
      'POST /api/v1/session',
      'POST /api/v1/session',
      'GET /ended',
    ]);
  });

  it('L25: reports a payment again after that wait, with the same id', async () => {
    const answer = await office.reportPayout('payout.settled', {}, 'msg_1');
    expect(answer.status).toBe(200);
    expect(seen.map(({ key }) => key)).toEqual(['msg_1', 'msg_1']);
  });
});
