import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { Connection } from '@temporalio/client';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { readConfig } from '../../../main/config.ts';
import { asLogin } from '../../../main/stack/database-roles.ts';
import { temporalConnectionOptions, type ReachableTemporal } from '../../../main/office/temporal-connection.ts';
import { isRunning, identityOf } from '../../../main/stack/process-identity.ts';
import { serverUser } from '../../../main/stack/server-user.ts';
import { endLeftovers, startServers, type Servers } from '../../../main/stack/stack.ts';
import { StartError } from '../../../main/stack/start-error.ts';
import { openStateFolder, type StateFolder } from '../../../main/stack/state-folder.ts';
import { temporaryStateFolder } from '../../../main/stack/temporary-folder.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { withDatabase } from '../../../prisma/kernel/connection.ts';

const user = serverUser();
const KEYS = ['authority', 'server', 'client'].map((name) => `temporal-tls/${name}/key.pem`);

async function open(folder: string): Promise<{ state: StateFolder; servers: Servers }> {
  const state = await openStateFolder(folder, user, () => undefined);
  await endLeftovers(state, () => undefined);
  const input = { config: readConfig({ BUTIE_HOME: folder }), state, user, unsafeButFast: true, say: () => undefined };
  return { state, servers: await startServers(input, async () => undefined) };
}

async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query({ text: statement, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

describe('the embedded servers', () => {
  const folder = temporaryStateFolder();
  let state: StateFolder;
  let servers: Servers;
  beforeAll(async () => {
    ({ state, servers } = await open(folder));
  });
  afterAll(async () => {
    await servers.stop();
    state.release();
    rmSync(folder, { recursive: true, force: true });
  });

  const admin = () => withDatabase(servers.database.admin ?? '', 'butie');

  it('keep secrets for their owner alone', () => {
    for (const name of ['servers.json', 'database-roles.json', 'encryption.key', 'temporal/temporal.yaml', ...KEYS]) {
      expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
    }
  });

  it('listen below 32768, where Temporal can store a port', () => {
    const ports = Object.values(state.memory().ports);
    expect(ports).toHaveLength(9);
    expect(ports.every((port) => port >= 15_000 && port < 32_000)).toBe(true);
  });

  it('S1: let Temporal into its own databases in a role that owns nothing else, and nobody else into those', async () => {
    expect(
      await ask(
        admin(),
        `SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolbypassrls FROM pg_roles WHERE rolname = 'temporal'`,
      ),
    ).toEqual([false]);
    await ask(admin(), 'CREATE ROLE butie_app_probe');
    expect(
      await ask(
        admin(),
        `SELECT datname::text FROM pg_database
         WHERE datdba = 'temporal'::regrole OR NOT has_database_privilege('butie_app_probe', datname, 'CONNECT')
         ORDER BY datname`,
      ),
    ).toEqual(['butie', 'temporal', 'temporal_visibility']);
    const temporal = withDatabase(admin(), 'temporal');
    expect(await ask(temporal, `SELECT DISTINCT tableowner::text FROM pg_tables WHERE schemaname = 'public'`)).toEqual([
      'temporal',
    ]);
  });

  it('S14: let the logins of butie and of Temporal each into their own databases alone', async () => {
    const { application, owner } = servers.database;
    const temporal = asLogin(admin(), 'temporal', state.memory().temporalPassword ?? '');
    for (const url of [application, owner]) {
      expect(await ask(url, 'SELECT session_user = current_user')).toEqual([true]);
      for (const database of ['temporal', 'temporal_visibility']) {
        await expect(ask(withDatabase(url, database), 'SELECT 1')).rejects.toThrow('permission denied for database');
      }
    }
    expect(await ask(withDatabase(temporal, 'temporal'), 'SELECT 1')).toEqual([1]);
    await expect(ask(temporal, 'SELECT 1')).rejects.toThrow('permission denied for database "butie"');
  });

  it('store text as UTF-8', async () => {
    expect(await ask(admin(), 'SHOW server_encoding')).toEqual(['UTF8']);
  });

  it('refuse a second start on the same folder with a sentence that names the process', async () => {
    const second = await openStateFolder(folder, user, () => undefined).catch((error: unknown) => error);
    expect(second).toBeInstanceOf(StartError);
    expect(String(second)).toContain(`${process.pid}`);
  });

  it('come back on the same ports with the same rows when Postgres and Temporal are killed', async () => {
    await ask(admin(), 'CREATE TABLE kept AS SELECT 7 AS id');
    const before = [servers.kept.postgres?.pid(), servers.kept.temporal?.pid()];
    servers.kept.temporal?.kill('SIGKILL');
    servers.kept.postgres?.kill('SIGKILL');
    await expect.poll(() => ask(admin(), 'SELECT id FROM kept').catch(() => []), { timeout: 120_000 }).toEqual([7]);
    await expect
      .poll(() => namespaceOf(servers.temporal).catch(() => undefined), { timeout: 120_000 })
      .toBe(servers.temporal.namespace);
    const after = [servers.kept.postgres?.pid(), servers.kept.temporal?.pid()];
    expect(after.filter((pid) => before.includes(pid))).toEqual([]);
  });

  it('leave nothing running when they are stopped, and start again with what was stored', async () => {
    await ask(admin(), 'CREATE TABLE stored AS SELECT 8 AS id');
    const pids = [servers.kept.postgres?.pid(), servers.kept.temporal?.pid()];
    const identities = pids.flatMap((pid) => (pid === undefined ? [] : (identityOf(pid) ?? [])));
    expect(identities).toHaveLength(2);
    await servers.stop();
    state.release();
    expect(identities.filter(isRunning)).toEqual([]);
    ({ state, servers } = await open(folder));
    expect(await ask(admin(), 'SELECT id FROM stored')).toEqual([8]);
  });
});

describe('a test database', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('is migrated and entered in the role of the application, which may not alter it', async () => {
    expect(await ask(database.url, 'SELECT current_user::text')).toEqual(['butie_app']);
    expect(await ask(database.ownerUrl, 'SELECT count(*) > 0 FROM _prisma_migrations')).toEqual([true]);
    await expect(ask(database.url, 'CREATE TABLE mine (id int)')).rejects.toThrow('permission denied');
  });

  it('stands beside a Temporal that answers', async () => {
    const { temporal } = inject('stack');
    expect(await namespaceOf(temporal)).toBe(temporal.namespace);
  });
});

async function namespaceOf(temporal: ReachableTemporal): Promise<string | undefined> {
  const { namespace } = temporal;
  const connection = await Connection.connect({ ...temporalConnectionOptions(temporal), connectTimeout: 1_000 });
  try {
    const { namespaceInfo } = await connection.workflowService.describeNamespace({ namespace });
    return namespaceInfo?.name ?? undefined;
  } finally {
    await connection.close();
  }
}
