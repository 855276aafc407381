import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startGrantOffice, type GrantOffice } from '../../support/grant-office.ts';
import { titleWalks, type TitleWalks } from '../../support/title-walks.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

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

async function report(type: string, instructionId: string, amountFen = FIRST): Promise<void> {
  const id = `evt-${randomUUID()}`;
  const at = new Date();
  const data = { instructionId, amountFen, valueDate: '2025-08-18', reasonCode: type === 'settled' ? null : 'AC01' };
  const text = JSON.stringify({ type: `payout.${type}`, timestamp: at.toISOString(), data });
  const answer = await office.nobody.send('POST', '/api/v1/payout-events', text, {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook('whsec_test').sign(id, at, text),
  });
  expect(answer.status).toBe(202);
}

/** The due instalment, sent to the bank. */
async function sent(grantId: string): Promise<string> {
  const maker = await office.as('region.pay.maker');
  const drafted = await maker.send('POST', '/api/v1/payout-batches', { grantIds: [grantId] });
  expect([drafted.status, drafted.body.code]).toEqual([201, undefined]);
  const checker = await office.as('region.pay.checker');
  const released = await checker.act('POST', `/api/v1/payout-batches/${drafted.body.id}/release`);
  expect([released.status, released.body.state]).toEqual([200, 'sent']);
  return released.body.instructions[0].id;
}

async function parked(): Promise<{ readonly id: string; readonly reason: string; readonly match: object | null }> {
  const { body } = await (await office.as('region.pay.maker')).send('GET', '/api/v1/unmatched-payout-events');
  return body.items[0];
}

const pathOf = (eventId: string) => `/api/v1/unmatched-payout-events/${eventId}/match`;
const grantSeen = async (grantId: string) => (await office.readGrant(grantId)).body;

describe('a report of the bank on an instalment', () => {
  it('R-147, S4: that names nobody is matched by two persons of Finance as that of a claim, and pays once', async () => {
    const { grantId } = await walks.agreement('base-college');
    const instructionId = await sent(grantId);
    await report('settled', `pin_unknown${randomUUID().replaceAll('-', '')}`);
    const { id: eventId, reason } = await parked();
    expect(reason).toBe('UNKNOWN_INSTRUCTION');
    const path = pathOf(eventId);
    const [maker, checker] = [await office.as('region.pay.maker'), await office.as('region.pay.checker')];
    const ofCity = await (await office.as('finance.maker')).send('POST', path, { instructionId });
    expect([ofCity.status, ofCity.body.code]).toEqual([422, 'INVALID']);
    const entered = await maker.send('POST', path, { instructionId });
    expect([entered.status, entered.body]).toMatchObject([
      201,
      { state: 'waitsForConfirmation', claimId: null, grantId, instructionId, amountFen: FIRST, matched: false },
    ]);
    expect((await maker.send('POST', path, { instructionId })).body.code).toBe('ENTRY_WAITS');
    expect((await grantSeen(grantId)).paidFen).toBe(0);
    // Taken back with a reason it is free again, and rejected too.
    const taken = await maker.send('POST', `${path}/withdrawal`, { reason: '不是这笔' });
    expect([taken.status, taken.body.state]).toEqual([200, 'withdrawn']);
    expect((await maker.send('POST', path, { instructionId })).status).toBe(201);
    const own = await maker.send('POST', `${path}/confirmation`);
    expect([own.status, own.body.code]).toEqual([403, 'SAME_PERSON_FORBIDDEN']);
    const confirmed = await checker.send('POST', `${path}/confirmation`);
    expect([confirmed.status, confirmed.body.code, confirmed.body.matched]).toEqual([200, undefined, true]);
    expect(await grantSeen(grantId)).toMatchObject({
      paidFen: FIRST,
      instalments: [{ state: 'settled', settledOn: '2025-08-18' }, { state: 'notDue' }],
    });
    expect((await checker.send('POST', `${path}/confirmation`)).body.code).toBe('ALREADY_CONFIRMED');
    const roles = await office.pool.query(
      `SELECT person_id, role FROM grant_decider WHERE grant_id = $1 AND role IN ('maker', 'checker') ORDER BY role`,
      [grantId],
    );
    expect(roles.rows).toHaveLength(2);
    const auditor = await office.as('region.auditor');
    expect((await auditor.send('GET', '/api/v1/audit/verification')).body.intact).toBe(true);
    expect(office.forged).toEqual([]);
  }, 120_000);

  it('S4: is not matched by who decided on the grant, in the database as well', async () => {
    const { grantId } = await walks.agreement('base-college');
    const instructionId = await sent(grantId);
    await report('settled', `pin_unknown${randomUUID().replaceAll('-', '')}`);
    const { id: eventId } = await parked();
    // The approver of Finance keeps books, too; then it is who decides.
    await office.pool.query(
      `UPDATE person SET roles = roles || 'financeMaker'::text WHERE username = 'region.finance2'`,
    );
    await office.pool.query(
      `INSERT INTO grant_decider (grant_id, person_id, role) SELECT $1, id, 'financeApprover' FROM person
       WHERE username = 'region.finance2'`,
      [grantId],
    );
    const decided = await (await office.as('region.finance2')).send('POST', pathOf(eventId), { instructionId });
    expect([decided.status, decided.body.code]).toEqual([403, 'SAME_PERSON_FORBIDDEN']);
    const both = office.pool.query(
      `INSERT INTO money_entry (id, kind, state, jurisdiction, claim_id, grant_id, event_id, instruction_id, amount_fen,
         maker_id, maker_act_id, entered_at)
       SELECT 'mtc_x', 'match', 'waitsForConfirmation', '150000', NULL, NULL, $1, $2, 1, p.id, a.id, now()
       FROM person p, act a LIMIT 1`,
      [eventId, instructionId],
    );
    await expect(both).rejects.toMatchObject({ constraint: 'money_entry_of_one' });
  }, 120_000);

  it('R-147: that it failed makes the instalment payable again, and one that came back too', async () => {
    const { grantId } = await walks.agreement('base-college');
    await report('failed', await sent(grantId));
    expect((await grantSeen(grantId)).instalments[0]).toMatchObject({ state: 'failed', settledOn: null });
    const second = await sent(grantId);
    await report('settled', second);
    expect((await grantSeen(grantId)).paidFen).toBe(FIRST);
    await report('returned', second);
    expect(await grantSeen(grantId)).toMatchObject({ paidFen: 0, instalments: [{ state: 'failed' }, {}] });
    await report('settled', await sent(grantId));
    expect((await grantSeen(grantId)).paidFen).toBe(FIRST);
  }, 120_000);
});

