import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, NativeConnection, Runtime, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { askingBeforeTopUps } from '../../activities/asking-first.ts';
import { createActivities } from '../../activities/create-activities.ts';
import { createEntityWork } from '../../activities/entity-work.ts';
import { createPeriodKeeping, createPeriodWork } from '../../activities/periods.ts';
import type { PeriodSchedules } from '../../activities/period-ports.ts';
import type { Registers } from '../../activities/register-ports.ts';
import type { SweepStore } from '../../activities/sweep-ports.ts';
import { createStandingTurns } from '../../activities/standing.ts';
import { createSweeps } from '../../activities/sweeps.ts';
import { createDesk } from '../../api/kernel/entity-desk.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import { recipientsOf } from '../../domain/demand/demand-recipients.ts';
import { lawOnDay, recoveryLawOnDay } from '../../domain/policy/law-on-day.ts';
import { directoriesOf, listedOccupations } from '../../domain/policy/directories.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import type { ActVerifier } from '../../prisma/kernel/act-signing.ts';
import { createActStore } from '../../prisma/kernel/act-store.ts';
import { answerDaysOf } from '../../prisma/line/register-questions.ts';
import { createAuditDigests } from '../../prisma/kernel/audit-digests.ts';
import { createAuditSealing } from '../../prisma/worker/audit-sealing.ts';
import { createEntityPaging } from '../../prisma/worker/entity-paging.ts';
import { createCheckRuns } from '../../prisma/check/check-runs.ts';
import { createPeriodStore } from '../../prisma/period/period-store.ts';
import { createRecordings } from '../../prisma/recordings/create-recordings.ts';
import { createJumpStore } from '../../prisma/practice/jump-store.ts';
import { createLawCorrections } from '../../prisma/worker/law-corrections.ts';
import { takeUpRefused } from '../../prisma/worker/refused-reports.ts';
import type { Sealer } from '../../prisma/kernel/sealing.ts';
import { createStandingStore } from '../../prisma/standing/standing-store.ts';
import { createRegisterSweeps } from '../../prisma/worker/register-sweeps.ts';
import { createSweepStore } from '../../prisma/worker/sweep-store.ts';
import { CLAIM_TASK_QUEUE } from '../../workflows/claim-messages.ts';
import { ROOT, type ProcessConfig } from '../config.ts';
import { actVerifierOf } from './act-keys.ts';
import { createAuditFile, keptNowhere } from './audit-file.ts';
import { auditHashKeysOf, keyedHashesOf, rootSignerOf } from './audit-keys.ts';
import { createPeriodSchedules } from './period-schedules.ts';
import { runCheckLoop } from './check-loop.ts';
import { keptBundle } from './kept-bundle.ts';
import { connectApplication } from './login-check.ts';
import { dataConverter } from './payload-codec.ts';
import { repairWorkOf } from './repair-parts.ts';
import { askerOf, lawAndClock, registersOf, sealerOf, type LawAndClock } from './process-parts.ts';
import { createStandingEngine } from './standing-engine.ts';
import { runUnderLock } from './sweep-loop.ts';
import { callersOf, sweepCallsOf } from './sweep-wiring.ts';
import { temporalConnectionOptions } from './temporal-connection.ts';
import { createTimeSkipping } from './time-skipping.ts';
import { VERSION } from './version.ts';
import { webhooksOf } from './webhook-wiring.ts';

export const WORKFLOWS_PATH = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url));

export interface WorkerOptions {
  /** Another queue than the usual one: tests run several offices on one server. */
  readonly taskQueue?: string;
  /** Workflows that were bundled before; otherwise those that the state folder keeps are run, or they are bundled here. */
  readonly bundle?: WorkflowBundleOption;
  readonly connections?: number;
  /** Other registers than the process's own, e.g. slower ones in a test. */
  readonly registersFrom?: (own: Registers) => Registers;
  readonly log: { warn(facts: object, sentence: string): void };
}

