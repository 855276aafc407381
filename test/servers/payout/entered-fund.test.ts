import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applicantOf } from '../../support/entry-claims.ts';
import { httpClient, type HttpClient } from '../../support/http-client.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const APPROVE = { act: 'approve', answers: { result: 'true', amount: 'true' } };

let database: TestDatabase;
let office: Office;
let guild: HttpClient;
let references = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
  const as = async (username: string) => httpClient(office.base, await office.tokenOf(username));
  guild = await applicantOf({ pool: office.pool, as }, 'organisation', 'guild', '示范行业协会');
});

afterAll(async () => {
  await office.close();
  await database.drop();
});

/** An award of 1,234.56 for organising training (C37), submitted. */
async function award(): Promise<string> {
  references += 1;
  const drafted = await guild.send('POST', '/api/v1/claims', {
    route: 'ORGANISING_AWARD',
    jurisdiction: '150600',
    payeeAccount: { holder: '示范行业协会', bank: '示范银行', number: '6200000000000000034' },
    entries: [
      {
        title: '培训组织动员',
        reference: `示例字〔2025〕${references}号`,
        achievedOn: '2025-05-30',
        amountFen: 123_456,
      },
    ],
  });
  expect([drafted.status, drafted.body.code]).toEqual([201, undefined]);
  const path = `/api/v1/claims/${drafted.body.id}`;
  expect((await guild.send('PUT', `${path}/documents/PROOF`, { text: 'x' })).status).toBe(200);
  const submitted = await guild.act('POST', `${path}/submission`, { pledge: true });
  expect([submitted.status, submitted.body.code]).toEqual([200, undefined]);
  return drafted.body.id;
}

const decided = async (claimId: string, body: object) =>
  office.walks.decide('dept', await office.walks.taskOf('dept', claimId), body);

const fundOf = async (claimId: string) => (await office.as('ops').send('GET', `/api/v1/claims/${claimId}`)).body.fund;

async function noticed(claimId: string): Promise<readonly unknown[]> {
  const noticeId = await office.walks.noticeOf(claimId);
  await office.walks.confirm('dept', noticeId);
  const published = await office.walks.confirm('bureau', noticeId);
  expect([published.status, published.body.state, typeof published.body.endsAt]).toEqual([200, 'published', 'string']);
  await office.endNotice(noticeId, Date.parse(published.body.endsAt));
  return published.body.claims;
}

async function released(claimId: string) {
  const drafted = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
  expect([drafted.status, drafted.body.code]).toEqual([201, undefined]);
  return (await office.as('checker').act('POST', `/api/v1/payout-batches/${drafted.body.id}/release`, {})).body;
}

describe('the fund of an award that no paper names', () => {
  it('L11: is the one that the bureau’s approval names, in the notice, the batch and the instruction', async () => {
    const claimId = await award();
    expect(await fundOf(claimId)).toBe('EMPLOYMENT_SUBSIDY');
    const { id } = await office.walks.taskOf('dept', claimId);
    const offered = (await office.as('dept').send('GET', `/api/v1/tasks/${id}`)).body.fundChoices;
    expect(offered).toContainEqual({ code: 'REGION_BUDGET', label: '自治区财政资金' });
    expect(offered.map(({ code }: { code: string }) => code)).not.toContain('SKILL_ACTION_SPECIAL_ACCOUNT');
    expect((await decided(claimId, { ...APPROVE, fund: 'REGION_BUDGET' })).status).toBe(200);
    expect(await fundOf(claimId)).toBe('REGION_BUDGET');
    const shown = JSON.stringify(await noticed(claimId));
    expect(['REGION_BUDGET', 'EMPLOYMENT_SUBSIDY'].filter((fund) => shown.includes(fund))).toEqual(['REGION_BUDGET']);
    expect(await released(claimId)).toMatchObject({
      fund: 'REGION_BUDGET',
      controlSumFen: 123_456,
      instructions: [{ fund: 'REGION_BUDGET', amountFen: 123_456 }],
    });
    const audited = await office.pool.query(
      `SELECT facts ->> 'fund' AS fund FROM audit_entry WHERE entity_id = $1 AND act = 'decide'`,
      [claimId],
    );
    expect(audited.rows).toEqual([{ fund: 'REGION_BUDGET' }]);
  });

  it('L11: is the pack’s without it, which the claim’s law shows with its mark', async () => {
    const claimId = await award();
    const law = (await office.as('ops').send('GET', `/api/v1/claims/${claimId}/policy`)).body;
    expect(law.funds).toMatchObject([{ purpose: 'base', fund: 'EMPLOYMENT_SUBSIDY', mark: 'practice' }]);
    expect((await decided(claimId, APPROVE)).status).toBe(200);
    await noticed(claimId);
    expect((await released(claimId)).fund).toBe('EMPLOYMENT_SUBSIDY');
  });

  it('L11: is refused with another act, and an account that pays training alone is no fund of an award', async () => {
    const claimId = await award();
    const refusals = [
      await decided(claimId, { act: 'reject', remark: '不符', fund: 'REGION_BUDGET' }),
      await decided(claimId, { ...APPROVE, fund: 'SKILL_ACTION_SPECIAL_ACCOUNT' }),
    ];
    expect(refusals.map(({ status, body }) => [status, body.errors[0].pointer, body.errors[0].code])).toEqual([
      [422, '/fund', 'ONLY_WITH_BUREAU_APPROVAL'],
      [422, '/fund', 'FUND_OUT_OF_SCOPE'],
    ]);
    expect((await decided(claimId, { ...APPROVE, fund: 'NO_SUCH_FUND' })).status).toBe(422);
  });
});
