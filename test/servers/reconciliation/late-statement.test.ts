import { afterAll, beforeAll, expect, it } from 'vitest';
import { createEveningSweep } from '../../../prisma/reconciliation/evening-sweep.ts';
import { camt } from '../../support/bank-messages.ts';
import { httpClient } from '../../support/http-client.ts';
import { bankSays, payOne } from '../../support/money-days.ts';
import { startOffice, type Office } from '../../support/office.ts';
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

const read = async (query = '') =>
  (await office.as('checker').send('GET', `/api/v1/reconciliations/${DAY}${query}`)).body;
/** As a process does that began on this day. */
const nightOf = (day: string) => createEveningSweep(office.application)(Date.parse(`${day}T00:00:01+08:00`));
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
