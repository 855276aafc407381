import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../support/test-database.ts';

let testDatabase: Awaited<ReturnType<typeof createTestDatabase>>;
let owner: pg.Client;
let application: pg.Client;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  owner = new pg.Client(testDatabase.ownerUrl);
  application = new pg.Client(testDatabase.url);
  await Promise.all([owner.connect(), application.connect()]);
  await owner.query(`INSERT INTO party VALUES ('pty_1', 'institution', 'x', '150600');
    INSERT INTO person (id, username, display_name, jurisdiction, roles) VALUES ('per_1', 'a', 'a', '150600', '{}'), ('per_2', 'b', 'b', '150600', '{}');
    INSERT INTO trainee VALUES ('per_t', '\\x01', '\\x02');
    INSERT INTO policy_snapshot VALUES ('psn_1', '\\x01', '{}', now())`);
});

afterAll(async () => {
  await Promise.all([owner.end(), application.end()]);
  await testDatabase.drop();
});

/** A claim with 100.00 approved for its base. */
async function aClaim(filingId: string | null = null): Promise<string> {
  const id = `clm_${randomBytes(6).toString('hex')}`;
  await owner.query(
    `INSERT INTO claim (id, claim_no, kind, filing_id, route, pipeline, jurisdiction, applicant_party_id, applicant_person_id,
       payee_sealed, responsible_department, fund, state, claimed_fen, approved_fen, lines_total, lines_eligible, lines_refused,
       state_since, created_at)
     VALUES ($1, $1, 'main', $2, 'R', 'P1_JOINT', '150600', 'pty_1', 'per_1', '\\x00', 'HRSS', 'EMPLOYMENT_SUBSIDY', 'finance', 10000, 10000, 1, 1, 0, now(), now())`,
    [id, filingId],
  );
  await owner.query(
    `INSERT INTO claim_fund (claim_id, purpose, fund, approved_fen) VALUES ($1, 'base', 'EMPLOYMENT_SUBSIDY', 10000)`,
    [id],
  );
  return id;
}

async function anInstruction(claimId: string, amountFen: number, fund = 'EMPLOYMENT_SUBSIDY'): Promise<string> {
  const id = `pin_${randomBytes(6).toString('hex')}`;
  await owner.query(
    `INSERT INTO batch (id, batch_no, jurisdiction, fund, state, maker_id, control_sum_fen, line_count, created_at, state_since)
     VALUES ($1, $1, '150600', 'EMPLOYMENT_SUBSIDY', 'draft', 'per_1', 1, 1, now(), now())`,
    [`pob_${id}`],
  );
  await owner.query(
    `INSERT INTO payout_instruction (id, batch_id, claim_id, purpose, fund, amount_fen, payee_sealed, payee_masked, state, state_since, created_at)
     VALUES ($1, $2, $3, 'base', $4, $5, '\\x00', '', 'draft', now(), now())`,
    [id, `pob_${id}`, claimId, fund, amountFen],
  );
  return id;
}

const book = (amounts: readonly number[]) =>
  owner.query(
    `INSERT INTO ledger_entry (transaction_id, account, amount_fen, at) SELECT $1, 'a', amount, now() FROM unnest($2::bigint[]) AS amount`,
    [randomBytes(4).toString('hex'), amounts],
  );

const slot = (number: number) =>
  owner.query(`INSERT INTO yearly_slot VALUES ('per_t', 2025, $1, 3, $2)`, [number, randomBytes(4).toString('hex')]);

