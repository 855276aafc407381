import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { untilSomebodyWaits } from '../../support/lock-waits.ts';
import { httpClient, type HttpClient } from '../../support/http-client.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let office: Office;
const desks = new Map<string, HttpClient>();

const PEOPLE = {
  'bureau.review2': ['150600', '基金监督'],
  'bureau.same': ['150600', '就业服务'],
  'region.review': ['150000', '基金监督处'],
} as const;

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
  for (const [username, [place, section]] of Object.entries(PEOPLE)) {
    await office.pool.query(
      `INSERT INTO person (id, username, password_hash, display_name, organ, section, jurisdiction, roles)
       SELECT 'per_' || replace($1, '.', ''), $1, password_hash, $1, 'HRSS', $3, $2, '{bureauReviewer}'
       FROM person WHERE username = 'ops'`,
      [username, place, section],
    );
  }
  // The other reviewer of the office might close cases too.
  await office.pool.query(`UPDATE person SET disabled_at = now() WHERE username = 'bureau.asks'`);
  const others = ['dept.hr', 'dept.union', 'bureau.review', 'elsewhere', 'ops', 'auditor', 'finance.maker', 'school'];
  for (const username of [...others, ...Object.keys(PEOPLE)]) {
    await signIn(username);
  }
});

afterAll(async () => {
  await office.close();
  await database.drop();
});

async function signIn(username: string): Promise<void> {
  desks.set(username, httpClient(office.base, await office.tokenOf(username)));
}

function desk(username: string): HttpClient {
  return desks.get(username) ?? office.nobody;
}

/** A claim that dept.hr and bureau.review approved, and its class. */
async function aReviewedClaim() {
  const claimId = await office.walks.reviewed();
  const { rows } = await office.pool.query<{ filing_id: string }>('SELECT filing_id FROM claim WHERE id = $1', [
    claimId,
  ]);
  return { claimId, filingId: rows[0]?.filing_id ?? '' };
}

async function open(filingId: string, username = 'dept.hr', isCrime = false) {
  const found = { partyId: 'pty_school', finding: 'FRAUD', suspectedCrime: isCrime, note: '经查' };
  return desk(username).send('POST', '/api/v1/cases', { ...found, filingId });
}

const END = { outcome: 'UNFOUNDED', reason: '核查完毕', transferDocumentNo: '移送〔2025〕3号' };
const close = (caseId: string, username: string) => desk(username).send('POST', `/api/v1/cases/${caseId}/closure`, END);
const confirm = (caseId: string, username: string) =>
  desk(username).send('POST', `/api/v1/cases/${caseId}/closure/confirmation`, undefined);

async function answers(...asked: readonly Promise<{ status: number; body: { code?: string } }>[]) {
  return (await Promise.all(asked)).map(({ status, body }) => `${status} ${body.code ?? ''}`.trim());
}

async function stateOf(claimId: string): Promise<string> {
  return (await desk('ops').send('GET', `/api/v1/claims/${claimId}`)).body.state;
}

