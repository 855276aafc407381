import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createEveningSweep } from '../../../prisma/reconciliation/evening-sweep.ts';
import { vouchForCourses } from '../../support/arranged-courses.ts';
import { expectBodiesOfSchema, relayed } from '../../support/event-bodies.ts';
import { bankSays } from '../../support/money-days.ts';
import { aReference } from '../../support/money-words.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { PRACTICE_LIBRARY } from '../../support/policy-library.ts';
import { settledClaim } from '../../support/recoveries.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

/** What the bank has settled of the claim's base, in fen. */
const SETTLED = 80_000;
const AT_ONCE = 12;
/** Of these, five fit into what was settled. */
const EACH = 15_000;

let database: TestDatabase;
let office: Office;
let claimId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
});
beforeEach(async () => {
  claimId = await settledClaim(office);
});
afterAll(async () => {
  await office.close();
  await database.drop();
});

type Seat = Parameters<Office['as']>[0];

const find = (seat: Seat, amountFen: number) =>
  office.as(seat).send('POST', '/api/v1/recoveries', { claimId, cause: 'WRONG_AMOUNT', amountFen, note: '核对' });
const send = (seat: Seat, id: string, act: string, body?: object) =>
  office.as(seat).send('POST', `/api/v1/recoveries/${id}/${act}`, body);

const letterOf = async (seat: Seat, id: string) =>
  (await office.as(seat).send('GET', `/api/v1/recoveries/${id}/notice`)).body;

/** What is asked of the claim, and what is settled, as the constraint counts both. */
async function sums() {
  const { rows } = await office.pool.query<{ asked: number; settled: number }>(
    `SELECT recovery_asked($1, 'base')::int AS asked, recovery_settled($1, 'base')::int AS settled`,
    [claimId],
  );
  return rows[0];
}

async function clients<Done>(count: number, use: (each: readonly pg.Client[]) => Promise<Done>): Promise<Done> {
  const each = Array.from({ length: count }, () => new pg.Client(database.ownerUrl));
  await Promise.all(each.map((client) => client.connect()));
  try {
    return await use(each);
  } finally {
    await Promise.all(each.map((client) => client.end()));
  }
}

/** What a mistake in the code would write: a debt beside all others. */
const written = (position: number, fen: number) => ({
  text: `INSERT INTO recovery (id, claim_id, party_id, jurisdiction, purpose, cause, amount_fen, found_fen, found_by, state,
      state_since, opened_at)
    SELECT 'rec_' || replace(id, '_', '') || $2, id, applicant_party_id, jurisdiction, 'base', 'WRONG_AMOUNT', $3, $3,
      'per_depthr2', 'found', now(), now() FROM claim WHERE id = $1`,
  values: [claimId, position, fen],
});

async function ledgerOf(recoveryId: string) {
  const { rows } = await office.pool.query<{ account: string; fen: number }>(
    `SELECT account, sum(amount_fen)::int AS fen FROM ledger_entry WHERE transaction_id LIKE $1 || '/%' GROUP BY account`,
    [recoveryId],
  );
  return Object.fromEntries(rows.map(({ account, fen }) => [account, fen]));
}

/** A debt of the whole base of another paid claim of the same school. */
async function owed(): Promise<string> {
  claimId = await settledClaim(office);
  const { body } = await find('dept', SETTLED);
  expect((await send('checker', body.id, 'approval', {})).status).toBe(200);
  return body.id;
}

const evening = (at: string) => createEveningSweep(office.application, PRACTICE_LIBRARY)(Date.parse(at));

// First, while nothing else was released on the day.
describe('a debt of a payment that the bank returns afterwards', () => {
  const DAY = '2025-06-23';
  const day = async () => (await office.as('checker').send('GET', `/api/v1/reconciliations/${DAY}`)).body;

  it('R-074: stays, and its sum is a difference of the day of the payment, which is reconciled anew by itself', async () => {
    await evening('2025-06-24T00:00:01+08:00');
    expect(await day()).toMatchObject({ balanced: true });
    await office.setTime('2025-06-24T10:00:00+08:00');
    const found = await find('dept', 20_000);
    expect(found.status).toBe(201);
    const { rows } = await office.pool.query('SELECT id FROM payout_instruction WHERE claim_id = $1', [claimId]);
    await bankSays(office, { id: rows[0].id, amountFen: SETTLED }, 'returned', '2025-06-24');
    await expect.poll(sums, { timeout: 60_000 }).toEqual({ asked: 20_000, settled: 0 });
    await evening('2025-06-25T00:00:01+08:00');
    expect(await day()).toMatchObject({
      balanced: false,
      differences: [{ kind: 'approvedDiffers', claimId, amountFen: 20_000 }],
    });
    expect((await office.as('maker').send('GET', `/api/v1/recoveries/${found.body.id}`)).body).toMatchObject({
      state: 'found',
      amountFen: 20_000,
    });
  });
});

