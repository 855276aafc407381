import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';

import { Client, Connection, type ConnectionOptions, type TLSConfig } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { SETTINGS_PORTS } from '../../../main/stack/temporal-settings.ts';
import { ensureTemporalTls, LOOPBACK_NAMES, type TlsPaths } from '../../../main/stack/temporal-tls.ts';
import { ServerMemory } from '../../../schemas/server-memory-schemas.ts';

/** gRPC's own number. */
const UNAVAILABLE = 14;
const NAMESPACE = 'butie';
const QUEUE = 'nobody-polls-here';
const WITHIN_MS = 60_000;
/** Of HTTP/2, which gRPC speaks: its servers answer with their settings. */
const FIRST_WORDS = `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0`;
const A_TLS_ALERT_OR_NOTHING = /^(15[\da-f]{12})?$/;

let memory: ServerMemory;
let tls: TlsPaths;
let workflowId: string;
let strangers: string;
const open: Connection[] = [];

/** As any program on this machine would. */
async function connect(options: Omit<ConnectionOptions, 'address'>): Promise<Client> {
  const address = `127.0.0.1:${memory.ports['temporalFrontend']}`;
  const connection = await Connection.connect({ address, ...options, connectTimeout: WITHIN_MS });
  open.push(connection);
  return new Client({ connection, namespace: NAMESPACE });
}

function filesOf({ ca, cert, key }: TlsPaths): TLSConfig {
  return {
    serverNameOverride: 'localhost',
    serverRootCACertificate: readFileSync(ca),
    clientCertPair: { crt: readFileSync(cert), key: readFileSync(key) },
  };
}

/** Each must fail by itself, at the first try: the connection is made without asking the server whether it takes us. */
function attempts(options: Omit<ConnectionOptions, 'address'>): [string, Promise<unknown>][] {
  const address = `127.0.0.1:${memory.ports['temporalFrontend']}`;
  const connection = Connection.lazy({ address, ...options, interceptors: [], connectTimeout: WITHIN_MS });
  open.push(connection);
  const client = new Client({ connection, namespace: NAMESPACE });
  const handle = client.workflow.getHandle(workflowId);
  const started = { taskQueue: QUEUE, workflowId: `stranger-${randomUUID()}` };
  return [
    ['list', client.workflow.list()[Symbol.asyncIterator]().next()],
    ['describe', handle.describe()],
    ['query', handle.query('progress')],
    ['signal', handle.signal('stop')],
    ['update', handle.executeUpdate('decide')],
    ['terminate', handle.terminate()],
    ['start', client.workflow.start('anything', started)],
  ];
}

beforeAll(async () => {
  const path = join(inject('stack').stateFolder, 'servers.json');
  memory = ServerMemory.parse(JSON.parse(readFileSync(path, 'utf8')));
  if (memory.temporalTls === undefined) {
    throw new Error('servers.json names no certificate');
  }
  tls = memory.temporalTls;
  strangers = mkdtempSync(join(tmpdir(), 'butie-strangers-'));
  const client = await connect({ tls: filesOf(tls) });
  workflowId = `door-${randomUUID()}`;
  await client.workflow.start('anything', { taskQueue: QUEUE, workflowId });
});

afterAll(async () => {
  await Promise.all(open.map((connection) => connection.close()));
  rmSync(strangers, { recursive: true, force: true });
});