describe('S3: a case', () => {
  it('is opened by the bureau or the responsible department of the place, by nobody else', async () => {
    const { filingId } = await aReviewedClaim();
    // I12: an organ that is not responsible does not hear that the class is there.
    expect(
      await answers(...['dept.union', 'ops', 'auditor', 'school', 'elsewhere'].map((one) => open(filingId, one))),
    ).toEqual(['422 INVALID', '403 FORBIDDEN', '403 FORBIDDEN', '403 FORBIDDEN', '422 INVALID']);
    const { rows } = await office.pool.query('SELECT FROM integrity_case WHERE filing_id = $1', [filingId]);
    expect(rows).toEqual([]);
    for (const username of ['dept.hr', 'bureau.review', 'region.review']) {
      expect((await open(filingId, username)).status).toBe(201);
    }
  });

  it('is not closed by its opener, a decider, the section that reviewed, another organ or operations', async () => {
    const { claimId, filingId } = await aReviewedClaim();
    const { id } = (await open(filingId)).body;
    expect(await stateOf(claimId)).toBe('suspended');
    const tried = ['dept.hr', 'dept.union', 'ops', 'finance.maker', 'bureau.review', 'bureau.same', 'elsewhere'];
    expect(await answers(...tried.map((username) => close(id, username)))).toEqual([
      '403 FORBIDDEN',
      '403 FORBIDDEN',
      '403 FORBIDDEN',
      '403 FORBIDDEN',
      '403 SAME_PERSON_FORBIDDEN',
      '403 SAME_SECTION_FORBIDDEN',
      '404 NOT_FOUND',
    ]);
    expect(await stateOf(claimId)).toBe('suspended');
    const seen = async (username: string) => (await desk(username).send('GET', `/api/v1/cases/${id}`)).body.acts[0];
    expect(await seen('bureau.review')).toMatchObject({
      act: 'closure',
      allowed: false,
      why: { code: 'SAME_PERSON_FORBIDDEN' },
    });
    expect(await seen('bureau.same')).toMatchObject({ allowed: false, why: { code: 'SAME_SECTION_FORBIDDEN' } });
    expect(await seen('ops')).toMatchObject({ allowed: false, why: { code: 'FORBIDDEN' } });
    expect(await seen('bureau.review2')).toEqual({ act: 'closure', allowed: true });
    expect((await close(id, 'bureau.review2')).body).toMatchObject({ id, state: 'closed', outcome: 'UNFOUNDED' });
    expect(await stateOf(claimId)).toBe('noticePending');
  });

  it('that the other reviewer opened is ended by the bureau above: it never waits for nobody', async () => {
    const { claimId, filingId } = await aReviewedClaim();
    const { id } = (await open(filingId, 'bureau.review2')).body;
    expect((await close(id, 'bureau.review2')).body.code).toBe('SAME_PERSON_FORBIDDEN');
    const path = `/api/v1/claims/${claimId}/diagnosis`;
    const before = (await desk('ops').send('GET', path)).body;
    expect(before).toMatchObject({
      cause: 'heldByCase',
      owner: { role: 'bureauReviewer' },
      suggestedActs: ['closeCase'],
    });
    expect(before.evidence).toContainEqual({ fact: 'peopleWhoMayCloseIt', value: '1' });
    await office.pool.query(`UPDATE person SET disabled_at = now() WHERE username = 'region.review'`);
    const left = (await desk('ops').send('GET', path)).body;
    expect(left.sentence).toContain('上级人社部门');
    await office.pool.query(`UPDATE person SET disabled_at = NULL WHERE username = 'region.review'`);
    await signIn('region.review');
    expect((await close(id, 'region.review')).body).toMatchObject({ state: 'closed' });
    expect(await stateOf(claimId)).toBe('noticePending');
  });

  it('of a suspected crime counts only with a second person who has no part in it either', async () => {
    const { claimId, filingId } = await aReviewedClaim();
    const { id } = (await open(filingId, 'dept.hr', true)).body;
    expect((await confirm(id, 'bureau.review2')).body.code).toBe('WRONG_STATE');
    const asked = await close(id, 'bureau.review2');
    expect([asked.status, asked.body.id, asked.body.state]).toEqual([200, id, 'waitsForConfirmation']);
    expect(asked.body.closingAskedBy).toMatchObject({ id: 'per_bureaureview2' });
    expect(await answers(...['bureau.review2', 'bureau.review', 'bureau.same'].map((one) => confirm(id, one)))).toEqual(
      ['403 SAME_PERSON_FORBIDDEN', '403 SAME_PERSON_FORBIDDEN', '403 SAME_SECTION_FORBIDDEN'],
    );
    expect((await close(id, 'bureau.review2')).body.code).toBe('WRONG_STATE');
    expect(await stateOf(claimId)).toBe('suspended');
    const list = (await desk('auditor').send('GET', '/api/v1/cases?state=waitsForConfirmation')).body;
    expect(list.items.map((one: { id: string }) => one.id)).toEqual([id]);
    const confirmed = await answers(...Array.from({ length: 10 }, () => confirm(id, 'region.review')));
    expect(confirmed.toSorted()).toEqual(['200', ...Array.from({ length: 9 }, () => '409 WRONG_STATE')]);
    expect(await stateOf(claimId)).toBe('noticePending');
    const { audit } = (await desk('auditor').send('GET', `/api/v1/cases/${id}`)).body;
    expect(audit.map(({ act }: { act: string }) => act)).toEqual(['opened', 'decide', 'closed']);
  });
});

