import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGrantOffice, type GrantOffice } from '../../support/grant-office.ts';
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

const HEADER = 'kind,level,name,holder,city,designatedOn,amount,paid';
const SCHOOL = '鄂尔多斯市示范职业技能培训学校';

const send = async (who: string, lines: readonly string[], { query = '', language = 'zh-CN', key = '' } = {}) => {
  const client = await office.as(who);
  const content = [HEADER, ...lines].join('\n');
  const headers = { 'Accept-Language': language, ...(key !== '' && { 'Idempotency-Key': key }) };
  return client.upload('POST', `/api/v1/designations/imports${query}`, content, { name: 'titles.csv', headers });
};

const confirm = async (who: string, importId: string) =>
  (await office.as(who)).send('POST', `/api/v1/designations/imports/${importId}/confirmation`);

const registered = async (name: string) => {
  const { body } = await office.nobody.send('GET', '/public/designations?limit=200');
  return body.items.filter((item: { name: string }) => item.name === name);
};

describe('titles from before', () => {
  it('name line, column and cure in both languages where a row is wrong, and change nothing', async () => {
    const wrong = [
      `HIGH_SKILL_BASE,REGIONAL,一号基地,${SCHOOL},150600,2014-08-01,1000000,600000`,
      `HIGH_SKILL_BASE,PROVINCIAL,二号基地,${SCHOOL},150600,2014-08-01,1000000,600000`,
      'BASE,REGIONAL,三号基地,单位三,150600,2014-08-01,1000000,600000',
      'HIGH_SKILL_BASE,REGIONAL,四号基地,单位四,220100,2014-08-01,1000000,600000',
      'HIGH_SKILL_BASE,REGIONAL,五号基地,单位五,150600,2034-08-01,1000000,600000',
      'HIGH_SKILL_BASE,REGIONAL,六号基地,单位六,150600,2014-08-01,1000000,1000000.01',
      'HIGH_SKILL_BASE,REGIONAL,七号基地,单位七,150600,2014-08-01,一百万,0',
      `HIGH_SKILL_BASE,REGIONAL,八号基地,${SCHOOL},150600,2015-08-01,1000000,0`,
      'HIGH_SKILL_BASE,REGIONAL,,单位九,150600,2014-08-01,1000000,0',
    ];
    for (const [language, cure] of [
      ['zh-CN', '级别应为 NATIONAL、REGIONAL 或 CITY。'],
      ['en', 'A level is NATIONAL, REGIONAL or CITY.'],
    ] as const) {
      const { status, body } = await send('region.hr', wrong, { language });
      expect(status).toBe(200);
      expect([body.rows, body.accepted, body.imported, body.id]).toEqual([9, 1, 0, null]);
      expect(
        body.errors.map(({ row, column, code }: { row: number; column: string; code: string }) => [row, column, code]),
      ).toEqual([
        [3, 'level', 'UNKNOWN_TITLE_LEVEL'],
        [4, 'kind', 'UNKNOWN_TITLE_KIND'],
        [5, 'city', 'PLACE_OUTSIDE'],
        [6, 'designatedOn', 'DATE_IN_FUTURE'],
        [7, 'paid', 'PAID_OVER_AMOUNT'],
        [8, 'amount', 'CNY_FORMAT'],
        [9, 'holder', 'DUPLICATE_IN_FILE'],
        [10, 'name', 'REQUIRED'],
      ]);
      expect(body.errors[0].message).toBe(cure);
    }
    const { body } = await (await office.as('region.lead')).send('GET', '/api/v1/designations/imports');
    expect(body.items).toEqual([]);
  });

  it('R-117: are in force once an approver confirms them, and live their years from the next full one on', async () => {
    const lines = [
      `HIGH_SKILL_BASE,REGIONAL,老基地,${SCHOOL},150600,2014-08-01,1000000,600000`,
      'SKILL_MASTER_STUDIO,REGIONAL,老工作室,没有账户的单位,150600,2013-01-01,100000,100000',
    ];
    const dry = await send('region.hr', lines, { query: '?dryRun=true' });
    expect([dry.status, dry.body.accepted, dry.body.imported, dry.body.id]).toEqual([200, 2, 0, null]);
    const before = await (await office.as('region.hr')).send('GET', '/api/v1/reports/designations');

    const entered = await send('region.hr', lines, { key: 'import-1' });
    expect([entered.status, entered.body.imported, entered.body.state]).toEqual([201, 2, 'waitsForConfirmation']);
    const again = await send('region.hr', lines, { key: 'import-1' });
    expect(again.body.id).toBe(entered.body.id);
    expect(await registered('老基地')).toEqual([]);
    expect((await confirm('region.hr2', entered.body.id)).status).toBe(403);
    expect((await confirm('region.finance2', entered.body.id)).body.code).toBe('OTHER_ORGAN');
    const confirmed = await confirm('region.lead', entered.body.id);
    expect([confirmed.status, confirmed.body.state]).toEqual([200, 'confirmed']);
    // Who repeats the word reads what it has done.
    const repeated = await confirm('region.lead', entered.body.id);
    expect([repeated.status, repeated.body]).toEqual([200, confirmed.body]);
    const grantId = confirmed.body.titles[0].grantId;

    expect(await registered('老基地')).toMatchObject([
      { kind: 'HIGH_SKILL_BASE', level: 'REGIONAL', holder: SCHOOL, from: '2014-08-01', state: 'designated' },
    ]);
    const { body: grant } = await office.readGrant(grantId);
    expect(grant).toMatchObject({
      callId: null,
      callState: null,
      state: 'active',
      amountFen: 100_000_000,
      paidFen: 60_000_000,
      firstAssessedYear: 2026,
      payeeAccount: null,
      diagnosis: { waitingFor: 'clock', cause: 'titleRunning', nextAutomaticEvent: 'yearOpens' },
    });
    const after = await (await office.as('region.hr')).send('GET', '/api/v1/reports/designations');
    const rowOf = ({ body }: typeof after) =>
      body.items.find(
        (one: { kind: string; level: string }) => one.kind === 'HIGH_SKILL_BASE' && one.level === 'REGIONAL',
      );
    const [former, now] = [rowOf(before), rowOf(after)];
    expect(now.active - former.active).toBe(1);
    expect(now.committedFen - former.committedFen).toBe(100_000_000);
    expect(now.paidFen - former.paidFen).toBe(60_000_000);
    const twice = await send('region.hr', lines.slice(0, 1));
    expect(twice.body.errors).toMatchObject([{ row: 2, column: 'holder', code: 'TITLE_EXISTS' }]);

    await walks.goTo('2027-01-05');
    const report = {
      highSkillCapacity: 510,
      publicServiceCapacity: 810,
      highSkillActual: 400,
      publicServiceActual: 700,
    };
    const sent = await walks.holderAct('school', grantId, 'years/2026/report', { ...report, spentFen: 60_000_000 });
    expect([sent.status, sent.body.code]).toEqual([200, undefined]);
    const passed = await office.decide('region.hr', grantId, {
      act: 'pass',
      answers: { figuresProved: true, fundsAsAgreed: true },
    });
    expect([passed.status, passed.body.code]).toEqual([200, undefined]);
    expect((await office.readGrant(grantId)).body.years).toMatchObject([{ year: 2026, state: 'passed' }]);
    const batch = await (
      await office.as('region.pay.maker')
    ).send('POST', '/api/v1/payout-batches', {
      grantIds: [grantId],
    });
    expect([batch.status, batch.body.code]).toEqual([422, 'INVALID']);
  }, 60_000);

  it('count only as a second person confirmed them: what somebody writes into their rows begins nothing (S1)', async () => {
    const entered = await send('region.hr', [
      'COMPETITION_BASE,REGIONAL,集训基地,某职业学院,150600,2016-01-01,1000000,0',
    ]);
    expect(entered.body.errors).toEqual([]);
    const { rows } = await office.pool.query<{ id: string }>(
      `INSERT INTO base_grant (id, grant_no, import_id, imported_paid_fen, jurisdiction, route, year, kind, level, applicant_party_id,
         applicant_jurisdiction, holder_key, level_key, name, content, amount_fen, state, title_state, designated_on,
         policy_snapshot_id, state_since, submitted_at, start_requested_at, created_at)
       SELECT 'grt_forged', 'GR-FORGED', $1, 0, g.jurisdiction, g.route, 2016, 'COMPETITION_BASE', 'REGIONAL',
         'pty_college', '150600', 'pty_college', 'REGIONAL', '伪造基地', g.content, 100000000, 'active', 'designated',
         '2016-01-01', g.policy_snapshot_id, now(), now(), now(), now()
       FROM base_grant g WHERE g.import_id IS NOT NULL LIMIT 1 RETURNING id`,
      [entered.body.id],
    );
    expect(rows).toHaveLength(1);
    await office.desk.start('grant', 'grt_forged').catch(() => undefined);
    expect(await registered('伪造基地')).toEqual([]);
    const { rows: titles } = await office.pool.query("SELECT FROM grant_title WHERE grant_id = 'grt_forged'");
    expect(titles).toEqual([]);
  });
});