describe('a set-off', () => {
  it('R-074, R-081: is taken from the base alone, never from a living allowance that is due beside it', async () => {
    const [first, second] = [await owed(), await owed()];
    const paying = await office.walks.due();
    await office.pool.query(
      `UPDATE claim SET course = jsonb_set(course, '{payments,allowance}',
         '{"state": "due", "amountFen": 20000, "accountCorrected": false}') WHERE id = $1`,
      [paying],
    );
    await vouchForCourses(office.pool);
    const setOff = { claimId: paying, amountFen: 60_000 };
    const entered = await send('maker', first, 'set-offs', setOff);
    expect([entered.status, entered.body.code]).toEqual([201, undefined]);
    expect((await send('checker', first, `set-offs/${entered.body.id}/confirmation`)).status).toBe(200);
    // 200.00 of the base are left, and 200.00 of the allowance.
    const above = await send('maker', second, 'set-offs', { claimId: paying, amountFen: 20_001 });
    expect(above.body).toMatchObject({ status: 422, code: 'AMOUNT_MISMATCH' });
    const { rows } = await office.pool.query(
      `SELECT course #> '{payments,base,amountFen}' AS base, course #> '{payments,allowance,amountFen}' AS allowance
       FROM claim WHERE id = $1`,
      [paying],
    );
    expect(rows).toEqual([{ base: 20_000, allowance: 20_000 }]);
    // Other systems are told of it as the schema says.
    expect(expectBodiesOfSchema(await relayed(office)).has('recovery.set_off')).toBe(true);
  });
});

describe('a debt of an allowance that another fund paid than the base', () => {
  const ALLOWANCE = 9_000;

  beforeEach(async () => {
    await office.pool.query(
      `INSERT INTO claim_fund (claim_id, purpose, fund, approved_fen, obligated_fen, settled_fen)
       VALUES ($1, 'allowance', 'UNEMPLOYMENT_INSURANCE', $2, $2, $2)`,
      [claimId, ALLOWANCE],
    );
  });

  const findAllowance = async () => {
    const body = { claimId, cause: 'WRONG_AMOUNT', amountFen: ALLOWANCE, note: '核对', purpose: 'allowance' };
    const found = await office.as('dept').send('POST', '/api/v1/recoveries', body);
    expect([found.status, found.body.purpose]).toEqual([201, 'allowance']);
    return String(found.body.id);
  };

  it('T-08: goes back to that fund and is asked to be paid into its account; what is forgiven is its own, too', async () => {
    const id = await findAllowance();
    expect((await send('checker', id, 'approval', { amountFen: 5_000 })).status).toBe(200);
    expect(await ledgerOf(id)).toEqual({ recoverable: 5_000, 'fund:UNEMPLOYMENT_INSURANCE': -5_000 });
    const base = await find('dept', 1_000);
    expect((await send('checker', base.body.id, 'approval')).status).toBe(200);
    const [own, other] = [await letterOf('school', id), await letterOf('school', base.body.id)];
    expect(own.account.number).not.toBe(other.account.number);
  });

  it('that was booked to the fund of the base before stays there until it ends', async () => {
    const id = await findAllowance();
    await office.pool.query(
      `INSERT INTO ledger_entry (transaction_id, account, amount_fen, claim_id, at)
       SELECT $1 || '/opened/before', account, fen, $2, now()
       FROM (VALUES ('recoverable', 0), ('fund:EMPLOYMENT_SUBSIDY', 0)) AS of (account, fen)`,
      [id, claimId],
    );
    expect((await send('checker', id, 'refusal', { reason: '计算有误' })).body.state).toBe('annulled');
    expect(await ledgerOf(id)).toMatchObject({ 'fund:EMPLOYMENT_SUBSIDY': ALLOWANCE });
  });

  it('R-096: names its person in full to that person alone, in the letter and beside it', async () => {
    const id = await findAllowance();
    expect((await send('checker', id, 'approval')).status).toBe(200);
    await office.pool.query(`UPDATE party SET kind = 'person', name = '张丽丽' WHERE id = 'pty_school'`);
    const named = async (seat: Seat) => {
      const read = await office.as(seat).send('GET', `/api/v1/recoveries/${id}`);
      const sheet = await office.as(seat).send('GET', `/api/v1/recoveries/${id}/notice`, undefined, {
        accept: 'text/html',
      });
      const printed = ['张丽丽', '张*丽', '***'].filter((name) => String(sheet.body).includes(name));
      return [(await letterOf(seat, id)).debtor, read.body.partyName, ...printed];
    };
    expect(await named('school')).toEqual(['张丽丽', '张丽丽', '张丽丽']);
    expect(await named('maker')).toEqual(['张*丽', '张*丽', '张*丽']);
  });
});

