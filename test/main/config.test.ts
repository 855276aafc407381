import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { readConfig, readSealingKeys, readProcessConfig, ROOT } from '../../main/config.ts';
import { StartError } from '../../main/stack/start-error.ts';
import { temporalConnectionOptions, temporalVariables } from '../../main/office/temporal-connection.ts';
import { VARIABLE_CURES } from '../../schemas/config-schemas.ts';

const SERVERS = { DATABASE_URL: 'postgres://a:b@db:5432/butie', TEMPORAL_ADDRESS: 'temporal:7233' };
const KEY = Buffer.alloc(32, 7).toString('base64');

function refusal(ask: () => unknown): StartError {
  try {
    ask();
  } catch (error) {
    if (error instanceof StartError) {
      return error;
    }
    throw error;
  }
  throw new Error('Nothing was refused');
}

describe('the configuration', () => {
  it('needs nothing: practice mode on port 3000 with embedded servers, born on 12 May 2025', () => {
    expect(readConfig({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      mode: 'practice',
      practiceStart: '2025-05-12T09:00:00+08:00',
      databaseUrl: undefined,
      temporal: { address: undefined, namespace: 'butie' },
    });
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '', BUTIE_MODE: '' })).toEqual(readConfig({}));
  });

  it.each([
    ['PORT', '0'],
    ['PORT', '65536'],
    ['PORT', '3e3'],
    ['BUTIE_MODE', 'Live'],
    ['BUTIE_PRACTICE_START', '2025-05-12'],
    ['BUTIE_POLICIES', '/no/such/folder'],
    ['BUTIE_POLICIES', 'package.json'],
    ['BUTIE_WORKFLOW_BUNDLE', 'no/such/file.js'],
    ['BUTIE_WORKBENCH', 'package.json'],
    ['DATABASE_URL', 'mysql://a@b/c'],
    ['MIGRATE_DATABASE_URL', 'localhost'],
    ['TEMPORAL_ADDRESS', 'https://temporal'],
    ['TEMPORAL_NAMESPACE', 'a b'],
    ['TEMPORAL_TLS_SERVER_NAME', 'a b'],
    ['TEMPORAL_DATABASE_PASSWORD', 'short'],
    ['BUTIE_KEY', 'c2hvcnQ='],
    ['BUTIE_HOSTS', 'https://butie.example.cn'],
    ['BUTIE_HOSTS', ' , '],
    ['BUTIE_TRUSTED_PROXIES', 'proxy.example.cn'],
    ['BUTIE_TRUSTED_PROXIES', '10.0.0.0/33'],
    ['BUTIE_METRICS_TOKEN', 'short'],
    ['BUTIE_PRACTICE_ANYWHERE', 'yes'],
    ['BUTIE_HEADER_SECONDS', '0'],
    ['BUTIE_BODY_SECONDS', '1e2'],
    ['BUTIE_IDLE_SECONDS', '-1'],
    ['BUTIE_CONNECTIONS', '0'],
    ['BUTIE_SESSION_IDLE_MINUTES', '0'],
    ['BUTIE_SESSION_HOURS', '169'],
    ['BUTIE_NOTICE_PERSONS_DAYS', '-1'],
    ['BUTIE_ANSWER_DAYS', '0'],
    ['BUTIE_REVEALS_PER_HOUR', '0'],
    ['BUTIE_WEBHOOK_ALLOW', '10.20.0.0'],
    ['BUTIE_WEBHOOK_ALLOW', '10.20.0.0/40'],
    ['LOG_LEVEL', 'loud'],
  ] as const)('names %s when it is %s, and the cure in both languages', (name, value) => {
    const { zh, en } = refusal(() => readConfig({ [name]: value }));
    expect(zh).toContain(name);
    expect(zh).toContain(VARIABLE_CURES[name].zh);
    expect(en).toContain(name);
    expect(en).toContain(VARIABLE_CURES[name].en);
  });

  it('finds a folder of further packs from the root of the clone', () => {
    expect(readConfig({ BUTIE_POLICIES: 'policies/practice' }).policies).toBe(join(ROOT, 'policies/practice'));
  });

  it.each(['DATABASE_URL', 'TEMPORAL_ADDRESS'] as const)('refuses live mode without %s', (name) => {
    const { en } = refusal(() => readConfig({ ...SERVERS, BUTIE_MODE: 'live', [name]: undefined }));
    expect(en).toContain(`${name} must be set with BUTIE_MODE=live`);
  });

  it('gives api and worker both addresses or a refusal', () => {
    expect(readProcessConfig(SERVERS)).toMatchObject({ databaseUrl: SERVERS.DATABASE_URL });
    expect(refusal(() => readProcessConfig({})).en).toContain('DATABASE_URL is not set');
  });

  it.each(['0.0.0.0', '::', '10.0.0.7', 'butie.example.cn'])(
    'S11: refuses practice mode on %s, says the cure, and takes the word of who wants it',
    (host) => {
      const { zh, en } = refusal(() => readConfig({ BUTIE_HOST: host }));
      for (const text of [zh, en]) {
        expect(text).toContain(host);
        expect(text).toContain('BUTIE_HOST=127.0.0.1');
        expect(text).toContain('BUTIE_PRACTICE_ANYWHERE=true');
      }
      expect(readConfig({ BUTIE_HOST: host, BUTIE_PRACTICE_ANYWHERE: 'true' }).host).toBe(host);
      expect(readConfig({ ...SERVERS, BUTIE_MODE: 'live', BUTIE_HOST: host }).host).toBe(host);
    },
  );

  it.each(['127.0.0.1', '127.8.0.1', '::1', 'localhost'])('S11: practises on %s, which is this machine', (host) => {
    expect(readConfig({ BUTIE_HOST: host }).host).toBe(host);
  });

  it('S11: answers for the address it listens on and for this machine, unless hosts are named', () => {
    expect(readConfig({ BUTIE_HOST: '::1' }).edges.hosts).toEqual(['[::1]', 'localhost', '127.0.0.1', '[::1]']);
    const named = readConfig({ BUTIE_HOSTS: 'Butie.example.CN, [fd00::7]' });
    expect(named.edges.hosts).toEqual(['butie.example.cn', '[fd00::7]', 'localhost', '127.0.0.1', '[::1]']);
  });

  it('S11: limits headers, bodies and idle connections to 5, 30 and 15 s, headers never after bodies', () => {
    const { connection } = readConfig({}).edges;
    expect(connection).toEqual({ headerMs: 5_000, bodyMs: 30_000, idleMs: 15_000, connections: 1_000 });
    expect(refusal(() => readConfig({ BUTIE_BODY_SECONDS: '4' })).en).toContain('BUTIE_HEADER_SECONDS');
  });

  it('S12: ends a session after 15 idle minutes and after 8 hours', () => {
    expect(readConfig({}).edges.session).toEqual({ idleMs: 15 * 60_000, wholeMs: 8 * 3_600_000 });
  });

  it('wants certificate and key together', () => {
    expect(refusal(() => readConfig({ TEMPORAL_TLS_CERT: 'a.pem' })).en).toContain('TEMPORAL_TLS_KEY');
  });
});

