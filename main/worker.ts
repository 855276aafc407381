import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import pino from 'pino';
import { createActivities } from '../activities/create-activities.ts';
import { createEntityWork } from '../activities/entity-work.ts';
import { createSweeps } from '../activities/sweeps.ts';
import { createDesk } from '../api/claim-desk.ts';
import { createActStore } from '../prisma/act-store.ts';
import { connectDatabase } from '../prisma/connection.ts';
import { createEntityStore } from '../prisma/entity-store.ts';
import { createRecordings } from '../prisma/recordings/create-recordings.ts';
import { createJumpStore, createSweepStore } from '../prisma/sweep-store.ts';
import { CLAIM_TASK_QUEUE } from '../workflows/claim-messages.ts';
import { readProcessConfig } from './config.ts';
import { lawAndClock, registersOf, sealerOf } from './process-parts.ts';
import { claimCallerOf, sweepCallsOf } from './sweep-wiring.ts';
import { runUnderLock } from './sweep-loop.ts';
import { temporalConnectionOptions } from './temporal-connection.ts';
import { createTimeSkipping } from './time-skipping.ts';

const config = readProcessConfig();
const log = pino({ name: 'worker', level: config.logLevel });
Runtime.install({ logger: new DefaultLogger('WARN'), shutdownSignals: [] });

const sealer = sealerOf(config);
const database = connectDatabase(config.databaseUrl, { name: 'butie worker', connections: 20 });
const registerDatabase = connectDatabase(config.databaseUrl, { name: 'butie registers', connections: 5 });
const { library, clock, practiceClock, shares } = lawAndClock(config, database.pool);
const options = temporalConnectionOptions(config.temporal);
const nativeConnection = await NativeConnection.connect(options);
const connection = await Connection.connect(options);
const client = new Client({ connection, namespace: config.temporal.namespace });

const registers = registersOf(config, registerDatabase.pool, sealer);
const desk = createDesk(client, createActStore(database.pool));
const entityWork = createEntityWork({ store: createEntityStore(database.pool), claims: claimCallerOf(desk) });
const recordings = createRecordings({ pool: database.pool, sealer, registers, calendar: library.calendar });
const sweepStore = createSweepStore(database.pool, library.calendar, shares);
const now = async () => (await clock.now()).getTime();
const sweeps = createSweeps({ store: sweepStore, calls: sweepCallsOf(desk, entityWork), now, log });

const worker = await Worker.create({
  connection: nativeConnection,
  namespace: config.temporal.namespace,
  taskQueue: CLAIM_TASK_QUEUE,
  workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)),
  activities: createActivities({ recordings, entityWork }),
  maxConcurrentLocalActivityExecutions: 16,
  shutdownGraceTime: '2 seconds',
  identity: `worker/${process.pid}`,
});

const loop = runUnderLock({
  databaseUrl: config.databaseUrl,
  workerId: randomUUID(),
  store: sweepStore,
  sweeps,
  jump: {
    store: createJumpStore(database.pool),
    skipping: createTimeSkipping(connection, client, config.temporal.namespace),
    sweeps,
    systemNow: Date.now,
  },
  forgetOffset: () => practiceClock?.forget(),
  log,
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => worker.shutdown());
}
log.info({ taskQueue: CLAIM_TASK_QUEUE }, 'Worker polls');
await worker.run();
await loop.stop();
await connection.close();
await nativeConnection.close();
await registerDatabase.close();
await database.close();
process.exit(0);
