import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BATCH_REFUSAL_OF, type NotPayableCode } from '../../../domain/payout/payable-glance.ts';
import { sealPayee } from '../../../prisma/kernel/payee-account.ts';
import { placeOf } from '../../../prisma/kernel/sealed-places.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let office: Office;

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
});

afterAll(async () => {
  await office.close();
  await database.drop();
});

interface Payable {
  readonly claimId: string;
  readonly able: boolean;
  readonly amountFen: number;
  readonly fund: string;
  readonly why?: { readonly code: NotPayableCode; readonly sentence: string };
}

async function listed(query = ''): Promise<readonly Payable[]> {
  const found: Payable[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = await office
      .as('maker')
      .send('GET', `/api/v1/payables?limit=2${query}${cursor === '' ? '' : `&cursor=${cursor}`}`);
    expect(page.status).toBe(200);
    found.push(...page.body.items);
    cursor = page.body.nextCursor;
  }
  return found;
}

async function payableOf(claimId: string): Promise<Payable | undefined> {
  return (await listed()).find((one) => one.claimId === claimId);
}

/** What the list says of a claim, and what the draft of a batch says; the draft stands if it is granted. */
async function saidOf(claimId: string): Promise<readonly [string | null, string | null]> {
  const { why, able } = (await payableOf(claimId)) ?? { able: false };
  expect(able).toBe(why === undefined);
  const drafted = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
  const code = drafted.status === 201 ? null : drafted.body.code;
  return [why === undefined ? null : BATCH_REFUSAL_OF[why.code], code];
}

describe('what Finance may put into a batch (R-100)', () => {
  it('is told claim by claim, as a batch takes or refuses it', async () => {
    const { claimId: open, noticeId } = await office.walks.published();
    expect(await payableOf(open)).toMatchObject({
      amountFen: 80_000,
      able: false,
      state: 'noticeOpen',
      why: { code: 'NOTICE_OPEN', sentence: expect.stringContaining('2025-06-30') },
    });
    expect(await saidOf(open)).toEqual(['NOTICE_OPEN', 'NOTICE_OPEN']);

    const objected = await office.nobody.send('POST', `/public/notices/${noticeId}/objections`, {
      itemNo: 1,
      statement: '未参加培训',
    });
    expect(objected.status).toBe(202);
    expect((await payableOf(open))?.why?.code).toBe('OBJECTION_OPEN');
    expect(await saidOf(open)).toEqual(['NOTICE_OPEN', 'NOTICE_OPEN']);

    const due = await office.walks.due();
    const payable = await payableOf(due);
    expect(payable).toMatchObject({ able: true, amountFen: 80_000, state: 'finance', parts: [{ amountFen: 80_000 }] });
    expect(payable).not.toHaveProperty('why');
    expect(await saidOf(due)).toEqual([null, null]);
    expect((await payableOf(due))?.why).toEqual({ code: 'ALREADY_IN_BATCH', sentence: '已在拨付批次中' });
    expect(await saidOf(due)).toEqual(['ALREADY_IN_BATCH', 'ALREADY_IN_BATCH']);
  });

  it('is told of a hold and of an account that is not the one that was approved (S13)', async () => {
    const held = await office.walks.due();
    const hold = await office
      .as('ops')
      .act('POST', `/api/v1/claims/${held}/holds`, { category: 'CHECK', reason: '核查' });
    expect(hold.status).toBe(201);
    expect(await payableOf(held)).toMatchObject({ state: 'suspended', amountFen: 80_000, why: { code: 'ON_HOLD' } });
    expect(await saidOf(held)).toEqual(['CLAIM_HELD', 'CLAIM_HELD']);

    const changed = await office.walks.due();
    const other = { holder: '示范学校', bank: '中国银行', number: '6216610200000000026' };
    const sealed = sealPayee(office.sealer, other, placeOf('claim.payee_sealed', changed));
    await office.pool.query('UPDATE claim SET payee_sealed = $2 WHERE id = $1', [changed, sealed]);
    expect((await payableOf(changed))?.why?.code).toBe('ACCOUNT_CHANGED');
    expect(await saidOf(changed)).toEqual(['PAYEE_CHANGED', 'PAYEE_CHANGED']);
  });

  it('is filtered by the fund, and a released claim has left', async () => {
    const claimId = await office.walks.due();
    const fund = (await payableOf(claimId))?.fund ?? '';
    expect((await listed(`&fund=${fund}`)).map((one) => one.claimId)).toContain(claimId);
    const others = await listed(`&fund=${fund === 'DONATION' ? 'EMPLOYMENT_SUBSIDY' : 'DONATION'}`);
    expect(others.map((one) => one.claimId)).not.toContain(claimId);
    const batch = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId], fund });
    const released = await office.as('checker').act('POST', `/api/v1/payout-batches/${batch.body.id}/release`, {});
    expect(released.status).toBe(200);
    expect(await payableOf(claimId)).toBeUndefined();
  });

  it('is told to a checker without the duties of a maker, and to no reviewer', async () => {
    const claimId = await office.walks.due();
    const seen = await office.as('checker').send('GET', '/api/v1/payables?limit=200');
    expect(seen.body.items.find((one: Payable) => one.claimId === claimId)).toMatchObject({ able: true });
    expect((await office.as('dept').send('GET', '/api/v1/payables')).status).toBe(403);
  });
});
