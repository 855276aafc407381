import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { readConfig, readProcessConfig, ROOT, type ProcessConfig } from '../../../main/config.ts';
import { birth } from '../../../main/office/birth.ts';
import { connectApplication } from '../../../main/office/login-check.ts';
import { migrateDatabase } from '../../../main/office/migrations.ts';
import { runApi } from '../../../main/office/run-api.ts';
import { runWorker } from '../../../main/office/run-worker.ts';
import { temporalVariables } from '../../../main/office/temporal-connection.ts';
import { asLogin } from '../../../main/stack/database-roles.ts';
import { ensureDatabase } from '../../../main/stack/embedded-postgres.ts';
import { serverUser } from '../../../main/stack/server-user.ts';
import { endLeftovers, startPostgres, startServers, type DatabaseAddresses } from '../../../main/stack/stack.ts';
import { openStateFolder } from '../../../main/stack/state-folder.ts';
import { temporaryStateFolder } from '../../../main/stack/temporary-folder.ts';
import { withDatabase } from '../../../prisma/kernel/connection.ts';
import { applyMigrations } from '../../../prisma/migrating/migrate.ts';
import { ACT_KEYS } from '../../support/act-keys.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

async function ask(url: string, ...statements: readonly string[]): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    let last: unknown[] = [];
    for (const statement of statements) {
      const { rows } = await client.query<unknown[]>({ text: statement, rowMode: 'array' });
      last = rows.flat();
    }
    return last;
  } finally {
    await client.end();
  }
}

describe('the login of the application', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('S14: is itself and nobody else after SET ROLE NONE', async () => {
    expect(await ask(database.url, 'SET ROLE NONE', 'SELECT current_user::text, session_user::text')).toEqual([
      'butie_app',
      'butie_app',
    ]);
    expect(
      await ask(
        database.url,
        `SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls,
           EXISTS (SELECT FROM pg_auth_members WHERE member = pg_roles.oid),
           EXISTS (SELECT FROM pg_class WHERE relowner = pg_roles.oid)
         FROM pg_roles WHERE rolname = session_user`,
      ),
    ).toEqual([false, false, false]);
  });

  it.each([
    'SET ROLE postgres',
    'SET ROLE butie_migrate',
    'SET SESSION AUTHORIZATION butie_migrate',
    'CREATE ROLE second LOGIN SUPERUSER',
    'ALTER ROLE butie_app SUPERUSER',
    'ALTER ROLE butie_migrate PASSWORD NULL',
    'GRANT butie_migrate TO butie_app',
    'CREATE DATABASE second',
    'CREATE SCHEMA mine',
    'CREATE TABLE mine (id int)',
    'CREATE TEMPORARY TABLE mine (id int)',
    'CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$',
    "COPY claim TO PROGRAM 'true'",
    "COPY claim TO '/tmp/claims'",
    "SELECT pg_read_file('postgresql.conf')",
    "SELECT lo_import('/etc/passwd')",
    'ALTER TABLE audit_entry DROP COLUMN hash',
    'ALTER TABLE audit_entry DISABLE TRIGGER ALL',
    'ALTER TABLE claim OWNER TO butie_app',
    'DROP TRIGGER audit_entry_kept ON audit_entry',
    'TRUNCATE claim_decider',
    'SET session_replication_role = replica',
    'CREATE TRIGGER mine BEFORE INSERT ON claim FOR EACH ROW EXECUTE FUNCTION refuse_change()',
  ])('S14: is refused by the server: %s', async (statement) => {
    await expect(ask(database.url, statement)).rejects.toMatchObject({ code: '42501' });
  });
});

