import { join } from 'node:path';

import { inheritedEnvironment, ROOT, type Config } from '../config.ts';
import { keepRunning, type KeptRunning } from './kept-running.ts';
import { actKeyEnvironment, auditKeyEnvironment } from './key-environment.ts';
import { refuseLoginWithWayUp } from '../office/login-check.ts';
import { migrateDatabase } from '../office/migrations.ts';
import { temporalVariables, type ReachableTemporal } from '../office/temporal-connection.ts';
import { isPortFree } from './ports.ts';
import { showProgress } from './progress.ts';
import { serverUser } from './server-user.ts';
import { endLeftovers, startServers, watcherOf, type Servers } from './stack.ts';
import { StartError } from './start-error.ts';
import { openStateFolder, type StateFolder } from './state-folder.ts';
import { builtWorkbench } from './workbench-build.ts';

const READY_WITHIN_MS = 90_000;
const API_STOP_MS = 2_000;
const WORKER_STOP_MS = 3_000;

export type ChildName = 'api' | 'worker' | 'temporal' | 'postgres';

/**
 * Prepares a migrated database before its first use: writes or compares its mode, loads the packs, and creates a
 * practice environment the first time. Returns the text that the start prints, the practice accounts
 * for example. A database of the other mode is refused by a `StartError`.
 */
export type Birth = (input: {
  /** Of the owner's login. */
  readonly databaseUrl: string;
  readonly config: Config;
  /** Absolute path; `practice-clients.json` goes here. */
  readonly stateFolder: string;
  readonly log: (line: string) => void;
}) => Promise<{ readonly lines: readonly string[] }>;

export interface StackOptions {
  readonly config: Config;
  readonly birth: Birth;
  readonly log: (line: string) => void;
  /** Without fsync: for tests and rehearsals. */
  readonly unsafeButFast?: boolean;
}

export interface RunningStack {
  /** Without a slash at the end. */
  readonly url: string;
  /** Of the application's login. */
  readonly databaseUrl: string;
  readonly ownerDatabaseUrl: string;
  readonly temporal: ReachableTemporal;
  readonly stateFolder: string;
  /** What the birth wants people to read. */
  readonly lines: readonly string[];
  /** The processes that run now; `undefined` for a server that was given. */
  pids(): Readonly<Record<ChildName, number | undefined>>;
  /** A child that is killed is started again on the same port and data. @throws RangeError for a server that was given */
  kill(child: ChildName, signal: NodeJS.Signals): void;
  /** API, worker, Temporal, Postgres, in this order and within ten seconds. May be called again. */
  stop(): Promise<void>;
}

/**
 * Everything that `npm start` starts, in one state folder: servers, migrations, birth, API and worker, each restarted
 * when it dies. Resolves once `/readyz` answers 200; when it cannot, what was started has been stopped.
 * @throws {StartError} with one sentence that says what to do
 */
export async function startStack(options: StackOptions): Promise<RunningStack> {
  const { config, log } = options;
  const user = serverUser();
  const state = await openStateFolder(config.home, user, log);
  try {
    await endLeftovers(state, log);
    await refuseTakenPort(config);
    let lines: readonly string[] = [];
    const input = {
      config: withKey(config, state),
      state,
      user,
      unsafeButFast: options.unsafeButFast ?? false,
      say: log,
    };
    const servers = await startServers(input, async ({ application, owner }) => {
      await migrateDatabase(owner, log);
      await refuseLoginWithWayUp(application);
      const born = await options.birth({
        databaseUrl: owner,
        config: input.config,
        stateFolder: state.path,
        log,
      });
      ({ lines } = born);
    });
    const workbench = config.workbench ?? (await workbenchOf(state));
    return await startProcesses({ ...options, config: { ...config, workbench } }, state, servers, lines);
  } catch (error) {
    state.release();
    throw error;
  }
}

/** The pages are built once into the state folder and kept until their sources change. */
function workbenchOf(state: StateFolder): Promise<string> {
  const label = '构建工作台 · Building the workbench';
  return builtWorkbench({ root: ROOT, keptIn: join(state.path, 'web'), progress: () => showProgress(label) });
}

