import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGrantOffice, YEARS, type GrantOffice } from '../../support/grant-office.ts';
import { titleWalks, type TitleWalks } from '../../support/title-walks.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let office: GrantOffice;
let walks: TitleWalks;
beforeAll(async () => {
  database = await createTestDatabase();
  office = await startGrantOffice(database.url);
  walks = titleWalks(office);
});
afterAll(async () => {
  await office.close();
  await database.drop();
});

const [life] = YEARS.grants.lives;
const [{ report }] = life.years;

describe('the days of a title', () => {
  it('R-157, R-117: the office signs before the title lapses, and assesses until 31 March', async () => {
    const { grantId } = await walks.agreement('base-college');
    expect(await tasksOf(grantId, 'agreement')).toEqual([{ due: '2025-09-01', state: 'done' }]);
    await walks.pay(grantId, '2025-08-18');
    await walks.goTo('2027-01-05');
    expect(await sendReport(grantId)).toBe(200);
    expect(await tasksOf(grantId, 'assessment')).toEqual([{ due: '2027-03-31', state: 'open' }]);
    await readsItsReturn(grantId);
  }, 120_000);
});

/** The holder reads why the report of a year came back, until it is there again. */
async function readsItsReturn(grantId: string): Promise<void> {
  const corrections = [{ pointer: '/spentFen', remark: '请附账页' }];
  const returned = await office.decide('region.hr', grantId, {
    act: 'returnForCorrection',
    corrections,
    remark: '支出无依据',
  });
  expect(returned.status).toBe(200);
  expect((await office.readGrant(grantId, 'college')).body.returned).toEqual({
    corrections,
    remark: '支出无依据',
    year: 2026,
    dueAt: null,
  });
  expect(await sendReport(grantId)).toBe(200);
  expect((await office.readGrant(grantId, 'college')).body.returned).toBeNull();
  // whose panel closed its scoring reads the application no longer.
  expect((await office.readGrant(grantId, 'expert1')).status).toBe(404);
}

async function sendReport(grantId: string): Promise<number> {
  const client = await office.as('college');
  return (await client.act('POST', `/api/v1/grants/${grantId}/years/2026/report`, report)).status;
}

async function tasksOf(grantId: string, stage: string) {
  const { rows } = await office.pool.query(
    "SELECT to_char(due_on, 'YYYY-MM-DD') AS due, state FROM task WHERE entity_id = $1 AND stage = $2 ORDER BY created_at",
    [grantId, stage],
  );
  return rows;
}
