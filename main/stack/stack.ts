import { setTimeout as pause } from 'node:timers/promises';

import { ownerAddress, type Config } from '../config.ts';
import { asLogin, APPLICATION_ROLE, ensureDatabaseRoles, ensureOwnedDatabase, OWNER_ROLE } from './database-roles.ts';
import { preparePostgres, type EmbeddedPostgres } from './embedded-postgres.ts';
import { prepareTemporal, provideTemporal } from './embedded-temporal.ts';
import { keepRunning, type KeptRunning } from './kept-running.ts';
import { keepPorts } from './ports.ts';
import { isRunning, signalIfRunning } from './process-identity.ts';
import type { ServerUser } from './server-user.ts';
import type { StateFolder } from './state-folder.ts';
import {
  ensureGivenNamespace,
  temporalConnectionOptions,
  type ReachableTemporal,
} from '../office/temporal-connection.ts';

const DATABASE = 'butie';
const POSTGRES_READY_MS = 60_000;
const POSTGRES_STOP_MS = 2_000;
const TEMPORAL_READY_MS = 90_000;
const TEMPORAL_STOP_MS = 2_500;
const LEFTOVER_PATIENCE_MS = 1_500;

export interface ServersInput {
  readonly config: Config;
  readonly state: StateFolder;
  readonly user: ServerUser | undefined;
  /** Without fsync: what was committed survives a killed process, not a power failure. For tests. */
  readonly unsafeButFast: boolean;
  readonly say: (line: string) => void;
}

/** The addresses of the database `butie`, by who enters it (S14). */
export interface DatabaseAddresses {
  /** For API and worker. */
  readonly application: string;
  /** For migrations and the birth. */
  readonly owner: string;
  /** Of the embedded Postgres alone: the superuser's, of the database `postgres`. */
  readonly admin?: string;
}

/** Both servers, given or embedded. */
export interface Servers {
  readonly database: DatabaseAddresses;
  readonly temporal: ReachableTemporal;
  /** Only the embedded ones. */
  readonly kept: { readonly postgres?: KeptRunning; readonly temporal?: KeptRunning };
  /** Temporal first, then Postgres. */
  stop(): Promise<void>;
}

/** What runs beside the start of Temporal, as soon as the database answers. */
type WithDatabase = (database: DatabaseAddresses) => Promise<void>;

/**
 * Uses the servers that the configuration names and starts embedded ones for the rest; they are restarted when they
 * die. `withDatabase` (migrations, birth) runs while Temporal starts. When anything fails, what was started is stopped.
 */
