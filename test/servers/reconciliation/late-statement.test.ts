import { afterAll, beforeAll, expect, it } from 'vitest';
import { createEveningSweep } from '../../../prisma/reconciliation/evening-sweep.ts';
import { camt, pain002 } from '../../support/bank-messages.ts';
import { httpClient } from '../../support/http-client.ts';
import { BASE, duePersons } from '../../support/line-claims.ts';
import { bankSays, payOne } from '../../support/money-days.ts';
import { PRACTICE_LIBRARY } from '../../support/policy-library.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { done } from '../../support/permissions/done.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

/** The day of the statements of `camt`. */
const DAY = '2025-06-24';

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

const read = async (query = '', day = DAY) =>
  (await office.as('checker').send('GET', `/api/v1/reconciliations/${day}${query}`)).body;
/** As a process does that began on this day. */
const nightOf = (day: string) =>
  createEveningSweep(office.application, PRACTICE_LIBRARY)(Date.parse(`${day}T00:00:01+08:00`));
const enter = (content: string) =>
  httpClient(office.base, 'bt_test').upload('POST', '/api/v1/bank-files', content, 'statement.xml');

it('a balanced day is reconciled anew once the bank has sent the statement of it, and then no more', async () => {
  await office.setTime(`${DAY}T10:00:00+08:00`);
  const payment = await payOne(office);
  await bankSays(office, payment, 'settled', DAY);
  await nightOf('2025-06-25');
  const evening = await read();
  expect(evening).toMatchObject({ balanced: true, funds: [{ statementFen: null }] });
  await nightOf('2025-06-26');
  expect((await read()).id).toBe(evening.id);

  await office.setTime('2025-06-26T10:00:00+08:00');
  const statement = await enter(camt('053', [{ id: payment.id, fen: payment.amountFen, reference: 'E-late' }]));
  expect(statement.body).toMatchObject({ kind: 'camt.053', state: 'inForce' });
  await nightOf('2025-06-27');
  const anew = await read();
  expect(anew).toMatchObject({ balanced: true, funds: [{ statementFen: payment.amountFen }] });
  expect((await read(`?asOf=${evening.asOf}`)).id).toBe(evening.id);
  await nightOf('2025-06-28');
  expect((await read()).id).toBe(anew.id);
});

it('a statement that says less than was booked makes its day differ without anybody asking', async () => {
  await office.setTime(`${DAY}T11:00:00+08:00`);
  const payment = await payOne(office);
  await bankSays(office, payment, 'settled', DAY);
  await nightOf('2025-06-29');
  const before = await read();
  await office.setTime('2025-06-29T10:00:00+08:00');
  const other = await payOne(office);
  await bankSays(office, other, 'settled', DAY);
  await enter(camt('053', [{ id: payment.id, fen: payment.amountFen, reference: 'E-later' }]));
  await nightOf('2025-06-30');
  const after = await read();
  expect(after.id).not.toBe(before.id);
  expect(after.differences).toMatchObject([{ kind: 'statementDiffers' }]);
});

it("a statement of a fund's account that has nothing of ours makes its balanced day differ by all that was booked", async () => {
  const day = '2025-07-01';
  await office.setTime(`${day}T10:00:00+08:00`);
  const payment = await payOne(office);
  expect(payment.fund).toBe('EMPLOYMENT_SUBSIDY');
  await bankSays(office, payment, 'settled', day);
  await nightOf('2025-07-02');
  expect(await read('', day)).toMatchObject({ balanced: true });

  await office.setTime('2025-07-02T10:00:00+08:00');
  expect((await enter(camt('053', [], day))).body).toMatchObject({ state: 'inForce' });
  await nightOf('2025-07-03');
  expect(await read('', day)).toMatchObject({
    balanced: false,
    funds: [{ fund: 'EMPLOYMENT_SUBSIDY', settledFen: payment.amountFen, statementFen: 0 }],
    differences: [{ kind: 'statementDiffers', fund: 'EMPLOYMENT_SUBSIDY', amountFen: -payment.amountFen }],
  });
});

it('a second debit of one payment makes a difference, and the same booking in another statement makes none', async () => {
  const day = '2025-07-04';
  await office.setTime(`${day}T10:00:00+08:00`);
  const payment = await payOne(office);
  const booking = { id: payment.id, fen: payment.amountFen, reference: 'E-once' };
  const run = async () => (await office.as('checker').send('POST', '/api/v1/reconciliations', { day })).body;
  await enter(camt('053', [booking], day));
  await enter(camt('053', [{ ...booking, text: 'again' }], day));
  expect(await run()).toMatchObject({
    balanced: true,
    funds: [{ settledFen: payment.amountFen, statementFen: payment.amountFen }],
  });

  await enter(camt('053', [booking, { ...booking, reference: 'E-twice' }], day));
  expect(await run()).toMatchObject({
    balanced: false,
    funds: [{ statementFen: 2 * payment.amountFen }],
    differences: [{ kind: 'statementDiffers', amountFen: payment.amountFen }],
  });

  await enter(camt('053', [{ ...booking, reference: 'E-next-day' }], '2025-07-03'));
  const before = (await office.as('checker').send('POST', '/api/v1/reconciliations', { day: '2025-07-03' })).body;
  expect(before).toMatchObject({ differences: [{ kind: 'statementDiffers', amountFen: payment.amountFen }] });
});

/** Two persons match what waits of a file to a batch. */
async function matchLump(fileId: string, batchId: string) {
  const { items } = done(await office.as('maker').send('GET', '/api/v1/unmatched-payout-events?limit=100'));
  const parked = items.find((one: { readonly bankFileId?: string }) => one.bankFileId === fileId);
  const match = `/api/v1/unmatched-payout-events/${parked.id}/match`;
  done(await office.as('maker').send('POST', match, { batchId }));
  done(await office.as('checker').send('POST', `${match}/confirmation`));
}

