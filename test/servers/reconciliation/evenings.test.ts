import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEveningSweep } from '../../../prisma/reconciliation/evening-sweep.ts';
import { readEvenings } from '../../../prisma/reconciliation/evening-facts.ts';
import { businessDays } from '../../../domain/reconciliation/business-days.ts';
import { parseIsoDate } from '../../../domain/calendar.ts';
import { reconcile } from '../../../domain/reconciliation/reconcile.ts';
import { bankSays, payOne } from '../../support/money-days.ts';
import { httpClient } from '../../support/http-client.ts';
import { PRACTICE_LIBRARY } from '../../support/policy-library.ts';
import { startOffice, type Office } from '../../support/office.ts';
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

const DAY = '2025-06-23';
const run = async (day = DAY) => office.as('checker').send('POST', '/api/v1/reconciliations', { day });
const read = async (day = DAY, query = '') =>
  office.as('checker').send('GET', `/api/v1/reconciliations/${day}${query}`);

interface Seen {
  readonly id: string;
  readonly kind: string;
  readonly instructionId?: string;
  readonly explanation?: object | null;
}
const isExplained = ({ explanation = null }: Seen) => explanation !== null;
const of = (body: { readonly differences: readonly Seen[] }, instructionId: string) =>
  body.differences.filter((one) => one.instructionId === instructionId);

/** What a run says, without what its reader may do with it. */
function factsIn(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body, (key, value: unknown) => (key === 'acts' ? undefined : value)));
}

async function rowsOf(sql: string, ...values: readonly unknown[]) {
  return (await office.pool.query<Record<string, unknown>>(sql, [...values])).rows;
}

