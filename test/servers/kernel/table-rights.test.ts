import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { APPROVED_LINE_STATES } from '../../../domain/line/line-state.ts';
import { UNPLANNED_FILING_STATES, WRITTEN_FILING_STATES } from '../../../domain/filing/filing-course.ts';
import { APPLICATION_FUNCTIONS } from '../../../prisma/kernel/rights-sql.ts';
import { TABLE_RIGHTS, type Rights } from '../../../prisma/kernel/table-rights.ts';
import { sqlList } from '../../../prisma/kernel/sql-list.ts';
import { loadTexts } from '../../../scripts/statements/load-texts.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let owner: pg.Client;
let application: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client(database.ownerUrl);
  application = new pg.Client(database.url);
  await Promise.all([owner.connect(), application.connect()]);
});
afterAll(async () => {
  await Promise.all([owner.end(), application.end()]);
  await database.drop();
});

const REFUSED = { code: '42501' };
/** Sent by a start that seals what was kept in clear before and binds passwords, with the login that migrates. */
const OF_THE_OWNER = { 'payout.sealEvent': 'payout_inbox', 'people.bindPasswords': 'person' };

interface Found {
  readonly name: string;
  readonly rights: readonly string[];
  readonly columns: readonly string[];
}

/** As the catalogue has it: what the login may do with each table, also through PUBLIC or a membership. */
async function found(): Promise<ReadonlyMap<string, Omit<Found, 'name'>>> {
  const { rows } = await owner.query<Found>(
    `SELECT c.relname AS name,
       ARRAY(SELECT word FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN']) AS word
         WHERE has_table_privilege('butie_app', c.oid, word)) AS rights,
       ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
         AND has_column_privilege('butie_app', c.oid, a.attnum, 'UPDATE') ORDER BY a.attname) AS columns
     FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
       AND c.relname <> '_prisma_migrations'`,
  );
  return new Map(rows.map(({ name, ...rights }) => [name, rights]));
}

function declared({ insert, update, delete: deletes }: Rights): Omit<Found, 'name'> {
  return {
    rights: ['SELECT', ...(insert ? ['INSERT'] : []), ...(deletes ? ['DELETE'] : [])],
    columns: update.toSorted(),
  };
}

