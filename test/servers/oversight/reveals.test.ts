import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WELDER } from '../../support/claim-app.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let office: Office;
let walks: Office['walks'];

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
  ({ walks } = office);
});

afterAll(async () => {
  await office.close();
  await database.drop();
});

describe('reveals', () => {
  it('give single values for a purpose, record who and why, and never the value', async () => {
    const claimId = await walks.aClaim();
    const lines = await office.as('dept').send('GET', `/api/v1/claims/${claimId}/lines`);
    const resource = `claims/${claimId}/lines/${lines.body.items[0].id}`;
    const asked = { resource, fields: ['idNumber'], purpose: '核对证件原件' };
    const revealed = await office.as('dept').send('POST', '/api/v1/reveals', asked);
    expect(revealed.body.values).toEqual({ idNumber: WELDER.idNumber });
    expect((await office.as('union').send('POST', '/api/v1/reveals', asked)).status).toBe(404);
    expect((await office.as('school').send('POST', '/api/v1/reveals', asked)).status).toBe(403);
    expect((await office.as('dept').send('POST', '/api/v1/reveals', { ...asked, purpose: 'abc' })).status).toBe(422);
    const { rows } = await office.pool.query(
      `SELECT person_id, facts FROM audit_entry WHERE entity_id = $1 AND act = 'reveal'`,
      [claimId],
    );
    expect(rows).toMatchObject([{ person_id: 'per_depthr', facts: { purpose: asked.purpose, fields: ['idNumber'] } }]);
    expect(JSON.stringify(rows)).not.toContain(WELDER.idNumber);
  });
});
