import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bankSays, payClaims, type ReleasedPayment } from '../../support/money-days.ts';
import { untilSomebodyWaits } from '../../support/lock-waits.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { done } from '../../support/permissions/done.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let office: Office;
const due: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
  for (let count = 0; count < 7; count += 1) {
    due.push(await office.walks.due());
  }
});

afterAll(async () => {
  await office.close();
  await database.drop();
});

/** Pays the next claim that is due on a day. */
async function payOn(day: string): Promise<ReleasedPayment> {
  await office.setTime(`${day}T10:00:00+08:00`);
  const [payment] = await payClaims(office, due.splice(0, 1));
  if (payment === undefined) {
    throw new RangeError('Nothing is due any more');
  }
  return payment;
}

const path = (period: string, act = '') => `/api/v1/accounting-periods/${period}/closure${act}`;
const propose = (period: string) => office.as('maker').send('POST', path(period));
const confirm = (period: string, seat: 'maker' | 'checker' = 'checker') =>
  office.as(seat).send('POST', path(period, '/confirmation'));

async function useOf(period: string) {
  const [year, quarter] = period.split('-Q');
  return done(await office.as('checker').send('GET', `/api/v1/reports/fund-use?year=${year}&quarter=${quarter}`));
}

async function rowsOf(sql: string, ...values: readonly unknown[]) {
  return (await office.pool.query<Record<string, unknown>>(sql, [...values])).rows;
}

/** What a person may do with a quarter: null, or the reason why not. */
async function actsOf(period: string, seat: 'maker' | 'checker') {
  const list = done(await office.as(seat).send('GET', `/api/v1/accounting-periods?year=${period.slice(0, 4)}`));
  const acts: readonly { readonly act: string; readonly why?: { readonly code: string } }[] = list.items.find(
    (one: { readonly period: string }) => one.period === period,
  ).acts;
  return Object.fromEntries(acts.map(({ act, why }) => [act, why?.code ?? null]));
}

const factsOf = (payment: ReleasedPayment) =>
  rowsOf(
    'SELECT state, booked_on::text, late_period FROM payout_fact WHERE instruction_id = $1 ORDER BY id',
    payment.id,
  );