async function startProcesses(
  { config, log }: StackOptions,
  state: StateFolder,
  servers: Servers,
  lines: readonly string[],
): Promise<RunningStack> {
  const databaseUrl = servers.database.application;
  const environment = processEnvironment(config, state, { databaseUrl, temporal: servers.temporal });
  const actKeysOf = actKeyEnvironment(config, state);
  const auditKeysOf = auditKeyEnvironment(config, state.audit);
  const url = `http://${config.host === '0.0.0.0' || config.host === '::' ? '127.0.0.1' : config.host}:${config.port}`;
  const begin = (name: 'api' | 'worker', stopWithinMs: number) =>
    keepRunning(
      {
        name,
        program: {
          command: process.execPath,
          args: ['--import', 'tsx', join(ROOT, 'main', `${name}.ts`)],
          stopSignal: 'TERM',
          env: { ...environment, ...actKeysOf(name), ...auditKeysOf(name) },
          cwd: ROOT,
          user: undefined,
          logFile: join(state.logs, `${name}.log`),
        },
        isReady: () => askReadiness(url),
        readyWithinMs: READY_WITHIN_MS,
        stopWithinMs,
      },
      watcherOf({ state, say: log }),
    );
  const processes = await bothOrNone([begin('api', API_STOP_MS), begin('worker', WORKER_STOP_MS)], servers);
  const kept = { ...servers.kept, api: processes[0], worker: processes[1] };
  return {
    url,
    databaseUrl,
    ownerDatabaseUrl: servers.database.owner,
    temporal: servers.temporal,
    stateFolder: state.path,
    lines,
    pids: () => ({
      api: kept.api.pid(),
      worker: kept.worker.pid(),
      temporal: kept.temporal?.pid(),
      postgres: kept.postgres?.pid(),
    }),
    kill: (child, signal) => killOf(kept, child)(signal),
    stop: once(async () => {
      state.stopping();
      await stopAll([kept.api, kept.worker]);
      await servers.stop();
      state.remember({ processes: {} });
      state.release();
    }),
  };
}

async function bothOrNone(
  [api, worker]: readonly [Promise<KeptRunning>, Promise<KeptRunning>],
  servers: Servers,
): Promise<[KeptRunning, KeptRunning]> {
  const begun = await Promise.allSettled([api, worker]);
  if (begun.some(({ status }) => status === 'rejected')) {
    await stopAll(begun.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])));
    await servers.stop();
  }
  return [await api, await worker];
}

function killOf(kept: Partial<Record<ChildName, KeptRunning>>, child: ChildName): (signal: NodeJS.Signals) => void {
  const running = kept[child];
  if (running === undefined) {
    throw new RangeError(`${child} was given, not started here`);
  }
  return (signal) => running.kill(signal);
}

async function stopAll(kept: readonly KeptRunning[]): Promise<void> {
  for (const running of kept) {
    await running.stop();
  }
}

async function refuseTakenPort({ port, host }: Config): Promise<void> {
  if (!(await isPortFree(port, host))) {
    throw new StartError({
      zh: `端口 ${port} 已被占用：请停止占用它的程序，或用 PORT=${port + 1} npm start 换一个端口。`,
      en: `Port ${port} is taken: stop the program that uses it, or choose another one with PORT=${port + 1} npm start.`,
    });
  }
}

/** With the keys that the state folder has made where none are given. */
function withKey(config: Config, state: StateFolder): Config {
  return {
    ...config,
    ...(config.key === undefined && config.keyFile === undefined && { keyFile: state.keyFile }),
    ...(config.actKey === undefined && config.actKeyFile === undefined && { actKeyFile: state.actKeyFile }),
    ...(config.auditHashKey === undefined &&
      config.auditHashKeyFile === undefined && { auditHashKeyFile: state.audit.hashKeyFile }),
  };
}

function processEnvironment(
  asked: Config,
  state: StateFolder,
  servers: { readonly databaseUrl: string; readonly temporal: ReachableTemporal },
): Record<string, string | undefined> {
  const config = withKey(asked, state);
  return {
    ...inheritedEnvironment(),
    PORT: String(config.port),
    BUTIE_HOST: config.host,
    BUTIE_HOME: state.path,
    BUTIE_MODE: config.mode,
    BUTIE_PRACTICE_START: config.practiceStart,
    BUTIE_POLICIES: config.policies,
    BUTIE_WORKBENCH: config.workbench,
    DATABASE_URL: servers.databaseUrl,
    ...temporalVariables(servers.temporal),
    BUTIE_KEY: config.key,
    BUTIE_KEY_FILE: config.keyFile,
    ...config.edges.variables,
    LOG_LEVEL: config.logLevel,
  };
}

async function askReadiness(url: string): Promise<void> {
  const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) });
  const text = await answer.text();
  if (answer.status !== 200) {
    throw new Error(`/readyz answered ${answer.status}: ${text}`);
  }
}

function once(act: () => Promise<void>): () => Promise<void> {
  let acting: Promise<void> | undefined;
  return () => (acting ??= act());
}
