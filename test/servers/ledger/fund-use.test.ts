import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, parseIsoDate, type IsoDate } from '../../../domain/calendar.ts';
import { fundUse, type BookedPayments } from '../../../domain/ledger/fund-use.ts';
import { createLedgerStore } from '../../../prisma/ledger/ledger-store.ts';
import { createChance } from '../../support/chance.ts';
import { bankSays, payOne } from '../../support/money-days.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { done } from '../../support/permissions/done.ts';
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

const FIRST = parseIsoDate('2024-01-01');
const LAST = parseIsoDate('2024-03-31');

function daysOf(from: IsoDate, to: IsoDate): readonly IsoDate[] {
  const days: IsoDate[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    days.push(day);
  }
  return days;
}

/** Payments of one claim with what the bank said of them on random days around the quarter; repeats among it. */
async function plantFacts(seed: number, count: number): Promise<void> {
  const chance = createChance(seed);
  const model = await payOne(office);
  for (let number = 0; number < count; number += 1) {
    const id = `pin_planted${seed}x${number}`;
    const amountFen = 1 + chance.below(100_000);
    await office.pool.query(
      `INSERT INTO payout_instruction (id, batch_id, claim_id, purpose, fund, amount_fen, payee_sealed, payee_masked, state,
         state_since, created_at)
       SELECT $1, batch_id, claim_id, purpose, $3, $2, payee_sealed, payee_masked, 'returned', now(), now()
       FROM payout_instruction WHERE id = $4`,
      [id, amountFen, chance.pick(['EMPLOYMENT_SUBSIDY', 'TALENT_SPECIAL']), model.id],
    );
    const settledOn = addDays(FIRST, chance.below(120) - 15);
    const facts = [
      ['settled', settledOn],
      ...(chance.oneIn(4) ? [['settled', addDays(settledOn, 1)]] : []),
      ...(chance.oneIn(3) ? [['returned', addDays(settledOn, chance.below(40))]] : []),
    ];
    for (const [position, [state, valueDate]] of facts.entries()) {
      await office.pool.query(
        `INSERT INTO payout_fact (instruction_id, inbox_id, state, amount_fen, value_date, said_at, recorded_at)
         VALUES ($1, $1 || $2, $3, $4, $5, now(), now())`,
        [id, String(position), state, amountFen, valueDate],
      );
    }
  }
}

describe('the use of the funds', () => {
  it('R-136: of a quarter is the sum of its days, by value date, over random facts', async () => {
    await plantFacts(7, 120);
    const ledger = createLedgerStore(office.application);
    const whole = fundUse(await ledger.booked('150600', { from: FIRST, to: LAST }));
    const rows: BookedPayments[] = [];
    for (const day of daysOf(FIRST, LAST)) {
      rows.push(...(await ledger.booked('150600', { from: day, to: day })));
    }
    expect(fundUse(rows)).toEqual(whole);
    expect(whole.total.payments).toBeGreaterThan(50);
    expect(whole.total.returnedFen).toBeGreaterThan(0);
    // Counted beside the product: the first settlement and the first return of each payment, by value date.
    const { rows: counted } = await office.pool.query<{ state: string; fen: number }>(
      `SELECT state, sum(amount_fen)::bigint AS fen FROM (
         SELECT DISTINCT ON (instruction_id, state) state, amount_fen, value_date FROM payout_fact ORDER BY instruction_id, state, id
       ) AS first WHERE value_date BETWEEN $1 AND $2 GROUP BY state ORDER BY state`,
      [FIRST, LAST],
    );
    expect(counted.map(({ fen }) => fen)).toEqual([whole.total.returnedFen, whole.total.settledFen]);
    const answer = done(await office.as('maker').send('GET', '/api/v1/reports/fund-use?year=2024&quarter=1'));
    expect([answer.from, answer.to, answer.total]).toEqual([FIRST, LAST, whole.total]);
  });

  it('R-136: of the first quarter of 2026 is due on 2026-04-22, and leaves as csv and xlsx without thousands marks', async () => {
    const payment = await payOne(office);
    await bankSays(office, { ...payment }, 'settled', '2026-03-31');
    const path = '/api/v1/reports/fund-use?year=2026&quarter=1';
    const use = done(await office.as('maker').send('GET', path));
    expect(use).toMatchObject({
      period: '2026-Q1',
      from: '2026-01-01',
      to: '2026-03-31',
      dueOn: '2026-04-22',
      state: 'open',
      funds: [{ fund: payment.fund, settledFen: 80_000, returnedFen: 0, netFen: 80_000, payments: 1 }],
      routes: [{ route: 'INSTITUTION_PROJECT_TRAINING', netFen: 80_000 }],
      departments: [{ department: 'HRSS', netFen: 80_000 }],
      payees: [{ payeeId: 'pty_school', netFen: 80_000 }],
      late: [],
    });
    const csv = await office.as('checker').send('GET', `${path}&format=csv`);
    expect(String(csv.body)).toContain('800.00,0.00,800.00,1');
    expect(String(csv.body)).toContain(`收款方,${use.payees[0].payeeName},800.00`);
    expect((await office.as('checker').send('GET', `${path}&format=xlsx`)).status).toBe(200);
    expect((await office.as('bureau').send('GET', path)).status).toBe(200);
    expect((await office.as('dept').send('GET', path)).status).toBe(403);
    expect((await office.as('maker').send('GET', `${path}&jurisdiction=150000`)).status).toBe(403);
    // A payment that came back counts in the quarter of its own value date.
    await bankSays(office, payment, 'returned', '2026-04-01');
    expect(done(await office.as('maker').send('GET', path)).total).toEqual(use.total);
  });
});
