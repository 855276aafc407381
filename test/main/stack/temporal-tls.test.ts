import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ensureTemporalTls, LOOPBACK_NAMES, type TemporalTls } from '../../../main/stack/temporal-tls.ts';

const DAY_MS = 86_400_000;
const YEAR_MS = 365 * DAY_MS;
const BEGIN = new Date('2026-11-29T02:00:00Z');
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';

let folder: string;
let said: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'butie-tls-'));
  said = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function ensure(now = BEGIN, serverNames: readonly string[] = LOOPBACK_NAMES): Promise<TemporalTls> {
  return ensureTemporalTls({ folder, serverUser: undefined, serverNames, now, say: (line) => said.push(line) });
}

function readAll(): Readonly<Record<'authority' | 'server' | 'client', X509Certificate>> {
  return { authority: read('authority'), server: read('server'), client: read('client') };
}

function read(name: string): X509Certificate {
  return new X509Certificate(readFileSync(join(folder, name, 'cert.pem')));
}

/** Which certificates are others than before. */
function changed(before: ReturnType<typeof readAll>): string[] {
  const after = readAll();
  return (['authority', 'server', 'client'] as const).filter(
    (name) => before[name].fingerprint256 !== after[name].fingerprint256,
  );
}

describe('the certificates of Temporal', () => {
  it('come from one authority, each for its key', async () => {
    const { server, client } = await ensure();
    const { authority, ...issued } = readAll();
    expect([authority.ca, issued.server.ca, issued.client.ca]).toEqual([true, false, false]);
    for (const [own, paths] of [
      [issued.server, server],
      [issued.client, client],
    ] as const) {
      expect(own.verify(authority.publicKey) && own.checkIssued(authority)).toBe(true);
      expect(own.checkPrivateKey(createPrivateKey(readFileSync(paths.key)))).toBe(true);
      expect(new X509Certificate(readFileSync(paths.ca)).fingerprint256).toBe(authority.fingerprint256);
      expect(own.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
    }
    expect(said).toEqual([]);
  });

  it('name the loopback for the server, and let the client be no server', async () => {
    await ensure();
    const { server, client } = readAll();
    expect(server.subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1');
    expect(server.keyUsage).toEqual([SERVER_AUTH, CLIENT_AUTH]);
    expect(client.keyUsage).toEqual([CLIENT_AUTH]);
    expect(client.subjectAltName).toBeUndefined();
  });

  it('hold for ten years, the authority for twenty, and from a day ago', async () => {
    await ensure();
    const { authority, server, client } = readAll();
    expect(Date.parse(authority.validTo) - BEGIN.getTime()).toBe(20 * YEAR_MS);
    for (const own of [server, client]) {
      expect(Date.parse(own.validTo) - BEGIN.getTime()).toBe(10 * YEAR_MS);
      expect(BEGIN.getTime() - Date.parse(own.validFrom)).toBe(DAY_MS);
    }
  });

  it('are readable by their owner alone', async () => {
    const { server, client } = await ensure();
    const authority = ['key.pem', 'cert.pem'].map((name) => join(folder, 'authority', name));
    for (const path of [...Object.values(server), ...Object.values(client), ...authority]) {
      expect(statSync(path).mode & 0o777).toBe(0o600);
      expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
    }
  });

  it('stay the same from start to start until sixty days before their end', async () => {
    await ensure();
    const before = readAll();
    await ensure(new Date(BEGIN.getTime() + 10 * YEAR_MS - 61 * DAY_MS));
    expect(changed(before)).toEqual([]);
    await ensure(new Date(BEGIN.getTime() + 10 * YEAR_MS - 60 * DAY_MS));
    expect(changed(before)).toEqual(['server', 'client']);
    expect(said).toHaveLength(1);
  });

  it('end no later than their authority, and a new one is made before it ends', async () => {
    await ensure();
    const before = readAll();
    await ensure(new Date(BEGIN.getTime() + 11 * YEAR_MS));
    expect(changed(before)).toEqual(['server', 'client']);
    expect(readAll().server.validTo).toBe(before.authority.validTo);
    await ensure(new Date(BEGIN.getTime() + 20 * YEAR_MS - 30 * DAY_MS));
    expect(changed(before)).toEqual(['authority', 'server', 'client']);
  });

  it('are made anew for another name of the server', async () => {
    await ensure();
    const before = readAll();
    await ensure(BEGIN, ['temporal', ...LOOPBACK_NAMES]);
    expect(changed(before)).toEqual(['server', 'client']);
    expect(readAll().server.checkHost('temporal')).toBe('temporal');
  });

  it.each(['server/key.pem', 'server/cert.pem', 'client/key.pem', 'client/ca.pem'])(
    'are made anew from the same authority when %s is damaged',
    async (name) => {
      await ensure();
      const before = readAll();
      writeFileSync(join(folder, name), '?');
      await ensure();
      expect(changed(before)).toEqual(['server', 'client']);
    },
  );

  it('live without the key of their authority, and get a new authority when it would be needed', async () => {
    await ensure();
    const before = readAll();
    rmSync(join(folder, 'authority', 'key.pem'));
    await ensure();
    expect(changed(before)).toEqual([]);
    rmSync(join(folder, 'client', 'key.pem'));
    await ensure();
    expect(changed(before)).toEqual(['authority', 'server', 'client']);
  });
});
