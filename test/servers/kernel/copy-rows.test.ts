import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectDatabase, inTransaction, type Database } from '../../../prisma/kernel/connection.ts';
import { copyRows } from '../../../prisma/kernel/copy-rows.ts';
import { newId } from '../../../prisma/kernel/id-maker.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let connected: Database;

/** One connection: a client that a failed COPY has left unusable would be seen by the next statement. */
beforeAll(async () => {
  database = await createTestDatabase();
  connected = connectDatabase(database.url, { connections: 1 });
});

afterAll(async () => {
  await connected.close();
  await database.drop();
});

const COLUMNS = ['id_number_index', 'employer', 'month', 'kinds'] as const;

function* rows(employer: string, count: number) {
  for (let number = 0; number < count; number += 1) {
    yield { id_number_index: Buffer.from([number % 256]), employer, month: String(number), kinds: [] as string[] };
  }
}

function* failing() {
  yield* rows('failing', 5_000);
  throw new RangeError('This row cannot be sealed');
}

/** More than the server and the socket take at once. */
const MANY = 40_000;

const copy = (employer: string, count: number) =>
  inTransaction(connected.pool, (client) => copyRows(client, 'register_insurance', COLUMNS, rows(employer, count)));

async function storedOf(employer: string): Promise<number> {
  const found = await connected.pool.query('SELECT FROM register_insurance WHERE employer = $1', [employer]);
  return found.rowCount ?? 0;
}

async function backend(): Promise<number> {
  const found = await connected.pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return found.rows[0]?.pid ?? 0;
}

describe('rows that are stored by COPY', () => {
  it('are stored with every value as it is, in chunks', async () => {
    const odd = 'tab\t line\n return\r \\N \\. "quoted" {brace} 汉字';
    const one = { id_number_index: Buffer.from('\\x\t', 'latin1'), employer: odd, month: '', kinds: [odd, 'NULL', ''] };
    await inTransaction(connected.pool, (client) => copyRows(client, 'register_insurance', COLUMNS, [one]));
    const found = await connected.pool.query(
      'SELECT id_number_index, employer, month, kinds FROM register_insurance WHERE employer = $1',
      [odd],
    );
    expect(found.rows).toEqual([one]);
    await copy('many', MANY);
    expect(await storedOf('many')).toBe(MANY);
    await copy('none', 0);
    expect(await storedOf('none')).toBe(0);
  });

  it('wait for their turn behind statements that are still running, and each gets its own answer', async () => {
    const answers = await inTransaction(connected.pool, async (client) => {
      const before = [1, 2, 3].map((number) => client.query('SELECT pg_sleep(0.01), $1::int AS number', [number]));
      await copyRows(client, 'register_insurance', COLUMNS, rows('behind', 10));
      return Promise.all(before);
    });
    expect(answers.map((answer) => answer.rows[0]?.number)).toEqual([1, 2, 3]);
    expect(await storedOf('behind')).toBe(10);
  });

  it('are stored whole or not at all when the rows themselves fail, and the connection goes on', async () => {
    const before = await backend();
    const failed = inTransaction(connected.pool, (client) =>
      copyRows(client, 'register_insurance', COLUMNS, failing()),
    );
    await expect(failed).rejects.toThrow('This row cannot be sealed');
    expect(await storedOf('failing')).toBe(0);
    expect(await backend()).toBe(before);
  });

  it('are refused with the database’s error while they are on the way, and the connection goes on', async () => {
    const before = await backend();
    let taken = 0;
    function* twice() {
      for (taken = 0; taken < MANY; taken += 1) {
        yield { id: newId('per'), id_number_index: Buffer.from([1]), id_number_sealed: Buffer.alloc(200) };
      }
    }
    const refused = inTransaction(connected.pool, (client) =>
      copyRows(client, 'trainee', ['id', 'id_number_index', 'id_number_sealed'], twice()),
    );
    await expect(refused).rejects.toMatchObject({ code: '23505', constraint: 'trainee_id_number_index_key' });
    expect(taken).toBeLessThan(MANY);
    expect(await backend()).toBe(before);
    const zero = { id_number_index: Buffer.alloc(1), employer: 'zero', month: 'a\0b', kinds: [] };
    const unknown = inTransaction(connected.pool, (client) => copyRows(client, 'register_insurance', COLUMNS, [zero]));
    await expect(unknown).rejects.toMatchObject({ code: '22021' });
    expect(await backend()).toBe(before);
  });

  it('are not stored if another statement is sent before their end: the server closes the connection', async () => {
    const before = await backend();
    let other: unknown;
    const mixed = inTransaction(connected.pool, async (client) => {
      const others: Promise<PromiseSettledResult<unknown>[]>[] = [];
      function* interrupted() {
        yield* rows('interrupted', 1);
        // It may fail before anybody waits for it, while the COPY is still ending.
        others.push(Promise.allSettled([client.query('SELECT 1')]));
        yield* rows('interrupted', MANY);
      }
      await Promise.allSettled([copyRows(client, 'register_insurance', COLUMNS, interrupted())]);
      other = await Promise.all(others);
    });
    await expect(mixed).rejects.toBeInstanceOf(Error);
    expect(other).toEqual([[{ status: 'rejected', reason: expect.any(Error) }]]);
    expect(await storedOf('interrupted')).toBe(0);
    expect(await backend()).not.toBe(before);
  });
});
