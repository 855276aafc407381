import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORDS } from '../../../prisma/people/password-hash.ts';
import { httpClient, type HttpClient } from '../../support/http-client.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let office: Office;

const isRight = (password: string) => Promise.resolve({ isRight: password === 'practice', stronger: null });

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url, undefined, { passwords: { ...PASSWORDS, check: isRight } });
});

afterAll(async () => {
  await office.close();
  await database.drop();
});

async function drafted(): Promise<string> {
  const claimIds = [await office.walks.due()];
  const batch = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds });
  return batch.body.id;
}

/** The checker at a browser: a session by cookie with its CSRF token, and the password said anew. */
async function atBrowser(): Promise<{ readonly client: HttpClient; readonly headers: Record<string, string> }> {
  const client = httpClient(office.base, null);
  const { body } = await client.send('POST', '/api/v1/session', { username: 'finance.checker', password: 'practice' });
  const headers = { Cookie: `butie_session=${body.token}`, 'X-CSRF-Token': body.csrfToken };
  const confirmed = await client.send('POST', '/api/v1/session/confirmation', { password: 'practice' }, headers);
  expect(confirmed.status).toBe(204);
  return { client, headers };
}

describe('the release of a batch', () => {
  it('is refused with another sum than the batch has, and nothing moves', async () => {
    const id = await drafted();
    const path = `/api/v1/payout-batches/${id}`;
    const wrong = await office.as('checker').act('POST', `${path}/release`, { controlSumFen: 80_001 });
    expect([wrong.status, wrong.body.code]).toEqual([422, 'SUM_DIFFERS']);
    expect(wrong.body.errors).toMatchObject([{ pointer: '/controlSumFen', code: 'SUM_DIFFERS' }]);
    const batch = await office.as('checker').send('GET', path);
    expect(batch.body).toMatchObject({ state: 'draft', controlSumFen: 80_000 });
    const right = await office.as('checker').act('POST', `${path}/release`, { controlSumFen: 80_000 });
    expect(right.status).toBe(200);
  });

  it('is free of the sum for a program, and asks a person at a browser for it', async () => {
    const [byProgram, byHand] = [await drafted(), await drafted()];
    expect((await office.as('checker').act('POST', `/api/v1/payout-batches/${byProgram}/release`, {})).status).toBe(
      200,
    );
    const { client, headers } = await atBrowser();
    const path = `/api/v1/payout-batches/${byHand}`;
    const seen = await client.send('GET', path, undefined, headers);
    const tagged = { ...headers, 'If-Match': seen.headers.get('etag') ?? '' };
    const without = await client.send('POST', `${path}/release`, {}, tagged);
    expect([without.status, without.body.code]).toEqual([422, 'INVALID']);
    expect(without.body.errors).toMatchObject([{ pointer: '/controlSumFen', code: 'REQUIRED' }]);
    const wrong = await client.send('POST', `${path}/release`, { controlSumFen: 1 }, tagged);
    expect([wrong.status, wrong.body.code]).toEqual([422, 'SUM_DIFFERS']);
  });

  it('tells the maker before the sum: who may not release hears that first', async () => {
    const id = await drafted();
    const asked = await office.as('maker').act('POST', `/api/v1/payout-batches/${id}/release`, { controlSumFen: 1 });
    expect(asked.status).toBe(403);
  });
});

const releaseOf = async (seat: 'maker' | 'checker' | 'bureau' | 'ops', id: string, language = 'zh-CN') => {
  const { body } = await office
    .as(seat)
    .send('GET', `/api/v1/payout-batches/${id}`, undefined, { 'Accept-Language': language });
  return body.acts.find(({ act }: { readonly act: string }) => act === 'release');
};

