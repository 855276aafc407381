import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { inheritedEnvironment, ROOT, serverEnvironment, type Config } from '../config.ts';
import { dropDatabase, type EmbeddedPostgres } from './embedded-postgres.ts';
import type { LeashedProgram } from './leash.ts';
import { keepPorts } from './ports.ts';
import { giveTo, reachablePrograms, serverFolder, type ServerUser } from './server-user.ts';
import { StartError } from './start-error.ts';
import type { StateFolder } from './state-folder.ts';
import { buildTemporal, SERVER_PROGRAM, SQL_TOOL_PROGRAM, temporalPin } from './temporal-build.ts';
import { ensureNamespace, temporalConnectionOptions, type ReachableTemporal } from '../office/temporal-connection.ts';
import { ensureTemporalDatabases, TEMPORAL_DATABASES, TEMPORAL_ROLE } from './temporal-databases.ts';
import { dynamicSettings, serverSettings, SETTINGS_PORTS } from './temporal-settings.ts';
import { ensureTemporalTls, LOOPBACK_NAMES } from './temporal-tls.ts';

const SCHEMAS = { temporal: 'postgresql/v12/temporal', temporal_visibility: 'postgresql/v12/visibility' } as const;
const PASSWORD_BYTES = 24;

export interface EmbeddedTemporal {
  readonly program: LeashedProgram;
  /** How clients reach it. */
  readonly reachable: ReachableTemporal;
  readonly isReady: () => Promise<void>;
}

interface Place {
  readonly state: StateFolder;
  readonly user: ServerUser | undefined;
  readonly postgres: EmbeddedPostgres;
  readonly config: Pick<Config, 'mode' | 'temporal'>;
  readonly say: (line: string) => void;
}

/**
 * The official server on the embedded Postgres; without Go the development server of the SDK with a database file.
 * `folder` is what `buildTemporal` gave, which may have run while Postgres was starting.
 * @throws {StartError} that lists the ways out when neither is to be had
 */
export async function prepareTemporal(place: Place, folder: string | undefined): Promise<EmbeddedTemporal> {
  return folder === undefined ? prepareDevServer(place) : prepareServer(place, folder);
}

/** @see buildTemporal; also says at once when neither Go nor the SDK's development server is here. @throws {StartError} */
export async function provideTemporal(say: (line: string) => void): Promise<string | undefined> {
  const folder = await buildTemporal(say);
  if (folder === undefined && !hasDevServer()) {
    throw new StartError({
      zh: '没有 Temporal 服务器：请安装 Go（1.26 或更新，https://go.dev/dl）让 butie 构建一个，或用 TEMPORAL_ADDRESS 指向已有的 Temporal。',
      en: 'There is no Temporal server: install Go (1.26 or later, https://go.dev/dl) so that butie builds one, or give TEMPORAL_ADDRESS of a Temporal that runs.',
    });
  }
  return folder;
}

async function prepareServer(place: Place, folder: string): Promise<EmbeddedTemporal> {
  const { state, user, postgres, config, say } = place;
  const programs = reachablePrograms(folder, SERVER_PROGRAM, user);
  const password = await ensureSchema(place, join(programs, SQL_TOOL_PROGRAM));
  const home = serverFolder(join(state.path, 'temporal'), user);
  const ports = await keepPorts(SETTINGS_PORTS, state.memory().ports);
  const tls = await ensureTemporalTls({
    folder: join(state.path, 'temporal-tls'),
    serverUser: user,
    serverNames: LOOPBACK_NAMES,
    now: new Date(),
    say,
  });
  state.remember({ ports: { ...state.memory().ports, ...ports }, temporalTls: tls.client });
  const dynamicPath = join(home, 'dynamic.yaml');
  const settingsPath = join(home, 'temporal.yaml');
  const input = { ports, postgres: { port: postgres.port, password }, dynamicPath, tls: tls.server };
  writeOwned(dynamicPath, dynamicSettings({ timeSkipping: config.mode === 'practice' }), user);
  writeOwned(settingsPath, serverSettings(input), user);
  const { ca, cert, key } = tls.client;
  const reachable = {
    address: `127.0.0.1:${ports.temporalFrontend}`,
    namespace: config.temporal.namespace,
    tlsCaPath: ca,
    tlsCertPath: cert,
    tlsKeyPath: key,
    // Node does not send an address as the name of a server.
    tlsServerName: 'localhost',
    apiKey: undefined,
  };
  return {
    reachable,
    isReady: () => ensureNamespace(temporalConnectionOptions(reachable), reachable.namespace),
    program: {
      command: join(programs, SERVER_PROGRAM),
      args: ['--config-file', settingsPath, '--allow-no-auth', 'start'],
      stopSignal: 'TERM',
      env: serverEnvironment(),
      cwd: home,
      user,
      logFile: join(state.logs, 'temporal.log'),
    },
  };
}