describe('the rights of the application', () => {
  it('S14: to every table are those that are declared, in the catalogue of the server', async () => {
    const wanted = new Map(Object.entries(TABLE_RIGHTS).map(([table, rights]) => [table, declared(rights)]));
    expect(await found()).toEqual(wanted);
  });

  it('S14: to a table that nobody declared fail the comparison', async () => {
    await owner.query('CREATE TABLE planted (id text); GRANT SELECT ON planted TO butie_app');
    const tables = await found();
    await owner.query('DROP TABLE planted');
    expect(tables.get('planted')).toEqual({ rights: ['SELECT'], columns: [] });
    expect(Object.keys(TABLE_RIGHTS)).not.toContain('planted');
  });

  it('S14: reach neither the list of migrations nor the value of a sequence', async () => {
    await expect(application.query('SELECT FROM _prisma_migrations')).rejects.toMatchObject(REFUSED);
    await expect(application.query("SELECT setval('audit_entry_id_seq', 1)")).rejects.toMatchObject(REFUSED);
  });

  it('S14: are enough for every statement that the product declares', async () => {
    const missing: string[] = [];
    for (const [name, text] of await loadTexts()) {
      await application.query(`EXPLAIN (GENERIC_PLAN) ${text}`).catch((error: unknown) => {
        missing.push(`${name}: ${String(error)}`);
      });
    }
    expect(missing.toSorted()).toEqual(
      Object.entries(OF_THE_OWNER).map(([name, table]) => `${name}: error: permission denied for table ${table}`),
    );
  });

  it.each(Object.entries(TABLE_RIGHTS).filter(([, rights]) => !rights.delete))(
    'S14: do not delete from %s',
    async (table) => {
      await expect(application.query(`DELETE FROM ${table}`)).rejects.toMatchObject(REFUSED);
      await expect(application.query(`TRUNCATE ${table}`)).rejects.toMatchObject(REFUSED);
    },
  );

  it.each([
    ['person', 'roles'],
    ['person', 'password_hash'],
    ['person', 'password_bond'],
    ['person', 'session_epoch'],
    ['person', 'username'],
    ['person', 'jurisdiction'],
    ['person', 'party_id'],
    ['person', 'disabled_at'],
    ['machine_client', 'api_key_hash'],
    ['machine_client', 'webhook_secret_sealed'],
    ['party', 'name'],
    ['claim', 'payee_sealed'],
    ['claim', 'payee_revision'],
    ['claim', 'approved_fen'],
    ['claim', 'lines_approved'],
    ['claim', 'applicant_party_id'],
    ['claim_fund', 'approved_fen'],
    ['claim_fund', 'obligated_fen'],
    ['claim_fund', 'settled_fen'],
    ['claim_fund', 'act_id'],
    ['claim_entry', 'account_sealed'],
    ['roster_entry', 'account_sealed'],
    ['payout_instruction', 'payee_sealed'],
    ['payout_instruction', 'amount_fen'],
    ['payout_inbox', 'amount_fen'],
    ['payout_inbox', 'body'],
    ['batch', 'maker_id'],
    ['batch', 'control_sum_fen'],
    ['act', 'person_id'],
    ['act', 'body'],
    ['act', 'signature'],
    ['hold', 'claim_id'],
    ['hold', 'until'],
    ['task', 'role'],
    ['objection', 'claim_id'],
    ['trainee', 'id_number_sealed'],
    ['environment', 'mode'],
    ['environment', 'bond_key_check'],
    ['session', 'bond'],
    ['session', 'person_id'],
    ['session', 'expires_at'],
  ])('S14: do not change %s.%s', async (table, column) => {
    await expect(application.query(`UPDATE ${table} SET ${column} = ${column}`)).rejects.toMatchObject(REFUSED);
  });

  it.each(['person', 'party', 'machine_client', 'claim_fund', 'environment', 'act_before_signing'])(
    'S14: add nothing to %s',
    async (table) => {
      await expect(application.query(`INSERT INTO ${table} DEFAULT VALUES`)).rejects.toMatchObject(REFUSED);
    },
  );

  it('S14: lock a person, a party, a trainee and a plan line, whose id nobody changes', async () => {
    await owner.query(`INSERT INTO person (id, username, display_name, jurisdiction, roles) VALUES ('per_x', 'x', 'x', '150600', '{}');
      INSERT INTO party VALUES ('pty_x', 'institution', 'x', '150600');
      INSERT INTO trainee VALUES ('trn_x', '\\x01', '\\x02');
      INSERT INTO plan_line (id, jurisdiction, year, organ, program) VALUES ('x', '150600', 2025, 'HRSS', 'x')`);
    for (const table of ['person', 'party', 'trainee', 'plan_line']) {
      await application.query(`SELECT FROM ${table} FOR NO KEY UPDATE`);
      await expect(application.query(`UPDATE ${table} SET id = 'other'`)).rejects.toThrow('keeps the ids');
    }
  });
});

describe('the functions of the application', () => {
  it('S14: run as the owner of the tables with one place to look names up, and nobody else may call them', async () => {
    const { rows } = await owner.query<{ name: string; fixed: boolean; public: boolean; application: boolean }>(
      `SELECT p.proname AS name, 'search_path=public, pg_temp' = ANY (p.proconfig) IS TRUE AS fixed,
         EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
           WHERE a.grantee = 0 AND a.privilege_type = 'EXECUTE') AS public,
         has_function_privilege('butie_app', p.oid, 'EXECUTE') AS application
       FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef ORDER BY p.proname`,
    );
    expect(rows.filter(({ application: may }) => may).map(({ name }) => name)).toEqual([...APPLICATION_FUNCTIONS]);
    expect(rows.filter((row) => !row.fixed || row.public)).toEqual([]);
  });

  it('S14: know the words of the domain', async () => {
    const { rows } = await owner.query<{ code: string }>(
      `SELECT p.prosrc AS code FROM pg_proc p WHERE p.proname = 'count_approved'
       UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname IN ('claim_line_keeps_account', 'filing_keeps_account')
       ORDER BY 1`,
    );
    const code = rows.map((row) => row.code.replaceAll('::text', '')).join('\n');
    const approved = sqlList(APPROVED_LINE_STATES);
    expect(code.split(approved)).toHaveLength(3);
    expect(WRITTEN_FILING_STATES).toContain(UNPLANNED_FILING_STATES[0]);
    expect(code).toContain(sqlList(WRITTEN_FILING_STATES));
  });
});
