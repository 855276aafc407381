import type pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { camt } from '../../support/bank-messages.ts';
import { httpClient } from '../../support/http-client.ts';
import { payOne } from '../../support/money-days.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

/** What a machine of two processors can send in 60 s for 100,000 entries, with room to spare. */
const MOST_STATEMENTS_PER_ENTRY = 0.2;
const ENTRIES = 1_000;

let database: TestDatabase;
let office: Office;
let statements = 0;

function countStatements(pool: pg.Pool): void {
  pool.on('connect', (client) => {
    const query = client.query.bind(client);
    const counted = (...args: readonly unknown[]): unknown => {
      statements += 1;
      return Reflect.apply(query, client, args);
    };
    Object.assign(client, { query: counted });
  });
}

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url, countStatements);
});

afterAll(async () => {
  await office.close();
  await database.drop();
});

it('the entries of a file are judged and stored many at once, whatever becomes of them', async () => {
  const rows = Array.from({ length: ENTRIES }, (_, at) => `pin_${String(at).padStart(24, '0')},800.00,成功,R-${at}`);
  const file = ['指令编号,金额,状态,流水号', ...rows].join('\n');
  const machine = httpClient(office.base, 'bt_test');
  statements = 0;
  const entered = await machine.upload('POST', '/api/v1/bank-files', file);
  expect(entered).toMatchObject({ status: 201, body: { entries: ENTRIES, unmatched: ENTRIES } });
  expect(statements).toBeLessThan(ENTRIES * MOST_STATEMENTS_PER_ENTRY);
  statements = 0;
  const again = await machine.upload('POST', '/api/v1/bank-files', `${file}\n`);
  expect(again).toMatchObject({ status: 201, body: { entries: ENTRIES, duplicates: ENTRIES } });
  expect(statements).toBeLessThan(ENTRIES * MOST_STATEMENTS_PER_ENTRY);
});

interface Seen {
  readonly rows: readonly { readonly verdict: string; readonly reason: string | null }[];
}
const verdictsOf = ({ rows }: Seen) => rows.map(({ verdict, reason }) => reason ?? verdict);

it('are judged before the confirmation as they are taken: money that came back twice is a duplicate, a reference for another amount is not', async () => {
  const [first, second] = [await payOne(office), await payOne(office)];
  const debit = { id: first.id, fen: first.amountFen, reference: 'B-1' };
  const back = { ...debit, direction: 'CRDT', isReturn: true, reference: 'C-1' } as const;
  const used = { id: second.id, fen: second.amountFen, reference: 'U-1' };
  const byMachine = await httpClient(office.base, 'bt_test').upload(
    'POST',
    '/api/v1/bank-files',
    camt('054', [back, used]),
    'file.xml',
  );
  expect(byMachine.body).toMatchObject({ matched: 2 });
  const files = '/api/v1/bank-files';
  const entered = await office
    .as('maker')
    .upload('POST', files, camt('053', [debit, back, { ...used, fen: 1 }]), 'file.xml');
  expect(verdictsOf(entered.body)).toEqual(['CONTRADICTION', 'duplicate', 'ID_REUSED']);
  const taken = await office.as('checker').send('POST', `${files}/${entered.body.id}/confirmation`);
  expect(taken.body.isTaken).toBe(true);
  expect(verdictsOf(taken.body)).toEqual(verdictsOf(entered.body));
});