describe('the reconciliation of a day', () => {
  it('R-136: says per fund what became of what was released, and keeps each run as it was known', async () => {
    const [settled, failed, open] = [await payOne(office), await payOne(office), await payOne(office)];
    const first = await run();
    expect([first.status, first.body.day, first.body.jurisdiction, first.body.balanced]).toEqual([
      200,
      DAY,
      '150600',
      false,
    ]);
    expect(first.body.id).toMatch(/^rcn_/);
    for (const payment of [settled, failed, open]) {
      expect(of(first.body, payment.id)).toMatchObject([
        { kind: 'openInstruction', claimId: payment.claimId, amountFen: payment.amountFen, fund: payment.fund },
      ]);
    }
    await bankSays(office, settled, 'settled', DAY);
    await bankSays(office, failed, 'failed', DAY);
    const second = await run();
    expect(of(second.body, settled.id)).toEqual([]);
    expect(of(second.body, failed.id)).toEqual([]);
    expect(of(second.body, open.id)).toMatchObject([{ kind: 'openInstruction' }]);
    const [before, after] = [first.body.funds[0], second.body.funds[0]];
    expect(after).toMatchObject({
      fund: settled.fund,
      instructedFen: before.instructedFen,
      settledFen: before.settledFen + settled.amountFen,
      failedFen: before.failedFen + failed.amountFen,
      openFen: before.openFen - settled.amountFen - failed.amountFen,
      statementFen: null,
      ledgerDifferenceFen: 0,
    });
    const { instructedFen, settledFen, failedFen, returnedFen, reversedFen, openFen, approvedFen } = after;
    expect(settledFen + failedFen + returnedFen + reversedFen + openFen).toBe(instructedFen);
    expect(approvedFen).toBeGreaterThanOrEqual(instructedFen);
    expect(factsIn((await read()).body)).toEqual(factsIn(second.body));
    expect(factsIn((await read(DAY, `?asOf=${first.body.asOf}`)).body)).toEqual(factsIn(first.body));
    // The same instant gives the same figures from the facts themselves.
    const asked = { jurisdiction: '150600', from: parseIsoDate(DAY), to: parseIsoDate(DAY) };
    const [facts] = await readEvenings(office.pool, PRACTICE_LIBRARY, { ...asked, asOf: new Date(first.body.asOf) });
    expect(facts === undefined ? null : reconcile(facts).funds).toEqual(first.body.funds);
  });

  it('is balanced once every payment of the day has its result', async () => {
    await office.setTime('2025-06-24T10:00:00+08:00');
    const payment = await payOne(office);
    await bankSays(office, payment, 'settled', '2025-06-24');
    const { body } = await run('2025-06-24');
    expect(body).toMatchObject({ balanced: true, differences: [] });
    await bankSays(office, payment, 'returned', '2025-06-24');
    expect((await run('2025-06-24')).body.funds).toMatchObject([
      { settledFen: 0, returnedFen: payment.amountFen, openFen: 0, ledgerDifferenceFen: 0 },
    ]);
    await office.setTime('2025-06-23T18:00:00+08:00');
  });

  it('names an entry of the ledger that no payment explains, and a report that belongs to no payment', async () => {
    const payment = await payOne(office);
    await bankSays(office, payment, 'settled', DAY);
    await office.pool.query(
      `INSERT INTO ledger_entry (transaction_id, account, amount_fen, claim_id, instruction_id, at)
       SELECT 'planted', account, fen, $1, $2, $3 FROM (VALUES ('payable', 7), ('bank', -7)) AS planted (account, fen)`,
      [payment.claimId, payment.id, '2025-06-23T12:00:00+08:00'],
    );
    await bankSays(office, { id: payment.id, amountFen: payment.amountFen + 1 }, 'settled', DAY);
    const { body } = await run();
    expect(
      of(body, payment.id)
        .map(({ kind }) => kind)
        .toSorted(),
    ).toEqual(['ledgerDiffers', 'unmatchedEntry']);
    expect(body.funds[0].ledgerDifferenceFen).toBe(7);
    expect(body.balanced).toBe(false);
  });

  it('a checker explains a difference once; it holds in later runs, and the text is sealed', async () => {
    const payment = await payOne(office);
    const [difference] = of((await run()).body, payment.id);
    const path = `/api/v1/reconciliations/${DAY}/differences/${difference?.id ?? ''}/explanation`;
    expect((await office.as('maker').send('POST', path, { text: '银行次日入账' })).status).toBe(403);
    const actsFor = async (seat: 'maker' | 'checker') =>
      of((await office.as(seat).send('GET', `/api/v1/reconciliations/${DAY}`)).body, payment.id);
    expect(await actsFor('maker')).toMatchObject([{ acts: [{ act: 'explanation', allowed: false }] }]);
    expect(await actsFor('checker')).toMatchObject([{ acts: [{ act: 'explanation', allowed: true }] }]);
    const said = await office.as('checker').send('POST', path, { text: '银行次日入账' });
    expect([said.status, said.body.explanation?.text, said.body.explanation?.explainedBy]).toEqual([
      200,
      '银行次日入账',
      'per_checker',
    ]);
    expect((await office.as('checker').send('POST', path, { text: '另一说法' })).body.code).toBe('WRONG_STATE');
    const anew = (await run()).body;
    expect(of(anew, payment.id)).toMatchObject([{ explanation: { text: '银行次日入账' } }]);
    // Of this difference alone.
    expect(anew.differences.filter(isExplained).map(({ id }: Seen) => id)).toEqual([difference?.id]);
    const [kept] = await rowsOf(
      'SELECT text_sealed FROM difference_explanation WHERE difference_id = $1',
      difference?.id,
    );
    expect(String(kept?.['text_sealed'])).not.toContain('银行');
    const nothing = `/api/v1/reconciliations/${DAY}/differences/dif_none/explanation`;
    expect((await office.as('checker').send('POST', nothing, { text: '无' })).status).toBe(404);
  });

  it('is of one office: the checker of another one sees and explains nothing of it', async () => {
    const payment = await payOne(office);
    const [difference] = of((await run()).body, payment.id);
    await office.pool.query(
      `INSERT INTO person (id, username, password_hash, display_name, organ, jurisdiction, roles)
       SELECT 'per_far', 'far.checker', password_hash, 'far', 'FINANCE', '150200', '{financeMaker,financeChecker}'
       FROM person WHERE id = 'per_checker'`,
    );
    const far = httpClient(office.base, await office.tokenOf('far.checker'));
    const path = `/api/v1/reconciliations/${DAY}`;
    expect((await far.send('GET', path)).status).toBe(404);
    const explanation = `${path}/differences/${difference?.id ?? ''}/explanation`;
    expect((await far.send('POST', explanation, { text: '不相干' })).status).toBe(404);
    expect((await far.send('POST', '/api/v1/reconciliations', { day: DAY })).body).toMatchObject({ funds: [] });
    expect((await far.send('GET', `/api/v1/ledger/entries?claimId=${payment.claimId}`)).body.items).toEqual([]);
    expect((await far.send('GET', '/api/v1/ledger/accounts')).body.items).toEqual([]);
  });

  it('refuses a day to come, and answers 404 for a day that nobody reconciled', async () => {
    expect((await run('2025-06-30')).body).toMatchObject({ code: 'INVALID', errors: [{ code: 'DAY_TO_COME' }] });
    expect((await read('2025-01-02')).status).toBe(404);
    expect((await office.as('ops').send('GET', '/api/v1/reconciliations')).status).toBe(403);
  });

  it('leaves as csv and xlsx, and its list has the newest run of each day', async () => {
    await run();
    const csv = await read(DAY, '?format=csv');
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect(String(csv.body)).toContain('就业补助资金');
    expect((await read(DAY, '?format=xlsx')).status).toBe(200);
    const list = await office.as('maker').send('GET', `/api/v1/reconciliations?from=${DAY}&to=${DAY}&limit=1`);
    expect(list.body.items).toHaveLength(1);
    expect(list.body.items[0].id).toBe((await read()).body.id);
    const ofState = async (balanced: boolean) =>
      (await office.as('maker').send('GET', `/api/v1/reconciliations?from=${DAY}&to=${DAY}&balanced=${balanced}`)).body
        .items;
    expect(await ofState(list.body.items[0].balanced)).toHaveLength(1);
    expect(await ofState(!list.body.items[0].balanced)).toEqual([]);
  });

  it('tells other systems that it finished, and what ran is never changed', async () => {
    const { body } = await run();
    expect(
      await rowsOf(`SELECT topic, payload ->> 'day' AS day FROM outbox_message WHERE entity_id = $1`, body.id),
    ).toEqual([{ topic: 'reconciliation.finished', day: DAY }]);
    const change = office.pool.query('UPDATE reconciliation SET balanced = true WHERE id = $1', [body.id]);
    await expect(change).rejects.toThrow('keeps what was written');
  });
});