describe('secrets', () => {
  const folder = mkdtempSync(join(tmpdir(), 'butie-config-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('come from BUTIE_KEY or from the file that BUTIE_KEY_FILE names', () => {
    const file = join(folder, 'key');
    writeFileSync(file, `${KEY}\n`);
    expect(readSealingKeys(readConfig({ BUTIE_KEY: KEY }))[0]?.secret).toHaveLength(32);
    expect(readSealingKeys(readConfig({ BUTIE_KEY_FILE: file }))).toEqual([{ id: 1, secret: Buffer.alloc(32, 7) }]);
  });

  it('may be several, the sealing one first, so that a key can be rotated', () => {
    const keys = readSealingKeys(readConfig({ BUTIE_KEY: `2:${Buffer.alloc(32, 9).toString('base64')} ${KEY}` }));
    expect(keys.map(({ id }) => id)).toEqual([2, 1]);
    expect(refusal(() => readConfig({ BUTIE_KEY: `${KEY},${KEY}` })).en).toContain('BUTIE_KEY');
  });

  it.each(['absent', 'short'])('are refused by name when the file is %s', (name) => {
    writeFileSync(join(folder, 'short'), 'c2hvcnQ=');
    const config = readConfig({ BUTIE_KEY_FILE: join(folder, name) });
    expect(refusal(() => readSealingKeys(config)).zh).toContain('BUTIE_KEY_FILE');
  });

  it('for Temporal Cloud become connection options: an API key over TLS, or a pair of certificate and key', () => {
    const file = join(folder, 'pem');
    writeFileSync(file, 'pem');
    const { temporal } = readProcessConfig({ ...SERVERS, TEMPORAL_API_KEY: 'secret' });
    expect(temporalConnectionOptions(temporal)).toEqual({ address: 'temporal:7233', tls: true, apiKey: 'secret' });
    const paired = readProcessConfig({ ...SERVERS, TEMPORAL_TLS_CERT: file, TEMPORAL_TLS_KEY: file });
    expect(temporalConnectionOptions(paired.temporal)).toEqual({
      address: 'temporal:7233',
      tls: { clientCertPair: { crt: Buffer.from('pem'), key: Buffer.from('pem') } },
    });
  });

  it('S1: with certificates of an own authority reach the processes by the variables that a given cluster has', () => {
    const file = join(folder, 'pem');
    writeFileSync(file, 'pem');
    const temporal = {
      address: '127.0.0.1:17233',
      namespace: 'butie',
      tlsCaPath: file,
      tlsCertPath: file,
      tlsKeyPath: file,
      tlsServerName: 'localhost',
      apiKey: undefined,
    };
    const read = readProcessConfig({ ...SERVERS, ...temporalVariables(temporal) });
    expect(read.temporal).toEqual(temporal);
    expect(temporalConnectionOptions(read.temporal).tls).toEqual({
      serverNameOverride: 'localhost',
      serverRootCACertificate: Buffer.from('pem'),
      clientCertPair: { crt: Buffer.from('pem'), key: Buffer.from('pem') },
    });
  });
});
