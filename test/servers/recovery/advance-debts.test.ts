import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advanceReads } from '../../support/advance-reads.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { aReference, confirmReturn, enterReturn } from '../../support/money-words.ts';
import { addPaidAdvance } from '../../support/paid-advance.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

/** The base of one welder. */
const BASE = 80_000;
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

const { one, nowMs, sweep, classOf, debtsOf, repay } = advanceReads(() => office);

/** A claim whose class was paid in advance, rejected by its department. */
async function rejected(fen: number) {
  const claimId = await office.walks.aClaim();
  const advanceId = await addPaidAdvance(office.pool, claimId, fen);
  const answer = await office.walks.decide('dept', await office.walks.taskOf('dept', claimId), REJECT);
  expect(answer.status).toBe(200);
  return { claimId, advanceId };
}

async function recoverableFen(...claimIds: readonly string[]) {
  const sum = `SELECT coalesce(sum(amount_fen), 0)::bigint AS fen FROM ledger_entry
    WHERE claim_id = ANY ($1) AND account = 'recoverable'`;
  return (await one(sum, claimIds))['fen'];
}

describe('an advance whose main claim ends with nothing', () => {
  it('L1: is due back at once, listed once, with a task and a diagnosis for Finance (R-073, R-074)', async () => {
    const { claimId, advanceId } = await rejected(90_000);
    expect(await debtsOf(claimId, advanceId)).toMatchObject([
      { claimId: advanceId, amountFen: 90_000, recoveredFen: 0, state: 'found', steps: [] },
    ]);
    expect(await recoverableFen(advanceId)).toBe(90_000);
    expect(await sweep()).toBe(1);
    expect(await sweep()).toBe(0);
    expect(await office.walks.taskOf('maker', advanceId)).toMatchObject({ kind: 'recovery' });
    const { body } = await office.as('maker').send('GET', `/api/v1/claims/${advanceId}/diagnosis`);
    expect(body).toMatchObject({ waitingFor: 'person', cause: 'recoveryOpen', owner: { organ: 'FINANCE' } });
  });

  it('L1: is due back at once when its applicant withdraws the claim of the class (R-074)', async () => {
    const claimId = await office.walks.aClaim();
    const advanceId = await addPaidAdvance(office.pool, claimId, 60_000);
    const answer = await office.as('school').act('POST', `/api/v1/claims/${claimId}/withdrawal`, { reason: '不办了' });
    expect([answer.status, answer.body.code]).toEqual([200, undefined]);
    // No sweep was needed: the record that ended the claim found it.
    expect(await debtsOf(claimId, advanceId)).toMatchObject([
      { claimId: advanceId, cause: 'ADVANCE_NEVER_CLAIMED', amountFen: 60_000, state: 'found' },
    ]);
    expect(await recoverableFen(advanceId)).toBe(60_000);
  });

  it('L1: is repaid in parts, never above what is owed, and its task ends with the debt', async () => {
    const { advanceId } = await rejected(90_000);
    await sweep();
    expect((await repay(advanceId, 90_001)).body).toMatchObject({ code: 'AMOUNT_MISMATCH' });
    expect((await repay(advanceId, 30_000)).status).toBe(200);
    expect(await debtsOf(advanceId)).toMatchObject([{ recoveredFen: 30_000, state: 'noticed' }]);
    const entered = [1, 2].map(() => ({ amountFen: 60_000, bankReference: aReference() }));
    const two = await Promise.all(entered.map((body) => enterReturn(office, advanceId, 'repayments', body)));
    const both = await Promise.all(two.map(({ body }) => confirmReturn(office, advanceId, 'repayments', body.id)));
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(both.find(({ status }) => status !== 200)?.body.code).toBe('WRONG_STATE');
    expect(await debtsOf(advanceId)).toMatchObject([{ recoveredFen: 90_000, state: 'recovered' }]);
    expect(await recoverableFen(advanceId)).toBe(0);
    await sweep();
    const open = await one(`SELECT count(*)::int AS n FROM task WHERE entity_id = $1 AND state = 'open'`, advanceId);
    expect(open['n']).toBe(0);
    const { body } = await office.as('maker').send('GET', `/api/v1/claims/${advanceId}/diagnosis`);
    expect(body).toMatchObject({ waitingFor: 'done', cause: 'closed' });
  });

  it('L1: is settled by a later claim of the class: 500.00 advanced, 200.00 repaid, 800.00 approved, 500.00 paid', async () => {
    const { claimId, advanceId } = await rejected(50_000);
    expect((await repay(advanceId, 20_000)).status).toBe(200);
    const { claimId: laterId, noticeId } = await office.walks.published();
    await office.pool.query('UPDATE claim SET filing_id = $1 WHERE id = $2', [await classOf(claimId), laterId]);
    const { ends_at: endsAt } = await one('SELECT ends_at FROM notice WHERE id = $1', noticeId);
    await office.endNotice(noticeId, endsAt instanceof Date ? endsAt.getTime() : 0);
    expect(await one('SELECT state, advance_fen FROM claim WHERE id = $1', laterId)).toEqual({
      state: 'finance',
      advance_fen: 30_000,
    });
    const due = `SELECT course #>> '{payments,base,amountFen}' AS fen FROM claim WHERE id = $1`;
    expect(await one(due, laterId)).toEqual({ fen: String(BASE - 30_000) });
    expect(await debtsOf(claimId, advanceId, laterId)).toMatchObject([
      {
        claimId: advanceId,
        recoveredFen: 50_000,
        state: 'recovered',
        steps: [{ kind: 'repaid' }, { kind: 'settled', amountFen: 30_000, setOffClaimId: laterId, decidedBy: null }],
      },
    ]);
    expect(await recoverableFen(advanceId, laterId)).toBe(0);
  });
});

