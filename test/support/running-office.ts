import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import pino from 'pino';
import { inject } from 'vitest';
import type { Registers } from '../../activities/register-ports.ts';
import { birth } from '../../main/office/birth.ts';
import { readProcessConfig, type ProcessConfig } from '../../main/config.ts';
import { dataConverter } from '../../main/office/payload-codec.ts';
import { temporalConnectionOptions, temporalVariables } from '../../main/office/temporal-connection.ts';
import { freePort } from '../../main/stack/ports.ts';
import { runApi } from '../../main/office/run-api.ts';
import { runWorker, type RunningWorker } from '../../main/office/run-worker.ts';
import { connectDatabase, type Database } from '../../prisma/kernel/connection.ts';
import { openOffice, type Office } from '../../scripts/demo/office-client.ts';
import { rememberedPasswords } from './remembered-passwords.ts';
import { ACT_KEYS, AUDIT_KEY } from './act-keys.ts';
import { createTestDatabase } from './test-database.ts';

Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });

const CONNECTIONS = 6;

/** What runs of an office, besides its two shared servers. */
export interface RunningOffice {
  /** The office's people, over HTTP. */
  readonly office: Office;
  readonly client: Client;
  readonly connection: Connection;
  readonly pool: Database['pool'];
  readonly config: ProcessConfig;
  /** The same as the settings of a process. */
  readonly variables: Readonly<Record<string, string>>;
  readonly taskQueue: string;
  /** Ends the worker with its sweeps, as a machine that goes down does. */
  stopWorker(): Promise<void>;
  startWorker(): Promise<void>;
  stop(): Promise<void>;
}

export interface OfficeOptions {
  readonly policies?: string;
  /** The folder of the built workbench. */
  readonly workbench?: string;
  /** What stands between the office and its practice registers. */
  readonly registersFrom?: (own: Registers) => Registers;
  /** Receives every line that API and worker log, down to `debug`. */
  readonly onLog?: (line: string) => void;
}

/**
 * A whole office in practice mode: a database of its own, born on 2025-05-12, API and worker on a task queue of its own;
 * with a folder of its own packs where one is given.
 */
export async function runOffice({
  policies,
  workbench,
  registersFrom,
  onLog,
}: OfficeOptions = {}): Promise<RunningOffice> {
  const { temporal, bundlePath } = inject('stack');
  const testDatabase = await createTestDatabase();
  const stateFolder = mkdtempSync(join(tmpdir(), 'butie-office-'));
  const variables = {
    PORT: String(await freePort()),
    BUTIE_HOME: stateFolder,
    ...(policies !== undefined && { BUTIE_POLICIES: policies }),
    ...(workbench !== undefined && { BUTIE_WORKBENCH: workbench }),
    BUTIE_KEY: Buffer.alloc(32, 7).toString('base64'),
    DATABASE_URL: testDatabase.url,
    ...temporalVariables(temporal),
    LOG_LEVEL: 'silent',
    ...ACT_KEYS,
  };
  const config = readProcessConfig(variables);
  await birth({ databaseUrl: testDatabase.ownerUrl, config, stateFolder, log: () => undefined });
  const taskQueue = `test-${randomBytes(6).toString('hex')}`;
  const log = onLog === undefined ? pino({ level: 'silent' }) : pino({ level: 'debug' }, { write: onLog });
  const between = registersFrom === undefined ? {} : { registersFrom };
  const workerOptions = { taskQueue, bundle: { codePath: bundlePath }, connections: CONNECTIONS, log, ...between };
  const passwords = rememberedPasswords();
  const api = await runApi(config, { log, taskQueue, connections: CONNECTIONS, passwords, ...between });
  const database = connectDatabase(testDatabase.ownerUrl, { name: 'butie test', connections: 2, auditKey: AUDIT_KEY });
  const connection = await Connection.connect(temporalConnectionOptions(temporal));
  const running: { worker: RunningWorker | null } = { worker: await runWorker(config, workerOptions) };
  const stopWorker = async () => {
    running.worker?.shutdown();
    await running.worker?.ended;
    running.worker = null;
  };
  return {
    office: openOffice(`http://127.0.0.1:${api.port}`, stateFolder),
    client: new Client({ connection, namespace: temporal.namespace, dataConverter }),
    connection,
    pool: database.pool,
    config,
    variables,
    taskQueue,
    stopWorker,
    async startWorker() {
      running.worker ??= await runWorker(config, workerOptions);
    },
    async stop() {
      await stopWorker();
      await api.stop();
      await connection.close();
      await database.close();
      await testDatabase.drop();
      rmSync(stateFolder, { recursive: true, force: true });
    },
  };
}
