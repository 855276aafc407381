import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, parseIsoDate, type IsoDate } from '../../../domain/calendar.ts';
import { fundUse, type BookedPayments } from '../../../domain/ledger/fund-use.ts';
import { createLedgerStore } from '../../../prisma/ledger/ledger-store.ts';
import { createChance } from '../../support/chance.ts';
import { WELDER } from '../../support/claim-app.ts';
import { httpClient, type HttpClient } from '../../support/http-client.ts';
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

interface PaymentSeen {
  readonly instructionId: string;
  readonly fund: string;
  readonly amountFen: number;
  readonly result: string;
}

interface RowSeen {
  readonly row: string;
  readonly claimId: string | null;
  readonly claimNo: string | null;
  readonly lineId: string | null;
  readonly decisions: readonly Readonly<Record<string, string | null>>[];
  readonly payments: readonly PaymentSeen[];
  readonly documents: readonly Readonly<Record<string, string | number>>[];
}

const EXPORT = '/api/v1/reports/audit-export';
const auditorOf = async (username: string): Promise<HttpClient> =>
  httpClient(office.base, await office.tokenOf(username));

/** The special audit of a year: its rows, its totals, and the whole text. */
async function auditOf(year: number, auditor: HttpClient) {
  const text = String(done(await auditor.send('GET', `${EXPORT}?year=${year}`)));
  const lines = text.trimEnd().split('\n');
  const totals = JSON.parse(lines.at(-1) ?? '');
  const rows: readonly RowSeen[] = lines.slice(0, -1).map((line) => JSON.parse(line));
  return { rows, totals, text };
}

/** What Finance's four quarters say, by fund. */
async function quartersOf(year: number) {
  const sums = new Map<string, { settledFen: number; returnedFen: number; netFen: number; payments: number }>();
  for (const quarter of [1, 2, 3, 4]) {
    const use = done(await office.as('maker').send('GET', `/api/v1/reports/fund-use?year=${year}&quarter=${quarter}`));
    for (const { fund, ...of } of use.funds) {
      const sum = sums.get(fund) ?? { settledFen: 0, returnedFen: 0, netFen: 0, payments: 0 };
      sums.set(fund, {
        settledFen: sum.settledFen + of.settledFen,
        returnedFen: sum.returnedFen + of.returnedFen,
        netFen: sum.netFen + of.netFen,
        payments: sum.payments + of.payments,
      });
    }
  }
  return [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([fund, of]) => ({ fund, ...of }));
}