describe('why somebody may not release a batch (R-009, D12)', () => {
  it('is said to its maker by that name, with and without the role of a checker', async () => {
    const id = await drafted();
    const MAKER = '制单人不能放行，须由另一名财政复核人放行';
    expect(await releaseOf('maker', id)).toMatchObject({
      allowed: false,
      why: { code: 'SAME_PERSON_FORBIDDEN', sentence: MAKER },
    });
    expect((await releaseOf('maker', id, 'en')).why.sentence).toMatch(/^Its maker may not release it/);
    await office.giveRoles('maker', ['financeMaker', 'financeChecker']);
    try {
      expect(await releaseOf('maker', id)).toMatchObject({ why: { code: 'SAME_PERSON_FORBIDDEN', sentence: MAKER } });
      const refused = await office.as('maker').act('POST', `/api/v1/payout-batches/${id}/release`, {});
      expect([refused.status, refused.body.code]).toEqual([403, 'SAME_PERSON_FORBIDDEN']);
    } finally {
      await office.giveRoles('maker', ['financeMaker']);
    }
    expect((await releaseOf('ops', id)).why).toEqual({ code: 'FORBIDDEN', sentence: '须由财政复核人办理' });
    expect(await releaseOf('checker', id)).toEqual({ act: 'release', allowed: true });
  });

  it('is said to who decided on one of its claims', async () => {
    const id = await drafted();
    // Who has moved to Finance meanwhile.
    const found = await office.pool.query("SELECT roles, organ FROM person WHERE username = 'bureau.review'");
    const { roles, organ } = found.rows[0];
    const moveTo = (to: string) =>
      office.pool.query("UPDATE person SET organ = $1 WHERE username = 'bureau.review'", [to]);
    await moveTo('FINANCE');
    await office.giveRoles('bureau', ['financeChecker']);
    try {
      expect((await releaseOf('bureau', id)).why).toEqual({
        code: 'SAME_PERSON_FORBIDDEN',
        sentence: '您办理过其中的申领，不能放行，须由另一名财政复核人放行',
      });
    } finally {
      await moveTo(organ);
      await office.giveRoles('bureau', roles);
    }
  });
});

describe('a batch', () => {
  it('is printed and listed by Finance and who oversees it; others are refused, and other places find nothing', async () => {
    const id = await drafted();
    for (const paper of ['sheet', 'instructions?format=csv', 'instructions']) {
      const path = `/api/v1/payout-batches/${id}/${paper}`;
      for (const seat of ['school', 'dept', 'union', 'bureau'] as const) {
        const refused = await office.as(seat).send('GET', path);
        expect([seat, refused.status, refused.body.code]).toEqual([seat, 403, 'FORBIDDEN']);
        expect(JSON.stringify(refused.body)).not.toMatch(/PB-|6216/);
      }
      expect((await office.nobody.send('GET', path)).status).toBe(401);
      await office.pool.query("UPDATE person SET jurisdiction = '150500' WHERE username = 'ops'");
      await office.signInAgain('ops');
      expect((await office.as('ops').send('GET', path)).status).toBe(404);
      await office.pool.query("UPDATE person SET jurisdiction = '150600' WHERE username = 'ops'");
      await office.signInAgain('ops');
      for (const seat of ['maker', 'checker', 'ops'] as const) {
        expect((await office.as(seat).send('GET', path)).status).toBe(200);
      }
    }
  });

  it('names its maker, who may not release it, and its budget before and after (R-009, R-016)', async () => {
    const claimId = await office.walks.due();
    await office.pool.query(
      `WITH line AS (INSERT INTO plan_line (id, jurisdiction, year, organ, program, budget_fen)
         VALUES ('150600/2025/HRSS/SUM', '150600', 2025, 'HRSS', 'SUM', 100000) RETURNING id)
       UPDATE filing SET plan_line_id = line.id FROM line WHERE filing.id = (SELECT filing_id FROM claim WHERE id = $1)`,
      [claimId],
    );
    const made = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
    const path = `/api/v1/payout-batches/${made.body.id}`;
    const { body } = await office.as('checker').send('GET', path);
    expect(body).toMatchObject({ maker: 'maker', checker: null, budget: { beforeFen: 100_000, afterFen: 20_000 } });
    expect(body.mayNotRelease[0]).toBe('maker');
    expect(body.mayNotRelease).toEqual(expect.arrayContaining(['dept.hr', 'bureau.review']));
    expect(body.mayNotRelease).not.toContain('checker');
    const list = await office.as('checker').send('GET', '/api/v1/payout-batches');
    expect(list.body.items[0]).toMatchObject({ maker: 'maker' });
    const released = await office.as('checker').act('POST', `${path}/release`, {});
    expect(released.body).toMatchObject({ maker: 'maker', checker: 'checker', budget: null });
  });
});
