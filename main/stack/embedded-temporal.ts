import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { inheritedEnvironment, ROOT, serverEnvironment, type Config } from '../config.ts';
import { ensureDatabase, type EmbeddedPostgres } from './embedded-postgres.ts';
import type { LeashedProgram } from './leash.ts';
import { keepPorts } from './ports.ts';
import { giveTo, reachablePrograms, serverFolder, type ServerUser } from './server-user.ts';
import { StartError } from './start-error.ts';
import type { StateFolder } from './state-folder.ts';
import { buildTemporal, SERVER_PROGRAM, SQL_TOOL_PROGRAM, temporalPin } from './temporal-build.ts';
import { ensureNamespace } from '../office/temporal-connection.ts';
import { serverSettings, SETTINGS_PORTS } from './temporal-settings.ts';

const DATABASES = [
  { database: 'temporal', schema: 'postgresql/v12/temporal' },
  { database: 'temporal_visibility', schema: 'postgresql/v12/visibility' },
] as const;

export interface EmbeddedTemporal {
  readonly program: LeashedProgram;
  readonly address: string;
  readonly isReady: () => Promise<void>;
}

interface Place {
  readonly state: StateFolder;
  readonly user: ServerUser | undefined;
  readonly postgres: EmbeddedPostgres;
  readonly config: Pick<Config, 'mode' | 'temporal'>;
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
  const { state, user, postgres, config } = place;
  const programs = reachablePrograms(folder, SERVER_PROGRAM, user);
  await ensureSchema(place, join(programs, SQL_TOOL_PROGRAM));
  const home = serverFolder(join(state.path, 'temporal'), user);
  const ports = await keepPorts(SETTINGS_PORTS, state.memory().ports);
  state.remember({ ports: { ...state.memory().ports, ...ports } });
  const dynamicPath = join(home, 'dynamic.yaml');
  const settingsPath = join(home, 'temporal.yaml');
  const skipping = config.mode === 'practice';
  writeOwned(dynamicPath, { 'frontend.WorkflowTimeSkippingEnabled': [{ value: skipping }] }, user);
  writeOwned(settingsPath, serverSettings({ ports, postgres, dynamicPath }), user);
  const address = `127.0.0.1:${ports.temporalFrontend}`;
  return {
    address,
    isReady: () => ensureNamespace({ address }, config.temporal.namespace),
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

/** Databases whose schema was never finished are made anew: nothing can have been stored in them. */
async function ensureSchema({ state, postgres }: Place, tool: string): Promise<void> {
  const pin = temporalPin();
  const known = state.memory().temporalSchema;
  if (known === pin) {
    return;
  }
  const env = {
    ...serverEnvironment(),
    SQL_PLUGIN: 'postgres12',
    SQL_HOST: '127.0.0.1',
    SQL_PORT: String(postgres.port),
    SQL_USER: 'postgres',
    SQL_PASSWORD: postgres.password,
  };
  for (const { database, schema } of DATABASES) {
    const run = (...args: string[]) =>
      execFileSync(tool, ['--database', database, ...args], { env, cwd: '/', stdio: 'pipe' });
    if (known === undefined) {
      await ensureDatabase(postgres.url('postgres'), database, true);
      run('setup-schema', '-v', '0.0');
    }
    run('update-schema', '--schema-name', schema);
  }
  state.remember({ temporalSchema: pin });
}

const DEV_SERVER_PACKAGE = '@temporalio/testing';

function hasDevServer(): boolean {
  try {
    createRequire(import.meta.url).resolve(DEV_SERVER_PACKAGE);
    return true;
  } catch {
    return false; // Not installed: then it is no way out.
  }
}

/** The SDK fetches the development server itself; it keeps everything in one file below the state folder. */
async function prepareDevServer({ state, config }: Place): Promise<EmbeddedTemporal> {
  const home = join(state.path, 'temporal-dev');
  serverFolder(home, undefined);
  const { temporalDev } = await keepPorts(['temporalDev'], state.memory().ports);
  state.remember({ ports: { ...state.memory().ports, temporalDev } });
  const address = `127.0.0.1:${temporalDev}`;
  return {
    address,
    isReady: () => ensureNamespace({ address }, config.temporal.namespace),
    program: {
      command: process.execPath,
      args: [
        '--import',
        'tsx',
        join(ROOT, 'main', 'stack', 'temporal-dev-server.ts'),
        String(temporalDev),
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