/** JSON is YAML too, and needs no library. */
function writeOwned(path: string, settings: object, user: ServerUser | undefined): void {
  writeFileSync(path, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 });
  giveTo(path, user);
}

/**
 * Databases whose schema was never finished are made anew: nothing can have been stored in them.
 * @returns the password of Temporal's role
 */
async function ensureSchema({ state, postgres }: Place, tool: string): Promise<string> {
  const pin = temporalPin();
  const known = state.memory();
  if (known.temporalSchema === pin && known.temporalPassword !== undefined) {
    return known.temporalPassword;
  }
  const password = randomBytes(PASSWORD_BYTES).toString('base64url');
  const adminUrl = postgres.url('postgres');
  if (known.temporalSchema === undefined) {
    for (const database of TEMPORAL_DATABASES) {
      await dropDatabase(adminUrl, database);
    }
  }
  await ensureTemporalDatabases(adminUrl, password);
  const env = {
    ...serverEnvironment(),
    SQL_PLUGIN: 'postgres12',
    SQL_HOST: '127.0.0.1',
    SQL_PORT: String(postgres.port),
    SQL_USER: TEMPORAL_ROLE,
    SQL_PASSWORD: password,
  };
  for (const database of TEMPORAL_DATABASES) {
    const run = (...args: string[]) =>
      execFileSync(tool, ['--database', database, ...args], { env, cwd: '/', stdio: 'pipe' });
    if (known.temporalSchema === undefined) {
      run('setup-schema', '-v', '0.0');
    }
    run('update-schema', '--schema-name', SCHEMAS[database]);
  }
  state.remember({ temporalSchema: pin, temporalPassword: password });
  return password;
}

const PLAIN = {
  tlsCaPath: undefined,
  tlsCertPath: undefined,
  tlsKeyPath: undefined,
  tlsServerName: undefined,
  apiKey: undefined,
};

const DEV_SERVER_PACKAGE = '@temporalio/testing';

function hasDevServer(): boolean {
  try {
    createRequire(import.meta.url).resolve(DEV_SERVER_PACKAGE);
    return true;
  } catch {
    return false; // Not installed: then it is no way out.
  }
}

/**
 * The SDK fetches the development server itself; it keeps everything in one file below the state folder. It knows no
 * certificates of clients, so every program that reaches its port on this machine may do everything.
 */
async function prepareDevServer({ state, config, say }: Place): Promise<EmbeddedTemporal> {
  const home = join(state.path, 'temporal-dev');
  serverFolder(home, undefined);
  const { temporalFrontend } = await keepPorts(['temporalFrontend'], state.memory().ports);
  state.remember({ ports: { ...state.memory().ports, temporalFrontend }, temporalTls: undefined });
  say('没有 Go：改用 SDK 的 Temporal 开发服务器。它不验证客户端证书，本机任何程序都能连上它，只可用于练习。');
  say(
    "Without Go the SDK's development server of Temporal runs. It asks no client for a certificate, every program on this machine can reach it: for practice only.",
  );
  const { namespace } = config.temporal;
  const address = `127.0.0.1:${temporalFrontend}`;
  return {
    reachable: { ...PLAIN, address, namespace },
    isReady: () => ensureNamespace({ address }, namespace),
    program: {
      command: process.execPath,
      args: [
        '--import',
        'tsx',
        join(ROOT, 'main', 'stack', 'temporal-dev-server.ts'),
        String(temporalFrontend),
        join(home, 'temporal.db'),
        config.mode,
      ],
      stopSignal: 'TERM',
      env: inheritedEnvironment(),
      cwd: ROOT,
      user: undefined,
      logFile: join(state.logs, 'temporal.log'),
    },
  };
}
