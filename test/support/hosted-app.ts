import type { Server } from 'node:http';
import type { Edges } from '../../api/kernel/edges.ts';
import { createApp } from '../../api/kernel/app.ts';
import { everyRoute } from '../../api/kernel/every-route.ts';
import type { Route } from '../../api/kernel/route.ts';
import { lawOnDay, recoveryLawOnDay } from '../../domain/policy/law-on-day.ts';
import { directoriesOf, listedOccupations } from '../../domain/policy/directories.ts';
import type { KeptApart } from '../../domain/oversight/audit-verification.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { routeDependencies } from '../../main/office/api-routes.ts';
import { createDiagnosisStore } from '../../prisma/oversight/diagnosis-facts.ts';
import { createEntityLook } from '../../prisma/repair/repair-facts.ts';
import { createRepairWorkStore } from '../../prisma/worker/repair-work.ts';
import { createWebhookGate, type WebhookGate } from '../../main/office/webhook-gate.ts';
import { newThreads } from '../../api/kernel/threads.ts';
import { connectDatabase, type Database } from '../../prisma/kernel/connection.ts';
import { createHealthProbes, createMetricsSource } from '../../prisma/kernel/health-store.ts';
import { createConflicts } from '../../api/oversight/conflict-view.ts';
import { createConflictReads } from '../../prisma/oversight/conflict-store.ts';
import { createAccessLog } from '../../prisma/oversight/access-log.ts';
import { createIdempotentRequests } from '../../prisma/kernel/idempotency-store.ts';
import { KEY_CHECK_PLACE } from '../../prisma/kernel/environment-store.ts';
import { createSealer, type Sealer } from '../../prisma/kernel/sealing.ts';
import { answerDaysOf } from '../../prisma/line/register-questions.ts';
import { PASSWORDS, type Passwords } from '../../prisma/people/password-hash.ts';
import { createSessions, type SessionRules } from '../../prisma/people/session-store.ts';
import { createPracticeClock } from '../../prisma/practice/clock-store.ts';
import { createPracticeRegisters } from '../../prisma/practice/practice-registers.ts';
import type { Forged } from '../../prisma/kernel/forged-act.ts';
import { AUDIT_KEY, AUDIT_KEYS, BONDS, signAct, trust } from './act-keys.ts';
import { addAccounts } from './hosted-accounts.ts';
import { createHostedDesk } from './hosted-desk.ts';
import { httpClient, type HttpClient } from './http-client.ts';
import { PRACTICE_LIBRARY, practiceCsv } from './policy-library.ts';
import { testAsker } from './register-asker.ts';
import { asOwner } from './test-database.ts';

/** The instant at which a practice environment is born. */
const BIRTH = new Date('2025-05-12T09:00:00+08:00');

export type HostedApp = Awaited<ReturnType<typeof startHostedApp>>;

export interface HostedOptions {
  readonly library?: PolicyLibrary;
  /** Routes besides those of the contract. */
  readonly more?: readonly Route[];
  /** Receives the pool of stores and recordings before it connects. */
  readonly watch?: (pool: Database['pool']) => void;
  readonly edges?: Partial<Edges>;
  readonly passwords?: Passwords;
  readonly sessionRules?: Partial<SessionRules>;
  readonly auditApart?: KeptApart;
  readonly feedBeatMs?: number;
  readonly webhookGate?: WebhookGate;
  /** Of the built workbench. */
  readonly workbench?: string;
}

/**
 * The product without Temporal, over HTTP on a real database: all its routes, stores and recordings, and its workflows in
 * this process (`hosted-desk.ts`). A few accounts exist; it is Monday 2025-05-12, 9:00.
 */
