import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEntityPaging } from '../../../prisma/worker/entity-paging.ts';
import { newId } from '../../../prisma/kernel/id-maker.ts';
import { trust } from '../../support/act-keys.ts';
import { vouchForCourses } from '../../support/arranged-courses.ts';
import { keepReport } from '../../support/kept-reports.ts';
import { BASE, duePersons } from '../../support/line-claims.ts';
import { APPROVE_BUREAU, startOffice, type Office } from '../../support/office.ts';
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

interface Instruction {
  readonly id: string;
  readonly lineId: string | null;
  readonly purpose: string;
  readonly payee: string;
  readonly amountFen: number;
  readonly state: string;
}

interface Batch {
  readonly id: string;
  readonly fund: string;
  readonly controlSumFen: number;
  readonly lineCount: number;
  readonly instructions: readonly Instruction[];
}

const draft = (claimId: string, over: object = {}) =>
  office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId], ...over });

const release = (batchId: string) => office.as('checker').act('POST', `/api/v1/payout-batches/${batchId}/release`);

async function released(claimId: string, over: object = {}): Promise<Batch> {
  const drafted = await draft(claimId, over);
  expect(drafted.status).toBe(201);
  const sent = await release(drafted.body.id);
  expect([sent.status, sent.body.code]).toEqual([200, undefined]);
  return sent.body;
}

async function say(instruction: Instruction | undefined, type: string): Promise<void> {
  const { id: instructionId = '', amountFen = 0 } = instruction ?? {};
  const id = `evt-${randomBytes(6).toString('hex')}`;
  const at = new Date();
  const text = JSON.stringify({
    type: `payout.${type}`,
    timestamp: at.toISOString(),
    data: { instructionId, amountFen, valueDate: '2025-07-01' },
  });
  const answer = await office.nobody.send('POST', '/api/v1/payout-events', text, {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook('whsec_test').sign(id, at, text),
  });
  expect(answer.status).toBe(202);
}

const claimOf = async (claimId: string) => (await office.as('ops').send('GET', `/api/v1/claims/${claimId}`)).body;

async function lineStates(claimId: string): Promise<readonly string[]> {
  const found = await office.pool.query<{ state: string }>(
    `SELECT state FROM claim_line WHERE claim_id = $1 AND position >= 10 ORDER BY position`,
    [claimId],
  );
  return found.rows.map(({ state }) => state);
}

async function revisionOf(claimId: string): Promise<number> {
  const found = await office.pool.query<{ revision: number }>('SELECT revision FROM claim WHERE id = $1', [claimId]);
  return found.rows[0]?.revision ?? -1;
}

/** Every account of the ledger for a claim; the sum over all of them is always zero. */
async function ledgerOf(claimId: string): Promise<Readonly<Record<string, number>>> {
  const found = await office.pool.query<{ account: string; fen: number }>(
    'SELECT account, sum(amount_fen)::bigint AS fen FROM ledger_entry WHERE claim_id = $1 GROUP BY account ORDER BY account',
    [claimId],
  );
  expect(found.rows.reduce((sum, { fen }) => sum + fen, 0)).toBe(0);
  return Object.fromEntries(found.rows.map(({ account, fen }) => [account, fen]));
}

