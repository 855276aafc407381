import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyMigrations } from '../../../prisma/migrating/migrate.ts';
import { aReference } from '../../support/money-words.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { createBareDatabase, type TestDatabase } from '../../support/test-database.ts';

const COURSES = '20261130050000_recoveries_have_a_course';
const AT = '2025-06-01T02:00:00.000Z';

let database: TestDatabase;
let office: Office;

beforeAll(async () => {
  database = await createBareDatabase();
  await applyMigrations(database.ownerUrl, (name) => name < COURSES);
  await asBefore();
  await applyMigrations(database.ownerUrl);
  office = await startOffice(database.url);
});

afterAll(async () => {
  await office.close();
  await database.drop();
});

/** Claims that owe, and their debts, as the release before wrote them; of a claim no more than a debt needs. */
async function asBefore(): Promise<void> {
  const admin = new pg.Client(database.adminUrl);
  await admin.connect();
  try {
    // What nobody reads here is not there: no keys and triggers ask for it.
    await admin.query('SET session_replication_role = replica');
    await admin.query(
      `INSERT INTO party (id, kind, name, jurisdiction) VALUES ('pty_before', 'institution', '从前学校', '150600')`,
    );
    for (const [id, kind] of [
      ['clm_main', 'main'],
      ['clm_advance', 'advance'],
      ['clm_done', 'main'],
    ] as const) {
      const claim = {
        id,
        claim_no: id,
        kind,
        route: 'INSTITUTION_PROJECT_TRAINING',
        pipeline: 'P1_JOINT',
        jurisdiction: '150600',
        applicant_party_id: 'pty_before',
        applicant_person_id: 'per_before',
        payee_sealed: '\\x00',
        responsible_department: 'HRSS',
        state: kind === 'advance' ? 'closed' : 'recoveryDue',
        fund: 'EMPLOYMENT_SUBSIDY',
        claimed_fen: 0,
        lines_total: 1,
        lines_eligible: 1,
        lines_refused: 0,
        state_since: AT,
        created_at: AT,
      };
      const columns = Object.keys(claim);
      await admin.query(
        `INSERT INTO claim (${columns.join(', ')}) VALUES (${columns.map((_, at) => `$${at + 1}`).join(', ')})`,
        Object.values(claim),
      );
    }
    await admin.query(
      `INSERT INTO recovery (id, claim_id, party_id, amount_fen, recovered_fen, state, opened_at, closed_at) VALUES
         ('rcv_main', 'clm_main', 'pty_before', 20000, 0, 'due', $1, NULL),
         ('rcv_advance', 'clm_advance', 'pty_before', 50000, 10000, 'due', $1, NULL),
         ('rcv_done', 'clm_done', 'pty_before', 300, 300, 'recovered', $1, $1)`,
      [AT],
    );
    await admin.query(
      `INSERT INTO recovery_step (id, recovery_id, kind, amount_fen, decided_by, at) VALUES
         ('rcs_before', 'rcv_advance', 'repaid', 10000, 'per_before', $1),
         ('rcs_done', 'rcv_done', 'repaid', 300, 'per_before', $1)`,
      [AT],
    );
    // The ledger of before: what is due back stands against its fund.
    await admin.query(
      `INSERT INTO ledger_entry (transaction_id, account, amount_fen, claim_id, at) VALUES
         ('rcv_advance/opened', 'recoverable', 50000, 'clm_advance', $1),
         ('rcv_advance/opened', 'fund:EMPLOYMENT_SUBSIDY', -50000, 'clm_advance', $1),
         ('rcv_advance/repaid/x', 'bank', 10000, 'clm_advance', $1),
         ('rcv_advance/repaid/x', 'recoverable', -10000, 'clm_advance', $1)`,
      [AT],
    );
  } finally {
    await admin.end();
  }
}

async function rows<Found extends object>(sql: string, ...values: readonly unknown[]) {
  return (await office.pool.query<Found>(sql, [...values])).rows;
}

const read = async (id: string) => (await office.as('maker').send('GET', `/api/v1/recoveries/${id}`)).body;

describe('a debt of before recoveries had a course', () => {
  it('R-074: keeps its id, amount and steps, and is due with a cause, a purpose and a place', async () => {
    const found = await rows(
      `SELECT id, jurisdiction, purpose, cause, found_fen::int, amount_fen::int, recovered_fen::int, state, is_of_before,
         start_requested_at IS NOT NULL AS starts FROM recovery ORDER BY id`,
    );
    const of = { jurisdiction: '150600', purpose: 'advance', is_of_before: true };
    expect(found).toEqual([
      {
        ...of,
        id: 'rcv_advance',
        cause: 'ADVANCE_NEVER_CLAIMED',
        found_fen: 50_000,
        amount_fen: 50_000,
        recovered_fen: 10_000,
        state: 'due',
        starts: true,
      },
      {
        ...of,
        id: 'rcv_done',
        cause: 'NEGATIVE_SETTLEMENT',
        found_fen: 300,
        amount_fen: 300,
        recovered_fen: 300,
        state: 'recovered',
        starts: false,
      },
      {
        ...of,
        id: 'rcv_main',
        cause: 'NEGATIVE_SETTLEMENT',
        found_fen: 20_000,
        amount_fen: 20_000,
        recovered_fen: 0,
        state: 'due',
        starts: true,
      },
    ]);
  });

  it('gets its workflow, goes on as due, and is repaid by two words of Finance', async () => {
    await office.desk.start('recovery', 'rcv_advance');
    expect(await read('rcv_advance')).toMatchObject({
      state: 'due',
      openFen: 40_000,
      payBy: null,
      steps: [{ kind: 'repaid', amountFen: 10_000 }],
      diagnosis: { cause: 'repaymentOwed' },
    });
    expect((await read('rcv_advance')).nextDunningAt).not.toBeNull();
    const path = '/api/v1/recoveries/rcv_advance/repayments';
    const said = { amountFen: 40_000, bankReference: aReference() };
    const entered = await office.as('maker').send('POST', path, said);
    expect([entered.status, entered.body.code]).toEqual([201, undefined]);
    const confirmed = await office.as('checker').send('POST', `${path}/${entered.body.id}/confirmation`);
    expect([confirmed.status, confirmed.body.code]).toEqual([200, undefined]);
    expect(await read('rcv_advance')).toMatchObject({
      state: 'recovered',
      openFen: 0,
      steps: [{}, { amountFen: 40_000 }],
    });
    const [left] = await rows<{ fen: number }>(
      `SELECT sum(amount_fen)::int AS fen FROM ledger_entry WHERE claim_id = 'clm_advance' AND account = 'recoverable'`,
    );
    expect(left?.fen).toBe(0);
  });

  it('is made by nobody any more', async () => {
    await expect(
      rows(
        `INSERT INTO recovery (id, claim_id, party_id, jurisdiction, purpose, cause, amount_fen, found_fen, state, state_since,
           opened_at, is_of_before)
         SELECT 'rcv_new', claim_id, party_id, jurisdiction, 'base', cause, 1, 1, 'due', now(), now(), true FROM recovery LIMIT 1`,
      ),
    ).rejects.toMatchObject({ constraint: 'recovery_not_lowered' });
  });
});
