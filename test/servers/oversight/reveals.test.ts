import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RATE_ALLOWANCES } from '../../../api/kernel/rate-limit.ts';
import { WELDER } from '../../support/claim-app.ts';
import { addClass, addPeople } from '../../support/claim-classes.ts';
import { httpClient, type HttpClient } from '../../support/http-client.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let office: Office;
let walks: Office['walks'];
let auditor: HttpClient;

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
  ({ walks } = office);
  auditor = httpClient(office.base, await office.tokenOf('auditor'));
});

beforeEach(async () => {
  await office.pool.query(`DELETE FROM rate_limit WHERE key LIKE 'reveal%'`);
});

afterAll(async () => {
  await office.close();
  await database.drop();
});

type Seat = Parameters<Office['as']>[0];

async function lineOf(claimId: string): Promise<string> {
  const lines = await office.as('ops').send('GET', `/api/v1/claims/${claimId}/lines`);
  return `claims/${claimId}/lines/${lines.body.items[0].id}`;
}

const reveal = (who: Seat | HttpClient, asked: object) =>
  (typeof who === 'string' ? office.as(who) : who).send('POST', '/api/v1/reveals', { fields: ['idNumber'], ...asked });

async function said(answer: Promise<{ status: number; body: { errors?: readonly { pointer: string }[] } }>) {
  const { status, body } = await answer;
  return [status, ...(body.errors ?? []).map(({ pointer }) => pointer)].join(' ');
}

/** Both kinds of names that a claim has. */
async function numberOf(claimId: string): Promise<string> {
  return (await office.as('ops').send('GET', `/api/v1/claims/${claimId}`)).body.claimNo;
}

async function auditOf(entityId: string) {
  const { rows } = await office.pool.query(
    `SELECT person_id, facts FROM audit_entry WHERE entity_id = $1 AND act = 'reveal' ORDER BY id`,
    [entityId],
  );
  return rows;
}

async function objectedTo() {
  const published = await walks.published();
  const path = `/public/notices/${published.noticeId}/objections`;
  const filed = await office.nobody.send('POST', path, { itemNo: 1, statement: '此人未参加培训', name: '王某' });
  const { rows } = await office.pool.query<{ id: string }>('SELECT id FROM objection WHERE notice_id = $1', [
    published.noticeId,
  ]);
  return { ...published, objectionId: rows[0]?.id ?? '', receiptNo: filed.body.receiptNo };
}

