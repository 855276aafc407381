import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyMigrations } from '../../../prisma/migrating/migrate.ts';
import { aReference } from '../../support/money-words.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { createBareDatabase, type TestDatabase } from '../../support/test-database.ts';

const COURSES = '20261130050000_recoveries_have_a_course';
const LETTERS = '20261130090050_letters_as_they_were_sent';
const AT = '2025-06-01T02:00:00.000Z';

let database: TestDatabase;
let office: Office;

beforeAll(async () => {
  database = await createBareDatabase();
  await applyMigrations(database.ownerUrl, (name) => name < COURSES);
  await asOwner(asBefore);
  await applyMigrations(database.ownerUrl, (name) => name < LETTERS);
  await asOwner(toldAndLowered);
  await applyMigrations(database.ownerUrl);
  office = await startOffice(database.url);
});

afterAll(async () => {
  await office.close();
  await database.drop();
});

/** Writes rows of a release before. What nobody reads here is not there: no keys and triggers ask for it. */
async function asOwner(write: (admin: pg.Client) => Promise<void>): Promise<void> {
  const admin = new pg.Client(database.adminUrl);
  await admin.connect();
  try {
    await admin.query('SET session_replication_role = replica');
    await write(admin);
  } finally {
    await admin.end();
  }
}

/** A claim with no more than a debt needs. */
async function addClaim(admin: pg.Client, id: string, kind: 'main' | 'advance'): Promise<void> {
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

/** Claims that owe, and their debts, as the release before wrote them. */
async function asBefore(admin: pg.Client): Promise<void> {
  await admin.query(
    `INSERT INTO party (id, kind, name, jurisdiction) VALUES ('pty_before', 'institution', '从前学校', '150600')`,
  );
  await addClaim(admin, 'clm_main', 'main');
  await addClaim(admin, 'clm_advance', 'advance');
  await addClaim(admin, 'clm_done', 'main');
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
}

/**
 * Debts whose letter left before letters were kept: one was told twice and then lowered by an appeal, which moved its last day
 * to pay; of the other one nothing is told any more; the third has no letter yet.
 */
async function toldAndLowered(admin: pg.Client): Promise<void> {
  for (const id of ['told', 'untold', 'found']) {
    await addClaim(admin, `clm_${id}`, 'main');
  }
  await admin.query(
    `INSERT INTO recovery (id, claim_id, party_id, jurisdiction, purpose, cause, found_fen, amount_fen, recovered_fen, state,
       state_since, opened_at, revision, found_by, approved_by, lines, noticed_on, pay_by, appeal_by) VALUES
       ('rcv_told', 'clm_told', 'pty_before', '150600', 'base', 'WRONG_AMOUNT', 50000, 30000, 0, 'noticed', $1, $1, 5,
         'per_dept', 'per_dept2', $2, '2025-06-01', '2025-07-20', '2025-06-16'),
       ('rcv_untold', 'clm_untold', 'pty_before', '150600', 'base', 'WRONG_AMOUNT', 700, 700, 0, 'noticed', $1, $1, 3,
         'per_dept', 'per_dept2', '[]', '2025-06-02', '2025-07-02', '2025-06-17'),
       ('rcv_found', 'clm_found', 'pty_before', '150600', 'base', 'WRONG_AMOUNT', 900, 900, 0, 'found', $1, $1, 1,
         'per_dept', NULL, '[]', NULL, NULL, NULL)`,
    [AT, JSON.stringify([{ lineId: 'lin_told', amountFen: 50_000 }])],
  );
  await admin.query(
    `INSERT INTO outbox_message (topic, entity_kind, entity_id, payload, at) SELECT 'recovery.noticed', 'recovery', 'rcv_told',
       jsonb_build_object('recoveryId', 'rcv_told', 'amountFen', t.fen, 'payBy', t.pay_by), $1
     FROM (VALUES (1, 40000, '2025-06-25'), (2, 50000, '2025-07-01')) AS t (no, fen, pay_by) ORDER BY t.no`,
    [AT],
  );
}

async function rows<Found extends object>(sql: string, ...values: readonly unknown[]) {
  return (await office.pool.query<Found>(sql, [...values])).rows;
}

const letterOf = (id: string) => office.as('maker').send('GET', `/api/v1/recoveries/${id}/notice`);
const read = async (id: string) => (await office.as('maker').send('GET', `/api/v1/recoveries/${id}`)).body;

describe('a debt of before recoveries had a course', () => {
  it('R-074: keeps its id, amount and steps, and is due with a cause, a purpose and a place', async () => {
    const found = await rows(
      `SELECT id, jurisdiction, purpose, cause, found_fen::int, amount_fen::int, recovered_fen::int, state, is_of_before,
         start_requested_at IS NOT NULL AS starts FROM recovery WHERE is_of_before ORDER BY id`,
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

describe('a letter of before letters were kept', () => {
  it('R-074: is read with the sum and the last day to pay that were told last, and the clause of the law of its day', async () => {
    const { status, body } = await letterOf('rcv_told');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      recoveryId: 'rcv_told',
      noticedOn: '2025-06-01',
      amountFen: 50_000,
      payBy: '2025-07-01',
      appealBy: '2025-06-16',
      lines: [{ lineId: 'lin_told', amountFen: 50_000 }],
    });
    expect(body.clause.clause).not.toBe('');
    expect((await read('rcv_told')).amountFen).toBe(30_000);
  });

  it('has those of its debt where nothing was told of it; a debt without a letter has none', async () => {
    expect((await letterOf('rcv_untold')).body).toMatchObject({ amountFen: 700, payBy: '2025-07-02', lines: [] });
    expect((await letterOf('rcv_found')).body.code).toBe('WRONG_STATE');
  });
});
