import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFilingWalks, DOCUMENTS, practiceFile, type FilingWalks } from '../../support/filing-walks.ts';
import { httpClient, type HttpClient } from '../../support/http-client.ts';
import { startHostedApp, type HostedApp } from '../../support/hosted-app.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let app: HostedApp;
let walks: FilingWalks;
let school: HttpClient;
let school2: HttpClient;
let dept: HttpClient;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startHostedApp(database.url);
  walks = await createFilingWalks(app);
  ({ school, school2, dept } = walks);
});

beforeEach(() => app.setTime('2025-05-12T09:00:00+08:00'));

afterAll(async () => {
  await app.close();
  await database.drop();
});

/** Numbers with the county code that was never assigned and a right check character. */
function idNumber(number: number): string {
  const dated = `159901${1960 + Math.trunc(number / 1_000)}0101${String(number % 1_000).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, position) => total + weight * Number(dated[position]), 0);
  return `${dated}${'10X98765432'[sum % 11]}`;
}

describe('rosters', () => {
  it.each(['roster.csv', 'roster.xlsx'])(
    'imports the forty welders from %s, and the same file again changes nothing',
    async (file) => {
      const path = await walks.draft();
      const dry = await school.upload(
        'POST',
        `${path}/roster?dryRun=true`,
        practiceFile(`class-welders/${file}`),
        file,
      );
      const first = await school.upload('POST', `${path}/roster`, practiceFile(`class-welders/${file}`), file);
      const again = await school.upload('POST', `${path}/roster`, practiceFile(`class-welders/${file}`), file);

      expect([dry.status, dry.body.accepted, dry.body.imported]).toEqual([200, 40, 0]);
      expect(first.body).toEqual({ rows: 40, accepted: 40, imported: 40, unchanged: 0, warnings: [], errors: [] });
      expect(again.body).toMatchObject({ rows: 40, accepted: 40, imported: 0, unchanged: 40 });
    },
  );

  it('reports each error of the practice file once, and imports nothing unless the good rows are asked for (R-030)', async () => {
    const expected = JSON.parse(practiceFile('roster-with-errors/expected.json').toString('utf8'));
    const path = await walks.draft();
    const file = practiceFile('roster-with-errors/roster-with-errors.csv');
    const refused = await school.upload('POST', `${path}/roster`, file);

    expect(refused.status).toBe(200);
    expect(refused.body).toMatchObject({ rows: expected.rows, accepted: expected.accepted, imported: 0 });
    expect(
      refused.body.errors.map(({ row, column, code }: { row: number; column: string; code: string }) => ({
        row,
        column,
        code,
      })),
    ).toEqual(expected.errors);
    expect((await school.upload('POST', `${path}/roster?acceptGood=true`, file)).body.imported).toBe(expected.accepted);
    expect(
      (await school.upload('POST', `${path}/roster`, practiceFile('roster-with-errors/roster-gb18030.csv'))).body,
    ).toMatchObject({
      errors: [],
      imported: 0,
    });
  });

  it('shows the people unmasked to their institution alone (R-096)', async () => {
    const path = await walks.filed();
    const own = await school.send('GET', `${path}/roster?limit=3`);
    const masked = await dept.send('GET', `${path}/roster?limit=3`);

    expect(own.body.items[0]).toMatchObject({
      name: '额尔敦巴特尔',
      idNumber: '159901197906112286',
      phone: '19915826780',
    });
    expect(own.body.items[1].name).toBe('程玉艳');
    expect(masked.body.items[0]).toMatchObject({
      name: '额****尔',
      idNumber: '15*************286',
      phone: '199****6780',
    });
    const next = await school.send('GET', `${path}/roster?limit=200&cursor=${own.body.nextCursor}`);
    expect([next.body.items.length, next.body.nextCursor]).toEqual([37, null]);
  });

  it('takes somebody off and lets them come back', async () => {
    const path = await walks.draft();
    await walks.roster(path);
    const { id } = (await school.send('GET', `${path}/roster`)).body.items[4];

    expect((await school.send('DELETE', `${path}/roster/${id}`)).status).toBe(204);
    expect((await school.send('DELETE', `${path}/roster/${id}`)).status).toBe(404);
    expect((await school.send('GET', path)).body.rosterCount).toBe(39);
    expect(
      (await school.upload('POST', `${path}/roster`, practiceFile('class-welders/roster.csv'))).body,
    ).toMatchObject({
      imported: 1,
      unchanged: 39,
    });
  });

  it('takes in five thousand people from one file, in its order', async () => {
    const path = await walks.draft();
    const rows = Array.from(
      { length: 5_000 },
      (_, number) => `学员,${idNumber(number)},138${String(number).padStart(8, '0')},VETERAN,,`,
    );
    const csv = `name,idNumber,phone,categories,registeredAt,employer\n${rows.join('\n')}`;
    const taken = await school.upload('POST', `${path}/roster`, csv);

    expect(taken.body).toMatchObject({ rows: 5_000, imported: 5_000, errors: [] });
    const first = await school.send('GET', `${path}/roster?limit=2`);
    expect(first.body.items.map((person: { idNumber: string }) => person.idNumber)).toEqual([idNumber(0), idNumber(1)]);
  });

  it('seals what is personal: nothing of it stands readable in the database (D10)', async () => {
    const path = await walks.draft();
    await walks.roster(path);
    const found = await app.pool.query(
      `SELECT count(*) AS count FROM roster_entry r JOIN trainee t ON t.id = r.trainee_id WHERE r::text || t::text LIKE '%19915826780%'
         OR r::text || t::text LIKE '%159901197906112286%' OR r::text LIKE '%额尔敦%'`,
    );
    expect(found.rows[0]).toEqual({ count: 0 });
  });
});

describe('submission', () => {
  it('names what is missing, and files the class once it is complete (R-031, R-040)', async () => {
    const path = await walks.draft();
    for (const kind of DOCUMENTS.slice(0, 3)) {
      await walks.document(path, kind);
    }
    await walks.roster(path);
    const incomplete = await school.send('POST', `${path}/submission`, { pledge: true });
    await walks.document(path, 'ASSESSMENT_PLAN');
    const unpledged = await school.send('POST', `${path}/submission`, { pledge: false });
    const filed = await walks.submit(path);

    expect([incomplete.status, incomplete.body.code]).toEqual([422, 'INCOMPLETE']);
    expect(incomplete.body.errors.map((error: { pointer: string }) => error.pointer)).toEqual([
      '/documents/ASSESSMENT_PLAN',
    ]);
    expect(incomplete.body.detail).toContain('考核方案');
    expect(unpledged.body.code).toBe('PLEDGE_MISSING');
    expect(filed.body.state).toBe('filed');
    expect(
      (await school.send('POST', `${path}/submission`, { pledge: true }, { 'Idempotency-Key': '' })).body.code,
    ).toBe('IDEMPOTENCY_KEY_MISSING');
    expect((await school2.send('POST', `${path}/submission`, { pledge: true })).status).toBe(404);
  });
});

describe('attendance, visits and results', () => {
  it('takes attendance while the class runs and results when it has ended (R-036, R-038)', async () => {
    const filed = await walks.filed();
    const attendance = (path: string) =>
      school.upload('POST', `${path}/attendance`, practiceFile('class-welders/attendance.csv'));
    const early = await attendance(filed);
    const path = await walks.open();
    const future = await attendance(path);
    const tooSoon = await school.upload('POST', `${path}/results`, practiceFile('class-welders/results.csv'));
    await app.setTime('2025-06-21T09:00:00+08:00');
    const taken = await attendance(path);
    const results = await school.upload('POST', `${path}/results`, practiceFile('class-welders/results.csv'));

    expect(tooSoon.body.code).toBe('WRONG_STATE');
    expect(early.body.code).toBe('WRONG_STATE');
    expect(future.body.errors[0]).toMatchObject({ column: 'date', code: 'DATE_IN_FUTURE' });
    expect(taken.body.errors).toEqual([]);
    expect(taken.body.imported).toBe(taken.body.rows);
    expect(results.body.errors).toEqual([]);
    expect((await school.send('GET', path)).body.state).toBe('assessed');
    expect((await school.send('GET', `${path}/results?limit=200`)).body.items.length).toBe(results.body.rows);
    expect((await dept.send('GET', `${path}/attendance?limit=1`)).body.items[0].idNumber).toMatch(
      /^15\*{13}\d{2}[\dX]$/,
    );
  });

  it('records visits of the responsible department only (R-037)', async () => {
    const path = await walks.open();
    const visit = { kind: 'CLASS_PLAN', visitedOn: '2025-05-12', note: '按计划开班' };

    expect((await dept.send('POST', `${path}/supervision`, visit)).status).toBe(201);
    expect(
      (await dept.send('POST', `${path}/supervision`, { ...visit, visitedOn: '2025-12-01' })).body.errors[0].code,
    ).toBe('DATE_IN_FUTURE');
    expect((await school.send('POST', `${path}/supervision`, visit)).status).toBe(403);
    expect((await school.send('GET', `${path}/supervision`)).body).toMatchObject({
      items: [{ kind: 'CLASS_PLAN' }],
      missing: ['TEACHING_ORGANISATION', 'GRADUATION_ASSESSMENT'],
    });
  });
});

describe('the audit chain', () => {
  it('holds an entry for every change, and its check finds nothing broken (R-109)', async () => {
    const auditor = httpClient(app.base, await app.tokenOf('auditor'));
    const path = await walks.draft();
    await school.send('PATCH', path, { classHours: 60 });
    const listed = async () => {
      const { body } = await auditor.send('GET', `/api/v1/audit?filingId=${path.split('/').at(-1)}&entityKind=filing`);
      return body.items.map((item: { act: string }) => item.act);
    };
    // S7: a draft is its owner's alone.
    expect(await listed()).toEqual([]);
    await walks.complete(path);
    const verified = await auditor.send('GET', '/api/v1/audit/verification');

    expect((await listed()).slice(0, 2)).toEqual(['create', 'edit']);
    expect(verified.body).toMatchObject({ intact: true, breaks: [] });
    expect((await school.send('GET', '/api/v1/audit')).status).toBe(403);
  });
});