export interface RunningWorker {
  /** Resolves once it was shut down and has released all its resources. */
  readonly ended: Promise<void>;
  shutdown(): void;
}

/** One worker with its sweeps: polls a task queue, records, relays, moves the practice clock. */
export async function runWorker(config: ProcessConfig, options: WorkerOptions): Promise<RunningWorker> {
  const { log, taskQueue = CLAIM_TASK_QUEUE, connections = 20 } = options;
  const { namespace } = config.temporal;
  const sealer = sealerOf(config);
  const [auditKey] = auditHashKeysOf(config);
  const database = await connectApplication(config.databaseUrl, { name: 'butie worker', connections, auditKey, log });
  const { library, clock, practiceClock, shares } = lawAndClock(config, database.pool);
  const address = temporalConnectionOptions(config.temporal);
  const nativeConnection = await NativeConnection.connect(address);
  const connection = await Connection.connect(address);
  const client = new Client({ connection, namespace, dataConverter });

  const asker = askerWith(config, options, { pool: database.pool, sealer, clock });
  const trust = trustOf(config, log);
  const keys = { sign: null, keyed: trust.keyed };
  const desk = createDesk(client, createActStore(database.pool, keys), taskQueue);
  const entityWork = createEntityWork({ store: createEntityPaging(database.pool, trust), ...callersOf(desk) });
  const store = sweepStoreOf(database.pool, { library, shares, config, log }, sealer);
  const written = createRecordings({ pool: database.pool, sealer, ...lawOf(library), ...trust });
  await takeUpReports(database.pool, trust.verify, log);
  const now = async () => (await clock.now()).getTime();
  const { periods, work } = periodsOf(database.pool, library, createPeriodSchedules(client, taskQueue, config.mode));
  const repairs = repairWorkOf(database.pool, { client, desk, library, trust, log });
  const sweeps = createSweeps({ store, calls: sweepCallsOf(desk, entityWork), asker, periods, repairs, now, log });

  const worker = await Worker.create({
    connection: nativeConnection,
    namespace,
    taskQueue,
    dataConverter,
    workflowBundle: options.bundle ?? (await ownBundle(config, log)),
    activities: createActivities({
      recordings: askingBeforeTopUps(written, { asker, store }),
      entityWork,
      periods: work,
    }),
    maxConcurrentLocalActivityExecutions: 16,
    shutdownGraceTime: '2 seconds',
    identity: `worker/${process.pid}`,
    // Each workflow task of a history repeats it twice: the default, with the bundle's digest, is 90 characters long.
    buildId: `butie/${VERSION.commit}`,
  });
  const skipping = createTimeSkipping(connection, client, namespace);
  const forgetOffset = () => practiceClock?.forget();
  const jump = { store: createJumpStore(database.pool), skipping, sweeps, periods, systemNow: Date.now, forgetOffset };
  const sending = webhooksOf(config, database.pool, { sealer, businessNow: () => clock.now(), log });
  const standing = standingOf({ connection, client }, taskQueue, { pool: database.pool, log });
  const { databaseUrl } = config;
  const loop = runUnderLock({ databaseUrl, workerId: randomUUID(), store, sweeps, jump, standing, log });
  const checking = checkingOf(config, { pool: database.pool, library, log });
  const letGo = async () => {
    await Promise.all([loop.stop(), sending.stop(), checking.stop()]);
    await connection.close();
    await nativeConnection.close();
    await database.close();
  };
  return { ended: worker.run().then(letGo), shutdown: () => worker.shutdown() };
}

/** The checks of the office, each when it is due. */
function checkingOf(
  config: ProcessConfig,
  {
    pool,
    library,
    log,
  }: { readonly pool: pg.Pool; readonly library: PolicyLibrary; readonly log: WorkerOptions['log'] },
) {
  const checks = createCheckRuns(pool, { library, digests: digestsOf(config), now: () => new Date(), log });
  return runCheckLoop(checks, log);
}

