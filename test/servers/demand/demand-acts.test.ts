import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOffice, type Office } from '../../support/office.ts';
import { addDemandCycle } from '../../support/demand-rows.ts';
import type { HttpClient } from '../../support/http-client.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const ENTRY = {
  list: 'employer',
  jurisdiction: '150600',
  source: 'QR',
  employer: '示范公司',
  post: '焊接',
  occupation: { code: '6-18-02-04', name: '焊工' },
  skillLevel: 'LEVEL_4',
  openings: 3,
  payFromFen: 600_000,
  payToFen: 800_000,
};
const WORKER = {
  list: 'worker',
  jurisdiction: '150600',
  source: 'QR',
  industry: '餐饮业',
  post: '厨师',
  payFromFen: 400_000,
  payToFen: 500_000,
  hasSkill: false,
  wantsTraining: true,
  wantedOccupation: { code: '4-03-02-01', name: '中式烹调师' },
  person: { name: '赵示例', phone: '13900010003' },
};

let database: TestDatabase;
let office: Office;
beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
  await office.giveRoles('dept', ['departmentReviewer', 'noticeOfficer', 'demandOfficer']);
  await office.giveRoles('dept2', ['departmentReviewer', 'noticeOfficer', 'demandOfficer']);
});
afterAll(async () => {
  await office.close();
  await database.drop();
});

const entered = async (body: object, by: HttpClient = office.as('school')) =>
  (await by.send('POST', '/api/v1/demand-entries', body)).body;
const check = (who: 'dept' | 'dept2', id: string, revision: number, ok = true) =>
  office.as(who).send('POST', `/api/v1/demand-entries/${id}/check`, { ok }, { 'If-Match': `"${revision}"` });
const stateOf = async (id: string) => (await office.as('dept').send('GET', `/api/v1/demand-entries/${id}`)).body;

describe('races of the demand lists', () => {
  it('twenty looks at one entry at once: one counts, the others are told that it is stale or over', async () => {
    const { id, revision } = await entered(ENTRY);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => check(index % 2 === 0 ? 'dept' : 'dept2', id, revision, index % 3 > 0)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const codes = answers.filter(({ status }) => status !== 200).map(({ body }) => body.code);
    expect(codes.every((code) => code === 'STALE' || code === 'WRONG_STATE')).toBe(true);
    expect((await stateOf(id)).revision).toBe(revision + 1);
    const { rows } = await office.pool.query(
      `SELECT FROM audit_entry WHERE entity_id = $1 AND act IN ('checked', 'refused')`,
      [id],
    );
    expect(rows).toHaveLength(1);
  });

  it('twenty publications of one cycle at once: one is recorded, and the list is frozen once', async () => {
    const { id: entryId, revision } = await entered(ENTRY);
    expect((await check('dept', entryId, revision)).status).toBe(200);
    const cycleId = await addDemandCycle(office.pool, { startsOn: '2025-06-20' });
    await office.desk.start('demandCycle', cycleId);
    const read = await office.as('dept').send('GET', `/api/v1/demand-cycles/${cycleId}`);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        office
          .as(index % 2 === 0 ? 'dept' : 'dept2')
          .send('POST', `/api/v1/demand-cycles/${cycleId}/publication`, {}, { 'If-Match': `"${read.body.revision}"` }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const { rows } = await office.pool.query(
      `SELECT content ->> 'id' AS id FROM demand_publication WHERE cycle_id = $1 AND list = 'employer'`,
      [cycleId],
    );
    expect(rows.filter(({ id }) => id === entryId)).toHaveLength(1);
    const shown = await office.as('dept').send('GET', `/api/v1/demand-cycles/${cycleId}`);
    expect(shown.body.counts.employer.entries).toBe(rows.length);
  });

  it('what was published or delivered is never changed, not by the owner of the database either', async () => {
    for (const table of ['demand_publication', 'demand_delivery']) {
      await office.pool.query(
        table === 'demand_publication'
          ? `INSERT INTO demand_publication SELECT id, 'worker', 9000, '{}' FROM demand_cycle LIMIT 1`
          : `INSERT INTO demand_delivery SELECT id, 'BANNER', 'x', now() FROM demand_cycle LIMIT 1`,
      );
      await expect(office.pool.query(`DELETE FROM ${table}`)).rejects.toMatchObject({
        constraint: 'demand_facts_stay',
      });
    }
    await expect(
      office.pool.query(`UPDATE demand_cycle SET counts = '{}' WHERE published_at IS NOT NULL`),
    ).rejects.toMatchObject({ constraint: 'demand_cycle_kept' });
  });
});

describe('entries without sign-in', () => {
  it('wait for an officer, who alone sees the person; a list of the office shows no name', async () => {
    const sent = await office.nobody.send('POST', '/public/demand-entries', WORKER);
    expect(sent.status).toBe(201);
    const own = await stateOf(sent.body.receiptNo);
    expect([own.state, own.person]).toEqual(['unchecked', WORKER.person]);
    const others = await office.as('union').send('GET', `/api/v1/demand-entries/${sent.body.receiptNo}`);
    expect([others.status, others.body.person]).toEqual([200, null]);
    const { rows } = await office.pool.query(`SELECT to_jsonb(e)::text AS row FROM demand_entry e WHERE id = $1`, [
      sent.body.receiptNo,
    ]);
    expect(rows[0]?.row).not.toContain(WORKER.person.phone);
  });

  it('are throttled by address', async () => {
    const answers = [];
    for (let turn = 0; turn < 70; turn += 1) {
      answers.push((await office.nobody.send('POST', '/public/demand-entries', ENTRY)).status);
    }
    expect(answers.filter((status) => status === 201).length).toBeLessThanOrEqual(60);
    expect(answers.at(-1)).toBe(429);
  });
});

describe('a class and the demand that it serves', () => {
  it('R-042 is linked by the entry’s id, and the entry lists it with its approved person-times', async () => {
    const { id } = await entered(ENTRY);
    await office.walks.aClaim();
    const { rows } = await office.pool.query<{ id: string }>(
      'SELECT id FROM filing WHERE filed_at IS NOT NULL LIMIT 1',
    );
    const filingId = rows[0]?.id ?? '';
    await office.pool.query(`UPDATE filing SET facts = facts || $2::jsonb WHERE id = $1`, [
      filingId,
      JSON.stringify({ demandEntries: [id] }),
    ]);
    expect((await stateOf(id)).classes).toMatchObject([{ filingId, approvedPersonTimes: 0 }]);
  });
});