describe('a claim that pays persons', () => {
  it('is paid to each person’s own account, masked, and hears one word for all of them (R-107, D24)', async () => {
    const claimId = await duePersons(office);
    const batch = await released(claimId);
    expect(batch).toMatchObject({ controlSumFen: 3 * BASE, lineCount: 3 });
    expect(batch.instructions.map(({ payee }) => payee)).toEqual([
      '张* · 示范银行 · ****0011',
      '阿*尔 · 示范银行 · ****0012',
      '李*明 · 示范银行 · ****0013',
    ]);
    expect(batch.instructions.every(({ lineId, state }) => lineId !== null && state === 'instructed')).toBe(true);
    const csv = await office.as('checker').send('GET', `/api/v1/payout-batches/${batch.id}/file?format=csv`);
    expect(csv.body).toContain('阿木尔');
    const revision = await revisionOf(claimId);
    const [first, second, third] = batch.instructions;
    await say(second, 'accepted');
    await say(first, 'settled');
    expect(await lineStates(claimId)).toEqual(['floatWaiting', 'approved', 'approved']);
    await say(second, 'settled');
    expect(await claimOf(claimId)).toMatchObject({ state: 'paymentSent', totals: { paidFen: 2 * BASE } });
    expect(await revisionOf(claimId)).toBe(revision);
    await say(third, 'settled');
    expect(await claimOf(claimId)).toMatchObject({ state: 'postCheck', totals: { paidFen: 3 * BASE } });
    expect(await revisionOf(claimId)).toBe(revision + 1);
    expect(await lineStates(claimId)).toEqual(['floatWaiting', 'floatWaiting', 'floatWaiting']);
    expect(Object.values(await ledgerOf(claimId)).toSorted((a, b) => a - b)).toEqual([-3 * BASE, 0, 3 * BASE]);
  });

  it('pays again only whose money did not arrive, to the corrected account in the own name (R-107, R-146)', async () => {
    const claimId = await duePersons(office);
    const [first, second, third] = (await released(claimId)).instructions;
    await say(second, 'failed');
    await say(first, 'settled');
    await say(third, 'settled');
    expect(await claimOf(claimId)).toMatchObject({ state: 'paymentFailed', totals: { paidFen: 2 * BASE } });
    expect(await lineStates(claimId)).toEqual(['floatWaiting', 'approved', 'floatWaiting']);

    const correct = (account: object) =>
      office.as('school').act('PUT', `/api/v1/claims/${claimId}/payee-account`, account);
    const account = { holder: '阿木尔', bank: '新银行', number: '6222000000000000099' };
    expect((await correct(account)).body.errors).toMatchObject([{ pointer: '/lineId', code: 'REQUIRED' }]);
    expect((await correct({ ...account, lineId: first?.lineId })).body.errors).toMatchObject([
      { pointer: '/holder', code: 'ACCOUNT_OF_ANOTHER' },
    ]);
    expect((await correct({ ...account, lineId: newId('lin') })).body.errors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await correct({ ...account, lineId: second?.lineId })).status).toBe(200);
    const kept = await office.pool.query(`SELECT FROM act WHERE entity_id = $1 AND body ? 'payeeSealed'`, [claimId]);
    expect(kept.rowCount).toBe(0);
    const task = await office.walks.taskOf('bureau', claimId);
    expect((await office.walks.decide('bureau', task, { ...APPROVE_BUREAU, remark: '账户已核对' })).status).toBe(200);

    const again = await released(claimId);
    expect(again.instructions).toMatchObject([
      { lineId: second?.lineId, amountFen: BASE, payee: '阿*尔 · 新银行 · ****0099' },
    ]);
    await say(again.instructions[0], 'settled');
    expect(await claimOf(claimId)).toMatchObject({ state: 'postCheck', totals: { paidFen: 3 * BASE } });
    await ledgerOf(claimId);
  });

  it('hears of a return after all had arrived, and of a second one no more (R-147)', async () => {
    const claimId = await duePersons(office);
    const [first, second, third] = (await released(claimId)).instructions;
    for (const one of [first, second, third]) {
      await say(one, 'settled');
    }
    const revision = await revisionOf(claimId);
    await say(first, 'returned');
    expect(await revisionOf(claimId)).toBe(revision + 1);
    await say(third, 'returned');
    expect(await revisionOf(claimId)).toBe(revision + 1);
    expect(await claimOf(claimId)).toMatchObject({ state: 'postCheck', totals: { paidFen: BASE } });
    expect(await lineStates(claimId)).toEqual(['approved', 'floatWaiting', 'approved']);
    const account = { bank: '新银行', number: '6222000000000000099' };
    const path = `/api/v1/claims/${claimId}/payee-account`;
    const correct = (holder: string, lineId: string | null | undefined) =>
      office.as('school').act('PUT', path, { ...account, holder, lineId });
    const confirm = async () => {
      const task = await office.walks.taskOf('bureau', claimId);
      return office.walks.decide('bureau', task, { ...APPROVE_BUREAU, remark: '已核对' });
    };
    expect((await correct('张丽', first?.lineId)).status).toBe(200);
    // Otherwise the third would be paid to the account that just sent the money back.
    expect((await confirm()).body.code).toBe('ACCOUNT_NOT_CORRECTED');
    expect((await correct('李小明', third?.lineId)).status).toBe(200);
    expect((await confirm()).status).toBe(200);
    const again = await released(claimId);
    expect(again.instructions.map(({ lineId }) => lineId)).toEqual([first?.lineId, third?.lineId]);
    await say(again.instructions[1], 'settled');
    await say(again.instructions[0], 'settled');
    expect(await claimOf(claimId)).toMatchObject({ totals: { paidFen: 3 * BASE } });
    await ledgerOf(claimId);
  });

  it('R-146 refuses to be paid a part of what is due: all its instructions of the batch end', async () => {
    const claimId = await duePersons(office);
    const { body: batch } = await draft(claimId);
    await office.pool.query(
      `UPDATE claim SET course = jsonb_set(course, '{payments,base,amountFen}', '240001') WHERE id = $1`,
      [claimId],
    );
    await vouchForCourses(office.pool);
    const answer = await release(batch.id);
    // The claim refuses this payment, so the batch is sent without it.
    expect(answer.body).toMatchObject({ state: 'done' });
    const left = await office.pool.query('SELECT DISTINCT state FROM payout_instruction WHERE batch_id = $1', [
      batch.id,
    ]);
    expect(left.rows).toEqual([{ state: 'cancelled' }]);
  });

  it('is bound once: a second draft finds nothing, a person without an account is named as missing', async () => {
    const claimId = await duePersons(office);
    expect((await draft(claimId)).status).toBe(201);
    expect((await draft(claimId)).body.code).toBe('ALREADY_IN_BATCH');
    const other = await duePersons(office, ['张丽']);
    await office.pool.query('UPDATE claim_line SET payee_sealed = NULL WHERE claim_id = $1', [other]);
    const { code, detail, errors } = (await draft(other)).body;
    expect(`${code} ${errors[0].pointer} ${detail}`).toMatch(/^INCOMPLETE \/claimIds\/0 .*第 \d+ 行人员的银行账号/);
  });

  it('tells the claim once, however many results are taken at once (D24)', async () => {
    const names = Array.from({ length: 12 }, (_, position) => `学员${'甲乙丙丁戊己庚辛壬癸子丑'[position] ?? ''}`);
    const claimId = await duePersons(office, names);
    const batch = await released(claimId);
    for (const { id: instructionId, amountFen } of batch.instructions) {
      await keepReport(office.pool, { instructionId, amountFen, receivedAt: new Date('2025-07-01T10:00:00+08:00') });
    }
    const entities = createEntityPaging(office.application, trust());
    const drain = async (): ReturnType<typeof entities.nextInboxStep> => {
      const step = await entities.nextInboxStep(batch.id);
      return step?.kind === 'noted' ? drain() : step;
    };
    const last = await Promise.all(Array.from({ length: 6 }, drain));
    const told = last.filter((step) => step !== null);
    expect(new Set(told.map((step) => step.inboxId)).size).toBe(1);
    expect(told[0]).toMatchObject({ kind: 'final', outcome: 'settled', claimId });
    const applied = await office.pool.query(`SELECT FROM payout_inbox WHERE batch_id = $1 AND state = 'applied'`, [
      batch.id,
    ]);
    expect(applied.rowCount).toBe(names.length - 1);
    await office.desk.inboxChanged(batch.id);
    expect(await claimOf(claimId)).toMatchObject({ state: 'postCheck', totals: { paidFen: names.length * BASE } });
    await ledgerOf(claimId);
  });
});

