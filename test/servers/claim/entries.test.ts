import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startClaimApp, WELDER, type ClaimApp } from '../../support/claim-app.ts';
import { welders } from '../../support/claim-classes.ts';
import { applicantOf, certificateClaim, HEADER, OCCUPATIONS, proveTraining, row } from '../../support/entry-claims.ts';
import type { HttpClient } from '../../support/http-client.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const CLAIMS = '/api/v1/claims';
/** A person claims for themselves alone, so the people of this file's single claims have one name. */
const OWN = '那仁图雅';
/** Somebody else for every test: what one claims no other one finds taken. */
const people = [...welders()].filter(({ idNumber }) => idNumber !== WELDER.idNumber);
let next = 0;
const somebody = () => ({ ...(people[(next += 1)] ?? WELDER), name: OWN });

let database: TestDatabase;
let app: ClaimApp;
let person: HttpClient;
let person2: HttpClient;
let guild: HttpClient;
let dept: HttpClient;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startClaimApp(database.url);
  person = await applicantOf(app, 'person', 'person', OWN);
  person2 = await applicantOf(app, 'person', 'person2', '钱示例');
  guild = await applicantOf(app, 'organisation', 'guild', '示范行业协会');
  dept = await app.as('dept.hr');
});

afterAll(async () => {
  await app.close();
  await database.drop();
});

const submit = (client: HttpClient, id: string) => client.act('POST', `${CLAIMS}/${id}/submission`, { pledge: true });

