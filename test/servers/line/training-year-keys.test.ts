import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

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

async function one(sql: string, ...values: readonly unknown[]) {
  const { rows } = await office.pool.query<Record<string, unknown>>(sql, [...values]);
  return rows[0] ?? {};
}

describe('a training year that ends without money', () => {
  it('R-050 leaves its keys to the year that counts on them (C05)', async () => {
    const [first, second] = [await office.walks.aClaim(), await office.walks.aClaim()];
    const line = async (claimId: string) =>
      one('SELECT id, trainee_id, wanted_keys FROM claim_line WHERE claim_id = $1', claimId);
    const [own, heir] = [await line(first), await line(second)];
    await office.pool.query(
      `DELETE FROM yearly_slot; DELETE FROM occupation_level_key; DELETE FROM training_key; DELETE FROM entitlement_key`,
    );
    await office.pool.query(
      `UPDATE filing SET training_years = 2 WHERE id = (SELECT filing_id FROM claim WHERE id = $1)`,
      [first],
    );
    await office.pool.query(
      `UPDATE claim SET instalment = 2, filing_id = (SELECT filing_id FROM claim WHERE id = $1) WHERE id = $2`,
      [first, second],
    );
    await office.pool.query('UPDATE claim_line SET wanted_keys = $2 WHERE id = $1', [
      heir['id'],
      JSON.stringify([{ kind: 'YEARLY_SLOT', key: '2025', keys: ['2025/1', '2025/2'] }]),
    ]);
    await office.pool.query(
      `INSERT INTO yearly_slot (line_id, trainee_id, year, slot, max_per_year) VALUES ($1, $2, 2025, 1, 3)`,
      [own['id'], own['trainee_id']],
    );
    await office.pool.query(
      `INSERT INTO occupation_level_key (line_id, trainee_id, occupation_code, skill_level) VALUES ($1, $2, 'x', 'LEVEL_5')`,
      [own['id'], own['trainee_id']],
    );
    const path = `/api/v1/claims/${first}/withdrawal`;
    const withdrawn = await office.as('school').act('POST', path, { reason: '不再申请' });
    expect(withdrawn.status).toBe(200);
    expect(await one('SELECT line_id FROM yearly_slot')).toEqual({ line_id: heir['id'] });
    expect(await one('SELECT count(*)::int AS count FROM occupation_level_key')).toEqual({ count: 0 });
  });
});
