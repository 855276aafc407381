import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advanceReads } from '../../support/advance-reads.ts';
import { vouchForCourses } from '../../support/arranged-courses.ts';
import { forgetPlan } from '../../support/claim-plans.ts';
import { APPROVE_BUREAU, startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

/** The base of one welder, paid here as an advance. */
const ADVANCE = 80_000;
const REJECT = { act: 'reject', remark: '培训未按计划进行' } as const;

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

const { one, sweep, classOf, debtsOf, repay } = advanceReads(() => office);

async function recoverableFen(...claimIds: readonly string[]) {
  const sum = `SELECT coalesce(sum(amount_fen), 0)::bigint AS fen FROM ledger_entry
    WHERE claim_id = ANY ($1) AND account = 'recoverable'`;
  return (await one(sum, claimIds))['fen'];
}

/** The bank's report on a payment. */
async function say(type: 'settled' | 'returned', instruction: { readonly id: string; readonly amountFen: number }) {
  const id = `evt-${randomBytes(6).toString('hex')}`;
  const at = new Date();
  const data = { instructionId: instruction.id, amountFen: instruction.amountFen };
  const text = JSON.stringify({ type: `payout.${type}`, timestamp: at.toISOString(), data });
  const answer = await office.nobody.send('POST', '/api/v1/payout-events', text, {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook('whsec_test').sign(id, at, text),
  });
  expect(answer.status).toBe(202);
}

/** An advance of 800.00 CNY that the bank paid, and a claim of its class. */
async function paidAdvance() {
  const advanceId = await office.walks.due();
  await office.pool.query(
    `UPDATE claim SET kind = 'advance', purpose = 'advance', course = course || jsonb_build_object('purpose', 'advance',
       'payments', course -> 'payments' || jsonb_build_object('advance', course #> '{payments,base}',
         'base', '{"state": "none", "amountFen": 0, "accountCorrected": false}'::jsonb)) WHERE id = $1`,
    [advanceId],
  );
  await vouchForCourses(office.pool);
  await forgetPlan(office.pool, advanceId);
  await office.pool.query(`UPDATE claim_fund SET purpose = 'advance' WHERE claim_id = $1`, [advanceId]);
  const claimId = await office.walks.aClaim();
  await office.pool.query('UPDATE claim SET filing_id = $1 WHERE id = $2', [await classOf(advanceId), claimId]);
  const drafted = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [advanceId] });
  const path = `/api/v1/payout-batches/${drafted.body.id}/release`;
  const sent = await office.as('checker').act('POST', path);
  const [instruction] = sent.body.instructions;
  await say('settled', instruction);
  return { advanceId, claimId, instruction };
}

/** Corrects the account of an advance that came back, and drafts its payment; returns how to release it. */
async function correctedAndDrafted(advanceId: string) {
  const account = { holder: '鄂尔多斯市示范职业技能培训学校', bank: '新银行', number: '6200000000000000026' };
  const put = await office.as('school').act('PUT', `/api/v1/claims/${advanceId}/payee-account`, account);
  expect(put.status).toBe(200);
  const approval = { ...APPROVE_BUREAU, remark: '账户已核对' };
  await office.walks.decide('bureau', await office.walks.taskOf('bureau', advanceId), approval);
  const drafted = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [advanceId] });
  const path = `/api/v1/payout-batches/${drafted.body.id}/release`;
  return async () => {
    const { body } = await office.as('checker').act('POST', path);
    return body.instructions?.filter(({ state }: { state: string }) => state !== 'cancelled') ?? [];
  };
}