export async function startHostedApp(url: string, options: HostedOptions = {}) {
  const { library = PRACTICE_LIBRARY, more = [], watch = () => undefined, edges = {} } = options;
  const database = connectDatabase(url, { auditKey: AUDIT_KEY });
  const arranging = connectDatabase(asOwner(url), { name: 'butie test', connections: 4, auditKey: AUDIT_KEY });
  const { pool } = database;
  const rules = { idleMs: 900_000, wholeMs: 8 * 3_600_000, ...options.sessionRules };
  watch(pool);
  const sealer = createSealer([{ id: 1, secret: Buffer.alloc(32, 7) }], newThreads);
  await bear(arranging, sealer);
  const clock = createPracticeClock(pool);
  const bound = { bonds: BONDS, onForged: () => undefined };
  const sessions = createSessions(pool, { passwords: options.passwords ?? PASSWORDS, ...bound }, rules);
  // Tests that need somebody signed in do not pay for the hash; those about signing in do it over HTTP.
  const trusting = createSessions(pool, { passwords: { ...PASSWORDS, check: trustAnybody }, ...bound }, rules);
  const forged: Forged[] = [];
  const law = {
    calendar: library.calendar,
    directoryOf: directoriesOf(library),
    occupations: listedOccupations(library),
    answerDaysOf: answerDaysOf(library),
    lawOn: lawOnDay(library),
    recoveryLawOn: recoveryLawOnDay(library),
  };
  const hosted = createHostedDesk({ context: { pool, sealer, ...law, ...trust(forged) }, reading: arranging.pool });
  const asker = testAsker(pool, sealer);
  const { desk } = hosted;
  const dependencies = routeDependencies({
    database,
    sealer,
    library,
    clock,
    practiceClock: clock,
    asker,
    desk,
    standings: { askNow: () => Promise.resolve() },
    runs: hosted.runs,
    sessions,
    noticePersonsDays: 0,
    signing: { sign: signAct, ...trust(forged) },
    auditKeys: AUDIT_KEYS,
    auditApart: () => options.auditApart ?? null,
    webhookGate: options.webhookGate ?? createWebhookGate({ mode: 'practice', open: [] }),
    ...(options.feedBeatMs !== undefined && { feedBeatMs: options.feedBeatMs }),
  });
  const logged: object[] = [];
  const app = createApp({
    routes: [...everyRoute(dependencies), ...more],
    kernel: {
      sessions,
      access: createAccessLog(pool),
      idempotentRequests: createIdempotentRequests(pool, sealer),
      conflicts: createConflicts(createConflictReads(pool)),
      clock,
      mode: 'practice',
    },
    log: { error: (fields) => logged.push(fields) },
    health: { ...createHealthProbes(pool, clock), temporal: () => Promise.resolve({ ok: true, says: '' }) },
    metrics: createMetricsSource(pool),
    version: { version: '0.1.0', commit: 'test' },
    edges: { hosts: ['127.0.0.1'], trustedProxies: [], metricsToken: 'metrics-token-of-tests', ...edges },
    workbench: options.workbench,
  });
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  const base = addressOf(server);
  const tokenOf = async (username: string): Promise<string> => {
    const opened = await trusting.open(username, 'practice');
    if (opened === null) {
      throw new Error(`nobody is called ${username}`);
    }
    return opened.token;
  };
  return {
    base,
    /** Of the database's owner, for what tests arrange and look at; the product has the application's login. */
    pool: arranging.pool,
    application: pool,
    sealer,
    /** The messages that did not count. */
    forged: forged as readonly Forged[],
    /** What the log was given. */
    logged: logged as readonly object[],
    ask: hosted.ask,
    desk,
    claims: dependencies.claims.claims,
    forward: hosted.forward,
    /** What the worker's sweep of repairs is made of. */
    repairing: {
      now: () => clock.now(),
      runs: hosted.runs,
      parts: {
        store: createRepairWorkStore(pool, { ...trust(forged), calendar: library.calendar }),
        look: createEntityLook(pool, { runs: hosted.runs, diagnoses: createDiagnosisStore(pool, library) }),
        calls: { ...hosted.starts, deliver: hosted.deliver },
        log: { warn: (fields: object) => void logged.push(fields) },
      },
    },
    /** Ends a workflow without a word. */
    terminate: hosted.terminate,
    registers: createPracticeRegisters(pool, sealer),
    tokenOf,
    as: async (username: string): Promise<HttpClient> => httpClient(base, await tokenOf(username)),
    nobody: httpClient(base, null),

    /** Moves the practice clock, and with it the clocks of the workflows. */
    async setTime(instant: string): Promise<void> {
      await arranging.pool.query('UPDATE environment SET clock_offset_ms = $1', [Date.parse(instant) - Date.now()]);
      clock.forget();
      await hosted.followTo(Date.parse(instant));
    },

    async close(): Promise<void> {
      hosted.stop();
      dependencies.feed.feed.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await database.close();
      await arranging.close();
    },
  };
}

/** The certificates and identities of the practice class. */
export async function loadWelders({ registers }: Pick<HostedApp, 'registers'>): Promise<void> {
  for (const register of ['certificates', 'identity'] as const) {
    await registers.load(register, practiceCsv(`class-welders/register-${register}.csv`), true);
  }
}

async function bear(database: Database, sealer: Sealer): Promise<void> {
  await database.pool.query(
    `INSERT INTO environment (id, mode, clock_offset_ms, born_at, key_check) VALUES (1, 'practice', $1, $2, $3)`,
    [BIRTH.getTime() - Date.now(), BIRTH, sealer.seal('butie', KEY_CHECK_PLACE)],
  );
  await addAccounts(database, sealer);
}

const trustAnybody = () => Promise.resolve({ isRight: true, stronger: null });

function addressOf(server: Server): string {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}