describe('what is asked back of one claim and purpose', () => {
  it('R-126: is never more than was settled, when several find it at the same time', async () => {
    const seats = ['maker', 'checker', 'dept', 'bureau2'] as const;
    const answers = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, position) => find(seats[position % seats.length] ?? 'maker', EACH)),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(Math.floor(SETTLED / EACH));
    const refused = answers.filter(({ status }) => status !== 201).map(({ body }) => body.code);
    expect(new Set(refused)).toEqual(new Set(['ABOVE_PAID']));
    expect(await sums()).toEqual({ asked: 75_000, settled: SETTLED });
  });

  it('R-126: is held by the database itself, in transactions that see nothing of each other until they end', async () => {
    await clients(AT_ONCE, async (each) => {
      await Promise.all(each.map((client) => client.query('BEGIN')));
      await Promise.all(each.map((client, position) => client.query(written(position, EACH))));
      const ends = await Promise.allSettled(each.map((client) => client.query('COMMIT')));
      expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(Math.floor(SETTLED / EACH));
      const broken = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason.constraint] : []));
      expect(new Set(broken)).toEqual(new Set(['recovery_within_settled']));
    });
    expect(await sums()).toEqual({ asked: 75_000, settled: SETTLED });
  });

  it('R-074: is free again once a finding is annulled, and its ledger nets to zero in every account', async () => {
    const { body } = await find('maker', SETTLED);
    expect((await find('dept', 1)).body.code).toBe('ABOVE_PAID');
    expect(await ledgerOf(body.id)).toMatchObject({ recoverable: SETTLED });
    expect((await send('checker', body.id, 'refusal', { reason: '计算有误' })).body.state).toBe('annulled');
    const accounts = await ledgerOf(body.id);
    expect([Object.keys(accounts).length > 1, Object.values(accounts).filter((fen) => fen !== 0)]).toEqual([true, []]);
    expect(await sums()).toEqual({ asked: 0, settled: SETTLED });
    const again = await find('dept', SETTLED);
    expect(again.status).toBe(201);
    // The same after an appeal that left nothing of it.
    expect((await send('checker', again.body.id, 'approval', {})).status).toBe(200);
    expect((await send('school', again.body.id, 'appeal', { statement: '证书有效' })).status).toBe(200);
    const { rows } = await office.pool.query(
      `SELECT id, revision FROM task WHERE entity_id = $1 AND kind = 'recoveryAppeal' AND state = 'open'`,
      [again.body.id],
    );
    const ruled = await office.walks.decide('bureau2', rows[0], { act: 'uphold' });
    expect([ruled.status, ruled.body.code]).toEqual([200, undefined]);
    expect(Object.values(await ledgerOf(again.body.id)).filter((fen) => fen !== 0)).toEqual([]);
    // The letter that went out before stays.
    expect(await letterOf('school', again.body.id)).toMatchObject({ amountFen: SETTLED });
    const changed = office.pool.query('UPDATE recovery_letter SET amount_fen = 1 WHERE recovery_id = $1', [
      again.body.id,
    ]);
    await expect(changed).rejects.toThrow(/recovery_letter/);
  });

  it('R-074: comes back never above what is owed, however many confirm at the same time', async () => {
    const { body } = await find('dept', EACH);
    expect((await send('checker', body.id, 'approval', {})).status).toBe(200);
    const entered = await Promise.all(
      Array.from({ length: AT_ONCE }, () =>
        send('maker', body.id, 'repayments', { amountFen: 10_000, bankReference: aReference() }),
      ),
    );
    const ids = entered.flatMap(({ status, body: { id } }) => (status === 201 ? [id] : []));
    expect(ids.length).toBeGreaterThan(0);
    const confirmed = await Promise.all(ids.map((id) => send('checker', body.id, `repayments/${id}/confirmation`)));
    expect(confirmed.filter(({ status }) => status === 200)).toHaveLength(1);
    const { rows } = await office.pool.query('SELECT amount_fen::int, recovered_fen::int FROM recovery WHERE id = $1', [
      body.id,
    ]);
    expect(rows).toEqual([{ amount_fen: EACH, recovered_fen: 10_000 }]);
    await clients(1, async ([owner]) => {
      const more = owner?.query('UPDATE recovery SET recovered_fen = amount_fen + 1 WHERE id = $1', [body.id]);
      await expect(more).rejects.toMatchObject({ code: '23514' });
    });
  });
});
