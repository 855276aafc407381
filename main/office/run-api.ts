import { Client, Connection } from '@temporalio/client';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { Kernel } from '../../api/kernel/mount.ts';
import type { Sealer } from '../../prisma/kernel/sealing.ts';
import type { Database } from '../../prisma/kernel/connection.ts';
import type { Sessions } from '../../api/people/session-ports.ts';
import type { ForgedSignIn } from '../../prisma/people/sign-in-bonds.ts';
import type { Registers } from '../../activities/register-ports.ts';
import { keepResumingBankFiles } from '../../api/bank-file/resume-bank-files.ts';
import { createApp } from '../../api/kernel/app.ts';
import { createDesk } from '../../api/kernel/entity-desk.ts';
import { everyRoute } from '../../api/kernel/every-route.ts';
import { createActStore } from '../../prisma/kernel/act-store.ts';
import { createHealthProbes, createMetricsSource } from '../../prisma/kernel/health-store.ts';
import { createConflicts } from '../../api/oversight/conflict-view.ts';
import { createConflictReads } from '../../prisma/oversight/conflict-store.ts';
import { createAccessLog } from '../../prisma/oversight/access-log.ts';
import { createIdempotentRequests } from '../../prisma/kernel/idempotency-store.ts';
import { PASSWORDS, type Passwords } from '../../prisma/people/password-hash.ts';
import { createSessions } from '../../prisma/people/session-store.ts';
import { CLAIM_TASK_QUEUE } from '../../workflows/claim-messages.ts';
import { routeDependencies, type RouteParts } from './api-routes.ts';
import type { ProcessConfig } from '../config.ts';
import { createEngineRuns } from './engine-runs.ts';
import { httpServer, listen } from './http-server.ts';
import { actSignerOf, apiVerifierOf, signInBondsOf } from './act-keys.ts';
import { connectApplication } from './login-check.ts';
import { readAuditFile } from './audit-file.ts';
import { auditHashKeysOf, auditReadKeysOf, keyedHashesOf } from './audit-keys.ts';
import { dataConverter } from './payload-codec.ts';
import { askerOf, lawAndClock, registersOf, sealerOf } from './process-parts.ts';
import { refuseUnboundPasswords } from './sign-in-keys.ts';
import { createStandingEngine } from './standing-engine.ts';
import { standingsNow } from './standings-now.ts';
import { temporalConnectionOptions } from './temporal-connection.ts';
import { VERSION } from './version.ts';
import { gateOf } from './webhook-wiring.ts';

export interface ApiOptions {
  readonly log: Logger;
  /** Where workflows are started: tests run several offices on one server. */
  readonly taskQueue?: string;
  readonly connections?: number;
  /** Other registers than the process's own, e.g. slower ones in a test. */
  readonly registersFrom?: (own: Registers) => Registers;
  /** Those of a test that counts them. */
  readonly passwords?: Passwords;
}

export interface RunningApi {
  readonly port: number;
  stop(): Promise<void>;
}

/** Signs what people do, and knows what other API processes signed (D2, S4). */
function signingOf(config: ProcessConfig, log: ApiOptions['log']): RouteParts['signing'] {
  return {
    sign: actSignerOf(config),
    verify: apiVerifierOf(config),
    keyed: keyedHashesOf(config),
    onForged: (forged: object) => log.warn(forged, 'An entry about money does not count: no API process kept it'),
  };
}

/** What Temporal says of runs, whom events may reach, the office's own folder of packs, and what it allows people. */
function ownOf(
  config: ProcessConfig,
  client: Client,
): Pick<RouteParts, 'runs' | 'webhookGate' | 'policies' | 'noticePersonsDays' | 'revealsPerHour'> {
  const { noticePersonsDays, revealsPerHour } = config.edges;
  return {
    runs: createEngineRuns(client),
    webhookGate: gateOf(config),
    policies: config.policies,
    noticePersonsDays,
    revealsPerHour,
  };
}

/** The API over one database and one Temporal server, listening. */
export async function runApi(config: ProcessConfig, options: ApiOptions): Promise<RunningApi> {
  const { log, taskQueue = CLAIM_TASK_QUEUE, connections = 20 } = options;
  const sealer = sealerOf(config);
  const auditKeys = auditReadKeysOf(config);
  const [auditKey] = auditHashKeysOf(config);
  const database = await connectApplication(config.databaseUrl, { name: 'butie api', connections, auditKey, log });
  const sessions = await sessionsOf(config, database, options);
  const { library, clock, practiceClock } = lawAndClock(config, database.pool);
  // Lazy: an API that starts before its Temporal server, or outlives it, answers 503 and keeps running.
  const connection = Connection.lazy(temporalConnectionOptions(config.temporal));
  const client = new Client({ connection, namespace: config.temporal.namespace, dataConverter });
  const signing = signingOf(config, log);
  const desk = createDesk(client, createActStore(database.pool, signing), taskQueue);
  const ownRegisters = registersOf(config, database.pool, sealer);
  const asker = askerOf(
    options.registersFrom?.(ownRegisters) ?? ownRegisters,
    { pool: database.pool, sealer, clock },
    log,
  );
  const deps = routeDependencies({
    database,
    sealer,
    library,
    clock,
    practiceClock,
    asker,
    desk,
    standings: standingsNow(createStandingEngine({ connection, client }, taskQueue), database.pool, log),
    sessions,
    signing,
    auditKeys,
    ...ownOf(config, client),
    auditApart: () => (config.auditRoots === undefined ? null : readAuditFile(config.auditRoots)),
  });
  const app = createApp({
    routes: everyRoute(deps),
    kernel: { sessions, clock, mode: config.mode, ...keptOf(database.pool, sealer) },
    log,
    health: { ...createHealthProbes(database.pool, clock), temporal: () => askTemporal(connection, config) },
    metrics: createMetricsSource(database.pool),
    version: VERSION,
    edges: config.edges,
    workbench: config.workbench,
  });
  const server = httpServer(app, config.edges.connection);
  const port = await listen(server, config);
  const resuming = keepResumingBankFiles({ ...deps.bankFiles, log }, () => clock.now());
  return {
    port,
    async stop() {
      resuming.stop();
      server.close();
      deps.feed.feed.close();
      server.closeIdleConnections();
      await connection.close();
      await database.close();
    },
  };
}

/** @throws {StartError} when this process could not judge the passwords of the database, which it then lets go */
async function sessionsOf(config: ProcessConfig, database: Database, options: ApiOptions): Promise<Sessions> {
  const { log, passwords = PASSWORDS } = options;
  const bonds = signInBondsOf(config);
  const onForged = (forged: ForgedSignIn) => log.warn(forged, 'A sign-in does not count: no API process kept it');
  try {
    await refuseUnboundPasswords(database.pool, bonds);
  } catch (error) {
    await database.close();
    throw error;
  }
  return createSessions(database.pool, { passwords, bonds, onForged }, config.edges.session);
}

/** What every route writes or reads besides its own: answers to repeat, who saw or tried what, what overtook it. */
function keptOf(pool: pg.Pool, sealer: Sealer): Pick<Kernel, 'access' | 'idempotentRequests' | 'conflicts'> {
  return {
    access: createAccessLog(pool),
    idempotentRequests: createIdempotentRequests(pool, sealer),
    conflicts: createConflicts(createConflictReads(pool)),
  };
}

async function askTemporal(connection: Connection, { temporal: { namespace } }: ProcessConfig) {
  await connection.withDeadline(Date.now() + 2_000, () => connection.workflowService.describeNamespace({ namespace }));
  return { ok: true, says: '' };
}
