import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const PLAN_LINE = '150600/2025/HRSS/PERSON_TIMES';

let database: TestDatabase;
let office: Office;

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
  await office.pool.query(
    `INSERT INTO plan_line (id, jurisdiction, year, organ, program, person_times)
     VALUES ($1, '150600', 2025, 'HRSS', 'PERSON_TIMES', 2)`,
    [PLAN_LINE],
  );
});

afterAll(async () => {
  await office.close();
  await database.drop();
});

async function progress() {
  const asked = '/api/v1/reports/plan-progress?jurisdiction=150600&year=2025';
  const { body } = await office.as('dept').send('GET', asked);
  return body.planLines.find(({ planLine }: { planLine: string }) => planLine === PLAN_LINE);
}

describe('a person-time', () => {
  it('L7, L12: is one for a person in a class that two training years and a supplementary claim pay (R-152)', async () => {
    const claims = [await office.walks.due(), await office.walks.due(), await office.walks.due()];
    await office.pool.query(
      'UPDATE filing SET plan_line_id = $2 WHERE id IN (SELECT filing_id FROM claim WHERE id = ANY ($1))',
      [claims, PLAN_LINE],
    );
    // The same welder in three classes.
    expect(await progress()).toMatchObject({ planned: 2, done: 3 });
    await office.pool.query(
      `UPDATE claim SET filing_id = first.filing_id, instalment = least(n, 2), kind = CASE n WHEN 3 THEN 'supplementary' ELSE 'main' END
       FROM unnest($1::text[]) WITH ORDINALITY AS own (id, n), (SELECT filing_id FROM claim WHERE id = $2) AS first
       WHERE claim.id = own.id`,
      [claims, claims[0]],
    );
    expect(await progress()).toMatchObject({ done: 1, progressBp: 5_000 });
  });
});