const CORRECTED = { holder: '鄂尔多斯示范学院', bank: '中国农业银行', number: '6228480000000000019' };
const correct = async (who: string, grantId: string) =>
  (await office.as(who)).act('PUT', `/api/v1/grants/${grantId}/payee-account`, CORRECTED);
const drafted = async (grantId: string) => {
  const maker = await office.as('region.pay.maker');
  const { status, body } = await maker.send('POST', '/api/v1/payout-batches', { grantIds: [grantId] });
  return [status, body.code];
};

describe('the account of an instalment that failed', () => {
  it('R-147, S13: is corrected by the holder, confirmed by an officer, and paid then alone', async () => {
    const { grantId } = await walks.agreement('base-college');
    const early = await correct('college', grantId);
    expect([early.status, early.body.code]).toEqual([409, 'WRONG_STATE']);
    await report('failed', await sent(grantId));
    expect((await correct('region.hr', grantId)).status).toBe(403);
    const corrected = await correct('college', grantId);
    expect([corrected.status, corrected.body.code]).toEqual([200, undefined]);
    expect(corrected.body.payeeAccount.number).toBe(CORRECTED.number);
    expect(await drafted(grantId)).toEqual([409, 'PAYEE_CHANGED']);

    const task = await office.taskOf('region.hr', grantId);
    expect(task).toMatchObject({ kind: 'accountCorrection', stage: 'accountCheck' });
    const returned = await office.decide('region.hr', grantId, { act: 'returnForCorrection', remark: '户名不符' });
    expect([returned.status, returned.body.code]).toEqual([200, undefined]);
    const why = await (await office.as('college')).send('GET', `/api/v1/grants/${grantId}/diagnosis`);
    expect(why.body).toMatchObject({ cause: 'accountCorrection', suggestedActs: ['payeeAccount'] });
    expect(await drafted(grantId)).toEqual([409, 'PAYEE_CHANGED']);
    expect((await correct('college', grantId)).status).toBe(200);
    const confirmed = await office.decide('region.hr', grantId, { act: 'confirm' });
    expect([confirmed.status, confirmed.body.code]).toEqual([200, undefined]);
    expect(await office.taskOf('region.hr', grantId)).toBeUndefined();

    await report('settled', await sent(grantId));
    expect(await grantSeen(grantId)).toMatchObject({ paidFen: FIRST, instalments: [{ state: 'settled' }, {}] });
    const { rows } = await office.pool.query<{ payee_masked: string }>(
      `SELECT payee_masked FROM payout_instruction WHERE grant_id = $1 AND state = 'settled'`,
      [grantId],
    );
    expect(rows[0]?.payee_masked).toContain('0019');
    const kept = await office.pool.query(`SELECT FROM act WHERE entity_id = $1 AND body ? 'payeeSealed'`, [grantId]);
    expect(kept.rows).toEqual([]);
    const auditor = await office.as('region.auditor');
    expect((await auditor.send('GET', '/api/v1/audit/verification')).body.intact).toBe(true);
  }, 120_000);

  it('S13, S14: is changed by no statement of the application, and by no act that corrects nothing', async () => {
    const { grantId } = await walks.agreement('base-college');
    const changed = office.application.query(`UPDATE base_grant SET payee_sealed = '\\x00' WHERE id = $1`, [grantId]);
    await expect(changed).rejects.toThrow('keeps what was submitted');
    const called = office.application.query(`SELECT correct_grant_payee($1, 'act_none', '\\x00')`, [grantId]);
    await expect(called).rejects.toMatchObject({ code: '42501' });
  }, 120_000);
});
