import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, parseIsoDate } from '../../../domain/calendar.ts';
import { WELDER } from '../../support/claim-app.ts';
import { expectBodiesOfSchema, relayed, wordsIn } from '../../support/event-bodies.ts';
import { aReference } from '../../support/money-words.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { addPaidAdvance } from '../../support/paid-advance.ts';
import { approveRecovery, effectsOf, finding, recoveryOf } from '../../support/recoveries.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

/** What was advanced too much, in fen. */
const OWED = 20_000;
const BASE = 80_000;
const DAY_MS = 86_400_000;

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

async function rows<Found extends object>(sql: string, ...values: readonly unknown[]) {
  return (await office.pool.query<Found>(sql, [...values])).rows;
}

/** A claim whose settlement asks 200.00 of its advance back. */
async function debtor(): Promise<string> {
  const { claimId, noticeId } = await office.walks.published();
  await addPaidAdvance(office.pool, claimId, BASE + OWED);
  const [notice] = await rows<{ ends_at: Date }>('SELECT ends_at FROM notice WHERE id = $1', noticeId);
  await office.endNotice(noticeId, notice?.ends_at.getTime() ?? 0);
  return claimId;
}

/** The same, approved: the letter is out. */
async function noticed(): Promise<{ readonly claimId: string; readonly id: string }> {
  const claimId = await debtor();
  const approved = await approveRecovery(office, claimId);
  expect([approved.status, approved.body.code]).toEqual([200, undefined]);
  return { claimId, id: approved.body.id };
}

type Seat = Parameters<Office['as']>[0];
const send = (seat: Seat, id: string, act: string, body?: object) =>
  office.as(seat).send('POST', `/api/v1/recoveries/${id}/${act}`, body);
const read = async (id: string, seat: Seat = 'maker') =>
  (await office.as(seat).send('GET', `/api/v1/recoveries/${id}`)).body;
const claimOf = async (claimId: string) => (await office.as('maker').send('GET', `/api/v1/claims/${claimId}`)).body;

const twice = (sentence: string) => [sentence, sentence];

/** Moves the recovery's clock to some days from now, in the afternoon. */
async function afterDays(id: string, days: number) {
  const [row] = await rows<{ ms: number }>('SELECT clock_offset_ms::float8 AS ms FROM environment');
  await office.forward('recovery', id, Date.now() + (row?.ms ?? 0) + days * DAY_MS);
}

async function repay(id: string, amountFen: number) {
  const entered = await send('maker', id, 'repayments', { amountFen, bankReference: aReference() });
  expect([entered.status, entered.body.code]).toEqual([201, undefined]);
  return send('checker', id, `repayments/${entered.body.id}/confirmation`);
}

const plan = (...amounts: readonly number[]) => ({
  plan: amounts.map((amountFen, month) => ({ dueOn: `2026-0${month + 1}-15`, amountFen })),
});

async function ledgerFen(id: string, account: string) {
  const [found] = await rows<{ fen: number }>(
    `SELECT coalesce(sum(amount_fen), 0)::float8 AS fen FROM ledger_entry WHERE transaction_id LIKE $1 || '/%' AND account LIKE $2`,
    id,
    account,
  );
  return found?.fen;
}

