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

const publicList = async (list: string) =>
  (await office.nobody.send('GET', `/public/demand?jurisdiction=150600&list=${list}`)).body.items;
const enteredInPublic = (body: object) => office.nobody.send('POST', '/public/demand-entries', body);

describe('entries of the banners of a city', () => {
  it('R-021 are looked at by its officer, who sees the person, and counted with their banner', async () => {
    for (const jurisdiction of ['150602', '150602', '150621']) {
      const sent = await enteredInPublic({ ...WORKER, jurisdiction });
      expect(sent.status).toBe(201);
      const read = await stateOf(sent.body.receiptNo);
      expect([read.person, read.acts.find(({ act }: { readonly act: string }) => act === 'check')?.allowed]).toEqual([
        WORKER.person,
        true,
      ]);
      expect((await check('dept', sent.body.receiptNo, read.revision)).body.state).toBe('checked');
    }
    // At its door an officer enters for a banner, and that counts at once.
    const atDoor = await entered({ ...ENTRY, jurisdiction: '150621', source: 'DOOR' }, office.as('dept'));
    expect([atDoor.jurisdiction, atDoor.state]).toEqual(['150621', 'checked']);

    const cycleId = await addDemandCycle(office.pool, { startsOn: '2025-06-21' });
    await office.desk.start('demandCycle', cycleId);
    const { revision } = (await office.as('dept').send('GET', `/api/v1/demand-cycles/${cycleId}`)).body;
    const path = `/api/v1/demand-cycles/${cycleId}/publication`;
    expect((await office.as('dept').send('POST', path, {}, { 'If-Match': `"${revision}"` })).status).toBe(200);
    const workers = await publicList('worker');
    const counted = workers.map(({ jurisdiction, entries }: Readonly<Record<string, unknown>>) => [
      jurisdiction,
      entries,
    ]);
    expect(counted).toEqual([
      ['150602', 2],
      ['150621', 1],
    ]);
    const employers = await publicList('employer');
    expect(employers.some(({ id }: { readonly id: string }) => id === atDoor.id)).toBe(true);
  });

  it('R-021 of a place that no cycle covers are refused, with the place and what to give', async () => {
    for (const jurisdiction of ['110000', '999999', '150000']) {
      const sent = await enteredInPublic({ ...ENTRY, jurisdiction });
      expect([sent.status, sent.body.errors]).toMatchObject([
        422,
        [{ pointer: '/jurisdiction', code: 'NO_SURVEY_HERE', message: expect.stringContaining('150600') }],
      ]);
      const atDoor = await office.as('dept').send('POST', '/api/v1/demand-entries', { ...ENTRY, jurisdiction });
      expect([atDoor.status, atDoor.body.code]).toEqual([422, 'INVALID']);
    }
  });
});

describe('a frozen list of workers', () => {
  it('R-024 holds the directory’s name of a trade, or its code alone: what somebody typed is nowhere', async () => {
    const typed = '张三丰 13800138000';
    const refusedTrade = { ...WORKER, wantedOccupation: { code: '4-03-02-01', name: typed } };
    const sent = await enteredInPublic(refusedTrade);
    expect([sent.status, sent.body.errors]).toMatchObject([
      422,
      [{ pointer: '/wantedOccupation/name', message: expect.stringContaining('中式烹调师') }],
    ]);
    // A code that no directory lists may be said; its name is nobody's.
    for (const name of [typed, '另一写法']) {
      const unlisted = { ...WORKER, wantedOccupation: { code: '4-99-99-99', name } };
      const { receiptNo } = (await enteredInPublic(unlisted)).body;
      expect((await check('dept', receiptNo, 0)).status).toBe(200);
    }
    // Rows from before that rule are held to it, too.
    const old = (await enteredInPublic(WORKER)).body.receiptNo;
    expect((await check('dept', old, 0)).status).toBe(200);
    await office.pool.query(`UPDATE demand_entry SET wanted_code = $2, wanted_name = $2 WHERE id = $1`, [old, typed]);

    const cycleId = await addDemandCycle(office.pool, { startsOn: '2025-06-22' });
    await office.desk.start('demandCycle', cycleId);
    const { revision } = (await office.as('dept').send('GET', `/api/v1/demand-cycles/${cycleId}`)).body;
    const path = `/api/v1/demand-cycles/${cycleId}/publication`;
    expect((await office.as('dept').send('POST', path, {}, { 'If-Match': `"${revision}"` })).status).toBe(200);
    const workers = await publicList('worker');
    expect(JSON.stringify(workers)).not.toContain('张三丰');
    const ofCity = workers.filter(({ jurisdiction }: { readonly jurisdiction: string }) => jurisdiction === '150600');
    const trades = ofCity.map(({ occupation, entries }: Readonly<Record<string, unknown>>) => [occupation, entries]);
    expect(trades).toEqual([
      [{ code: '4-99-99-99', name: '4-99-99-99' }, 2],
      [null, 1],
    ]);
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
