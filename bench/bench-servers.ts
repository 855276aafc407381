import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { answerDaysOf } from '../prisma/line/register-questions.ts';
import { createRecordings } from '../prisma/recordings/create-recordings.ts';
import { dataConverter } from '../main/office/payload-codec.ts';
import { temporalConnectionOptions } from '../main/office/temporal-connection.ts';
import { VERSION } from '../main/office/version.ts';
import { birth } from '../main/office/birth.ts';
import { readConfig } from '../main/config.ts';
import { migrateDatabase } from '../main/office/migrations.ts';
import { serverUser } from '../main/stack/server-user.ts';
import { startServers, type DatabaseAddresses, type Servers } from '../main/stack/stack.ts';
import { openStateFolder } from '../main/stack/state-folder.ts';
import { temporaryStateFolder } from '../main/stack/temporary-folder.ts';
import { trust } from '../test/support/act-keys.ts';
import {
  createBenchDatabase,
  keepTemplate,
  openBenchDatabase,
  type BenchAddresses,
  type BenchDatabase,
} from './bench-database.ts';

export const BENCH_QUEUE = 'bench';

/** Postgres with fsync and Temporal, a practice environment, and a worker in this process: no API, no sweeps. */
export interface BenchServers extends Omit<BenchDatabase, 'close'> {
  readonly client: Client;
  /** A database that nothing was written to; the worker does not read it. */
  readonly createDatabase: () => Promise<BenchDatabase>;
  /** User and system time that this process, Temporal and Postgres have used so far, ms; null where /proc is missing. */
  cpuMs(): CpuTimes;
  stop(): Promise<void>;
}

export interface CpuTimes {
  readonly worker: number;
  readonly temporal: number | null;
  readonly postgres: number | null;
}

/** The bench runs on an embedded Postgres, whose superuser is known. */
function withAdmin({ application, owner, admin }: DatabaseAddresses): BenchAddresses {
  if (admin === undefined) {
    throw new Error('The bench needs an embedded Postgres');
  }
  return { application, owner, admin };
}

export async function startBenchServers(say: (line: string) => void): Promise<BenchServers> {
  const folder = temporaryStateFolder();
  const user = serverUser();
  const state = await openStateFolder(folder, user, say);
  const config = {
    ...readConfig({ BUTIE_HOME: folder }),
    keyFile: state.keyFile,
    actKeyFile: state.actKeyFile,
    auditHashKeyFile: state.audit.hashKeyFile,
  };
  const servers = await startServers({ config, state, user, unsafeButFast: false, say }, async (database) => {
    await migrateDatabase(database.owner, say);
    await birth({ databaseUrl: database.owner, config, stateFolder: state.path, log: say });
    await keepTemplate(withAdmin(database));
  });
  const addresses = withAdmin(servers.database);
  const processConfig = { ...config, databaseUrl: addresses.application, temporal: servers.temporal };
  const opened = openBenchDatabase(processConfig, addresses);
  const { database, sealer, library } = opened;
  const temporal = await startWorker(servers, {
    recordings: createRecordings({
      pool: database.pool,
      sealer,
      answerDaysOf: answerDaysOf(library),
      calendar: library.calendar,
      ...trust(),
    }),
  });
  return {
    ...opened,
    client: temporal.client,
    createDatabase: () => createBenchDatabase(processConfig, addresses),
    cpuMs: () => cpuTimes(servers),
    async stop() {
      await temporal.stop();
      await opened.close();
      await servers.stop();
      state.release();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startWorker({ temporal }: Servers, { recordings }: { readonly recordings: object }) {
  Runtime.install({ logger: new DefaultLogger('WARN'), shutdownSignals: [] });
  const { namespace } = temporal;
  const native = await NativeConnection.connect(temporalConnectionOptions(temporal));
  const connection = await Connection.connect(temporalConnectionOptions(temporal));
  const worker = await Worker.create({
    connection: native,
    namespace,
    taskQueue: BENCH_QUEUE,
    workflowsPath: fileURLToPath(new URL('bench-workflows.ts', import.meta.url)),
    activities: { ...recordings, nothing: () => Promise.resolve(NOTHING_COUNTED) },
    maxConcurrentLocalActivityExecutions: 16,
    identity: `worker/${process.pid}`,
    // As the product's own worker and client: they stand in every workflow task of a history.
    dataConverter,
    buildId: `butie/${VERSION.commit}`,
  });
  const running = worker.run();
  return {
    client: new Client({ connection, namespace, dataConverter }),
    async stop() {
      worker.shutdown();
      await running;
      await connection.close();
      await native.close();
    },
  };
}

/** As big as a recording's answer. */
const NOTHING_COUNTED = {
  kind: 'recorded',
  facts: { linesLeft: 0, amountFen: 0, waitEndsAtMs: null, waitsForRegister: false },
};

function cpuTimes({ kept }: Servers): CpuTimes {
  const { user, system } = process.cpuUsage();
  return {
    worker: (user + system) / 1_000,
    temporal: cpuOf(kept.temporal?.pid(), false),
    postgres: cpuOf(kept.postgres?.pid(), true),
  };
}

const MS_A_TICK = 10;

/** Of a process, with its waited-for children; `withChildren` adds those that run now. */
function cpuOf(pid: number | undefined, withChildren: boolean): number | null {
  if (pid === undefined || process.platform !== 'linux') {
    return null;
  }
  const own = statOf(pid);
  const children = withChildren
    ? readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name))
        .map((name) => statOf(Number(name)))
        .filter((stat) => stat?.parent === pid)
    : [];
  return [own, ...children].reduce((sum, stat) => sum + (stat?.ms ?? 0), 0);
}

function statOf(pid: number): { readonly parent: number; readonly ms: number } | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return { parent: Number(fields[1]), ms: ticks * MS_A_TICK };
  } catch {
    return null;
  }
}
