import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startClaimApp, type ClaimApp } from '../../support/claim-app.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const COPIES = 1_100;

let database: TestDatabase;
let app: ClaimApp;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startClaimApp(database.url);
});

afterAll(async () => {
  await app.close();
  await database.drop();
});

/** The same claim many times over, as rows that only the stuck list reads. */
async function copied(claimId: string): Promise<void> {
  const columns = await app.pool.query<{ names: string }>(
    `SELECT string_agg(quote_ident(column_name), ', ') AS names FROM information_schema.columns
     WHERE table_name = 'claim' AND column_name NOT IN ('id', 'claim_no', 'filing_id')`,
  );
  const names = columns.rows[0]?.names ?? '';
  await app.pool.query(
    `INSERT INTO claim (id, claim_no, ${names}) SELECT id || '_' || n, claim_no || '-' || n, ${names}
     FROM claim, generate_series(1, ${COPIES}) AS n WHERE id = $1`,
    [claimId],
  );
}

describe('the stuck list', () => {
  it('counts every claim and shows the oldest fifty of a cause (R-148)', async () => {
    const path = await app.aDraft(await app.freshClass());
    const { id } = await app.submitted(path);
    await app.pool.query(`UPDATE claim SET waiting_register = 'certificates', state = 'submitted' WHERE id = $1`, [id]);
    await copied(id);
    const ops = await app.as('ops');
    for (const query of ['cause=registerDown', 'cause=registerDown&olderThanDays=0']) {
      const stuck = await ops.send('GET', `/api/v1/stuck?${query}`);
      expect(stuck.body.items).toMatchObject([{ cause: 'registerDown', count: COPIES + 1 }]);
      expect(stuck.body.items[0].claims).toHaveLength(50);
    }
  });
});
