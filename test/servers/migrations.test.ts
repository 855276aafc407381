import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { migrateDatabase } from '../../main/migrations.ts';
import { applyMigrations, migrationDrift } from '../../prisma/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

describe('migrations', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());

  it('are applied once: a second run applies none', async () => {
    expect(await applyMigrations(database.ownerUrl)).toEqual([]);
  });

  it('say what schema.prisma says', async () => {
    expect(await migrationDrift(database.ownerUrl)).toBe('');
  });

  it('refuse to go on when one that was applied has been edited, and name it', async () => {
    const client = new pg.Client(database.ownerUrl);
    await client.connect();
    await client.query("UPDATE _prisma_migrations SET checksum = 'another'");
    await client.end();
    await expect(migrateDatabase(database.ownerUrl, () => undefined)).rejects.toMatchObject({
      name: 'StartError',
      en: expect.stringContaining('have been edited'),
    });
  });

  it('name DATABASE_URL when nobody answers there', async () => {
    await expect(migrateDatabase('postgres://a:b@127.0.0.1:9/butie', () => undefined)).rejects.toMatchObject({
      en: expect.stringContaining('DATABASE_URL'),
    });
  });
});
