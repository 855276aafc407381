import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startGrantOffice, type GrantOffice } from '../../support/grant-office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { titleWalks, type TitleWalks } from '../../support/title-walks.ts';

let database: TestDatabase;
let office: GrantOffice;
let walks: TitleWalks;
beforeEach(async () => {
  database = await createTestDatabase();
  office = await startGrantOffice(database.url);
  walks = titleWalks(office);
});
afterEach(async () => {
  await office.close();
  await database.drop();
});

const FIRST = 60_000_000;
const ANSWERS = { built: true, fundsAsAgreed: true, equipmentInPlace: true };

/** The bank gives the first instalment back. */
async function returned(grantId: string): Promise<void> {
  const { rows } = await office.pool.query(
    "SELECT id FROM payout_instruction WHERE grant_id = $1 AND state = 'settled'",
    [grantId],
  );
  const id = `evt-${randomUUID()}`;
  const at = new Date();
  const data = { instructionId: rows[0].id, amountFen: FIRST, valueDate: '2025-10-01', reasonCode: 'AC01' };
  const text = JSON.stringify({ type: 'payout.returned', timestamp: at.toISOString(), data });
  const answer = await office.nobody.send('POST', '/api/v1/payout-events', text, {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook('whsec_test').sign(id, at, text),
  });
  expect(answer.status).toBe(202);
}

/** A title that was paid once, failed its acceptance and is revoked; what is asked back waits for Finance. */
async function revoked(recoverFen: number): Promise<string> {
  const { grantId } = await walks.agreement('base-college');
  await walks.pay(grantId, '2025-08-18');
  const asked = await walks.holderAct('college', grantId, 'acceptance-request', { report: '建成', spentFen: 0 });
  expect(asked.status).toBe(200);
  await decide('region.hr', grantId, { act: 'fail', answers: ANSWERS, remark: '未建' });
  await decide('region.lead', grantId, { act: 'revoke', recoverFen, documentNo: '撤1' });
  return grantId;
}

async function decide(who: string, grantId: string, body: object): Promise<void> {
  const decided = await office.decide(who, grantId, body);
  expect([decided.status, decided.body.code]).toEqual([200, undefined]);
}

async function balances(grantId: string): Promise<readonly object[]> {
  const { rows } = await office.pool.query(
    `SELECT account, sum(amount_fen)::int AS fen FROM ledger_entry WHERE grant_id = $1
     GROUP BY account HAVING sum(amount_fen) <> 0 ORDER BY account`,
    [grantId],
  );
  return rows;
}
const seen = async (grantId: string) => (await office.readGrant(grantId)).body;

describe('money of a revoked title that the bank gives back', () => {
  it('R-160: after Finance has confirmed is owed no more, leaves nothing in the books, and ends the grant', async () => {
    const grantId = await revoked(50_000_000);
    await decide('region.finance2', grantId, { act: 'confirm' });
    expect(await seen(grantId)).toMatchObject({ state: 'recoveryDue', instalments: [{}, { state: 'cancelled' }] });
    await returned(grantId);
    expect(await seen(grantId)).toMatchObject({ state: 'ended', paidFen: 0, recoveredFen: 0 });
    expect(await balances(grantId)).toEqual([]);
    expect((await seen(grantId)).instalments.map(({ state }: { state: string }) => state)).toEqual([
      'cancelled',
      'cancelled',
    ]);
  }, 120_000);

  it('R-160: before Finance has confirmed leaves nothing to confirm, and the confirmation ends the grant', async () => {
    const grantId = await revoked(50_000_000);
    await returned(grantId);
    expect((await seen(grantId)).state).toBe('revoked');
    await decide('region.finance2', grantId, { act: 'confirm' });
    expect(await seen(grantId)).toMatchObject({ state: 'ended', paidFen: 0 });
    expect(await balances(grantId)).toEqual([]);
  }, 120_000);

  it('R-160: keeps what was repaid before in the books', async () => {
    const grantId = await revoked(50_000_000);
    await decide('region.finance2', grantId, { act: 'confirm' });
    await walks.repay(grantId, 20_000_000, 'BANK-1');
    await returned(grantId);
    expect(await seen(grantId)).toMatchObject({ state: 'ended', recoveredFen: 20_000_000 });
    expect((await balances(grantId)).length).toBe(2);
  }, 120_000);
});
