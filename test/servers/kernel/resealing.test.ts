import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newThreads } from '../../../api/kernel/threads.ts';
import { connectDatabase, type Database } from '../../../prisma/kernel/connection.ts';
import { reseal } from '../../../prisma/kernel/resealing.ts';
import { createSealer } from '../../../prisma/kernel/sealing.ts';
import { createTestDatabase } from '../../support/test-database.ts';

const OLD = { id: 1, secret: randomBytes(32) };
const NEW = { id: 2, secret: randomBytes(32) };
const PEOPLE = 1_203;

describe('rotating the key for sensitive columns', () => {
  let testDatabase: Awaited<ReturnType<typeof createTestDatabase>>;
  let database: Database;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    database = connectDatabase(testDatabase.ownerUrl);
    const sealer = createSealer([OLD], newThreads);
    const numbers = Array.from({ length: PEOPLE }, (_, position) => String(position));
    await database.pool.query(
      `INSERT INTO trainee (id, id_number_index, id_number_sealed)
       SELECT 'per_' || place, index, sealed FROM unnest($1::text[], $2::bytea[], $3::bytea[]) AS one (place, index, sealed)`,
      [numbers, numbers.map((number) => sealer.index(number)), numbers.map((number) => sealer.seal(number))],
    );
  });

  afterAll(async () => {
    await database.close();
    await testDatabase.drop();
  });

  it('seals everything with the new key, once, and keeps what the index finds', async () => {
    const sealer = createSealer([NEW, OLD], newThreads);
    expect(await reseal(database.pool, sealer, NEW.id, () => undefined)).toBe(PEOPLE);
    expect(await reseal(database.pool, sealer, NEW.id, () => undefined)).toBe(0);

    const found = await database.pool.query<{ id_number_sealed: Buffer }>(
      'SELECT id_number_sealed FROM trainee WHERE id_number_index = $1',
      [sealer.index('77')],
    );
    expect(found.rows).toHaveLength(1);
    expect(createSealer([NEW], newThreads).open(found.rows[0]?.id_number_sealed ?? Buffer.alloc(0))).toBe('77');
    expect(() => createSealer([OLD], newThreads).open(found.rows[0]?.id_number_sealed ?? Buffer.alloc(0))).toThrow(
      RangeError,
    );
  });
});
