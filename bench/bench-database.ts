import { AUDIT_KEY } from '../test/support/act-keys.ts';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { RegisterAsker } from '../activities/register-ports.ts';
import type { PolicyLibrary } from '../domain/policy/policy-pack.ts';
import type { ProcessConfig } from '../main/config.ts';
import { OWNER_ROLE } from '../main/stack/database-roles.ts';
import { askerOf, lawAndClock, sealerOf } from '../main/office/process-parts.ts';
import type { DatabaseAddresses } from '../main/stack/stack.ts';
import { connectDatabase, withDatabase, type Database } from '../prisma/kernel/connection.ts';
import type { Sealer } from '../prisma/kernel/sealing.ts';
import { createPracticeRegisters } from '../prisma/practice/practice-registers.ts';

/** When the claims of the bench are submitted. */
export const SUBMITTED_AT = new Date('2025-06-23T10:00:00+08:00');

/** A practice environment as it is after its birth, in a database of its own. */
export interface BenchDatabase {
  /** Of the application's login. */
  readonly database: Database;
  readonly addresses: BenchAddresses;
  readonly sealer: Sealer;
  readonly asker: RegisterAsker;
  readonly library: PolicyLibrary;
  readonly close: () => Promise<void>;
}

/** One database, by who enters it: the superuser makes and copies databases, and looks below the rights. */
export type BenchAddresses = Required<DatabaseAddresses>;

/** Connects to a database that has its schema and its birth. */
export function openBenchDatabase(config: ProcessConfig, addresses: BenchAddresses): BenchDatabase {
  const sealer = sealerOf(config);
  const database = connectDatabase(addresses.application, {
    name: 'butie bench',
    connections: 10,
    auditKey: AUDIT_KEY,
  });
  const { pool } = database;
  const { library } = lawAndClock(config, pool);
  // The bench's claims are submitted on this day: an answer of the practice clock's first day would be too old for them.
  const clock = { now: async () => SUBMITTED_AT };
  return {
    database,
    addresses,
    sealer,
    asker: askerOf(createPracticeRegisters(pool, sealer), { pool, sealer, clock }, console),
    library,
    close: () => database.close(),
  };
}

const TEMPLATE = 'bench_template';

/** Keeps a copy of a database as the template of others. Nobody may be connected to it. */
export function keepTemplate({ admin, owner }: BenchAddresses): Promise<void> {
  const name = new URL(owner).pathname.slice(1);
  return asAdmin(admin, [`CREATE DATABASE ${TEMPLATE} OWNER ${OWNER_ROLE} TEMPLATE ${name}`]);
}

/**
 * A new copy of the template: facts cannot be deleted, so a run that needs empty tables takes a database without them.
 * `close` removes it. The checkpoint writes the copied pages now and not while something is measured.
 */
export async function createBenchDatabase(config: ProcessConfig, of: BenchAddresses): Promise<BenchDatabase> {
  const name = `bench_${randomBytes(6).toString('hex')}`;
  await asAdmin(of.admin, [`CREATE DATABASE ${name} OWNER ${OWNER_ROLE} TEMPLATE ${TEMPLATE}`, 'CHECKPOINT']);
  const opened = openBenchDatabase(config, {
    application: withDatabase(of.application, name),
    owner: withDatabase(of.owner, name),
    admin: withDatabase(of.admin, name),
  });
  return {
    ...opened,
    async close() {
      await opened.close();
      await asAdmin(of.admin, [`DROP DATABASE ${name} WITH (FORCE)`]);
    },
  };
}

async function asAdmin(adminUrl: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client(withDatabase(adminUrl, 'postgres'));
  await client.connect();
  try {
    for (const statement of statements) {
      await client.query(statement);
    }
  } finally {
    await client.end();
  }
}
