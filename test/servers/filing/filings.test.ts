import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLASS, createFilingWalks, DOCUMENTS, type FilingWalks } from '../../support/filing-walks.ts';
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

afterAll(async () => {
  await app.close();
  await database.drop();
});

describe('POST /class-filings', () => {
  it('drafts a class whose plan line decides the department (R-004)', async () => {
    const made = await school.send('POST', '/api/v1/class-filings', CLASS);

    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      state: 'draft',
      responsibleDepartment: { organ: 'HRSS', source: 'planLine' },
      rosterCount: 0,
      payeeAccount: { number: '6216610200000000018' },
    });
    expect(made.body.id).toMatch(/^fil_/);
    expect(made.headers.get('location')).toBe(`/api/v1/class-filings/${made.body.id}`);
    expect(made.body.warnings.map((warning: { code: string }) => warning.code)).toEqual(['NO_DEMAND_LINK']);
  });

  it('warns of a late filing and of a missing plan, and goes on (R-017, R-033)', async () => {
    const made = await school.send('POST', '/api/v1/class-filings', {
      ...CLASS,
      opensOn: '2025-05-14',
      planLine: null,
    });

    expect(made.status).toBe(201);
    expect(made.body.warnings.map((warning: { code: string }) => warning.code)).toEqual([
      'NO_PLAN',
      'LATE_FILING',
      'NO_DEMAND_LINK',
    ]);
    expect(made.body.responsibleDepartment).toEqual({ organ: 'HRSS', source: 'suggested' });
  });

  it.each([
    { change: { route: 'NO_SUCH_ROUTE' }, status: 422, code: 'ROUTE_NOT_OPEN' },
    { change: { jurisdiction: '150200', planLine: null }, status: 422, code: 'ROUTE_NOT_OPEN' },
    { change: { occupation: { code: '6-18-02-99', name: '无' } }, status: 422, code: 'OCCUPATION_NOT_ON_DIRECTORY' },
    { change: { skillLevel: 'LEVEL_1' }, status: 422, code: 'OCCUPATION_NOT_ON_DIRECTORY' },
    { change: { planLine: '150600/2025/HRSS/NO_SUCH' }, status: 422, code: 'PLAN_LINE_UNKNOWN' },
    // L6: custody training under urban employment, the plan line of CLASS.
    { change: { route: 'CUSTODY_TRAINING' }, status: 422, code: 'PLAN_LINE_OF_OTHER_PROGRAMME' },
    { change: { endsOn: '2025-05-01' }, status: 422, code: 'INVALID' },
    { change: { opensOn: '2025-02-30' }, status: 422, code: 'INVALID' },
    { change: { state: 'accepted' }, status: 422, code: 'INVALID' },
    { change: { classHours: 1.5 }, status: 422, code: 'INVALID' },
    { change: { location: 'a\u0000b' }, status: 422, code: 'INVALID' },
    { change: { location: '\uD800' }, status: 422, code: 'INVALID' },
  ])('refuses $change with $code and stores nothing', async ({ change, status, code }) => {
    const before = await school.send('GET', '/api/v1/class-filings?limit=200');
    const refused = await school.send('POST', '/api/v1/class-filings', { ...CLASS, ...change });
    const after = await school.send('GET', '/api/v1/class-filings?limit=200');

    expect([refused.status, refused.body.code]).toEqual([status, code]);
    expect(after.body.items.length).toBe(before.body.items.length);
  });

  it('names the unknown field by its pointer', async () => {
    const refused = await school.send('POST', '/api/v1/class-filings', {
      ...CLASS,
      payeeAccount: { ...CLASS.payeeAccount, 'a/b': 1 },
    });

    expect(refused.body.errors).toEqual([
      { pointer: '/payeeAccount/a~1b', code: 'UNKNOWN_FIELD', message: expect.any(String) },
    ]);
  });

  it('lets only applicants on the directory file (R-025)', async () => {
    const factory = httpClient(app.base, await app.tokenOf('factory'));

    expect((await factory.send('POST', '/api/v1/class-filings', CLASS)).body.code).toBe('NOT_ON_DIRECTORY');
    expect((await dept.send('POST', '/api/v1/class-filings', CLASS)).status).toBe(403);
    expect((await httpClient(app.base, null).send('POST', '/api/v1/class-filings', CLASS)).status).toBe(401);
  });

  it('gives the stored answer to a repeat and refuses the key with another body', async () => {
    const key = { 'Idempotency-Key': 'one-class' };
    const first = await school.send('POST', '/api/v1/class-filings', CLASS, key);
    const repeat = await school.send('POST', '/api/v1/class-filings', { ...CLASS }, key);
    const other = await school.send('POST', '/api/v1/class-filings', { ...CLASS, classHours: 81 }, key);
    const another = await school2.send('POST', '/api/v1/class-filings', { ...CLASS, classHours: 81 }, key);

    expect(repeat.body).toEqual(first.body);
    expect([repeat.status, repeat.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
    expect(repeat.headers.get('location')).toBe(first.headers.get('location'));
    expect([other.status, other.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    expect(another.status).toBe(201);
  });
});

describe('who sees a filing', () => {
  it('answers a hidden filing and an absent one alike (I12)', async () => {
    const path = await walks.draft();
    const hidden = await school2.send('GET', path);
    const absent = await school2.send('GET', '/api/v1/class-filings/fil_000000000000000000000000');
    const draft = await dept.send('GET', path);

    expect([hidden.status, absent.status, draft.status]).toEqual([404, 404, 404]);
    expect({ ...hidden.body, instance: '', traceId: '' }).toEqual({ ...absent.body, instance: '', traceId: '' });
  });

  it('shows a filed class to its department, the bureau and the auditor, and to nobody elsewhere', async () => {
    const path = await walks.filed();
    const status = async (username: string) =>
      (await httpClient(app.base, await app.tokenOf(username)).send('GET', path)).status;

    expect(await status('dept.hr')).toBe(200);
    expect(await status('bureau.review')).toBe(200);
    expect(await status('auditor')).toBe(200);
    expect(await status('dept.union')).toBe(404);
    expect(await status('elsewhere')).toBe(404);
    const seen = await dept.send('GET', path);
    expect(seen.body.payeeAccount.number).toBe('****0018');
    expect(
      seen.body.acts.filter((act: { allowed: boolean }) => act.allowed).map((act: { act: string }) => act.act),
    ).toEqual(['accept', 'returnForCorrection']);
  });

  it('pages through the list without a gap and refuses a cursor that it never gave', async () => {
    const all = await school.send('GET', '/api/v1/class-filings?limit=200');
    const ids: string[] = [];
    for (let cursor = ''; ;) {
      const page = await school.send('GET', `/api/v1/class-filings?limit=2${cursor}`);
      ids.push(...page.body.items.map((item: { id: string }) => item.id));
      if (page.body.nextCursor === null) {
        break;
      }
      cursor = `&cursor=${page.body.nextCursor}`;
    }

    expect(ids).toEqual(all.body.items.map((item: { id: string }) => item.id));
    expect((await school.send('GET', '/api/v1/class-filings?cursor=abc')).body.code).toBe('CURSOR_INVALID');
    expect(
      (await school.send('GET', `/api/v1/class-filings?cursor=${Buffer.from('[1e300,"x"]').toString('base64url')}`))
        .status,
    ).toBe(400);
    expect((await school.send('GET', '/api/v1/class-filings?limit=201')).status).toBe(422);
    expect((await school.send('GET', '/api/v1/class-filings?limit=1&limit=2')).status).toBe(422);
  });
});

describe('PATCH /class-filings/{id}', () => {
  it('corrects a draft and keeps what is left out', async () => {
    const path = await walks.draft();
    const patched = await school.send('PATCH', path, { classHours: 60, planLine: null });

    expect(patched.body).toMatchObject({ classHours: 60, planLine: null, occupation: CLASS.occupation });
    expect((await school.send('PATCH', path, { opensOn: '2025-07-01' })).body.errors[0].pointer).toBe('/endsOn');
    expect((await school.send('PATCH', path, { jurisdiction: '150600' })).status).toBe(422);
  });

  it('hands a returned filing to the department of its new plan line when it is filed again (R-004)', async () => {
    const path = await walks.returned();
    await school.send('PATCH', path, { planLine: '150600/2025/EDUCATION/COLLEGE' });
    const again = await walks.submit(path);

    expect(again.body).toMatchObject({ state: 'filed', responsibleDepartment: { organ: 'EDUCATION' } });
    expect((await dept.send('GET', path)).status).toBe(404);
  });

  it('changes nothing once it is filed', async () => {
    const path = await walks.filed();

    expect((await school.send('PATCH', path, { classHours: 60 })).body.code).toBe('WRONG_STATE');
    expect((await school.send('GET', path)).body.classHours).toBe(80);
  });
});

describe('documents', () => {
  it('keeps a file as it came, tells its type by its content, and gives it back to the reviewer', async () => {
    const path = await walks.draft();
    const pdf = Buffer.from('%PDF-1.7 教学计划');
    const put = await school.upload('PUT', `${path}/documents/TEACHING_PLAN`, pdf, '教学计划.pdf');
    await school.send('PUT', `${path}/documents/TEACHER_LIST`, { text: '王老师' });
    await walks.complete(path);

    expect(put.body).toMatchObject({ kind: 'TEACHING_PLAN', name: '教学计划.pdf', mediaType: 'application/pdf' });
    const got = await dept.send('GET', `${path}/documents/TEACHING_PLAN`);
    expect(got.body).toBe(pdf.toString());
    expect(got.headers.get('content-disposition')).toContain('attachment');
    const listed = await dept.send('GET', `${path}/documents`);
    expect(listed.body.items.map((item: { kind: string }) => item.kind)).toEqual(DOCUMENTS.toSorted());
  });

  it('refuses what is no document', async () => {
    const path = await walks.draft();
    const put = (content: Buffer | string) =>
      school.upload('PUT', `${path}/documents/TEACHING_PLAN`, content, 'plan.pdf');

    expect((await put(Buffer.from([0x4d, 0x5a, 0, 1, 2, 3]))).body.code).toBe('FILE_TYPE_UNSUPPORTED');
    expect((await put('')).body.code).toBe('FILE_EMPTY');
    expect((await put(Buffer.alloc(10 * 1024 * 1024 + 1))).body.code).toBe('FILE_TOO_LARGE');
    expect((await school.send('PUT', `${path}/documents/STUDENT_ROSTER`, { text: 'x' })).status).toBe(404);
    expect(
      (await school.send('PUT', `${path}/documents/TEACHING_PLAN`, 'x', { 'Content-Type': 'text/html' })).status,
    ).toBe(415);
    expect((await school.send('GET', `${path}/documents/TEACHING_PLAN`)).status).toBe(404);
  });
});