/** The advance came back, and this much of it is paid again: afterwards nobody owes anybody anything. */
async function isPaidAgain(advanceId: string, fen: number) {
  const stateOf = () => one('SELECT state, paid_fen AS paid FROM claim WHERE id = $1', advanceId);
  expect(await stateOf()).toEqual({ state: 'paymentFailed', paid: 0 });
  const [instruction, ...others] = await (await correctedAndDrafted(advanceId))();
  expect([instruction, others]).toMatchObject([{ amountFen: fen }, []]);
  await say('settled', instruction);
  expect(await stateOf()).toEqual({ state: 'closed', paid: fen });
  await sweep();
  expect(await sweep()).toBe(0);
  expect(await debtsOf(advanceId)).toMatchObject([{ state: 'recovered' }]);
  expect(await recoverableFen(advanceId)).toBe(0);
  const open = await one(`SELECT count(*)::int AS n FROM task WHERE entity_id = $1 AND state = 'open'`, advanceId);
  expect(open['n']).toBe(0);
}

describe('an advance that is due back and that the bank returns', () => {
  it('L1: is owed no more and is not paid again: the debt falls by what came back', async () => {
    const { advanceId, claimId, instruction } = await paidAdvance();
    const stateOf = () => one('SELECT state, paid_fen AS paid FROM claim WHERE id = $1', advanceId);
    expect(await stateOf()).toMatchObject({ state: 'closed' });
    await office.walks.decide('dept', await office.walks.taskOf('dept', claimId), REJECT);
    expect(await debtsOf(advanceId)).toMatchObject([{ amountFen: ADVANCE, recoveredFen: 0, state: 'found' }]);
    await sweep();
    await say('returned', instruction);
    expect(await debtsOf(advanceId)).toMatchObject([
      { recoveredFen: ADVANCE, state: 'recovered', steps: [{ kind: 'settled', amountFen: ADVANCE, decidedBy: null }] },
    ]);
    expect(await stateOf()).toMatchObject({ state: 'closed', paid: 0 });
    expect(await recoverableFen(advanceId)).toBe(0);
    const fund = `SELECT coalesce(sum(amount_fen), 0)::bigint AS fen FROM ledger_entry WHERE claim_id = $1`;
    for (const account of ['fund:%', 'payable', 'bank']) {
      expect([account, (await one(`${fund} AND account LIKE $2`, advanceId, account))['fen']]).toEqual([account, 0]);
    }
    expect(await sweep()).toBe(0);
    const open = await one(`SELECT count(*)::int AS n FROM task WHERE entity_id = $1 AND state = 'open'`, advanceId);
    expect(open['n']).toBe(0);
    const again = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [advanceId] });
    expect(again.status).not.toBe(201);
  });

  it('L1: that came back before the claim was rejected is not released again until a claim of the class lives', async () => {
    const { advanceId, claimId, instruction } = await paidAdvance();
    await say('returned', instruction);
    await office.walks.decide('dept', await office.walks.taskOf('dept', claimId), REJECT);
    expect(await debtsOf(advanceId)).toEqual([]);
    const sentOf = await correctedAndDrafted(advanceId);
    expect(await sentOf()).toEqual([]);
    const state = await one('SELECT state FROM claim WHERE id = $1', advanceId);
    expect(state).toEqual({ state: 'finance' });
  });
});

/** Year 1 of two was approved at 300.00 and paid by the advance; the claim is for year 2. */
async function settledByYearOne(advanceId: string, claimId: string) {
  const yearOne = await office.walks.aClaim();
  const filingId = await classOf(advanceId);
  await office.pool.query(`UPDATE filing SET training_years = 2 WHERE id = $1`, [filingId]);
  await office.pool.query(`UPDATE claim SET instalment = 2 WHERE id = $1`, [claimId]);
  await office.pool.query(`UPDATE claim SET state = 'closed', advance_fen = 30000, filing_id = $2 WHERE id = $1`, [
    yearOne,
    filingId,
  ]);
}