it('one sum for a whole batch that two persons matched proves what settled without a value date', async () => {
  const day = '2025-07-08';
  await office.setTime(`${day}T10:00:00+08:00`);
  const claimId = await duePersons(office, ['张丽', '李明', '王芳']);
  const batch = done(await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] }));
  const sent = done(await office.as('checker').act('POST', `/api/v1/payout-batches/${batch.id}/release`));
  const fen = 3 * BASE;
  const said = sent.instructions.map(({ id }: { readonly id: string }) => ({ id, status: 'ACSC' }));
  expect((await enter(pain002(batch.batchNo, said))).body).toMatchObject({ matched: 3 });
  const lump = { fen, text: batch.batchNo, reference: 'L-1' };
  const notice = (await enter(camt('054', [lump], day))).body;
  await enter(camt('053', [lump], day));
  await nightOf('2025-07-09');
  expect(await read('', day)).toMatchObject({ funds: [{ settledFen: fen, statementFen: 0 }] });
  expect((await read('', day)).differences).toMatchObject([{ kind: 'unmatchedEntry', amountFen: fen }]);

  await office.setTime('2025-07-09T10:00:00+08:00');
  await matchLump(notice.id, batch.id);
  await nightOf('2025-07-10');
  expect(await read('', day)).toMatchObject({ balanced: true, funds: [{ settledFen: fen, statementFen: fen }] });
});

it('a report of a file that a person brought makes the day of its office reconciled, also when nothing was released', async () => {
  const day = '2025-07-14';
  await office.setTime(`${day}T10:00:00+08:00`);
  const content = camt('054', [{ id: 'X-1', fen: 12_300, reference: 'P-1' }], day);
  const file = done(await office.as('maker').upload('POST', '/api/v1/bank-files', content, 'notice.xml'));
  done(await office.as('checker').send('POST', `/api/v1/bank-files/${file.id}/confirmation`));
  await nightOf('2025-07-15');
  expect((await read('', day)).differences).toMatchObject([{ kind: 'unmatchedEntry', amountFen: 12_300 }]);
});

it('a second debit that only a notice of the bank says waits for a person, and is a difference of its day', async () => {
  const day = '2025-07-16';
  await office.setTime(`${day}T10:00:00+08:00`);
  const payment = await payOne(office);
  const notice = { id: payment.id, fen: payment.amountFen, reference: 'N-once' };
  await enter(camt('054', [notice], day));
  const again = (await enter(camt('054', [notice, { ...notice, reference: 'N-twice' }], day))).body;
  expect(again.rows.map(({ verdict, reason }: Record<string, unknown>) => reason ?? verdict)).toEqual([
    'duplicate',
    'CONTRADICTION',
  ]);
  expect(again.statements).toMatchObject([{ no: 1, account: '****0001', funds: ['EMPLOYMENT_SUBSIDY'], note: null }]);
  await nightOf('2025-07-17');
  expect((await read('', day)).differences).toMatchObject([
    { kind: 'unmatchedEntry', amountFen: payment.amountFen, instructionId: payment.id },
  ]);
});

/** The statement alone of a message. */
const statement = (content: string) => content.slice(content.indexOf('<d:Stmt>'), content.indexOf('</d:BkTo'));

it('each statement of a file counts for its own account and day, and an account that no pack names is said', async () => {
  const [day, next] = ['2025-07-17', '2025-07-18'];
  await office.setTime(`${day}T10:00:00+08:00`);
  const payment = await payOne(office);
  await bankSays(office, payment, 'settled', day);
  const other = statement(camt('053', [], next)).replace('1506001999000001', '6222000011112222');
  const file = camt('053', [{ id: payment.id, fen: payment.amountFen, reference: 'S-1' }], day).replace(
    '</d:Stmt>',
    `</d:Stmt>${other}${statement(camt('053', [{ ...payment, fen: payment.amountFen, reference: 'S-2' }], next))}`,
  );
  const { statements } = (await enter(file)).body;
  expect(statements.map(({ on, account, funds }: Record<string, unknown>) => [on, account, funds])).toEqual([
    [day, '****0001', ['EMPLOYMENT_SUBSIDY']],
    [next, '****2222', []],
    [next, '****0001', ['EMPLOYMENT_SUBSIDY']],
  ]);
  expect(statements[1].note).toContain('政策包');
  await nightOf('2025-07-19');
  expect(await read('', day)).toMatchObject({ balanced: true, funds: [{ statementFen: payment.amountFen }] });
  // The second booking of the payment is the statement's of the next day.
  expect(await read('', next)).toMatchObject({
    funds: [{ statementFen: payment.amountFen }],
    differences: [{ kind: 'statementDiffers', amountFen: payment.amountFen }],
  });
});

it('a report that was parked after the evening of its day makes the day reconciled anew, once', async () => {
  const day = '2025-07-22';
  await nightOf('2025-07-23');
  expect(await read('', day)).toMatchObject({ balanced: true });
  await office.setTime('2025-07-23T10:00:00+08:00');
  const file = (await enter(camt('054', [{ id: 'X-late', fen: 45_600, reference: 'P-late' }], day))).body;
  // As if it had come in the day before and was judged now.
  await office.pool.query('UPDATE payout_inbox SET received_at = $2 WHERE bank_file_id = $1', [
    file.id,
    `${day}T23:59:00+08:00`,
  ]);
  await nightOf('2025-07-24');
  const anew = await read('', day);
  expect(anew.differences).toMatchObject([{ kind: 'unmatchedEntry', amountFen: 45_600 }]);
  await nightOf('2025-07-25');
  expect((await read('', day)).id).toBe(anew.id);
});
