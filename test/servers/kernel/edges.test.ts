import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHostedApp, type HostedApp } from '../../support/hosted-app.ts';
import { sendRaw } from '../../support/raw-request.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const TOKEN = 'metrics-token-of-tests';

let database: TestDatabase;
let app: HostedApp;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startHostedApp(database.url, { edges: { hosts: ['127.0.0.1', 'butie.example.cn'] } });
});

afterAll(async () => {
  await app.close();
  await database.drop();
});

const asked = (path: string, ...headers: readonly string[]) =>
  sendRaw(app.base, { method: 'GET', path, headers, body: Buffer.alloc(0) }, null);

describe('S11: a request', () => {
  it.each(['/', '/livez', '/metrics', '/version', '/docs', '/api/v1/session', '/public/notices', '/nothing'])(
    'for another host is answered nowhere, and is told the cure: %s',
    async (path) => {
      const zh = await asked(path, 'Host', 'evil.example');
      const en = await asked(path, 'Host', 'evil.example:3000', 'Accept-Language', 'en');
      expect([zh.status, en.status]).toEqual([421, 421]);
      expect(JSON.parse(zh.text)).toMatchObject({ code: 'HOST_UNKNOWN', title: '本服务不以此主机名应答' });
      expect(JSON.parse(en.text).detail).toContain('BUTIE_HOSTS');
    },
  );

  it.each(['127.0.0.1', 'butie.example.cn:443', 'Butie.Example.CN', 'butie.example.cn.'])(
    'for %s is answered',
    async (host) => {
      expect((await asked('/livez', 'Host', host)).status).toBe(200);
    },
  );

  it.each([
    '',
    'butie.example.cn.evil.example',
    'evil.example#butie.example.cn',
    '[::1',
    'butie.example.cn:',
    '@127.0.0.1',
  ])('for a host of odd form is not answered: %j', async (host) => {
    expect((await asked('/livez', 'Host', host)).status).toBeGreaterThanOrEqual(400);
  });
});

describe('S11: metrics and the commit', () => {
  it('are for programs of this machine', async () => {
    expect((await asked('/metrics')).text).toContain('butie_http_requests_total');
    expect(JSON.parse((await asked('/version')).text)).toEqual({
      name: 'butie',
      version: '0.1.0',
      commit: 'test',
      mode: 'practice',
    });
  });

  it.each(['X-Forwarded-For', 'Forwarded', 'X-Real-IP', 'Via'])(
    'are not for who comes through a proxy (%s), unless with the token',
    async (header) => {
      const through = [header, '127.0.0.1'];
      const refused = await asked('/metrics', ...through, 'Accept-Language', 'en');
      expect([refused.status, JSON.parse(refused.text).code]).toEqual([401, 'METRICS_TOKEN_MISSING']);
      expect(JSON.parse(refused.text).detail).toContain('BUTIE_METRICS_TOKEN');
      expect(JSON.parse((await asked('/version', ...through)).text)).toEqual({
        name: 'butie',
        version: '0.1.0',
        mode: 'practice',
      });
      for (const wrong of ['', 'Bearer', `Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(0, -1)}`, `Basic ${TOKEN}`]) {
        expect((await asked('/metrics', ...through, 'Authorization', wrong)).status).toBe(401);
      }
      expect((await asked('/metrics', ...through, 'Authorization', `Bearer ${TOKEN}`)).status).toBe(200);
      expect((await asked('/version', ...through, 'Authorization', `Bearer ${TOKEN}`)).text).toContain('commit');
    },
  );
});