describe('an advance that the bank returns and that is due back only in part', () => {
  it('L1: 800.00 advanced, 300.00 settled by year 1, 500.00 due back: 300.00 is paid again (C05)', async () => {
    const { advanceId, claimId, instruction } = await paidAdvance();
    await settledByYearOne(advanceId, claimId);
    await office.walks.decide('dept', await office.walks.taskOf('dept', claimId), REJECT);
    expect(await debtsOf(advanceId)).toMatchObject([{ amountFen: 50_000, recoveredFen: 0, state: 'found' }]);
    await say('returned', instruction);
    expect(await debtsOf(advanceId)).toMatchObject([
      { amountFen: 50_000, recoveredFen: 50_000, steps: [{ kind: 'settled', amountFen: 50_000 }] },
    ]);
    const bound = `SELECT approved_fen AS fen FROM claim_fund WHERE claim_id = $1 AND purpose = 'advance'`;
    expect(await one(bound, advanceId)).toEqual({ fen: 30_000 });
    await isPaidAgain(advanceId, 30_000);
  });

  it('L1: 300.00 repaid of 800.00 due back, then returned: 500.00 is owed no more, 300.00 is paid again', async () => {
    const { advanceId, claimId, instruction } = await paidAdvance();
    await office.walks.decide('dept', await office.walks.taskOf('dept', claimId), REJECT);
    expect((await repay(advanceId, 30_000)).status).toBe(200);
    await say('returned', instruction);
    expect(await debtsOf(advanceId)).toMatchObject([{ amountFen: ADVANCE, recoveredFen: ADVANCE }]);
    await isPaidAgain(advanceId, 30_000);
  });

  it('L1: that was repaid whole and then returned is paid again whole, also when its class has expired', async () => {
    const { advanceId, claimId, instruction } = await paidAdvance();
    await office.walks.decide('dept', await office.walks.taskOf('dept', claimId), REJECT);
    expect((await repay(advanceId, ADVANCE)).status).toBe(200);
    await office.pool.query(`UPDATE filing SET state = 'expired' WHERE id = $1`, [await classOf(advanceId)]);
    await say('returned', instruction);
    await isPaidAgain(advanceId, ADVANCE);
  });

  it('L1: that was returned before year 2 was rejected pays 300.00 again, what year 1 settled, after the window', async () => {
    const { advanceId, claimId, instruction } = await paidAdvance();
    await settledByYearOne(advanceId, claimId);
    await say('returned', instruction);
    await office.walks.decide('dept', await office.walks.taskOf('dept', claimId), REJECT);
    await office.pool.query(`UPDATE filing SET claim_window_ends_on = '2025-01-31' WHERE id = $1`, [
      await classOf(advanceId),
    ]);
    expect([await sweep(), await debtsOf(advanceId)]).toEqual([0, []]);
    const [again] = await (await correctedAndDrafted(advanceId))();
    expect(again).toMatchObject({ amountFen: 30_000 });
    await say('settled', again);
    const paid = await one('SELECT state, paid_fen AS paid FROM claim WHERE id = $1', advanceId);
    expect(paid).toEqual({ state: 'closed', paid: 30_000 });
    expect([await sweep(), await debtsOf(advanceId)]).toEqual([0, []]);
  });

  it('L1: that was paid again whole in the window is due back above what year 1 settled, after the window', async () => {
    const { advanceId, claimId, instruction } = await paidAdvance();
    await settledByYearOne(advanceId, claimId);
    await office.pool.query(`UPDATE filing SET claim_window_ends_on = '2036-01-31' WHERE id = $1`, [
      await classOf(advanceId),
    ]);
    await say('returned', instruction);
    await office.walks.decide('dept', await office.walks.taskOf('dept', claimId), REJECT);
    const [again] = await (await correctedAndDrafted(advanceId))();
    expect(again).toMatchObject({ amountFen: ADVANCE });
    await say('settled', again);
    expect([await sweep(), await debtsOf(advanceId)]).toEqual([0, []]);
    await office.pool.query(`UPDATE filing SET claim_window_ends_on = '2025-01-31' WHERE id = $1`, [
      await classOf(advanceId),
    ]);
    expect(await sweep()).toBe(1);
    expect(await debtsOf(advanceId)).toMatchObject([{ amountFen: 50_000, state: 'found' }]);
  });
});