describe('a claim of two purposes', () => {
  it('is paid from two funds, each in a batch of its own, and goes on when both have arrived (T-08, R-055)', async () => {
    const claimId = await duePersons(office, ['张丽', '阿木尔'], 9_000);
    const both = await draft(claimId, { fund: 'UNEMPLOYMENT_INSURANCE' });
    expect(both.body.code).toBe('DIFFERENT_FUNDS');
    const base = await released(claimId);
    expect(base).toMatchObject({ fund: 'SKILL_ACTION_SPECIAL_ACCOUNT', controlSumFen: 2 * BASE });
    const allowance = await released(claimId, { fund: 'EMPLOYMENT_SUBSIDY', purpose: 'allowance' });
    expect(allowance).toMatchObject({ controlSumFen: 18_000, lineCount: 2 });
    expect(allowance.instructions.every(({ purpose }) => purpose === 'allowance')).toBe(true);
    for (const one of base.instructions) {
      await say(one, 'settled');
    }
    expect((await claimOf(claimId)).state).toBe('paymentSent');
    for (const one of allowance.instructions) {
      await say(one, 'settled');
    }
    expect((await claimOf(claimId)).state).toBe('postCheck');
    const paid = await office.pool.query('SELECT paid_fen, allowance_paid_fen FROM claim WHERE id = $1', [claimId]);
    expect(paid.rows).toEqual([{ paid_fen: 2 * BASE, allowance_paid_fen: 18_000 }]);
    expect(await ledgerOf(claimId)).toMatchObject({
      'fund:SKILL_ACTION_SPECIAL_ACCOUNT': 2 * BASE,
      'fund:EMPLOYMENT_SUBSIDY': 18_000,
    });
  });

  it('is paid in one batch where both come from one fund, each purpose by a word of its own', async () => {
    const claimId = await duePersons(office, ['张丽', '阿木尔'], 9_000);
    await office.pool.query(`UPDATE claim_fund SET fund = 'EMPLOYMENT_SUBSIDY' WHERE claim_id = $1`, [claimId]);
    const batch = await released(claimId);
    expect(batch).toMatchObject({ controlSumFen: 2 * BASE + 18_000, lineCount: 4 });
    const revision = await revisionOf(claimId);
    for (const one of batch.instructions) {
      await say(one, 'settled');
    }
    expect(await revisionOf(claimId)).toBe(revision + 2);
    expect(await claimOf(claimId)).toMatchObject({ state: 'postCheck', totals: { paidFen: 2 * BASE } });
  });
});

describe('results by file', () => {
  it('work with many instructions of one claim', async () => {
    const claimId = await duePersons(office);
    const batch = await released(claimId);
    const rows = batch.instructions.map(({ id }, position) => `${id},${position === 1 ? 'failed' : 'settled'},${BASE}`);
    const path = `/api/v1/payout-batches/${batch.id}/results`;
    const csv = `instructionId,state,amountFen\n${rows.join('\n')}\n`;
    const entered = await office.as('maker').upload('POST', path, csv);
    expect(entered.body).toMatchObject({ state: 'waitsForConfirmation', accepted: 3 });
    const confirmation = `${path}/${entered.body.resultId}/confirmation`;
    expect((await office.as('checker').send('POST', confirmation)).body).toMatchObject({ state: 'confirmed', rows: 3 });
    expect(await claimOf(claimId)).toMatchObject({ state: 'paymentFailed', totals: { paidFen: 2 * BASE } });
  });
});
