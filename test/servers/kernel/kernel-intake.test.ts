import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { httpClient, type HttpClient } from '../../support/http-client.ts';
import { startHostedApp, type HostedApp } from '../../support/hosted-app.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let app: HostedApp;
let school: HttpClient;
let nobody: HttpClient;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startHostedApp(database.url);
  school = httpClient(app.base, await app.tokenOf('school'));
  nobody = httpClient(app.base, null);
});

afterAll(async () => {
  await app.close();
  await database.drop();
});

const guess = (username: string, password: string) => nobody.send('POST', '/api/v1/session', { username, password });
const put = (path: string, body: string) =>
  school.send('PUT', `/api/v1/practice/registers/${path}`, body, { 'Content-Type': 'text/csv' });

describe('sessions', () => {
  it('open with the password, show the person, and end', async () => {
    const opened = await nobody.send('POST', '/api/v1/session', { username: 'school', password: 'practice' });
    const client = httpClient(app.base, opened.body.token);

    expect(opened.status).toBe(201);
    expect(opened.body.person).toMatchObject({
      roles: ['applicant'],
      jurisdiction: '150600',
      party: { id: 'pty_school' },
    });
    expect(opened.headers.get('set-cookie')).toMatch(
      /^butie_session=[^;]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=28[78]\d{2}$/,
    );
    expect((await client.send('GET', '/api/v1/session')).body.csrfToken).toEqual(opened.body.csrfToken);
    expect((await client.send('DELETE', '/api/v1/session')).status).toBe(204);
    expect((await client.send('GET', '/api/v1/session')).status).toBe(401);
  });

  it('over the cookie need the CSRF token for every change', async () => {
    const opened = await nobody.send('POST', '/api/v1/session', { username: 'school', password: 'practice' });
    const cookie = { Cookie: `a=b; butie_session=${opened.body.token}` };

    expect((await nobody.send('GET', '/api/v1/session', undefined, cookie)).status).toBe(200);
    expect((await nobody.send('DELETE', '/api/v1/session', undefined, cookie)).body.code).toBe('CSRF_REQUIRED');
    expect(
      (await nobody.send('DELETE', '/api/v1/session', undefined, { ...cookie, 'X-CSRF-Token': opened.body.csrfToken }))
        .status,
    ).toBe(204);
  });

  it('answer an unknown name and a wrong password alike', async () => {
    const [unknown, wrong] = [await guess('no-such-person', 'practice'), await guess('dept.hr', 'wrong')];
    expect({ ...unknown.body, traceId: '' }).toEqual({ ...wrong.body, traceId: '' });
  });

  it('know machines by their key', async () => {
    expect((await httpClient(app.base, 'bt_test').send('GET', '/api/v1/session')).body).toMatchObject({
      roles: ['financeSystem'],
      csrfToken: null,
    });
    expect((await httpClient(app.base, 'bt_other').send('GET', '/api/v1/session')).status).toBe(401);
  });
});