describe('S1: the embedded Temporal', () => {
  it.each(['nothing of TLS', 'TLS without a certificate', 'a certificate of another authority'])(
    'S1: lets nobody with %s list, query, signal, terminate or start',
    async (shown) => {
      const other = await ensureTemporalTls({
        folder: strangers,
        serverUser: undefined,
        serverNames: LOOPBACK_NAMES,
        now: new Date(),
        say: () => undefined,
      });
      const shownBy = new Map<string, Omit<ConnectionOptions, 'address'>>(
        Object.entries({
          'nothing of TLS': {},
          'TLS without a certificate': {
            tls: { serverNameOverride: 'localhost', serverRootCACertificate: readFileSync(tls.ca) },
          },
          'a certificate of another authority': { tls: filesOf({ ...other.client, ca: tls.ca }) },
        }),
      );
      const tried = attempts(shownBy.get(shown) ?? {});
      const outcomes = await Promise.allSettled(tried.map(([, attempt]) => attempt));
      expect(tried.flatMap(([name], at) => (isUnavailable(outcomes[at]) ? [] : [name, outcomes[at]]))).toEqual([]);
      const client = await connect({ tls: filesOf(tls) });
      expect((await client.workflow.getHandle(workflowId).describe()).status.name).toBe('RUNNING');
    },
  );

  it('S1: lets who has the files that servers.json names list, signal and terminate', async () => {
    const client = await connect({ tls: filesOf(tls) });
    const handle = client.workflow.getHandle(workflowId);
    await handle.signal('anything');
    await expect.poll(() => listed(client), { timeout: WITHIN_MS }).toContain(workflowId);
    await handle.terminate('done');
    expect((await handle.describe()).status.name).toBe('TERMINATED');
  });

  it.each(SETTINGS_PORTS)('S1: asks for a certificate on the port %s too', async (name) => {
    const port = memory.ports[name] ?? 0;
    expect(await sayOverTls(port, undefined)).toContain('alert certificate required');
    expect(await sayPlainly(port)).toMatch(A_TLS_ALERT_OR_NOTHING);
  });

  it.each(SETTINGS_PORTS.filter((name) => !name.endsWith('Membership')))(
    'S1: answers who shows the certificate on the port %s',
    async (name) => {
      expect(await sayOverTls(memory.ports[name] ?? 0, tls)).toBe('answered');
    },
  );

  it('S1: keeps what opens it for the owner alone', () => {
    const path = join(inject('stack').stateFolder, 'servers.json');
    expect([path, ...Object.values(tls)].map((each) => statSync(each).mode & 0o777)).toEqual([
      0o600, 0o600, 0o600, 0o600,
    ]);
    expect(memory.postgresPassword).toMatch(/.{20}/);
  });
});

/** No connection came about: the server has not even heard what was asked. */
function isUnavailable(outcome: PromiseSettledResult<unknown> | undefined): boolean {
  return outcome?.status === 'rejected' && grpcCodes(outcome.reason).includes(UNAVAILABLE);
}

function grpcCodes(error: unknown): unknown[] {
  return error instanceof Error ? ['code' in error ? error.code : undefined, ...grpcCodes(error.cause)] : [];
}

async function listed(client: Client): Promise<string[]> {
  const ids: string[] = [];
  for await (const { workflowId: id } of client.workflow.list({ query: `WorkflowId = '${workflowId}'` })) {
    ids.push(id);
  }
  return ids;
}

/** In TLS 1.3 the server's refusal comes after the client's side of the handshake is done. */
function sayOverTls(port: number, own: TlsPaths | undefined): Promise<string> {
  return new Promise((resolve) => {
    const shown = own === undefined ? {} : { cert: readFileSync(own.cert), key: readFileSync(own.key) };
    const socket = connectTls({
      host: '127.0.0.1',
      port,
      servername: 'localhost',
      ca: readFileSync(tls.ca),
      ALPNProtocols: ['h2'],
      ...shown,
    });
    const end = (outcome: string) => {
      socket.destroy();
      resolve(outcome);
    };
    socket.once('secureConnect', () => socket.write(FIRST_WORDS));
    socket.once('data', () => end('answered'));
    socket.once('error', (error) => end(error.message));
    socket.once('close', () => end('closed'));
  });
}

/** What the port answers to the first words of HTTP/2 in clear. */
function sayPlainly(port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connectTcp({ host: '127.0.0.1', port });
    let heard = '';
    socket.once('connect', () => socket.write(FIRST_WORDS));
    socket.on('data', (bytes) => (heard += bytes.toString('hex')));
    socket.once('error', (error) => (heard += error.message));
    socket.once('close', () => resolve(heard));
  });
}