describe('a claim of one person (C06)', () => {
  it('is drafted, counted and submitted by the existing procedure, and seen by nobody else by name (R-008, R-107, I12)', async () => {
    const { name, idNumber } = somebody();
    const drafted = await person.send('POST', CLAIMS, certificateClaim({ name, idNumber, date: '2025-06-19' }));
    expect(drafted.body).toMatchObject({
      state: 'draft',
      pipeline: 'P2_EXISTING',
      referenceOn: '2025-06-19',
      responsibleDepartment: { organ: 'HRSS', source: 'route' },
      lines: [{ name, idNumber, state: 'refused', occupation: '6-18-02-04' }],
    });
    const { id } = drafted.body;
    await proveTraining(person, id);
    expect((await person.send('GET', `${CLAIMS}/${id}`)).body.totals).toMatchObject({ claimedFen: 100_000 });
    for (const other of [person2, dept, app.school]) {
      expect((await other.send('GET', `${CLAIMS}/${id}`)).status).toBe(404);
    }
    const submitted = await submit(person, id);
    expect(submitted.status).toBe(200);
    expect(submitted.body.state).not.toBe('draft');
    const seen = await dept.send('GET', `${CLAIMS}/${id}`);
    expect(seen.body.applicant).toMatchObject({ name: '那**雅', kind: 'person' });
    const lines = await dept.send('GET', `${CLAIMS}/${id}/lines`);
    expect(lines.body.items[0].idNumber).toMatch(/^15\*{13}\d{2}[\dX]$/);
    expect(JSON.stringify([seen.body, lines.body])).not.toContain(name);
    const rows = await dept.send('GET', `${CLAIMS}/${id}/entries`);
    expect(JSON.stringify(rows.body)).not.toContain(idNumber);
    expect(rows.body.items[0].account.number).toBe('****0018');
    const listed = await dept.send('GET', `${CLAIMS}?route=INDIVIDUAL_CERTIFICATE`);
    expect(JSON.stringify(listed.body)).not.toContain('那仁图雅');
    const timeline = await dept.send('GET', `${CLAIMS}/${id}/timeline`);
    expect(timeline.body.items[0].actor.displayName).toBe('p****n');
    expect(JSON.stringify(timeline.body)).not.toContain('那仁图雅');
    expect((await person2.send('GET', `${CLAIMS}/${id}`)).status).toBe(404);
    const policy = await person.send('GET', `${CLAIMS}/${id}/policy`);
    expect(policy.body.rates.map(({ value }: { value: number }) => value)).toContain(100_000);
  });

  it('L16: earns nothing without a paper that shows the training, and 1,000.00 with it', async () => {
    const body = certificateClaim({ ...somebody(), date: '2025-06-19', number: 'L16' });
    const { id, lines } = (await person.send('POST', CLAIMS, body)).body;
    expect(lines).toMatchObject([
      { state: 'refused', baseFen: 0, refusals: [{ code: 'TRAINING_PROOF_MISSING', rule: 'C06' }] },
    ]);
    const path = `${CLAIMS}/${id}/lines/${lines[0].id}/documents`;
    const paper = { text: '培训缴费凭证' };
    expect((await person2.send('PUT', `${path}/TRAINING_PROOF`, paper)).status).toBe(404);
    expect((await person.send('PUT', `${path}/FEE_RECEIPT`, paper)).status).toBe(404);
    const other = (
      await guild.send('POST', CLAIMS, certificateClaim({ ...somebody(), date: '2025-06-19', number: 'L16b' }))
    ).body;
    const strange = `${CLAIMS}/${id}/lines/${other.lines[0].id}/documents/TRAINING_PROOF`;
    expect((await person.send('PUT', strange, paper)).status).toBe(404);
    expect((await person.send('PUT', `${path}/TRAINING_PROOF`, paper)).body).toMatchObject({ kind: 'TRAINING_PROOF' });
    expect((await person.send('GET', `${path}/TRAINING_PROOF`)).status).toBe(200);
    expect((await person2.send('GET', `${path}/TRAINING_PROOF`)).status).toBe(404);
    expect((await submit(person, id)).body).toMatchObject({
      totals: { claimedFen: 100_000 },
      lines: { eligible: 1, refused: 0 },
    });
    expect((await person.send('PUT', `${path}/TRAINING_PROOF`, paper)).body.code).toBe('WRONG_STATE');
  });

  it('L16: has a line without a paper refused beside one with it, when a body claims for many', async () => {
    const draft = await guild.send('POST', CLAIMS, { route: 'INDIVIDUAL_CERTIFICATE', jurisdiction: '150600' });
    const path = `${CLAIMS}/${draft.body.id}`;
    await guild.upload(
      'POST',
      `${path}/entries`,
      [HEADER, row(somebody(), 'L16c'), row(somebody(), 'L16d')].join('\n'),
    );
    const [first] = (await guild.send('GET', `${path}/lines`)).body.items;
    await guild.send('PUT', `${path}/lines/${first.id}/documents/TRAINING_PROOF`, { text: '培训证明' });
    expect((await submit(guild, draft.body.id)).body).toMatchObject({ lines: { total: 2, eligible: 1, refused: 1 } });
    const codes = (await guild.send('GET', `${path}/lines`)).body.items.map(
      ({ refusals }: { refusals: { code: string }[] }) => refusals.map(({ code }) => code),
    );
    expect(codes).toEqual([[], ['TRAINING_PROOF_MISSING']]);
  });

  it('is made once for one key', async () => {
    const { name, idNumber } = somebody();
    const body = certificateClaim({ name, idNumber, date: '2025-06-19' });
    const key = { 'Idempotency-Key': 'one-and-the-same' };
    const [first, second] = [
      await person.send('POST', CLAIMS, body, key),
      await person.send('POST', CLAIMS, body, key),
    ];
    expect(second.body.id).toBe(first.body.id);
  });

  it('is refused for an account of somebody else, before it costs anything (R-107)', async () => {
    const { name, idNumber } = somebody();
    const body = certificateClaim({ name, idNumber, date: '2025-06-19' });
    const drafted = await person.send('POST', CLAIMS, { ...body, account: { ...body.account, holder: '别人' } });
    expect(drafted.body.lines[0]).toMatchObject({
      state: 'refused',
      baseFen: 0,
      refusals: [{ code: 'TRAINING_PROOF_MISSING' }, { code: 'ACCOUNT_OF_ANOTHER', rule: 'R-107' }],
    });
  });

  it('is for nobody else than the person who applies; bodies claim for many', async () => {
    const body = certificateClaim({ ...somebody(), name: '陌生人', date: '2025-06-19', number: 'N1' });
    expect((await person.send('POST', CLAIMS, body)).body).toMatchObject({
      status: 422,
      code: 'INVALID',
      errors: [
        { pointer: '/person/name', code: 'NOT_THE_APPLICANT', message: expect.stringContaining('本人登录申领') },
      ],
    });
    const draft = await person.send('POST', CLAIMS, { route: 'INDIVIDUAL_CERTIFICATE', jurisdiction: '150600' });
    const path = `${CLAIMS}/${draft.body.id}/entries`;
    const file = [HEADER, row({ ...somebody(), name: '陌生人' }, 'N2')].join('\n');
    expect((await person.upload('POST', path, file)).body.errors).toMatchObject([
      { row: 2, column: 'name', code: 'NOT_THE_APPLICANT' },
    ]);
    const { route: _route, jurisdiction: _jurisdiction, ...entry } = body;
    const { errors } = (await person.send('POST', path, { entries: [entry] })).body;
    expect(errors).toMatchObject([{ pointer: '/entries/0/person/name', code: 'NOT_THE_APPLICANT' }]);
    expect(errors[0]).not.toHaveProperty('row');
    expect((await guild.send('POST', CLAIMS, body)).status).toBe(201);
  });

  it('has the one person’s account as its own, however it is given, and none for several people', async () => {
    const { account, ...body } = certificateClaim({ ...somebody(), date: '2025-06-19', number: 'P1' });
    const { route, jurisdiction, ...entry } = body;
    const payeeAccount = { ...account, holder: OWN };
    const single = await guild.send('POST', CLAIMS, { ...body, payeeAccount });
    expect(single.body.payee).toEqual(payeeAccount);
    const refused = { status: 422, code: 'INVALID', errors: [{ pointer: '/payeeAccount', code: 'PAID_TO_PERSONS' }] };
    expect((await guild.send('POST', CLAIMS, { ...body, account, payeeAccount })).body).toMatchObject(refused);
    const other = certificateClaim({ ...somebody(), date: '2025-06-19', number: 'P2' });
    const { route: _route, jurisdiction: _jurisdiction, ...second } = other;
    const several = { route, jurisdiction, entries: [{ ...entry, account }, second] };
    expect((await guild.send('POST', CLAIMS, { ...several, payeeAccount })).body).toMatchObject(refused);
    expect((await guild.send('POST', CLAIMS, several)).body.payee).toBeNull();
    const more = await guild.send('POST', `${CLAIMS}/${single.body.id}/entries`, { entries: [second] });
    expect(more.body).toMatchObject({ imported: 1 });
    expect((await guild.send('GET', `${CLAIMS}/${single.body.id}`)).body.payee).toBeNull();
  });

  it('says which place of the body is wrong, and who may apply', async () => {
    const { name } = somebody();
    const wrong = certificateClaim({ name, idNumber: '159901197906112287', date: '2025-06-24' });
    const answer = await person.send('POST', CLAIMS, wrong);
    expect(answer.body).toMatchObject({
      status: 422,
      code: 'INVALID',
      errors: [{ pointer: '/person/idNumber', code: 'ID_CHECKSUM' }],
    });
    expect((await app.school.send('POST', CLAIMS, wrong)).body).toMatchObject({
      status: 403,
      code: 'APPLICANT_NOT_ADMITTED',
    });
    const aClass = { route: 'INSTITUTION_PROJECT_TRAINING', jurisdiction: '150600' };
    expect((await app.school.send('POST', CLAIMS, aClass)).body).toMatchObject({
      code: 'INVALID',
      errors: [{ pointer: '/filingId', code: 'REQUIRED' }],
    });
    expect((await person.send('POST', CLAIMS, { ...aClass, filingId: 'fil_0' })).body.code).toBe('INVALID');
  });

  it('is told in words who may apply, what is missing and where a row lacks one of three places (R-047)', async () => {
    const body = certificateClaim({ ...somebody(), date: '2025-06-19' });
    const { worksAt: _worksAt, ...nowhere } = body.person;
    expect((await person.send('POST', CLAIMS, { ...body, person: nowhere })).body).toMatchObject({
      status: 422,
      code: 'INVALID',
      errors: [{ code: 'NO_PLACE', message: '户籍地、常住地、求职就业地至少填写一项。' }],
    });
    const { detail } = (await app.school.send('POST', CLAIMS, body)).body;
    expect(detail).toMatch(/申报主体为：.*个人.*您登记为：培训机构/);
    expect(detail).not.toMatch(/[A-Za-z]{2}/);
  });

  it.each([
    ['EMPLOYMENT_FLOAT', '/contract-evidence'],
    ['ADVANCE_PAYMENT', '/advance'],
    ['LIVING_ALLOWANCE', '无需另行申请'],
  ])('of %s has none by itself: it is told what that comes with and where to ask', async (route, where) => {
    const { body } = await app.school.send('POST', CLAIMS, { route, jurisdiction: '150600' });
    expect(body).toMatchObject({ status: 422, code: 'ROUTE_RIDES', errors: [{ pointer: '/route' }] });
    expect(body.detail).toContain('项目制');
    expect(body.detail).toContain(where);
    expect(body.detail).not.toContain(route);
  });

  it('of a yearly grant hears that it is applied for under a call, and where', async () => {
    const grant = { route: 'BASE_GRANT_NATIONAL', jurisdiction: '150600' };
    const { body } = await app.school.send('POST', CLAIMS, grant);
    expect(body).toMatchObject({ status: 422, code: 'ROUTE_BY_CALL' });
    expect(body.detail).toContain('年度申报期');
  });

  it('takes one slot of the year each and no fourth one, though twenty race over five applicants (R-048 to R-050)', async () => {
    const { name, idNumber } = somebody();
    const guilds = await Promise.all(
      [1, 2, 3, 4, 5].map((number) => applicantOf(app, 'organisation', `guild${number}`, `协会${number}`)),
    );
    const drafts: { readonly client: HttpClient; readonly id: string }[] = [];
    for (let number = 0; number < 20; number += 1) {
      const client = guilds[number % guilds.length] ?? guild;
      const occupation = OCCUPATIONS[number % OCCUPATIONS.length] ?? '6-18-02-04';
      const body = certificateClaim({ name, idNumber, date: '2025-06-19', occupation, number: `R${number}` });
      const { id } = (await client.send('POST', CLAIMS, body)).body;
      await proveTraining(client, id);
      drafts.push({ client, id });
    }
    await Promise.all(drafts.map(({ client, id }) => submit(client, id)));
    const held = await app.pool.query<{ eligible: number; slots: number }>(
      `SELECT (SELECT count(*)::int FROM claim_line WHERE claim_id = ANY ($1) AND state <> 'refused') AS eligible,
         (SELECT count(*)::int FROM yearly_slot s JOIN claim_line l ON l.id = s.line_id WHERE l.claim_id = ANY ($1)) AS slots`,
      [drafts.map(({ id }) => id)],
    );
    expect(held.rows[0]).toEqual({ eligible: 3, slots: 3 });
  });
});