describe('the practice clock', () => {
  it('S10: moves when the worker has carried the jump out, one at a time, never backwards, and on record', async () => {
    const before = await school.send('GET', '/api/v1/practice/clock');
    const moving = school.send('POST', '/api/v1/practice/clock', { advanceDays: 2 });
    await expect
      .poll(async () => (await app.pool.query("SELECT id FROM clock_jump WHERE state = 'requested'")).rowCount)
      .toBe(1);
    const second = await school.send('POST', '/api/v1/practice/clock', { advanceDays: 1 });
    await app.pool.query(
      "WITH jump AS (UPDATE clock_jump SET state = 'done' RETURNING to_offset_ms) UPDATE environment SET clock_offset_ms = to_offset_ms FROM jump",
    );
    const moved = await moving;

    expect([second.status, second.body.code]).toEqual([409, 'CLOCK_JUMP_RUNNING']);
    expect(moved.status).toBe(200);
    expect(Date.parse(moved.body.now) - Date.parse(before.body.now)).toBeGreaterThanOrEqual(2 * 86_400_000);
    expect(
      (await school.send('POST', '/api/v1/practice/clock', { advanceTo: '2025-05-01T00:00:00+08:00' })).body.code,
    ).toBe('CLOCK_BACKWARDS');
    expect((await school.send('POST', '/api/v1/practice/clock', { advanceTo: '2099-05-01T00:00:00Z' })).body.code).toBe(
      'CLOCK_TOO_FAR',
    );
    expect((await school.send('POST', '/api/v1/practice/clock', {})).body.errors[0].code).toBe('EXACTLY_ONE');
    expect((await nobody.send('POST', '/api/v1/practice/clock', { advanceDays: 1 })).status).toBe(401);

    const { rows } = await app.pool.query<{ act: string; operation: string }>(
      `SELECT act, facts ->> 'operation' AS operation FROM audit_entry WHERE entity_kind = 'access' AND act = 'clockMoved'`,
    );
    expect(rows).toEqual([{ act: 'clockMoved', operation: 'movePracticeClock' }]);
  });

  it('a move to the same instant asked again waits for the first one, and is answered as it when it is over', async () => {
    const before = await school.send('GET', '/api/v1/practice/clock');
    const advanceTo = new Date(Date.parse(before.body.now) + 3 * 86_400_000).toISOString();
    const move = () => school.send('POST', '/api/v1/practice/clock', { advanceTo });
    const moving = move();
    await expect
      .poll(async () => (await app.pool.query("SELECT id FROM clock_jump WHERE state = 'requested'")).rowCount)
      .toBe(1);
    const again = move();
    await app.pool.query(
      "WITH jump AS (UPDATE clock_jump SET state = 'done' WHERE state = 'requested' RETURNING to_offset_ms) UPDATE environment SET clock_offset_ms = to_offset_ms FROM jump",
    );
    const answers = [await moving, await again, await move()];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(answers.every(({ body }) => body.now >= advanceTo)).toBe(true);
    expect((await app.pool.query('SELECT FROM clock_jump WHERE target_at = $1', [advanceTo])).rowCount).toBe(1);
  });
});

describe('practice registers', () => {
  const csv =
    '\uFEFFcertificateNo,idNumber,name,occupation,level,date\nC1,159901197906112286,甲,6-18-02-04,LEVEL_5,2025-06-19\nC1,159901197906112286,甲,6-18-02-04,LEVEL_5,2025-06-20\n';

  it('are loaded from a csv body or a file and replaced when asked for', async () => {
    expect((await put('certificates', csv)).body).toMatchObject({ rows: 2 });
    expect((await school.upload('PUT', '/api/v1/practice/registers/certificates?replace=true', csv)).status).toBe(200);
    expect(
      (await put('insurance', 'idNumber,employer,month,kinds\n159901197906112286,厂,2025-07,PENSION;MEDICAL\n')).status,
    ).toBe(200);
    expect((await put('subsidies', 'idNumber,route,occupation,level,date\n')).body).toMatchObject({ rows: 0 });
    expect((await put('identity', 'idNumber,status,since,until\n1,MONTHLY_PENSION,2019-03-01,\n')).body).toMatchObject({
      code: 'REGISTER_FILE_INVALID',
      errors: [{ pointer: '/2/idNumber' }],
    });
    expect((await put('identity', 'idNumber\n1\n')).body.code).toBe('FILE_HEADER_UNKNOWN');
    expect((await put('nothing', csv)).status).toBe(404);
  });

  it('can be made to fail', async () => {
    const path = '/api/v1/practice/registers/certificates/availability';
    expect((await school.send('PUT', path, { available: false })).body).toEqual({
      register: 'certificates',
      available: false,
    });
    expect((await school.send('PUT', path, { available: 'no' })).status).toBe(422);
  });
});

