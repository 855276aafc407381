import { createServer } from 'node:http';
import { Client, Connection } from '@temporalio/client';
import pino from 'pino';
import { createApp } from '../api/app.ts';
import { createDesk } from '../api/claim-desk.ts';
import { createActStore } from '../prisma/act-store.ts';
import { connectDatabase } from '../prisma/connection.ts';
import { createHealthProbes, createMetricsSource } from '../prisma/health-store.ts';
import { createIdempotentRequests } from '../prisma/idempotency-store.ts';
import { createSessions } from '../prisma/session-store.ts';
import { everyRoute } from '../api/routes/every-route.ts';
import { routeDependencies } from './api-routes.ts';
import { readProcessConfig } from './config.ts';
import { lawAndClock, registersOf, sealerOf } from './process-parts.ts';
import { temporalConnectionOptions } from './temporal-connection.ts';
import { VERSION } from './version.ts';

const STOP_WITHIN_MS = 1_500;

const config = readProcessConfig();
const log = pino({ name: 'api', level: config.logLevel });
const sealer = sealerOf(config);
const database = connectDatabase(config.databaseUrl, { name: 'butie api', connections: 20 });
const registerDatabase = connectDatabase(config.databaseUrl, { name: 'butie registers', connections: 5 });
const { library, clock, practiceClock } = lawAndClock(config, database.pool);
// Lazy: an API that starts before its Temporal server, or outlives it, says 503 and goes on.
const connection = Connection.lazy(temporalConnectionOptions(config.temporal));
const client = new Client({ connection, namespace: config.temporal.namespace });
const desk = createDesk(client, createActStore(database.pool));
const sessions = createSessions(database.pool);
const registers = registersOf(config, registerDatabase.pool, sealer);

const app = createApp({
  routes: everyRoute(routeDependencies({ database, sealer, library, clock, practiceClock, registers, desk, sessions })),
  kernel: { sessions, clock, mode: config.mode, idempotentRequests: createIdempotentRequests(database.pool) },
  log,
  health: {
    ...createHealthProbes(database.pool, clock),
    async temporal() {
      await connection.withDeadline(Date.now() + 2_000, () =>
        connection.workflowService.describeNamespace({ namespace: config.temporal.namespace }),
      );
      return { ok: true, says: '' };
    },
  },
  metrics: createMetricsSource(database.pool),
  version: VERSION,
});

const server = createServer(app);
server.listen(config.port, config.host, () => log.info({ port: config.port }, 'API listens'));

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void stop());
}

async function stop(): Promise<void> {
  setTimeout(() => process.exit(0), STOP_WITHIN_MS).unref();
  server.close();
  server.closeIdleConnections();
  await connection.close();
  await registerDatabase.close();
  await database.close();
  process.exit(0);
}
