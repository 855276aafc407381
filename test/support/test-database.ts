import { randomBytes } from 'node:crypto';

import pg from 'pg';
import { inject } from 'vitest';

import { APPLICATION_ROLE, OWNER_ROLE } from '../../main/stack/database-roles.ts';
import { withDatabase } from '../../prisma/kernel/connection.ts';

export interface TestDatabase {
  /** Of the superuser, whom the product does not know. */
  readonly adminUrl: string;
  /** Of the login that owns the schema. */
  readonly ownerUrl: string;
  /** Of the application's login. */
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

/** The owner's address of the database of an address: tests arrange with it what the application may not. */
export function asOwner(url: string): string {
  return withDatabase(inject('stack').logins.owner, new URL(url).pathname.slice(1));
}

async function createDatabase(like: string): Promise<TestDatabase> {
  const { postgresUrl, logins } = inject('stack');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdmin(
    postgresUrl,
    `CREATE DATABASE ${name} OWNER ${OWNER_ROLE} ${like}`,
    `REVOKE ALL ON DATABASE ${name} FROM PUBLIC; GRANT CONNECT ON DATABASE ${name} TO ${APPLICATION_ROLE}`,
  );
  return {
    adminUrl: withDatabase(postgresUrl, name),
    ownerUrl: withDatabase(logins.owner, name),
    url: withDatabase(logins.application, name),
    drop: () => asAdmin(postgresUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function asAdmin(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    for (const statement of statements) {
      await client.query(statement);
    }
  } finally {
    await client.end();
  }
}
