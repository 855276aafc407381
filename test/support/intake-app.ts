import type { Server } from 'node:http';
import { RATE_ALLOWANCES } from '../../api/kernel/rate-limit.ts';
import { createRateLimits } from '../../prisma/kernel/rate-limit-store.ts';
import { createApp } from '../../api/kernel/app.ts';
import type { FilingDesk } from '../../api/filing/filing-ports.ts';
import type { Route } from '../../api/kernel/route.ts';
import { intakeRoutes } from '../../api/filing/intake-routes.ts';
import { createAccountsStore, type PersonToAdd } from '../../prisma/people/accounts-store.ts';
import { createAuditReads } from '../../prisma/oversight/audit-reads.ts';
import { createPracticeClock } from '../../prisma/practice/clock-store.ts';
import { connectDatabase, type Database } from '../../prisma/kernel/connection.ts';
import { createFilingStore } from '../../prisma/filing/filing-store.ts';
import { createHealthProbes, createMetricsSource } from '../../prisma/kernel/health-store.ts';
import { createIdempotentRequests } from '../../prisma/kernel/idempotency-store.ts';
import { hashPassword } from '../../prisma/people/password-hash.ts';
import { createPracticeRegisters } from '../../prisma/practice/practice-registers.ts';
import { createSealer } from '../../prisma/kernel/sealing.ts';
import { createSessions } from '../../prisma/people/session-store.ts';
import { PRACTICE_LIBRARY } from './policy-library.ts';

/** The instant at which a practice environment is born. */
export const BIRTH = new Date('2025-05-12T09:00:00+08:00');

export interface IntakeApp {
  readonly base: string;
  readonly database: Database;
  readonly sealer: ReturnType<typeof createSealer>;
  readonly clock: ReturnType<typeof createPracticeClock>;
  readonly logged: readonly object[];
  tokenOf(username: string): Promise<string>;
  close(): Promise<void>;
}

const SCHOOL = {
  id: 'pty_school',
  kind: 'institution',
  name: '鄂尔多斯市示范职业技能培训学校',
  jurisdiction: '150600',
} as const;
const SCHOOL2 = {
  id: 'pty_school2',
  kind: 'institution',
  name: '鄂尔多斯市第二示范职业技能培训学校',
  jurisdiction: '150600',
} as const;
const FACTORY = {
  id: 'pty_factory',
  kind: 'enterprise',
  name: '鄂尔多斯市示范装备制造有限公司',
  jurisdiction: '150600',
} as const;

/**
 * The intake side on a real database with a few accounts (password `practice`) and a desk that moves filings as the
 * workflow would, so that the routes can be tested without Temporal.
 */
export async function startIntakeApp(url: string, more: readonly Route[] = []): Promise<IntakeApp> {
  const database = connectDatabase(url);
  const { pool } = database;
  const sealer = createSealer([{ id: 1, secret: Buffer.alloc(32, 7) }]);
  await pool.query(
    `INSERT INTO environment (id, mode, clock_offset_ms, born_at, key_check) VALUES (1, 'practice', $1, $2, $3)`,
    [BIRTH.getTime() - Date.now(), BIRTH, sealer.seal('butie')],
  );
  await addAccounts(database, sealer);
  const clock = createPracticeClock(pool);
  const sessions = createSessions(pool);
  const logged: object[] = [];
  const routes = intakeRoutes({
    sessions,
    signInLimit: createRateLimits(pool, sealer, RATE_ALLOWANCES).signIn,
    secureCookie: false,
    filings: createFilingStore(pool, sealer),
    desk: plainDesk(database),
    library: PRACTICE_LIBRARY,
    audit: createAuditReads(pool),
    practice: { clock, registers: createPracticeRegisters(pool, sealer) },
  });
  const app = createApp({
    routes: [...routes, ...more],
    kernel: { sessions, idempotentRequests: createIdempotentRequests(pool), clock, mode: 'practice' },
    log: { error: (fields) => logged.push(fields) },
    health: { ...createHealthProbes(pool, clock), temporal: () => Promise.resolve({ ok: true, says: '' }) },
    metrics: createMetricsSource(pool),
    version: { version: '0.1.0', commit: 'test' },
  });
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  const address = server.address();
  const base = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  return {
    base,
    database,
    sealer,
    clock,
    logged,
    async tokenOf(username) {
      const opened = await sessions.open(username, 'practice');
      if (opened === null) {
        throw new Error(`nobody is called ${username}`);
      }
      return opened.token;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await database.close();
    },
  };
}

async function addAccounts(database: Database, sealer: ReturnType<typeof createSealer>): Promise<void> {
  const store = createAccountsStore(database.pool, sealer);
  const passwordHash = await hashPassword('practice');
  for (const party of [SCHOOL, SCHOOL2, FACTORY]) {
    await store.addParty(party);
  }
  const person = (username: string, of: Partial<PersonToAdd>): PersonToAdd => ({
    id: `per_${username.replaceAll('.', '')}`,
    username,
    passwordHash,
    displayName: username,
    organ: null,
    section: null,
    jurisdiction: '150600',
    roles: [],
    partyId: null,
    ...of,
  });
  const people = [
    person('school', { roles: ['applicant'], partyId: SCHOOL.id }),
    person('school2', { roles: ['applicant'], partyId: SCHOOL2.id }),
    person('factory', { roles: ['applicant'], partyId: FACTORY.id }),
    person('dept.hr', { roles: ['departmentReviewer', 'noticeOfficer'], organ: 'HRSS', section: '就业服务' }),
    person('dept.union', { roles: ['departmentReviewer', 'noticeOfficer'], organ: 'TRADE_UNION' }),
    person('bureau.review', { roles: ['bureauReviewer', 'noticeOfficer'], organ: 'HRSS', section: '基金监督' }),
    person('auditor', { roles: ['auditor'], organ: 'AUDIT' }),
    person('elsewhere', { roles: ['bureauReviewer'], organ: 'HRSS', jurisdiction: '150200' }),
    person('finance-system', { roles: ['financeSystem'], passwordHash: null }),
  ];
  for (const one of people) {
    await store.addPerson(one);
  }
  await store.addMachineClient({
    id: 'mcl_1',
    name: 'finance-system',
    personId: 'per_finance-system',
    apiKey: 'bt_test',
    webhookSecret: 'whsec_test',
  });
}

function plainDesk({ pool }: Database): FilingDesk {
  const move = async (filingId: string, state: string, at: Date) => {
    await pool.query('UPDATE filing SET state = $2, state_since = $3, revision = revision + 1 WHERE id = $1', [
      filingId,
      state,
      at,
    ]);
  };
  return {
    submit: ({ filingId, at }) => move(filingId, 'filed', at),
    withdraw: ({ filingId, at }) => move(filingId, 'withdrawn', at),
    resultsRecorded: ({ filingId, at }) => move(filingId, 'assessed', at),
  };
}