describe('S7: a reveal', () => {
  it('gives single values for a purpose of the list and a claim, records both and the person, never the value', async () => {
    const claimId = await walks.aClaim();
    const asked = { resource: await lineOf(claimId), purpose: 'review', reference: await numberOf(claimId) };
    expect((await reveal('dept', asked)).body.values).toEqual({ idNumber: WELDER.idNumber });
    expect((await reveal('dept', { ...asked, reference: claimId })).status).toBe(200);
    expect(await said(reveal('union', asked))).toBe('404');
    expect(await said(reveal('school', asked))).toBe('403');
    const rows = await auditOf(claimId);
    expect(rows).toMatchObject([
      { person_id: 'per_depthr', facts: { purpose: 'review', reference: asked.reference, fields: ['idNumber'] } },
      { facts: { reference: claimId } },
    ]);
    expect(JSON.stringify(rows)).not.toContain(WELDER.idNumber);
  });

  it('is refused for any other purpose or reference, with its place, and nothing is shown or recorded', async () => {
    const [claimId, other] = [await walks.aClaim(), await walks.aClaim()];
    const asked = { resource: await lineOf(claimId), purpose: 'review', reference: claimId };
    for (const purpose of ['aaaaa', '核对证件原件', '', undefined]) {
      expect(await said(reveal('dept', { ...asked, purpose }))).toBe('422 /purpose');
    }
    for (const reference of [other, 'clm_none', 'aaaaa', undefined]) {
      expect(await said(reveal('dept', { ...asked, reference }))).toBe('422 /reference');
    }
    expect(await auditOf(claimId)).toEqual([]);
  });

  it('has the purposes of its role alone: an operator answers people who ask about their own claim', async () => {
    const claimId = await walks.due();
    const asked = { resource: await lineOf(claimId), reference: claimId };
    const told: Record<string, string[]> = {};
    const people = { dept: 'dept', maker: 'maker', ops: 'ops', auditor } as const;
    for (const [name, who] of Object.entries(people)) {
      const allowed: string[] = [];
      for (const purpose of ['review', 'payment', 'objection', 'audit', 'applicantRequest']) {
        const { status, body } = await reveal(who, { ...asked, purpose });
        expect([200, 403]).toContain(status);
        expect(status === 200 || body.errors[0].pointer === '/purpose').toBe(true);
        allowed.push(...(status === 200 ? [purpose] : []));
      }
      told[name] = allowed;
    }
    expect(told).toEqual({
      dept: ['review', 'objection', 'applicantRequest'],
      maker: ['payment'],
      ops: ['applicantRequest'],
      auditor: ['audit'],
    });
    const payee = { resource: `claims/${claimId}/payee`, fields: ['number'], reference: claimId };
    expect((await reveal('maker', { ...payee, purpose: 'payment' })).body.values.number).toBe('6216610200000000018');
  });

  it('opens an objector to the person who rules on the objection, and to nobody else', async () => {
    const { claimId, objectionId, receiptNo } = await objectedTo();
    const asked = { resource: `objections/${objectionId}`, fields: ['name', 'statement'], purpose: 'objection' };
    const mine = { ...asked, reference: receiptNo };
    expect(await said(reveal('ops', mine))).toBe('403 /purpose');
    expect(await said(reveal('ops', { ...mine, purpose: 'applicantRequest' }))).toBe('403 /purpose');
    expect(await said(reveal(auditor, { ...mine, purpose: 'audit' }))).toBe('403 /purpose');
    for (const decider of ['dept', 'bureau'] as const) {
      const refused = await reveal(decider, mine);
      expect([refused.status, refused.body.code]).toEqual([403, 'SAME_PERSON_FORBIDDEN']);
    }
    expect(await said(reveal('union', mine))).toBe('404');
    for (const reference of [receiptNo, objectionId, claimId]) {
      expect((await reveal('dept2', { ...asked, reference })).body.values).toEqual({
        name: '王某',
        statement: '此人未参加培训',
      });
    }
    const other = await objectedTo();
    expect(await said(reveal('dept2', { ...asked, reference: other.receiptNo }))).toBe('422 /reference');
    const line = { resource: await lineOf(claimId), purpose: 'objection', reference: receiptNo };
    expect((await reveal('dept2', line)).status).toBe(200);
  });

  it('takes a case that holds the claim or is about its class, from a person who reads cases', async () => {
    const claimId = await walks.aClaim();
    const { rows } = await office.pool.query<{ filing_id: string; party_id: string }>(
      'SELECT filing_id, applicant_party_id AS party_id FROM claim WHERE id = $1',
      [claimId],
    );
    const about = { partyId: rows[0]?.party_id, filingId: rows[0]?.filing_id };
    const found = { ...about, finding: 'FRAUD', suspectedCrime: false, note: '经查' };
    const { id: reference } = (await office.as('dept').send('POST', '/api/v1/cases', found)).body;
    const asked = { resource: await lineOf(claimId), reference };
    expect((await reveal('bureau', { ...asked, purpose: 'review' })).status).toBe(200);
    expect(await said(reveal('maker', { ...asked, purpose: 'payment' }))).toBe('422 /reference');
    const elsewhere = { resource: await lineOf(await walks.aClaim()), reference, purpose: 'review' };
    expect(await said(reveal('bureau', elsewhere))).toBe('422 /reference');
  });

  it('opens nothing of a draft, to nobody: neither a claim nor a class', async () => {
    const owner = { partyId: 'pty_school', personId: 'per_school', occupationCode: '1-00-00-9001' };
    const filingId = await addClass(office.pool, office.sealer, { ...owner, state: 'draft' });
    await addPeople(office.pool, office.sealer, filingId, [WELDER]);
    const { rows } = await office.pool.query<{ id: string }>(
      'SELECT trainee_id AS id FROM roster_entry WHERE filing_id = $1',
      [filingId],
    );
    const person = { resource: `class-filings/${filingId}/roster/${rows[0]?.id}`, reference: await walks.aClaim() };
    const assessed = await addClass(office.pool, office.sealer, { ...owner, occupationCode: '1-00-00-9002' });
    await addPeople(office.pool, office.sealer, assessed, [WELDER]);
    const drafted = (await office.as('school').send('POST', '/api/v1/claims', { filingId: assessed })).body;
    const payee = { resource: `claims/${drafted.id}/payee`, fields: ['number'], reference: drafted.id };
    for (const asked of [person, payee]) {
      expect(await said(reveal('ops', { ...asked, purpose: 'applicantRequest' }))).toBe('404');
      expect(await said(reveal(auditor, { ...asked, purpose: 'audit' }))).toBe('404');
      expect(await said(reveal('dept', { ...asked, purpose: 'review' }))).toBe('404');
    }
  });

  it('of a person of a class is on a claim that has this person', async () => {
    const claimId = await walks.aClaim();
    const { rows } = await office.pool.query<{ filing: string; trainee: string }>(
      `SELECT c.filing_id AS filing, l.trainee_id AS trainee FROM claim c JOIN claim_line l ON l.claim_id = c.id
       WHERE c.id = $1`,
      [claimId],
    );
    const resource = `class-filings/${rows[0]?.filing}/roster/${rows[0]?.trainee}`;
    const asked = { resource, fields: ['phone'], purpose: 'review' };
    expect((await reveal('dept', { ...asked, reference: claimId })).status).toBe(200);
    expect(await said(reveal('dept', { ...asked, reference: await walks.aClaim() }))).toBe('422 /reference');
  });

  it('is given thirty times a person and hour, no matter who asks at once; then 429 says when again', async () => {
    const claimId = await walks.aClaim();
    const asked = { resource: await lineOf(claimId), purpose: 'review', reference: claimId };
    expect(await said(reveal('dept', { ...asked, reference: 'clm_none' }))).toBe('422 /reference');
    const { attempts, windowSeconds } = RATE_ALLOWANCES.reveal;
    const answers = await Promise.all(Array.from({ length: attempts + 10 }, () => reveal('dept', asked)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(attempts);
    const [refused] = answers.filter(({ status }) => status === 429);
    const seconds = Number(refused?.headers.get('retry-after'));
    expect([refused?.body.code, seconds > 0 && seconds <= windowSeconds]).toEqual(['TOO_MANY_REQUESTS', true]);
    expect(await auditOf(claimId)).toHaveLength(attempts);
    expect((await reveal('bureau', asked)).status).toBe(200);
  });
});
