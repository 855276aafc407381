import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startClaimApp, WELDER, type ClaimApp } from '../../support/claim-app.ts';
import { welders } from '../../support/claim-classes.ts';
import {
  applicantOf,
  certificateClaim,
  HEADER,
  proveTraining,
  row,
  trialClaim,
  workClaim,
} from '../../support/entry-claims.ts';
import type { HttpClient } from '../../support/http-client.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const CLAIMS = '/api/v1/claims';
/** Somebody else for every test: what one claims no other one finds taken. */
const people = [...welders()].filter(({ idNumber }) => idNumber !== WELDER.idNumber);
let next = 0;
/** A person claims for themselves alone: both accounts, and everybody here, have one name. */
const OWN = '那仁图雅';
const somebody = () => ({ ...(people[(next += 1)] ?? WELDER), name: OWN });

let database: TestDatabase;
let app: ClaimApp;
let person: HttpClient;
let person2: HttpClient;
let guild: HttpClient;
let works: HttpClient;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startClaimApp(database.url);
  person = await applicantOf(app, 'person', 'person', OWN);
  person2 = await applicantOf(app, 'person', 'person2', OWN);
  guild = await applicantOf(app, 'organisation', 'guild', '示范行业协会');
  works = await applicantOf(app, 'enterprise', 'works', '示范合作社');
});

afterAll(async () => {
  await app.close();
  await database.drop();
});

const submit = (client: HttpClient, id: string) => client.act('POST', `${CLAIMS}/${id}/submission`, { pledge: true });

describe('work for training by month (C10)', () => {
  const MONTHS = ['2024-11', '2024-12', '2025-01', '2025-02', '2025-03', '2025-04', '2025-05', '2025-06'];

  it('pays six of eight months, and what is left of six at a second employer (R-062)', async () => {
    const who = somebody();
    const drafted = await works.send('POST', CLAIMS, workClaim(who, MONTHS));
    expect(drafted.body.lineCounts).toEqual({ total: 8, eligible: 6, refused: 2, approved: 0 });
    expect(drafted.body.lines.map(({ month }: { month: string }) => month)).toEqual(MONTHS);
    const path = `${CLAIMS}/${drafted.body.id}`;
    const incomplete = await submit(works, drafted.body.id);
    expect(incomplete.body).toMatchObject({
      code: 'INCOMPLETE',
      errors: [{ pointer: '/BUSINESS_LICENCE' }, { pointer: '/PAY_SLIPS' }],
    });
    for (const kind of ['BUSINESS_LICENCE', 'PAY_SLIPS']) {
      expect((await works.send('PUT', `${path}/documents/${kind}`, { text: 'x' })).status).toBe(200);
    }
    expect((await works.send('PUT', `${path}/documents/NO_SUCH`, { text: 'x' })).status).toBe(404);
    expect((await works.send('GET', `${path}/documents`)).body).toMatchObject({ missing: [] });
    const timeline = await works.send('GET', `${path}/timeline`);
    const sentences = timeline.body.items.map(({ sentence }: { sentence: string }) => sentence);
    expect(sentences.join()).toMatch(/上传材料 \p{Script=Han}/u);
    const submitted = await submit(works, drafted.body.id);
    expect(submitted.body).toMatchObject({
      lines: { total: 8, eligible: 6, refused: 2 },
      responsibleDepartment: { organ: 'HRSS', source: 'planLine' },
    });
    const refused = await works.send('GET', `${path}/lines?limit=200`);
    const codes = refused.body.items.flatMap((line: { refusals: { code: string }[] }) =>
      line.refusals.map(({ code }) => code),
    );
    expect(codes).toEqual(['WORK_MONTHS_USED_UP', 'WORK_MONTHS_USED_UP']);
    const other = await applicantOf(app, 'enterprise', 'works2', '第二合作社');
    const second = await other.send('POST', CLAIMS, workClaim(who, ['2025-06']));
    expect(second.body.lines[0].refusals[0].code).toBe('WORK_MONTHS_USED_UP');
  });
});

