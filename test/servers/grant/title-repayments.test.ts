import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGrantOffice, type GrantOffice } from '../../support/grant-office.ts';
import { titleWalks, type TitleWalks } from '../../support/title-walks.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let office: GrantOffice;
let walks: TitleWalks;
let grantId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  office = await startGrantOffice(database.url);
  walks = titleWalks(office);
  grantId = await revoked();
});
afterAll(async () => {
  await office.close();
  await database.drop();
});

/** A revoked title of which the whole first instalment is asked back. */
async function revoked(): Promise<string> {
  const title = await walks.agreement('base-college');
  await walks.pay(title.grantId, '2025-08-18');
  await walks.holderAct('college', title.grantId, 'acceptance-request', { report: '建成', spentFen: 0 });
  const answers = { built: false, fundsAsAgreed: false, equipmentInPlace: false };
  await office.decide('region.hr', title.grantId, { act: 'fail', answers, remark: '未建成' });
  const asked = { act: 'revoke', recoverFen: 60_000_000, documentNo: '撤1' };
  await office.decide('region.lead', title.grantId, asked);
  const confirmed = await office.decide('region.finance2', title.grantId, { act: 'confirm' });
  expect([confirmed.status, confirmed.body.grant?.state]).toEqual([200, 'recoveryDue']);
  return title.grantId;
}

const path = () => `/api/v1/grants/${grantId}/repayments`;

async function enter(amountFen: number, bankReference: string) {
  return (await office.as('region.pay.maker')).act('POST', path(), { amountFen, bankReference });
}

async function decide(who: string, id: string, decision: string, body?: object) {
  return (await office.as(who)).send('POST', `${path()}/${id}/${decision}`, body);
}

const REASON = { reason: '金额有误' };

describe('a repayment of a revoked title', () => {
  it('R-160, R-074: is owed at once, so that it stands among what is overdue, as the debts of claims do', async () => {
    const maker = await office.as('region.pay.maker');
    const found = async (query: string) => (await maker.send('GET', `/api/v1/recoveries?${query}`)).body.items;
    expect(await found('overdue=true')).toMatchObject([{ grantId, state: 'due', openFen: 60_000_000 }]);
    expect(await found('overdue=true&state=due')).toHaveLength(1);
    expect(await found('overdue=true&state=noticed')).toEqual([]);
  });

  it('S4, R-160: that waits is taken back by its maker or rejected by a checker, with a reason, and never counts', async () => {
    const entered = await enter(1_000, 'ICBC-1');
    expect([entered.status, entered.body.state]).toEqual([201, 'waitsForConfirmation']);
    const { id } = entered.body;
    expect(entered.body.acts).toMatchObject([
      { act: 'confirmation', allowed: false },
      { act: 'rejection', allowed: false },
      { act: 'withdrawal', allowed: true },
    ]);
    expect((await decide('region.pay.checker', id, 'withdrawal', REASON)).status).toBe(403);
    expect((await decide('region.pay.maker', id, 'rejection', REASON)).status).toBe(403);
    expect((await decide('region.pay.maker', id, 'withdrawal', {})).status).toBe(422);
    const taken = await decide('region.pay.maker', id, 'withdrawal', REASON);
    expect([taken.status, taken.body]).toMatchObject([200, { state: 'withdrawn', ...REASON }]);
    for (const [who, decision] of [
      ['region.pay.maker', 'withdrawal'],
      ['region.pay.checker', 'rejection'],
      ['region.pay.checker', 'confirmation'],
    ] as const) {
      const late = await decide(who, id, decision, decision === 'confirmation' ? undefined : REASON);
      expect([late.status, late.body.code]).toEqual([409, 'WRONG_STATE']);
    }
    // Its reference is free again.
    const again = await enter(1_000, 'ICBC-1');
    expect(again.status).toBe(201);
    const rejected = await decide('region.pay.checker', again.body.id, 'rejection', REASON);
    expect([rejected.status, rejected.body]).toMatchObject([200, { state: 'rejected', ...REASON }]);
    expect((await office.readGrant(grantId)).body).toMatchObject({ state: 'recoveryDue', recoveredFen: 0 });
    const { rows } = await office.pool.query<{ act: string }>(
      `SELECT act FROM audit_entry WHERE entity_id = $1 AND act IN ('withdrawEntry', 'rejectEntry') ORDER BY seq`,
      [grantId],
    );
    expect(rows.map(({ act }) => act)).toEqual(['withdrawEntry', 'rejectEntry']);
    const auditor = await office.as('region.auditor');
    expect((await auditor.send('GET', '/api/v1/audit/verification')).body.intact).toBe(true);
  });

  it('S4, R-160: counts with those that wait, and one reference of the bank is one repayment', async () => {
    const first = await enter(59_000_000, 'ABC 77-1');
    expect(first.status).toBe(201);
    const above = await enter(1_000_001, 'ABC-78');
    expect([above.status, above.body.code]).toEqual([422, 'REPAID_TOO_MUCH']);
    const same = await enter(1_000, 'abc77/1');
    expect([same.status, same.body.code]).toEqual([409, 'BANK_REFERENCE_USED']);
    expect((await decide('region.pay.checker', first.body.id, 'rejection', REASON)).status).toBe(200);
    const whole = await enter(1_000_001, 'ABC-78');
    expect(whole.status).toBe(201);
    const decisions = await Promise.all([
      decide('region.pay.checker', whole.body.id, 'confirmation'),
      decide('region.pay.maker', whole.body.id, 'withdrawal', REASON),
    ]);
    const won = decisions.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    const { body } = await office.readGrant(grantId);
    expect(body.recoveredFen).toBe(won[0]?.body.state === 'confirmed' ? 1_000_001 : 0);
  });

  it('S4: is decided once and by another person, in the database as well', async () => {
    const { body } = await enter(500, 'CCB-1');
    const own = office.pool.query(
      `UPDATE grant_repayment SET state = 'rejected', reason = 'x', decided_by = maker_id, decided_act_id = maker_act_id,
         decided_at = now() WHERE id = $1`,
      [body.id],
    );
    await expect(own).rejects.toMatchObject({ constraint: 'grant_repayment_two_persons' });
    await decide('region.pay.maker', body.id, 'withdrawal', REASON);
    const twice = office.pool.query('UPDATE grant_repayment SET reason = $2 WHERE id = $1', [body.id, 'y']);
    await expect(twice).rejects.toMatchObject({ constraint: 'money_entry_decided_once' });
  });
});