describe('a quarter of the books', () => {
  it('R-136: closes by two persons once it is over and explained, and never changes after that', async () => {
    const settled = await payOn('2025-06-24');
    const open = await payOn('2025-06-24');
    await bankSays(office, settled, 'settled', '2025-06-25');
    expect((await propose('2025-Q2')).body.code).toBe('PERIOD_NOT_OVER');
    await office.setTime('2025-07-02T10:00:00+08:00');
    const refused = await propose('2025-Q2');
    expect([refused.status, refused.body.code]).toEqual([409, 'PERIOD_NOT_BALANCED']);
    expect(refused.body.errors).toMatchObject([{ code: 'openInstruction' }]);
    expect(refused.body.errors[0].message).toContain('800.00');
    const day = '/api/v1/reconciliations/2025-06-24';
    const { differences } = done(
      await office.as('maker').send('POST', '/api/v1/reconciliations', { day: '2025-06-24' }),
    );
    done(
      await office.as('checker').send('POST', `${day}/differences/${differences[0].id}/explanation`, { text: '在途' }),
    );
    const proposed = await propose('2025-Q2');
    expect([proposed.status, proposed.body.state]).toEqual([201, 'proposed']);
    expect(proposed.body.reportSha256).toMatch(/^[0-9a-f]{64}$/);
    expect((await confirm('2025-Q2', 'maker')).body.code).toBe('SAME_PERSON_FORBIDDEN');
    expect(await actsOf('2025-Q2', 'maker')).toEqual({
      closure: null,
      confirmation: 'SAME_PERSON_FORBIDDEN',
      reopening: 'WRONG_STATE',
    });
    expect(await actsOf('2025-Q2', 'checker')).toMatchObject({ closure: 'FORBIDDEN', confirmation: null });
    expect(await actsOf('2025-Q3', 'maker')).toMatchObject({ closure: 'PERIOD_NOT_OVER' });
    const closed = await confirm('2025-Q2');
    expect(closed.body).toMatchObject({
      state: 'closed',
      reportSha256: proposed.body.reportSha256,
      closedBy: 'per_checker',
    });
    const published = await useOf('2025-Q2');
    expect(published.total).toEqual({ settledFen: 80_000, returnedFen: 0, netFen: 80_000, payments: 1 });
    // Facts that come later with older value dates.
    await bankSays(office, open, 'settled', '2025-06-26');
    await bankSays(office, settled, 'returned', '2025-06-27');
    expect(await factsOf(open)).toEqual([{ state: 'settled', booked_on: '2025-07-02', late_period: '2025-Q2' }]);
    expect(await useOf('2025-Q2')).toEqual(published);
    const next = await useOf('2025-Q3');
    expect(next.late).toMatchObject([{ period: '2025-Q2', settledFen: 80_000, returnedFen: 80_000, payments: 1 }]);
    expect(next.total).toMatchObject({ netFen: 0 });
    const entries = await office
      .as('checker')
      .send('GET', `/api/v1/ledger/entries?claimId=${open.claimId}&account=bank`);
    expect(entries.body.items).toMatchObject([{ latePeriod: '2025-Q2', valueDate: '2025-06-26' }]);
    expect(
      await rowsOf(`SELECT payload ->> 'period' AS period FROM outbox_message WHERE topic = 'accounting_period.closed'
      AND payload ->> 'period' = '2025-Q2'`),
    ).toEqual([{ period: '2025-Q2' }]);
    expect((await propose('2025-Q2')).body.code).toBe('WRONG_STATE');
    expect((await confirm('2025-Q2')).body.code).toBe('WRONG_STATE');
  });

  it('closes only with the report that was proposed', async () => {
    const payment = await payOn('2026-09-29');
    await bankSays(office, payment, 'settled', '2026-09-30');
    await office.setTime('2026-10-09T10:00:00+08:00');
    expect((await propose('2026-Q3')).status).toBe(201);
    await bankSays(office, payment, 'returned', '2026-09-30');
    expect((await confirm('2026-Q3')).body.code).toBe('REPORT_CHANGED');
    expect((await propose('2026-Q3')).status).toBe(201);
    expect((await confirm('2026-Q3')).body.state).toBe('closed');
  });

  it('is opened again by an approver of the operators alone, with a reason, and then takes facts', async () => {
    const payment = await payOn('2025-12-30');
    await bankSays(office, payment, 'settled', '2025-12-31');
    await office.setTime('2026-01-05T10:00:00+08:00');
    done(await propose('2025-Q4'));
    done(await confirm('2025-Q4'));
    const reopening = '/api/v1/accounting-periods/2025-Q4/reopening';
    const body = { reason: '银行更正' };
    expect((await office.as('checker').send('POST', reopening, body)).status).toBe(403);
    expect((await office.as('ops').send('POST', reopening, body)).status).toBe(403);
    await office.giveRoles('ops', ['operator', 'operatorApprover']);
    expect((await office.as('ops').send('POST', reopening, {})).status).toBe(422);
    expect((await office.as('ops').send('POST', reopening, body)).body).toMatchObject({
      state: 'open',
      reportSha256: null,
    });
    await bankSays(office, payment, 'returned', '2025-12-31');
    expect((await factsOf(payment)).at(-1)).toEqual({ state: 'returned', booked_on: '2025-12-31', late_period: null });
    const list = await office.as('maker').send('GET', '/api/v1/accounting-periods?year=2025');
    expect(list.body.items.map(({ period }: { period: string }) => period)).toEqual([
      '2025-Q1',
      '2025-Q2',
      '2025-Q3',
      '2025-Q4',
    ]);
    expect((await office.as('ops').send('POST', reopening, body)).body.code).toBe('WRONG_STATE');
  });

  it('takes nothing that is recorded while it closes: the fact waits, and is booked in the open quarter', async () => {
    const payment = await payOn('2026-03-30');
    await office.pool.query(
      `INSERT INTO accounting_period (id, jurisdiction, period, state, report_sha256, proposed_by, proposed_at)
       VALUES ('acp_race', '150600', '2026-Q1', 'proposed', 'x', 'per_maker', now())`,
    );
    await office.setTime('2026-04-02T10:00:00+08:00');
    const closing = await office.pool.connect();
    try {
      await closing.query('BEGIN');
      await closing.query(
        `UPDATE accounting_period SET state = 'closed', closed_by = 'per_checker', closed_at = now() WHERE id = 'acp_race'`,
      );
      const said = bankSays(office, payment, 'settled', '2026-03-31');
      // A fact that does not wait is stored before the closure commits.
      await Promise.race([untilSomebodyWaits(office.pool), said]);
      await closing.query('COMMIT');
      await said;
    } finally {
      closing.release(true);
    }
    expect(await factsOf(payment)).toEqual([{ state: 'settled', booked_on: '2026-04-02', late_period: '2026-Q1' }]);
  });

  it('R-136: counts a payment on the value date that a later report gives, and no more once its quarter is closed', async () => {
    const [moved, kept] = [await payOn('2025-09-29'), await payOn('2025-09-29')];
    await bankSays(office, kept, 'settled');
    const before = await useOf('2025-Q3');
    await office.setTime('2025-10-08T10:00:00+08:00');
    await bankSays(office, moved, 'settled');
    const later = (await useOf('2025-Q4')).total.payments;
    expect((await useOf('2025-Q3')).total).toEqual(before.total);
    await bankSays(office, moved, 'settled', '2025-09-30');
    await bankSays(office, moved, 'settled', '2025-10-08');
    expect((await useOf('2025-Q3')).total.payments).toBe(before.total.payments + 1);
    expect((await useOf('2025-Q4')).total.payments).toBe(later - 1);

    done(await propose('2025-Q3'));
    done(await confirm('2025-Q3'));
    const published = await useOf('2025-Q3');
    await bankSays(office, kept, 'settled', '2025-10-07');
    expect(await useOf('2025-Q3')).toEqual(published);
    expect((await useOf('2025-Q4')).total.payments).toBe(later - 1);
  });

  it('is refused by the database where one person closes it, and where nobody proposed it', async () => {
    const insert = (state: string, closedBy: string | null) =>
      office.pool.query(
        `INSERT INTO accounting_period (id, jurisdiction, period, state, report_sha256, proposed_by, proposed_at, closed_by)
         VALUES ('acp_${state}', '150600', '2031-Q1', $1, 'x', 'per_maker', now(), $2)`,
        [state, closedBy],
      );
    await expect(insert('closed', 'per_checker')).rejects.toMatchObject({ constraint: 'accounting_period_steps' });
    await insert('proposed', null);
    const close = (by: string) =>
      office.pool.query(
        `UPDATE accounting_period SET state = 'closed', closed_by = $1, closed_at = now() WHERE id = 'acp_proposed'`,
        [by],
      );
    await expect(close('per_maker')).rejects.toMatchObject({ constraint: 'accounting_period_two_persons' });
    await close('per_checker');
    const change = office.pool.query(`UPDATE accounting_period SET report_sha256 = 'y' WHERE id = 'acp_proposed'`);
    await expect(change).rejects.toMatchObject({ constraint: 'accounting_period_steps' });
  });
});
