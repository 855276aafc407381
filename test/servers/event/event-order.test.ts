import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectDatabase, type Database } from '../../../prisma/kernel/connection.ts';
import { relayOutbox } from '../../../prisma/worker/outbox-relay.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const WRITERS = 8;
const ROUNDS = 12;
const SUBJECTS = 3;

let database: TestDatabase;
let product: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  product = connectDatabase(database.url, { connections: WRITERS + 4 });
});

afterAll(async () => {
  await product.close();
  await database.drop();
});

interface Read {
  readonly position: number;
  readonly sequence: number;
  readonly subject: string;
  readonly outbox: number;
}

/** A reader that goes on from the last place that it saw, as the pull does. */
function createReader() {
  const seen: Read[] = [];
  return {
    seen: seen as readonly Read[],
    async read(): Promise<void> {
      const { rows } = await product.pool.query<Read>(
        'SELECT position, sequence, subject, outbox_id AS outbox FROM event WHERE position > $1 ORDER BY position',
        [seen.at(-1)?.position ?? 0],
      );
      seen.push(...rows);
    },
  };
}

/** Each writer has its number before any commits; then they commit in another order than that of their numbers. */
async function writeOutOfOrder(round: number, between: () => Promise<void>): Promise<void> {
  const clients: pg.PoolClient[] = [];
  for (let writer = 0; writer < WRITERS; writer += 1) {
    const client = await product.pool.connect();
    await client.query('BEGIN');
    await client.query(
      `INSERT INTO outbox_message (topic, entity_kind, entity_id, payload, at)
       VALUES ('claim.decided', 'claim', $1, '{}', now())`,
      [`clm_${writer % SUBJECTS}`],
    );
    clients.push(client);
  }
  // Of one subject the writers would wait for each other's row; their numbers are in the order of their commits.
  const order = clients.map((client, index) => ({ client, place: (index * 5 + round * 3) % WRITERS }));
  for (const { client } of order.toSorted((one, other) => one.place - other.place)) {
    await client.query('COMMIT');
    client.release();
    await between();
  }
}

describe('events', () => {
  it('are read in the order of their places by somebody who misses none, whatever order the writers commit in', async () => {
    const reader = createReader();
    for (let round = 0; round < ROUNDS; round += 1) {
      await writeOutOfOrder(round, async () => {
        // Two relays at the same time, and a reader that does not wait for them.
        await Promise.all([relayOutbox(product.pool), relayOutbox(product.pool), reader.read()]);
      });
    }
    await reader.read();
    const places = reader.seen.map(({ position }) => position);
    expect(places).toEqual(Array.from({ length: WRITERS * ROUNDS }, (_, index) => index + 1));
    const numbers = reader.seen.map(({ outbox }) => outbox);
    expect(new Set(numbers).size).toBe(WRITERS * ROUNDS);
    // The writers did commit out of order: a reader by the number of the message would have missed some.
    expect(numbers).not.toEqual(numbers.toSorted((one, other) => one - other));
  });

  it('have numbers without gaps in each subject', async () => {
    const { rows } = await product.pool.query<{ subject: string; numbers: number[] }>(
      'SELECT subject, array_agg(sequence ORDER BY position) AS numbers FROM event GROUP BY subject ORDER BY subject',
    );
    expect(rows.map(({ subject }) => subject)).toEqual(['claim/clm_0', 'claim/clm_1', 'claim/clm_2']);
    for (const { numbers } of rows) {
      expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    }
  });

  it('are facts: the application changes and removes none, and no place is given twice', async () => {
    const change = product.pool.query(`UPDATE event SET body = '{}'`);
    await expect(change).rejects.toThrow(/permission denied/);
    const again = product.pool.query(
      `INSERT INTO event SELECT 'evo_again', type, subject, position, sequence + 1000, jurisdictions, claim_id, outbox_id, body, at
       FROM event LIMIT 1`,
    );
    await expect(again).rejects.toThrow(/event_position_key|event_outbox_id_key/);
  });
});