describe('law', () => {
  it('tells documents, parameters, routes, calendar and deadlines', async () => {
    const documents = await school.send('GET', '/api/v1/policies');
    const one = await school.send('GET', `/api/v1/policies/${documents.body.items[0].id}`);
    const resolved = await school.send(
      'GET',
      '/api/v1/policies/resolve?jurisdiction=150600&route=INSTITUTION_PROJECT_TRAINING&on=2025-05-26',
    );
    const closed = await school.send('GET', '/api/v1/routes?jurisdiction=150200&on=2025-05-26');
    const deadline = await school.send('GET', '/api/v1/deadlines?rule=review.department.days&from=2025-06-09');
    const calendar = await school.send('GET', '/api/v1/calendars/150600?year=2025');

    expect([documents.status, one.status, calendar.status]).toEqual([200, 200, 200]);
    expect(resolved.body.open).toBe(true);
    expect(resolved.body.parameters.find((found: { key: string }) => found.key === 'float.rate').winner).toMatchObject({
      value: 5_000,
      mark: 'seed',
    });
    const ofAnotherCity = (code: string) => closed.body.items.find((item: { code: string }) => item.code === code);
    const numbers = closed.body.items.map((item: { number: string }) => item.number);
    expect(new Set(numbers).size).toBe(46);
    const own = await school.send('GET', '/api/v1/routes?jurisdiction=150600&on=2025-05-26');
    const ofOwn = (code: string) => own.body.items.find((item: { code: string }) => item.code === code);
    expect(ofOwn('SAFETY_TRAINING')).toMatchObject({
      applicantWords: [{ zh: '企业' }, { zh: '培训机构' }, { zh: '院校' }],
      payeeWord: { zh: '申报单位', en: 'the applicant' },
      departmentWord: { zh: '应急管理局' },
    });
    const column = (code: string) =>
      ofOwn('INDIVIDUAL_CERTIFICATE').columns.find((known: { code: string }) => known.code === code);
    expect(column('worksAt').oneOf).toEqual(['registeredAt', 'residesAt', 'worksAt']);
    expect(column('idNumber')).toMatchObject({ header: { zh: '证件号码', en: 'ID number' }, oneOf: [] });
    expect(ofAnotherCity('SAFETY_TRAINING')).toMatchObject({
      number: 'C04',
      open: false,
      missing: ['route.SAFETY_TRAINING'],
    });
    expect(ofAnotherCity('TRIAL_ENTREPRENEURSHIP_2000')).toMatchObject({ number: 'C08', open: true, expectedDays: 30 });
    expect(deadline.body).toMatchObject({ dueOn: '2025-06-23', unit: 'workingDays' });
    expect(calendar.body.holidays.every((holiday: string) => holiday.startsWith('2025'))).toBe(true);
    expect((await school.send('GET', '/api/v1/deadlines?rule=float.rate&from=2025-06-09')).status).toBe(422);
    expect((await school.send('GET', '/api/v1/policies/nothing')).status).toBe(404);
  });
});

describe('beside the API', () => {
  it('live, ready, version, metrics, document and page answer', async () => {
    const ready = await nobody.send('GET', '/readyz');
    const document = await nobody.send('GET', '/api/v1/openapi.json');
    const page = await nobody.send('GET', '/docs');

    expect((await nobody.send('GET', '/livez')).status).toBe(200);
    expect([ready.status, String(ready.body).split('\n').length]).toEqual([503, 5]);
    expect(ready.body).toContain('worker: failing never seen');
    expect((await nobody.send('GET', '/version')).body).toMatchObject({ name: 'butie', mode: 'practice' });
    expect((await nobody.send('GET', '/metrics')).body).toContain('butie_http_requests_total');
    expect(document.body.openapi).toBe('3.1.0');
    expect(Object.keys(document.body.paths)).toContain('/api/v1/class-filings/{filingId}/roster');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.body).not.toMatch(/<script(?! src="\/docs\/)|<style|style=|https?:/);
    expect(page.headers.get('x-powered-by')).toBeNull();
  });
});