describe('a start', () => {
  const LOGINS: readonly (readonly [power: string, make: readonly string[]])[] = [
    ['superuser', ['ALTER ROLE probe SUPERUSER']],
    ['createRole', ['ALTER ROLE probe CREATEROLE']],
    ['createDatabase', ['ALTER ROLE probe CREATEDB']],
    ['replication', ['ALTER ROLE probe REPLICATION']],
    ['bypassRowSecurity', ['ALTER ROLE probe BYPASSRLS']],
    ['predefinedRole', ['GRANT pg_write_server_files TO probe']],
    ['predefinedRole', ['GRANT pg_execute_server_program TO probe WITH INHERIT FALSE']],
    ['owner', ['GRANT butie_migrate TO probe WITH INHERIT FALSE']],
    ['owner', ['GRANT butie_migrate TO probe_group WITH SET FALSE', 'GRANT probe_group TO probe']],
    ['createInSchema', ['GRANT CREATE ON SCHEMA public TO probe_group', 'GRANT probe_group TO probe']],
  ];
  let database: TestDatabase;
  let probe = '';
  beforeAll(async () => {
    database = await createTestDatabase();
    probe = asLogin(database.adminUrl, 'probe', 'probe');
  });
  afterAll(() => database.drop());

  it('S14: takes the login of the application', async () => {
    await expect(check(database.url)).resolves.toBeUndefined();
  });

  it.each(LOGINS)('S14: is refused with a login that has %s: %j', async (power, make) => {
    const { pathname } = new URL(database.adminUrl);
    await ask(
      database.adminUrl,
      "CREATE ROLE probe LOGIN PASSWORD 'probe'",
      `GRANT CONNECT ON DATABASE ${pathname.slice(1)} TO probe`,
      'CREATE ROLE probe_group',
      ...make,
    );
    try {
      await expect(check(probe)).rejects.toMatchObject({
        name: 'StartError',
        zh: expect.stringContaining(power),
        en: expect.stringMatching(new RegExp(`login probe of DATABASE_URL.*${power}.*prepare-database`)),
      });
    } finally {
      const all = ['probe', 'probe_group'];
      await ask(database.adminUrl, ...all.flatMap((role) => [`DROP OWNED BY ${role}`, `DROP ROLE ${role}`]));
    }
  });

  it('S14: is refused with the owner or a superuser, whatever role the address takes: API and worker', async () => {
    const disguised = `${database.adminUrl}?options=-c%20role%3Dbutie_app`;
    for (const url of [database.ownerUrl, disguised]) {
      const config = configWith(url);
      const refused = { name: 'StartError', en: expect.stringContaining('can do too much') };
      await expect(runApi(config, { log: silent() })).rejects.toMatchObject(refused);
      await expect(runWorker(config, { log: silent() })).rejects.toMatchObject(refused);
    }
  });

  it.each(['api', 'worker'])('S14: ends the process %s with one sentence in two languages', async (name) => {
    const { code, said } = await run(name, { DATABASE_URL: database.ownerUrl, ...ACT_KEYS });
    expect(code).toBe(1);
    expect(said).toContain('登录角色 butie_migrate 权限过大');
    expect(said).toMatch(/login butie_migrate of DATABASE_URL can do too much \(.*owner/);
    expect(said).not.toContain(new URL(database.ownerUrl).password);
  });

  it('S14: has its logins and its database from a superuser, on a server that was given', async () => {
    const { postgresUrl: admin, logins } = inject('stack');
    const settings = { ADMIN_DATABASE_URL: admin, MIGRATE_DATABASE_URL: given(logins.owner) };
    const wrong = await run('prepare-database', { ...settings, DATABASE_URL: given(admin) });
    expect([wrong.code, wrong.said]).toEqual([1, expect.stringContaining('must name the user butie_app')]);
    expect(await run('prepare-database', { ...settings, DATABASE_URL: given(logins.application) })).toMatchObject({
      code: 0,
    });
    await migrateDatabase(given(logins.owner), say);
    await expect(check(given(logins.application))).resolves.toBeUndefined();
    await ask(admin, 'DROP DATABASE given_butie WITH (FORCE)');
  });
});

describe('a state folder of the version before', () => {
  /** The first migration that knows two logins. */
  const FIRST_OF_TWO_LOGINS = '20261129001400';
  const folder = temporaryStateFolder();
  const user = serverUser();
  const started: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const stop of started.toReversed()) {
      await stop();
    }
    rmSync(folder, { recursive: true, force: true });
  });

  /** As it left one: everything belongs to the superuser, and the application's role cannot sign in. */
  async function leaveFormer(): Promise<void> {
    const state = await openStateFolder(folder, user, say);
    const input = { config: readConfig({ BUTIE_HOME: folder }), state, user, unsafeButFast: true, say };
    const { postgres, kept } = await startPostgres(input);
    await ensureDatabase(postgres.url('postgres'), 'butie');
    await applyMigrations(postgres.url('butie'), (name) => name < FIRST_OF_TWO_LOGINS);
    await ask(postgres.url('butie'), "INSERT INTO party VALUES ('pty_kept', 'institution', 'kept', '150600')");
    await kept.stop();
    state.release();
    rmSync(join(folder, 'database-roles.json'));
  }

  it('S14: is carried over at the next start: its tables change their owner, and nothing is lost', async () => {
    await leaveFormer();
    const state = await openStateFolder(folder, user, say);
    started.push(async () => state.release());
    await endLeftovers(state, say);
    const config = readConfig({
      BUTIE_HOME: folder,
      BUTIE_KEY: Buffer.alloc(32, 7).toString('base64'),
      ...ACT_KEYS,
      ...temporalVariables(inject('stack').temporal),
    });
    const prepare = async ({ owner }: DatabaseAddresses) => {
      await migrateDatabase(owner, say);
      await birth({ databaseUrl: owner, config, stateFolder: folder, log: say });
    };
    const input = { config, state, user, unsafeButFast: true, say };
    const servers = await startServers(input, prepare);
    started.push(() => servers.stop());
    expect(existsSync(join(folder, 'database-roles.json'))).toBe(true);
    const { application, owner, admin = '' } = servers.database;
    await check(application);
    expect(await ask(application, "SELECT name FROM party WHERE id = 'pty_kept'")).toEqual(['kept']);
    expect(await ask(owner, 'SELECT session_user::text')).toEqual(['butie_migrate']);
    const owners = `SELECT DISTINCT relowner::regrole::text FROM pg_class
      WHERE relnamespace = 'public'::regnamespace
      UNION SELECT proowner::regrole::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace
      UNION SELECT datdba::regrole::text FROM pg_database WHERE datname = current_database()`;
    expect(await ask(withDatabase(admin, 'butie'), owners)).toEqual(['butie_migrate']);
  });
});

function given(url: string): string {
  return withDatabase(url, 'given_butie');
}

/** A program of `main/` with these settings and no others: how it ends, and what it says then. */
async function run(name: string, settings: Readonly<Record<string, string>>): Promise<{ code: unknown; said: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'main', `${name}.ts`)], {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'],
      BUTIE_KEY: Buffer.alloc(32, 7).toString('base64'),
      ...temporalVariables(inject('stack').temporal),
      ...settings,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const code = await new Promise((resolve) => {
    child.once('close', resolve);
  });
  return { code, said };
}

async function check(url: string): Promise<void> {
  const database = await connectApplication(url, { name: 'butie test', connections: 1, log: silent() });
  await database.close();
}

function configWith(url: string): ProcessConfig {
  return readProcessConfig({
    BUTIE_KEY: Buffer.alloc(32, 7).toString('base64'),
    DATABASE_URL: url,
    ...temporalVariables(inject('stack').temporal),
    LOG_LEVEL: 'silent',
    ...ACT_KEYS,
  });
}

function say(): void {
  // Nobody reads what the start says.
}

function silent(): Parameters<typeof runApi>[1]['log'] {
  return pino({ level: 'silent' });
}