describe('what the system finds', () => {
  it('R-074 is found by a negative settlement, and approved by an uninvolved person: the letter names its days', async () => {
    const claimId = await debtor();
    const found = await recoveryOf(office, claimId);
    expect(found).toMatchObject({
      state: 'found',
      cause: 'NEGATIVE_SETTLEMENT',
      amountFen: OWED,
      openFen: OWED,
      payBy: null,
      diagnosis: { waitingFor: expect.any(String) },
    });
    expect(found.id).toMatch(/^rec_/);
    const early = await send('maker', found.id, 'repayments', { amountFen: 1, bankReference: aReference() });
    expect(early.body).toMatchObject({ status: 409, code: 'WRONG_STATE' });
    // Who reviewed the claim does not approve what it owes.
    expect((await send('bureau', found.id, 'approval', {})).body).toMatchObject({ code: 'SAME_PERSON_FORBIDDEN' });
    expect((await send('maker', found.id, 'approval', {})).status).toBe(403);
    expect((await send('bureau2', found.id, 'approval', { amountFen: OWED + 1 })).body.code).toBe('ABOVE_PAID');
    const approved = await send('bureau2', found.id, 'approval');
    expect(approved).toMatchObject({ status: 200, body: { state: 'noticed', payBy: '2025-07-23' } });
    expect(approved.body.appealBy).toMatch(/^2025-07-/);
    const letter = await office.as('school').send('GET', `/api/v1/recoveries/${found.id}/notice`);
    expect(letter.body).toMatchObject({ amountFen: OWED, payBy: approved.body.payBy, interestFen: 0 });
    expect(letter.body.clause.quote).toContain('先行拨付');
    const sheet = await office.as('school').send('GET', `/api/v1/recoveries/${found.id}/notice`, undefined, {
      accept: 'text/html',
    });
    expect(String(sheet.body)).toContain('补贴资金追回通知书');
  });

  it('R-074 is repaid in parts by two persons, and the claim goes on with the last one', async () => {
    const { claimId, id } = await noticed();
    expect((await repay(id, 5_000)).body.state).toBe('confirmed');
    expect(await read(id)).toMatchObject({ state: 'noticed', recoveredFen: 5_000, openFen: 15_000 });
    const over = await send('maker', id, 'repayments', { amountFen: 15_001, bankReference: aReference() });
    expect(over.body).toMatchObject({ status: 422, code: 'AMOUNT_MISMATCH' });
    await repay(id, 15_000);
    expect(await read(id)).toMatchObject({
      state: 'recovered',
      openFen: 0,
      steps: [{ amountFen: 5_000 }, { by: 'checker' }],
    });
    expect((await claimOf(claimId)).state).not.toBe('recoveryDue');
    expect(await ledgerFen(id, 'recoverable')).toBe(0);
    // The fund that paid the advance has it back, and not the one that pays the base.
    expect([await ledgerFen(id, 'fund:EMPLOYMENT_SUBSIDY'), await ledgerFen(id, 'fund:%')]).toEqual([-OWED, -OWED]);
  });

  it('that is refused is annulled: its ledger nets to zero, and the claim goes on', async () => {
    const claimId = await debtor();
    const { id } = await recoveryOf(office, claimId);
    expect((await send('bureau2', id, 'refusal', {})).status).toBe(422);
    expect((await send('bureau2', id, 'refusal', { reason: '计算有误' })).body).toMatchObject({
      state: 'annulled',
      openFen: 0,
    });
    expect([await ledgerFen(id, 'recoverable'), await ledgerFen(id, 'fund:%')]).toEqual([0, 0]);
    expect((await claimOf(claimId)).state).not.toBe('recoveryDue');
  });
});

describe('the days', () => {
  it('R-074 end in a debt that is due, three reminders and a row for the credit file', async () => {
    const { id } = await noticed();
    await afterDays(id, 31);
    expect(await read(id)).toMatchObject({ state: 'due', dunningLevel: 0 });
    await afterDays(id, 62);
    expect(await read(id)).toMatchObject({ dunningLevel: 1, isInCreditFile: false });
    await afterDays(id, 130);
    expect(await read(id)).toMatchObject({ state: 'due', dunningLevel: 3, nextDunningAt: null, isInCreditFile: true });
    expect(await rows('SELECT open_fen::int FROM credit_candidate WHERE recovery_id = $1', id)).toEqual([
      { open_fen: OWED },
    ]);
  });
});