export async function startServers(input: ServersInput, withDatabase: WithDatabase): Promise<Servers> {
  const { config, state } = input;
  const needsTemporal = config.temporal.address === undefined;
  const programs = needsTemporal ? await provideTemporal(input.say) : undefined;
  const started: KeptRunning[] = [];
  const stop = async () => {
    for (const kept of started.toReversed()) {
      await kept.stop();
    }
  };
  try {
    const embedded = needsTemporal || config.databaseUrl === undefined ? await startPostgres(input) : undefined;
    if (embedded !== undefined) {
      started.push(embedded.kept);
    }
    const database = givenDatabase(config) ?? (await ownDatabase(embedded?.postgres, state));
    const [temporal] = await allOrFirstFailure([
      startTemporal(input, embedded?.postgres, programs).then((kept) => {
        started.push(...(kept.kept === undefined ? [] : [kept.kept]));
        return kept;
      }),
      withDatabase(database).then(() => undefined),
    ]);
    return {
      database,
      temporal: temporal.reachable,
      kept: {
        ...(embedded === undefined ? {} : { postgres: embedded.kept }),
        ...(temporal.kept === undefined ? {} : { temporal: temporal.kept }),
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Programs that a crashed start has left are on their leash and ending by themselves: waits for that, but not long.
 * All of them come to no harm by force: Temporal and the processes keep nothing, and Postgres recovers from its log.
 */
export async function endLeftovers(state: StateFolder, say: (line: string) => void): Promise<void> {
  const leftovers = Object.entries(state.memory().processes).filter(([, identity]) => isRunning(identity));
  const end = Date.now() + LEFTOVER_PATIENCE_MS;
  for (const [name, { pid }] of leftovers) {
    say(`正在结束上次留下的 ${name}（进程 ${pid}） · Ending ${name} (process ${pid}), left by a start that died`);
    signalIfRunning(pid, name === 'postgres' ? 'SIGINT' : 'SIGTERM');
  }
  for (const [name, identity] of leftovers) {
    while (isRunning(identity)) {
      if (Date.now() > end) {
        signalIfRunning(identity.pid, name === 'postgres' ? 'SIGQUIT' : 'SIGKILL');
      }
      await pause(50);
    }
  }
  state.remember({ processes: {} });
}

/** Notes each new process, so that `endLeftovers` of the next start knows it. */
export function watcherOf({ state, say }: Pick<ServersInput, 'state' | 'say'>): Parameters<typeof keepRunning>[1] {
  return {
    say,
    started: (name, identity) => state.remember({ processes: { ...state.memory().processes, [name]: identity } }),
  };
}

/** The embedded Postgres alone. */
export async function startPostgres(input: ServersInput): Promise<{ postgres: EmbeddedPostgres; kept: KeptRunning }> {
  const { state, user, unsafeButFast } = input;
  const ports = await keepPorts(['postgres'], state.memory().ports);
  state.remember({ ports: { ...state.memory().ports, ...ports } });
  const postgres = await preparePostgres(state, user, { port: ports.postgres, unsafeButFast });
  const kept = await keepRunning(
    {
      name: 'postgres',
      program: postgres.program,
      isReady: postgres.isReady,
      readyWithinMs: POSTGRES_READY_MS,
      stopWithinMs: POSTGRES_STOP_MS,
    },
    watcherOf(input),
  );
  return { postgres, kept };
}

/** @throws {StartError} when only one of the two logins is named */
function givenDatabase(config: Config): DatabaseAddresses | undefined {
  return config.databaseUrl === undefined
    ? undefined
    : { application: config.databaseUrl, owner: ownerAddress(config) };
}

/** The logins and the database are brought to the shape of this version at each start, also those of an earlier one. */
async function ownDatabase(
  postgres: EmbeddedPostgres | undefined,
  { rolePasswords }: StateFolder,
): Promise<DatabaseAddresses> {
  if (postgres === undefined) {
    throw new Error('Without an address of a database there is an embedded Postgres');
  }
  const admin = postgres.url('postgres');
  await ensureDatabaseRoles(admin, rolePasswords);
  await ensureOwnedDatabase(admin, DATABASE);
  const own = postgres.url(DATABASE);
  return {
    application: asLogin(own, APPLICATION_ROLE, rolePasswords.application),
    owner: asLogin(own, OWNER_ROLE, rolePasswords.owner),
    admin,
  };
}

async function startTemporal(
  input: ServersInput,
  postgres: EmbeddedPostgres | undefined,
  programs: string | undefined,
): Promise<{ reachable: ReachableTemporal; kept: KeptRunning | undefined }> {
  const { config, state, user, say } = input;
  const { address } = config.temporal;
  if (address !== undefined) {
    const reachable = { ...config.temporal, address };
    await ensureGivenNamespace(temporalConnectionOptions(reachable), reachable.namespace);
    return { reachable, kept: undefined };
  }
  if (postgres === undefined) {
    throw new Error('An embedded Temporal stands on an embedded Postgres');
  }
  const temporal = await prepareTemporal({ state, user, postgres, config, say }, programs);
  const kept = await keepRunning(
    {
      name: 'temporal',
      program: temporal.program,
      isReady: temporal.isReady,
      readyWithinMs: TEMPORAL_READY_MS,
      stopWithinMs: TEMPORAL_STOP_MS,
    },
    watcherOf(input),
  );
  return { reachable: temporal.reachable, kept };
}

/** Like `Promise.all`, but a failure is only told once everything has come to rest, so that all of it can be undone. */
async function allOrFirstFailure<A, B>([a, b]: readonly [Promise<A>, Promise<B>]): Promise<[A, B]> {
  await Promise.allSettled([a, b]);
  return [await a, await b];
}