/** What is asked of the engine about each workflow of the queue. */
function standingOf(
  temporal: Parameters<typeof createStandingEngine>[0],
  taskQueue: string,
  { pool, log }: { readonly pool: pg.Pool; readonly log: WorkerOptions['log'] },
) {
  const engine = createStandingEngine(temporal, taskQueue);
  return createStandingTurns({ engine, store: createStandingStore(pool), systemNow: Date.now, log });
}

function askerWith(config: ProcessConfig, options: WorkerOptions, parts: Parameters<typeof askerOf>[1]) {
  const own = registersOf(config, parts.pool, parts.sealer);
  return askerOf(options.registersFrom?.(own) ?? own, parts, options.log);
}

/** The periods that the packs expect: how they are kept, and what a Schedule's action does. */
function periodsOf(pool: pg.Pool, library: PolicyLibrary, schedules: PeriodSchedules) {
  const store = createPeriodStore(pool, { library });
  return {
    periods: createPeriodKeeping({ store, schedules, library, systemNow: Date.now }),
    work: createPeriodWork({ store, library }),
  };
}

/** Whose acts count, and where a message is logged that does not (D2). */
function trustOf(config: ProcessConfig, log: WorkerOptions['log']) {
  return {
    verify: actVerifierOf(config),
    keyed: keyedHashesOf(config),
    onForged: (forged: object) => log.warn(forged, 'A message to a workflow does not count: no API process kept it'),
  };
}

/** True reports that were refused while this worker did not know a key of the API (S1). */
async function takeUpReports(pool: pg.Pool, verify: ActVerifier, log: WorkerOptions['log']): Promise<void> {
  const reports = await takeUpRefused(pool, verify);
  if (reports > 0) {
    log.warn({ reports }, 'Reports of the bank that were refused are signed by a key that this worker knows now');
  }
}

/** With which the audit is sealed and its chains are verified. */
function digestsOf(config: ProcessConfig) {
  return createAuditDigests({ hashKeys: auditHashKeysOf(config), rootKeys: [] });
}

/** How the audit is sealed and its roots are kept apart (S15). */
function auditSealingOf(config: ProcessConfig, log: WorkerOptions['log']) {
  return {
    digests: digestsOf(config),
    sign: rootSignerOf(config),
    apart: config.auditRoots === undefined ? keptNowhere() : createAuditFile(config.auditRoots),
    onCut: () => log.warn({}, 'The audit ends before what was sealed: run npm run audit:verify'),
  };
}

function ownBundle({ home }: ProcessConfig, log: WorkerOptions['log']): Promise<WorkflowBundleOption> {
  const { logger } = Runtime.instance();
  const bundle = async () => (await bundleWorkflowCode({ workflowsPath: WORKFLOWS_PATH, logger })).code;
  return keptBundle({ folder: home, root: ROOT, bundle, log });
}

/** The inputs of counting besides a claim's own snapshot: days off, the directory of the day, the age of answers. */
function lawOf(library: PolicyLibrary) {
  return {
    calendar: library.calendar,
    directoryOf: directoriesOf(library),
    answerDaysOf: answerDaysOf(library),
    recipientsOf: (jurisdiction: string, on: IsoDate) => recipientsOf(library, jurisdiction, on),
    occupations: listedOccupations(library),
    lawOn: lawOnDay(library),
    recoveryLawOn: recoveryLawOnDay(library),
  };
}

function sweepStoreOf(
  pool: pg.Pool,
  {
    library,
    shares,
    config,
    log,
  }: Pick<LawAndClock, 'library' | 'shares'> & { readonly config: ProcessConfig; readonly log: WorkerOptions['log'] },
  sealer: Sealer,
): SweepStore {
  return {
    ...createSweepStore(pool, library, { shares, answerDays: config.answerDays, trust: trustOf(config, log) }),
    ...createRegisterSweeps(pool, { sealer, answerDaysOf: answerDaysOf(library) }),
    ...createLawCorrections(pool, { sealer, library, ...lawOf(library) }),
    sealAudit: createAuditSealing(pool, auditSealingOf(config, log)),
  };
}