describe('instalments and a write-off', () => {
  it('sum to what is open, take two persons, and a missed one makes all due', async () => {
    const { id } = await noticed();
    expect((await send('maker', id, 'instalments', plan(5_000, 5_000))).body).toMatchObject({
      status: 422,
      code: 'PLAN_DOES_NOT_SUM',
    });
    expect((await send('maker', id, 'instalments', plan(12_000, 8_000))).status).toBe(201);
    expect((await send('maker', id, 'instalments/confirmation')).body.code).toBe('SAME_PERSON_FORBIDDEN');
    expect(await effectsOf(office, 'checker', id, 0)).toEqual([['confirm', ...twice('分 2 期缴回，共 200.00 元')]]);
    expect((await send('checker', id, 'instalments/confirmation')).body).toMatchObject({
      state: 'instalments',
      instalments: [{ amountFen: 12_000, paidFen: 0 }, { amountFen: 8_000 }],
    });
    await repay(id, 12_000);
    await afterDays(id, 210);
    expect(await read(id)).toMatchObject({ state: 'instalments', openFen: 8_000 });
    // The days of its letter are over, and it is on plan.
    const isOverdue = async () => {
      const { body } = await office.as('maker').send('GET', '/api/v1/recoveries?overdue=true&limit=200');
      return body.items.some((one: { readonly id: string }) => one.id === id);
    };
    expect(await isOverdue()).toBe(false);
    await afterDays(id, 250);
    expect(await read(id)).toMatchObject({ state: 'due', openFen: 8_000 });
    expect(await isOverdue()).toBe(true);
  });

  it('is written off with a document, by an operatorApprover who did not propose it', async () => {
    const { claimId, id } = await noticed();
    const said = { reason: '单位已注销', documentNo: '鄂财〔2025〕7号' };
    expect((await send('maker', id, 'write-off', { reason: 'x' })).status).toBe(422);
    expect((await send('maker', id, 'write-off', said)).status).toBe(201);
    expect((await send('maker', id, 'write-off/confirmation')).status).toBe(403);
    await office.giveRoles('ops', ['operator', 'operatorApprover']);
    expect((await send('ops', id, 'write-off/confirmation')).body).toMatchObject({ state: 'writtenOff', openFen: 0 });
    expect([await ledgerFen(id, 'recoverable'), await ledgerFen(id, 'loss:%')]).toEqual([0, OWED]);
    expect((await claimOf(claimId)).state).not.toBe('recoveryDue');
  });
});

describe('what a person finds', () => {
  it('R-126 is never more than was paid and is not asked back yet, and another person approves it', async () => {
    const { claimId } = await noticed();
    const advanceId = String(
      (
        await rows<{ id: string }>(
          `SELECT a.id FROM claim a JOIN claim c ON c.filing_id = a.filing_id WHERE c.id = $1 AND a.kind = 'advance'`,
          claimId,
        )
      )[0]?.id,
    );
    expect((await office.as('dept').send('POST', '/api/v1/recoveries', finding(advanceId, BASE + 1))).body.code).toBe(
      'ABOVE_PAID',
    );
    expect((await office.as('school').send('POST', '/api/v1/recoveries', finding(advanceId, 1))).status).toBe(403);
    const found = await office.as('maker').send('POST', '/api/v1/recoveries', finding(advanceId, BASE));
    expect(found).toMatchObject({ status: 201, body: { state: 'found', amountFen: BASE, cause: 'WRONG_AMOUNT' } });
    expect((await office.as('checker').send('POST', '/api/v1/recoveries', finding(advanceId, 1))).body.code).toBe(
      'ABOVE_PAID',
    );
    expect((await send('maker', found.body.id, 'approval', {})).body).toMatchObject({
      status: 403,
      code: 'SAME_PERSON_FORBIDDEN',
    });
    expect(await effectsOf(office, 'bureau2', found.body.id, 30_000)).toEqual([
      ['approve', '核准追回 800.00 元，发出追回通知书', '核准追回 300.00 元，发出追回通知书'],
      ['refuse', ...twice('不予追回，所认定的 800.00 元不再追回')],
    ]);
    expect((await send('checker', found.body.id, 'approval', { amountFen: 30_000 })).body).toMatchObject({
      state: 'noticed',
      amountFen: 30_000,
      foundFen: BASE,
    });
    expect(await ledgerFen(found.body.id, 'recoverable')).toBe(30_000);
    await expect(rows(`UPDATE recovery SET amount_fen = 1 WHERE id = $1`, found.body.id)).rejects.toThrow(
      /no record says/,
    );
  });
});

