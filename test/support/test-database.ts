import { randomBytes } from 'node:crypto';

import pg from 'pg';
import { inject } from 'vitest';

import { asApplication } from '../../main/stack/embedded-postgres.ts';
import { withDatabase } from '../../prisma/kernel/connection.ts';

export interface TestDatabase {
  /** In the role that owns the schema. */
  readonly ownerUrl: string;
  /** In the application's role. */
  readonly url: string;
  drop(): Promise<void>;
}

/** A migrated, empty database of its own, for one test file. Its makers drop it; what they forget goes with the run. */
export function createTestDatabase(): Promise<TestDatabase> {
  return createDatabase(`TEMPLATE ${inject('stack').templateName} STRATEGY FILE_COPY`);
}

/** The same without any table. */
export function createBareDatabase(): Promise<TestDatabase> {
  return createDatabase('TEMPLATE template0');
}

async function createDatabase(like: string): Promise<TestDatabase> {
  const { postgresUrl } = inject('stack');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdmin(postgresUrl, `CREATE DATABASE ${name} ${like}`);
  const ownerUrl = withDatabase(postgresUrl, name);
  return {
    ownerUrl,
    url: asApplication(ownerUrl),
    drop: () => asAdmin(postgresUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