describe('the evening', () => {
  it('reconciles each ended day by itself, and again once its open payments have results', async () => {
    await office.setTime('2025-06-25T10:00:00+08:00');
    const payment = await payOne(office);
    const sweep = createEveningSweep(office.application, PRACTICE_LIBRARY);
    await sweep(Date.parse('2025-06-25T12:00:00+08:00'));
    expect((await read('2025-06-25')).status).toBe(404);
    expect(await sweep(Date.parse('2025-06-26T00:00:01+08:00'))).toBeGreaterThan(0);
    const evening = (await read('2025-06-25')).body;
    expect(of(evening, payment.id)).toMatchObject([{ kind: 'openInstruction' }]);
    expect(await sweep(Date.parse('2025-06-26T00:00:02+08:00'))).toBe(0);
    await office.setTime('2025-06-26T10:00:00+08:00');
    await bankSays(office, payment, 'settled', '2025-06-26');
    expect(
      await createEveningSweep(office.application, PRACTICE_LIBRARY)(Date.parse('2025-06-26T11:00:00+08:00')),
    ).toBe(0);
    // The 25th anew, and the 26th, on which nothing was released.
    expect(await sweep(Date.parse('2025-06-27T00:00:01+08:00'))).toBe(2);
    expect((await read('2025-06-26')).body).toMatchObject({ balanced: true, funds: [], differences: [] });
    expect(of((await read('2025-06-25')).body, payment.id)).toEqual([]);
    expect(factsIn((await read('2025-06-25', `?asOf=${evening.asOf}`)).body)).toEqual(factsIn(evening));
    expect(
      await createEveningSweep(office.application, PRACTICE_LIBRARY)(Date.parse('2025-06-27T00:00:02+08:00')),
    ).toBe(0);
  });

  it('has a row for every business day after the first money, also after a jump of the clock, and told each once', async () => {
    const sweep = createEveningSweep(office.application, PRACTICE_LIBRARY);
    await sweep(Date.parse('2025-10-13T00:00:01+08:00'));
    const { rows } = await office.pool.query<{ readonly day: string }>(
      `SELECT day::text AS day FROM reconciliation WHERE jurisdiction = '150600' AND day > '2025-06-26' AND balanced
         AND started_by IS NULL ORDER BY day`,
    );
    const days = rows.map(({ day }) => day);
    const year = PRACTICE_LIBRARY.calendar;
    expect(days).toEqual(businessDays(parseIsoDate('2025-06-27'), parseIsoDate('2025-10-12'), year));
    expect(days).not.toContain('2025-10-01');
    expect(days).toContain('2025-10-11');
    const told = await rowsOf(
      `SELECT payload ->> 'day' AS day FROM outbox_message WHERE topic = 'reconciliation.finished'
         AND payload ->> 'day' > '2025-06-26' ORDER BY 1`,
    );
    expect(told.map(({ day }) => day)).toEqual(days);
    expect(
      await createEveningSweep(office.application, PRACTICE_LIBRARY)(Date.parse('2025-10-13T00:00:02+08:00')),
    ).toBe(0);
  });
});

describe('the ledger', () => {
  it('D9: its accounts sum to zero, and the entries of a claim say what became of its payment', async () => {
    await office.setTime('2025-06-28T10:00:00+08:00');
    const payment = await payOne(office);
    await bankSays(office, payment, 'settled', '2025-06-27');
    const { body } = await office.as('maker').send('GET', '/api/v1/ledger/accounts?on=2025-06-28');
    expect(body.sumFen).toBe(0);
    expect(body.items.map(({ account }: { account: string }) => account)).toEqual(
      expect.arrayContaining(['bank', 'payable', `fund:${payment.fund}`]),
    );
    const entries = await office.as('checker').send('GET', `/api/v1/ledger/entries?claimId=${payment.claimId}`);
    expect(entries.body.items.map(({ account, amountFen }: Record<string, unknown>) => [account, amountFen])).toEqual([
      ['bank', -payment.amountFen],
      ['payable', payment.amountFen],
      ['payable', -payment.amountFen],
      [`fund:${payment.fund}`, payment.amountFen],
    ]);
    expect(entries.body.items[0]).toMatchObject({
      valueDate: '2025-06-27',
      latePeriod: null,
      instructionId: payment.id,
    });
    const bank = await office.as('checker').send('GET', '/api/v1/ledger/entries?account=bank&from=2025-06-28&limit=1');
    expect(bank.body.items).toMatchObject([{ account: 'bank', claimId: payment.claimId }]);
    expect((await office.as('dept').send('GET', '/api/v1/ledger/accounts')).status).toBe(403);
  });
});