// Last, because it moves the clock of the office.
describe('an appeal', () => {
  it('stops the days: nobody is reminded, and a third person rules', async () => {
    const { id } = await noticed();
    const before = await read(id);
    const letter = (await office.as('school').send('GET', `/api/v1/recoveries/${id}/notice`)).body;
    expect(letter).toMatchObject({ amountFen: OWED, payBy: before.payBy, appealBy: before.appealBy });
    const appealed = await send('school', id, 'appeal', { statement: '人数计算有误' });
    expect(appealed.body).toMatchObject({ state: 'appealed', appeal: { state: 'open' } });
    expect((await send('school', id, 'appeal', { statement: '再次' })).body.code).toBe('WRONG_STATE');
    expect((await send('maker', id, 'set-offs', { claimId: await office.walks.due(), amountFen: 1 })).body.code).toBe(
      'WRONG_STATE',
    );
    // Everybody's clock: the ruling is of the day on which it is said.
    await office.setTime(`${addDays(parseIsoDate(before.payBy), 60)}T10:00:00+08:00`);
    expect(await read(id)).toMatchObject({ state: 'appealed', dunningLevel: 0 });
    const [task] = await rows<{ id: string; revision: number }>(
      `SELECT id, revision FROM task WHERE entity_id = $1 AND kind = 'recoveryAppeal' AND state = 'open'`,
      id,
    );
    const rule = (seat: Seat, body: object) =>
      office
        .as(seat)
        .send('POST', `/api/v1/tasks/${task?.id ?? ''}/decision`, body, { 'If-Match': `"${task?.revision}"` });
    expect((await rule('bureau2', { act: 'dismiss' })).body).toMatchObject({
      status: 403,
      code: 'SAME_PERSON_FORBIDDEN',
    });
    expect((await rule('dept2', { act: 'uphold', amountFen: OWED })).body).toMatchObject({ code: 'AMOUNT_MISMATCH' });
    expect(await effectsOf(office, 'dept2', id, 8_000)).toEqual([
      ['uphold', '申诉成立，尚欠的 200.00 元不再追回', '申诉成立，应追回 200.00 元改为 80.00 元'],
      ['dismiss', ...twice('申诉不成立，仍应缴回 200.00 元')],
    ]);
    expect((await rule('dept2', { act: 'uphold', amountFen: 8_000 })).status).toBe(200);
    const after = await read(id);
    expect(after).toMatchObject({ state: 'noticed', amountFen: 8_000, foundFen: OWED, appeal: { state: 'uphold' } });
    expect(after.payBy > addDays(parseIsoDate(before.payBy), 60)).toBe(true);
    // The letter says what it said when it was sent.
    expect((await office.as('school').send('GET', `/api/v1/recoveries/${id}/notice`)).body).toEqual(letter);
    expect(await ledgerFen(id, 'recoverable')).toBe(8_000);
  });
});

describe('what other systems are told of all that', () => {
  it('is as the schemas say, and names nobody', async () => {
    const events = await relayed(office);
    const seen = expectBodiesOfSchema(events);
    const wanted = ['opened', 'noticed', 'repaid', 'closed', 'written_off'].map((step) => `recovery.${step}`);
    expect(wanted.filter((type) => !seen.has(type))).toEqual([]);
    const parties = (await rows<{ name: string }>('SELECT name FROM party')).map(({ name }) => name);
    expect(wordsIn(events, [WELDER.name, WELDER.idNumber, ...parties])).toEqual([]);
  });
});