describe('an advance whose class expires unclaimed', () => {
  it('L1: is due back, once, and a class that may still be claimed owes nothing', async () => {
    const claimId = await office.walks.aClaim();
    const advanceId = await addPaidAdvance(office.pool, claimId, 70_000);
    await office.pool.query(`UPDATE claim SET state = 'withdrawn', submitted_at = NULL WHERE id = $1`, [claimId]);
    const filingId = await classOf(claimId);
    await office.pool.query(`UPDATE filing SET state = 'assessed' WHERE id = $1`, [filingId]);
    expect(await sweep()).toBe(0);
    await office.pool.query(`UPDATE filing SET state = 'expired' WHERE id = $1`, [filingId]);
    expect(await sweep()).toBe(1);
    expect(await sweep()).toBe(0);
    expect(await debtsOf(claimId, advanceId)).toMatchObject([
      { claimId: advanceId, amountFen: 70_000, state: 'found' },
    ]);
  });

  it('L1: is due back although a draft is left that nobody submitted, once the claim window is over', async () => {
    const [claimId, draftId] = [await office.walks.aClaim(), await office.walks.aClaim()];
    const advanceId = await addPaidAdvance(office.pool, claimId, 90_000);
    const filingId = await classOf(claimId);
    const windowEnds = (today: string) =>
      office.pool.query(`UPDATE filing SET state = 'claimed', claim_window_ends_on = ${today} WHERE id = $1`, [
        filingId,
      ]);
    await office.pool.query(`UPDATE claim SET state = 'rejected' WHERE id = $1`, [claimId]);
    await office.pool.query(`UPDATE claim SET state = 'draft', submitted_at = NULL, filing_id = $2 WHERE id = $1`, [
      draftId,
      filingId,
    ]);
    const today = new Date(await nowMs()).toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' });
    await windowEnds(`'${today}'::date`);
    expect(await sweep()).toBe(0);
    await windowEnds(`'${today}'::date - 1`);
    expect(await sweep()).toBe(1);
    expect(await sweep()).toBe(0);
    expect(await debtsOf(advanceId)).toMatchObject([{ amountFen: 90_000, state: 'found' }]);
    expect(await office.walks.taskOf('maker', advanceId)).toMatchObject({ kind: 'recovery' });
  });
});