describe('what the database holds under a race', () => {
  it('binds no more money to a claim than was approved, and only one living obligation (D9)', async () => {
    const claimId = await aClaim();
    await expect(anInstruction(claimId, 10_001)).rejects.toMatchObject({ constraint: 'claim_fund_bounds' });
    await expect(anInstruction(claimId, 10_000, 'REGION_BUDGET')).rejects.toThrow('nothing was approved');
    const first = await anInstruction(claimId, 6_000);
    await expect(anInstruction(claimId, 4_000)).rejects.toMatchObject({ constraint: 'payout_instruction_one_living' });
    await owner.query(`UPDATE payout_instruction SET state = 'cancelled' WHERE id = $1`, [first]);
    await expect(anInstruction(claimId, 10_000)).resolves.toMatch(/^pin_/);
  });

  it('lets twenty makers at once bind a claim exactly once (D9)', async () => {
    const claimId = await aClaim();
    const pool = new pg.Pool({ connectionString: testDatabase.ownerUrl, max: 20 });
    await owner.query(
      `INSERT INTO batch (id, batch_no, jurisdiction, fund, state, maker_id, control_sum_fen, line_count, created_at, state_since)
       VALUES ($1, $1, '150600', 'EMPLOYMENT_SUBSIDY', 'draft', 'per_1', 1, 1, now(), now())`,
      [`pob_${claimId}`],
    );
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, (_, position) =>
        pool.query(
          `INSERT INTO payout_instruction (id, batch_id, claim_id, purpose, fund, amount_fen, payee_sealed, payee_masked, state, state_since, created_at)
           VALUES ($1, $2, $3, 'base', 'EMPLOYMENT_SUBSIDY', 10000, '\\x00', '', 'draft', now(), now())`,
          [`pin_${claimId}_${position}`, `pob_${claimId}`, claimId],
        ),
      ),
    );
    await pool.end();
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('keeps an instruction as it was instructed', async () => {
    const id = await anInstruction(await aClaim(), 100);
    await expect(owner.query('UPDATE payout_instruction SET amount_fen = 101 WHERE id = $1', [id])).rejects.toThrow(
      'keeps its claim',
    );
  });

  it('takes no ledger transaction that does not sum to zero (D9)', async () => {
    await expect(book([100, -99])).rejects.toThrow('does not sum to zero');
    await expect(book([100, -60, -40])).resolves.toBeDefined();
  });

  it('L14: lets a line with an allowance alone have no base and no top-up, and some allowance (R-055)', async () => {
    const claimId = await aClaim();
    const line = (id: string, baseFen: number, allowanceFen: number, floatFen = 0) =>
      owner.query(
        `INSERT INTO claim_line (id, claim_id, position, line_key, state, attended_hours, occupation_code, skill_level,
           base_fen, allowance_fen, float_fen, formula, refusals, findings)
         VALUES ($1, $2, $3, $1, 'allowanceOnly', 0, '6-18-02-04', 'LEVEL_5', $4, $5, $6, '{}', '[]', '[]')`,
        [`${claimId}_${id}`, claimId, Number(id), baseFen, allowanceFen, floatFen],
      );
    await line('1', 0, 5_000);
    const broken = { constraint: 'claim_line_allowance_only' };
    await expect(line('2', 1, 5_000)).rejects.toMatchObject(broken);
    await expect(line('3', 0, 0)).rejects.toMatchObject(broken);
    await expect(line('4', 0, 5_000, 1)).rejects.toMatchObject(broken);
  });

  it('numbers the slots of a year up to the limit and no further (R-048)', async () => {
    await expect(slot(4)).rejects.toMatchObject({ constraint: 'yearly_slot_within_limit' });
  });

  it('knows one role per person and claim, and one review per section (R-009, D12)', async () => {
    const claimId = await aClaim();
    await owner.query(`INSERT INTO claim_decider VALUES ($1, 'per_1', 'departmentReviewer')`, [claimId]);
    await expect(
      owner.query(`INSERT INTO claim_decider VALUES ($1, 'per_1', 'bureauReviewer')`, [claimId]),
    ).rejects.toMatchObject({
      constraint: 'claim_decider_pkey',
    });
    await owner.query(`INSERT INTO claim_review_section VALUES ($1, 'HRSS', 's', 'departmentReviewer')`, [claimId]);
    await expect(
      owner.query(`INSERT INTO claim_review_section VALUES ($1, 'HRSS', 's', 'bureauReviewer')`, [claimId]),
    ).rejects.toMatchObject({ constraint: 'claim_review_section_pkey' });
  });

  it('is of one mode for life', async () => {
    await owner.query(`INSERT INTO environment (id, mode, born_at, key_check) VALUES (1, 'practice', now(), '\\x00')`);
    await expect(
      owner.query(`INSERT INTO environment (id, mode, born_at, key_check) VALUES (2, 'live', now(), '\\x00')`),
    ).rejects.toMatchObject({ constraint: 'environment_is_one' });
  });
});

/** An entry of one chain, by SQL. */
const entry = (seq: number) =>
  application.query(
    `INSERT INTO audit_entry (entity_kind, entity_id, seq, act, at, facts, previous_hash, hash, mac)
     VALUES ('notice', 'first', $1, 'draft', now(), '{}', '\\x00', '\\x00', '\\x00')`,
    [seq],
  );

describe('what was decided, published and paid', () => {
  it.each([
    ['audit_entry', 'act'],
    ['payout_fact', 'state'],
    ['ledger_entry', 'account'],
    ['policy_snapshot', 'content'],
    ['notice_confirmation', 'organ'],
  ])('is never changed, deleted or emptied: %s (R-109)', async (table, column) => {
    await expect(owner.query(`TRUNCATE ${table} CASCADE`)).rejects.toThrow(/keeps what was written/);
    for (const statement of [
      `DELETE FROM ${table}`,
      `UPDATE ${table} SET ${column} = ${column}`,
      `TRUNCATE ${table}`,
    ]) {
      await expect(application.query(statement)).rejects.toThrow(/permission denied/);
    }
  });

  it('stays in the audit even for the owner of the tables', async () => {
    await owner.query(
      `INSERT INTO audit_entry (entity_kind, entity_id, seq, act, at, facts, previous_hash, hash) VALUES ('claim', 'x', 1, 'begin', now(), '{}', '\\x00', '\\x00')`,
    );
    await expect(owner.query('UPDATE audit_entry SET act = $1', ['withdraw'])).rejects.toThrow(
      'keeps what was written',
    );
    await expect(owner.query('DELETE FROM audit_entry')).rejects.toThrow('keeps what was written');
  });

  it('has no entry before the first of its chain, nor in its place (S1)', async () => {
    await entry(1);
    for (const seq of [0, -1]) {
      await expect(entry(seq)).rejects.toMatchObject({ constraint: 'audit_entry_seq_from_one' });
    }
    await expect(entry(1)).rejects.toMatchObject({ constraint: 'audit_entry_entity_kind_entity_id_seq_key' });
  });

  it('is superseded and not changed, once a notice was published', async () => {
    await owner.query(
      `INSERT INTO notice (id, notice_no, jurisdiction, responsible_department, state, policy_snapshot_id, published_at, ends_on, ends_at, page_digest, created_at, state_since)
       VALUES ('ntc_1', 'n', '150600', 'HRSS', 'published', 'psn_1', now(), '2025-07-01', now(), 'd', now(), now())`,
    );
    await expect(owner.query(`UPDATE notice SET ends_on = '2025-07-02' WHERE id = 'ntc_1'`)).rejects.toThrow(
      'superseded',
    );
    await expect(owner.query(`UPDATE notice SET state = 'withdrawn' WHERE id = 'ntc_1'`)).resolves.toBeDefined();
  });
});