describe('a file of many people', () => {
  it('is reported row by row, imported once, and its rows are taken off again', async () => {
    const draft = await guild.send('POST', CLAIMS, { route: 'INDIVIDUAL_CERTIFICATE', jurisdiction: '150600' });
    expect(draft.body).toMatchObject({ state: 'draft', lines: [] });
    const path = `${CLAIMS}/${draft.body.id}`;
    const rows = [row(somebody(), 'F1'), row(somebody(), 'F2'), row({ name: '王示例', idNumber: '1599' }, 'F3')];
    const file = [HEADER, ...rows].join('\n');
    const dry = await guild.upload('POST', `${path}/entries?dryRun=true&acceptGood=true`, file);
    expect(dry.body).toMatchObject({ rows: 3, accepted: 2, imported: 0, errors: [{ row: 4, code: 'ID_FORMAT' }] });
    expect((await guild.upload('POST', `${path}/entries`, file)).body.imported).toBe(0);
    expect((await guild.upload('POST', `${path}/entries?acceptGood=true`, file)).body.imported).toBe(2);
    const again = await guild.upload('POST', `${path}/entries`, [HEADER, ...rows.slice(0, 2)].join('\n'));
    expect(again.body).toMatchObject({ rows: 2, imported: 0, unchanged: 2 });
    await proveTraining(guild, draft.body.id);
    const claim = await guild.send('GET', path);
    expect(claim.body).toMatchObject({ totals: { claimedFen: 200_000 }, lines: { total: 2, eligible: 2 } });
    const entries = await guild.send('GET', `${path}/entries?limit=1`);
    expect(entries.body.nextCursor).not.toBeNull();
    const [entry] = entries.body.items;
    expect((await guild.send('DELETE', `${path}/entries/${entry.id}`)).status).toBe(204);
    expect((await guild.send('DELETE', `${path}/entries/${entry.id}`)).status).toBe(404);
    expect((await guild.send('GET', path)).body.lines.total).toBe(1);
    expect((await submit(guild, draft.body.id)).status).toBe(200);
    expect((await guild.upload('POST', `${path}/entries`, file)).body.code).toBe('WRONG_STATE');
  });

  it('has one law: certificates on both sides of a change are refused with the days (R-001)', async () => {
    const draft = await guild.send('POST', CLAIMS, { route: 'INDIVIDUAL_CERTIFICATE', jurisdiction: '150600' });
    const path = `${CLAIMS}/${draft.body.id}/entries`;
    const file = [HEADER, row(somebody(), 'L1', '2024-12-30'), row(somebody(), 'L2')].join('\n');
    expect((await guild.upload('POST', path, file)).body).toMatchObject({ status: 422, code: 'LAW_DIFFERS' });
    expect((await guild.send('GET', path)).body.items).toEqual([]);
    expect((await submit(guild, draft.body.id)).body).toMatchObject({
      code: 'INCOMPLETE',
      errors: [{ pointer: '/ENTRIES' }],
    });
  });
});