describe('what a person has once', () => {
  it('is 2,000.00 of a student, no matter who asks for it the second time (R-059, R-060)', async () => {
    const who = somebody();
    const first = await person.send('POST', CLAIMS, trialClaim(who, 'T1'));
    expect(first.body).toMatchObject({ totals: { claimedFen: 200_000 }, lines: [{ state: 'eligible' }] });
    const other = await person2.send('POST', CLAIMS, trialClaim(who, 'T2'));
    expect(other.body.lines[0].state).toBe('eligible');
    await submit(person, first.body.id);
    await submit(person2, other.body.id);
    const lines = await person2.send('GET', `${CLAIMS}/${other.body.id}/lines`);
    expect(lines.body.items[0]).toMatchObject({
      state: 'refused',
      baseFen: 0,
      refusals: [{ code: 'TRIAL_ALREADY_PAID' }],
    });
  });

  it('is given back with the claim that held it (R-050)', async () => {
    const who = somebody();
    const first = await person.send('POST', CLAIMS, trialClaim(who, 'T3'));
    await submit(person, first.body.id);
    const path = `${CLAIMS}/${first.body.id}`;
    const withdrawn = await person.act('POST', `${path}/withdrawal`, { reason: '重做' });
    expect(withdrawn.body.state).toBe('withdrawn');
    const again = await person2.send('POST', CLAIMS, trialClaim(who, 'T3'));
    expect((await submit(person2, again.body.id)).body.lines).toMatchObject({ eligible: 1, refused: 0 });
  });

  it('is a module of entrepreneurship training, claimed by the person where no class of a carrier did (C07)', async () => {
    const who = somebody();
    const moduleClaim = (number: string) => ({
      route: 'ENTREPRENEURSHIP_TRAINING_PERSON',
      jurisdiction: '150600',
      person: { name: who.name, idNumber: who.idNumber, phone: '13700001111', module: 'START' },
      certificate: { kind: 'TRAINING_COMPLETION', number, date: '2025-06-19' },
      account: { bank: '中国银行', number: '6216610200000000018' },
    });
    const first = await person.send('POST', CLAIMS, moduleClaim('M1'));
    expect(first.body).toMatchObject({ pipeline: 'P2_EXISTING', lines: [{ state: 'eligible', baseFen: 80_000 }] });
    await submit(person, first.body.id);
    const second = await person2.send('POST', CLAIMS, moduleClaim('M2'));
    expect(second.body.lines[0]).toMatchObject({ state: 'refused', refusals: [{ code: 'MODULE_REPEATED' }] });
  });

  it('L2: is the subsidy of one certificate: the 2,000.00 is refused for that of a claimed training', async () => {
    const who = somebody();
    const trained = await person.send('POST', CLAIMS, {
      route: 'ENTREPRENEURSHIP_TRAINING_PERSON',
      jurisdiction: '150600',
      person: { name: who.name, idNumber: who.idNumber, phone: '13700001111', module: 'START' },
      certificate: { kind: 'TRAINING_COMPLETION', number: 'L2-1', date: '2025-06-01' },
      account: { bank: '中国银行', number: '6216610200000000018' },
    });
    const drafted = await person2.send('POST', CLAIMS, trialClaim(who, 'l2-1'));
    expect(drafted.body.lines[0].state).toBe('eligible');
    await submit(person, trained.body.id);
    await submit(person2, drafted.body.id);
    const lines = await person2.send('GET', `${CLAIMS}/${drafted.body.id}/lines`);
    expect(lines.body.items[0]).toMatchObject({
      state: 'refused',
      baseFen: 0,
      refusals: [{ code: 'COURSE_CLAIMED_OTHERWISE' }],
    });
    const other = await person2.send('POST', CLAIMS, trialClaim(who, 'L2-2'));
    expect((await submit(person2, other.body.id)).body.lines).toMatchObject({ eligible: 1, refused: 0 });
  });

  it('is a training subsidy or a skill-upgrade subsidy of one occupation and level, not both (R-056)', async () => {
    const who = somebody();
    const trained = await person.send('POST', CLAIMS, certificateClaim({ ...who, date: '2025-06-19', number: 'U1' }));
    const upgrade = await person2.send('POST', CLAIMS, {
      ...certificateClaim({ ...who, date: '2025-06-19', number: 'U2' }),
      route: 'SKILL_UPGRADE_SUBSIDY',
    });
    expect(upgrade.body.pipeline).toBe('P3_INSURANCE');
    await proveTraining(person, trained.body.id);
    await submit(person, trained.body.id);
    await submit(person2, upgrade.body.id);
    const lines = await person2.send('GET', `${CLAIMS}/${upgrade.body.id}/lines`);
    const codes = lines.body.items[0].refusals.map(({ code }: { code: string }) => code);
    expect(codes).toContain('EXCLUDED_BY_TRAINING_SUBSIDY');
  });
});

describe('a claim that came back', () => {
  it('takes rows and documents again, and leaves the counting to its resubmission', async () => {
    const draft = await guild.send('POST', CLAIMS, { route: 'INDIVIDUAL_CERTIFICATE', jurisdiction: '150600' });
    const path = `${CLAIMS}/${draft.body.id}`;
    const rows = [row(somebody(), 'B1'), row(somebody(), 'B2')];
    await guild.upload('POST', `${path}/entries`, [HEADER, ...rows].join('\n'));
    await proveTraining(guild, draft.body.id);
    await submit(guild, draft.body.id);
    await app.pool.query("UPDATE claim SET state = 'returnedToApplicant' WHERE id = $1", [draft.body.id]);
    const more = await guild.upload('POST', `${path}/entries`, [HEADER, row(somebody(), 'B3')].join('\n'));
    expect(more.body).toMatchObject({ imported: 1 });
    const entries = await guild.send('GET', `${path}/entries`);
    expect((await guild.send('DELETE', `${path}/entries/${entries.body.items[0].id}`)).status).toBe(204);
    expect((await guild.send('PUT', `${path}/documents/FEE_RECEIPT`, { text: 'x' })).status).toBe(200);
    expect((await person.send('PUT', `${path}/documents/FEE_RECEIPT`, { text: 'x' })).status).toBe(404);
    const held = await app.pool.query<{ lines: number; changed: boolean; keys: number }>(
      `SELECT lines_total AS lines, training_data_changed AS changed,
         (SELECT count(*)::int FROM entitlement_key k JOIN claim_line l ON l.id = k.line_id WHERE l.claim_id = c.id) AS keys
       FROM claim c WHERE id = $1`,
      [draft.body.id],
    );
    expect(held.rows[0]).toMatchObject({ lines: 1, changed: true, keys: 1 });
  });
});

describe('a record without money (C46)', () => {
  it('closes at once, and the same result is recorded once', async () => {
    const body = {
      route: 'NON_CASH_BENEFITS',
      jurisdiction: '150600',
      title: '全区技术能手',
      achievedOn: '2025-05-01',
      reference: '内人社〔2025〕1号',
    };
    const first = await guild.send('POST', CLAIMS, body);
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({ fund: '', totals: { claimedFen: 0 } });
    expect((await submit(guild, first.body.id)).body).toMatchObject({ state: 'closed' });
    const second = await guild.send('POST', CLAIMS, body);
    await submit(guild, second.body.id);
    const lines = await guild.send('GET', `${CLAIMS}/${second.body.id}/lines`);
    expect(lines.body.items[0].refusals[0]).toMatchObject({ code: 'RESULT_USED' });
  });
});
