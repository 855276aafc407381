import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSweepStore } from '../../../prisma/worker/sweep-store.ts';
import { trust } from '../../support/act-keys.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { PRACTICE_LIBRARY } from '../../support/policy-library.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { WELDERS } from '../../../scripts/demo/class-welders.ts';

let database: TestDatabase;
let office: Office;

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
});

afterAll(async () => {
  await office.close();
  await database.drop();
});

const FILING = { ...WELDERS, opensOn: '2025-07-07', endsOn: '2025-07-18' };

const filing = (key: string) =>
  office.as('school').send('POST', '/api/v1/class-filings', FILING, { 'Idempotency-Key': key });

async function rowOf(key: string) {
  const found = await office.pool.query<{ row: string; answer: unknown; moves_money: boolean }>(
    'SELECT r::text AS row, answer, moves_money FROM idempotent_request r WHERE key = $1',
    [key],
  );
  return found.rows[0];
}

const sweep = () =>
  createSweepStore(office.application, PRACTICE_LIBRARY, {
    shares: { nearShareBp: 8_000, escalateShareBp: 12_000 },
    answerDays: 30,
    trust: trust(),
  }).forgetAnswers();

const age = (key: string, days: number) =>
  office.pool.query('UPDATE idempotent_request SET started_at = now() - make_interval(days => $2) WHERE key = $1', [
    key,
    days,
  ]);

describe('S9: the stored answer of a request', () => {
  it('is sealed, and the same request is answered from it again', async () => {
    const first = await filing('key-of-a-class');
    expect(first.status).toBe(201);
    const row = await rowOf('key-of-a-class');
    expect(row?.answer).toBeNull();
    expect(row?.row).not.toContain(WELDERS.payeeAccount.number);
    expect(row?.row).not.toContain(Buffer.from(WELDERS.payeeAccount.number).toString('hex'));
    const again = await filing('key-of-a-class');
    expect([again.status, again.body, again.headers.get('idempotency-replayed')]).toEqual([201, first.body, 'true']);
  });

  it('of another key is not answered, when it is copied by SQL', async () => {
    await filing('key-one');
    await filing('key-two');
    await office.pool.query(
      `UPDATE idempotent_request SET answer_sealed = (SELECT answer_sealed FROM idempotent_request WHERE key = 'key-two')
       WHERE key = 'key-one'`,
    );
    const copied = await filing('key-one');
    expect([copied.status, copied.body.code]).toEqual([409, 'SEAL_BROKEN']);
  });

  it('is removed when it is old and no money moves by it; where money moves it stays for good', async () => {
    const claimId = await office.walks.due();
    const maker = office.as('maker');
    const key = { 'Idempotency-Key': 'key-of-a-batch' };
    const drafted = await maker.send('POST', '/api/v1/payout-batches', { claimIds: [claimId] }, key);
    await filing('key-of-old-class');
    await filing('key-of-young-class');
    await age('key-of-a-batch', 4_000);
    await age('key-of-old-class', 31);
    await age('key-of-young-class', 29);
    await sweep();
    expect(await rowOf('key-of-old-class')).toBeUndefined();
    expect((await rowOf('key-of-young-class'))?.moves_money).toBe(false);
    expect((await rowOf('key-of-a-batch'))?.moves_money).toBe(true);
    const again = await maker.send('POST', '/api/v1/payout-batches', { claimIds: [claimId] }, key);
    expect([again.status, again.body]).toEqual([201, drafted.body]);
  });

  it('in clear is refused by the database', async () => {
    await expect(
      office.pool.query(
        `INSERT INTO idempotent_request (person_id, key, body_digest, status, answer, started_at)
         VALUES ('per_school', 'clear', '\\x00', 201, '{}', now())`,
      ),
    ).rejects.toThrow(/idempotent_request_is_sealed/);
  });
});