const ended = (caseId: string, personId: string) =>
  office.application.query(
    `UPDATE integrity_case SET outcome = 'UNFOUNDED', closing_reason = 'x', closed_by = $2, closed_at = now() WHERE id = $1`,
    [caseId, personId],
  );

async function constraintOf(write: Promise<unknown>): Promise<string | undefined> {
  return write.then(
    () => 'written',
    (error: { readonly constraint?: string; readonly message: string }) => error.constraint ?? error.message,
  );
}

describe('S3: the row of a case', () => {
  it('takes no end by somebody involved, in parallel with raw SQL as the application', async () => {
    const { filingId } = await aReviewedClaim();
    const { id } = (await open(filingId)).body;
    const people = ['per_depthr', 'per_bureaureview', 'per_bureausame', 'per_ops', 'per_elsewhere', 'per_nobody'];
    const tried = await Promise.all(
      Array.from({ length: 5 }, () => people)
        .flat()
        .map((person) => constraintOf(ended(id, person))),
    );
    expect(tried.slice(0, 6)).toEqual([
      'integrity_case_uninvolved',
      'integrity_case_uninvolved',
      'integrity_case_other_section',
      'integrity_case_of_bureau',
      'integrity_case_of_bureau',
      'integrity_case_of_bureau',
    ]);
    expect(tried).not.toContain('written');
    const moved = office.pool.query('UPDATE integrity_case_claim SET claim_id = $2 WHERE case_id = $1', [id, 'clm_x']);
    await expect(moved).rejects.toThrow('keeps the claims that it held');
    expect(await constraintOf(ended(id, 'per_bureaureview2'))).toBe('written');
  });

  it('of a suspected crime takes no end with one name', async () => {
    const { filingId } = await aReviewedClaim();
    const { id } = (await open(filingId, 'dept.hr', true)).body;
    const one = office.application.query(
      `UPDATE integrity_case SET outcome = 'X', closing_reason = 'x', transfer_document_no = '1', closed_at = now(),
         closed_by = 'per_bureaureview2', closing_asked_by = 'per_bureaureview2', closing_asked_at = now() WHERE id = $1`,
      [id],
    );
    expect(await constraintOf(one)).toBe('integrity_case_two_persons');
  });

  it('waits for a decision on a held claim that is under way: its decider does not slip through', async () => {
    const { claimId, filingId } = await aReviewedClaim();
    const { id } = (await open(filingId)).body;
    const deciding = await office.pool.connect();
    try {
      await deciding.query('BEGIN');
      await deciding.query('SELECT FROM claim WHERE id = $1 FOR UPDATE', [claimId]);
      await deciding.query(`INSERT INTO claim_decider VALUES ($1, 'per_bureaureview2', 'financeChecker')`, [claimId]);
      const closing = close(id, 'bureau.review2');
      await untilSomebodyWaits(office.pool);
      await deciding.query('COMMIT');
      const refused = await closing;
      expect([refused.status, refused.body.code]).toEqual([403, 'SAME_PERSON_FORBIDDEN']);
    } finally {
      deciding.release();
    }
    expect(await stateOf(claimId)).toBe('suspended');
  });
});