/** Net by fund of what the rows show, each result of a payment once. */
function netOf(rows: readonly RowSeen[]) {
  const once = new Map(
    rows.flatMap(({ payments }) => payments.map((one) => [`${one.instructionId} ${one.result}`, one])),
  );
  const net = new Map<string, number>();
  for (const { fund, amountFen, result } of once.values()) {
    net.set(fund, (net.get(fund) ?? 0) + (result === 'settled' ? amountFen : -amountFen));
  }
  return [...net].toSorted(([a], [b]) => (a < b ? -1 : 1));
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

describe('the special audit', () => {
  it('R-133: of a year has what Finance counts in its quarters, in its rows and in its totals', async () => {
    const auditor = await auditorOf('auditor');
    await plantFacts(11, 60);
    for (const year of [2024, 2026]) {
      const { rows, totals } = await auditOf(year, auditor);
      const quarters = await quartersOf(year);
      expect(quarters.length).toBeGreaterThan(0);
      expect(totals).toEqual({
        row: 'totals',
        jurisdiction: '150600',
        year,
        rows: rows.length,
        funds: quarters,
        equalsFundUse: true,
      });
      expect(netOf(rows)).toEqual(quarters.map(({ fund, netFen }) => [fund, netFen]));
    }
    // Nobody decided and nothing was paid then.
    expect((await auditOf(2020, auditor)).rows).toEqual([]);
  });

  it('R-133: has a line with its decisions, its payment that came back and the hashes of its documents, and no person', async () => {
    const payment = await payOne(office);
    await bankSays(office, payment, 'settled', '2027-06-30');
    await bankSays(office, payment, 'returned', '2027-07-01');
    const { rows, text } = await auditOf(2027, await auditorOf('auditor'));
    expect(rows.map(({ row, claimId }) => [row, claimId])).toEqual([['line', payment.claimId]]);
    const [line] = rows;
    expect(line).toMatchObject({ route: 'INSTITUTION_PROJECT_TRAINING', department: 'HRSS', grantId: null });
    expect(line?.lineId).toMatch(/^lin_/);
    expect(line?.decisions.map(({ of, act, decision, stage, organ }) => [of, act, decision, stage, organ])).toEqual([
      ['claim', 'decide', 'approve', 'departmentReview', 'HRSS'],
      ['claim', 'decide', 'approve', 'bureauReview', 'HRSS'],
      ['batch', 'draft', null, null, 'FINANCE'],
      ['batch', 'release', null, null, 'FINANCE'],
    ]);
    expect(line?.payments).toMatchObject([
      { instructionId: payment.id, lineId: null, result: 'settled', amountFen: 80_000, valueDate: '2027-06-30' },
      { instructionId: payment.id, lineId: null, result: 'returned', amountFen: 80_000, valueDate: '2027-07-01' },
    ]);
    expect(line?.documents.map(({ of, kind, sha256 }) => [of, kind, sha256])).toEqual([
      ['filing', 'ASSESSMENT_PLAN', '00'],
      ['filing', 'MATERIALS_LIST', '00'],
      ['filing', 'TEACHER_LIST', '00'],
      ['filing', 'TEACHING_PLAN', '00'],
    ]);
    // The same line stands in the year of its decisions, without the money of another year.
    const decided = (await auditOf(2025, await auditorOf('auditor'))).rows.find(
      ({ lineId }) => lineId === line?.lineId,
    );
    expect([decided?.decisions.length, decided?.payments]).toEqual([4, []]);
    for (const secret of [WELDER.name, WELDER.idNumber, '6216610200000000018']) {
      expect(text).not.toContain(secret);
    }
  });

  it('R-133: leaves as csv with its totals last, for auditors of the place alone, and each export is in the audit', async () => {
    const auditor = await auditorOf('auditor');
    const csv = await auditor.send('GET', `${EXPORT}?year=2026&format=csv`);
    const { rows, totals } = await auditOf(2026, auditor);
    expect([csv.status, csv.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(csv.headers.get('content-disposition')).toContain('audit-export-150600-2026.csv');
    expect(csv.body).toMatch(/^类别,申领或项目编号,/);
    expect(rows.every(({ claimNo }) => csv.body.includes(`明细,${claimNo},`))).toBe(true);
    expect(csv.body.split('\n合计,').at(-1)).toMatch(new RegExp(`^${totals.rows},.*与资金使用报表一致\n$`, 's'));
    const { rows: kept } = await office.pool.query(
      `SELECT facts FROM audit_entry WHERE act = 'exported' AND facts ->> 'operation' = 'readAuditExport' AND facts ->> 'format' = 'csv'`,
    );
    expect(kept).toMatchObject([{ facts: { operation: 'readAuditExport', year: '2026', format: 'csv' } }]);

    expect((await office.as('maker').send('GET', `${EXPORT}?year=2026`)).status).toBe(403);
    expect((await auditor.send('GET', `${EXPORT}?year=2026&jurisdiction=150200`)).status).toBe(403);
    await office.pool.query(`UPDATE person SET roles = '{auditor}' WHERE username = 'elsewhere'`);
    const elsewhere = await auditOf(2026, await auditorOf('elsewhere'));
    expect([elsewhere.rows, elsewhere.totals.funds]).toEqual([[], []]);
  });
});
