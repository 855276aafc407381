import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COLUMN_WORDS, columnCheck, INDEX_WORDS } from '../../../prisma/kernel/column-words.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

/** Names of columns that hold closed words. */
const CLOSED_NAMES = [
  'state',
  'kind',
  'purpose',
  'side',
  'role',
  'mode',
  'act',
  'entity_kind',
  'done_act',
  'outcome_code',
  'fund',
  'certificate_kind',
  'skill_level',
  'delivery_mode',
  'department_source',
  'register',
  'waiting_register',
  'due_unit',
  'return_unit',
];

/** Columns that are called like a closed word and are none: words of packs, and roles with the stage they were taken in. */
const OPEN_WORDS = [
  'claim_decider.role',
  'claim_document.kind',
  'claim_line_document.kind',
  'claim_review_section.role',
  'document_version.kind',
  'filing_document.kind',
  'grant_document.kind',
  'register_availability.register',
];

describe('columns that hold a closed word', () => {
  let database: TestDatabase;
  let client: pg.Client;
  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client(database.url);
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it('take the words of the domain and no other: a new word needs its migration (house §5)', async () => {
    const found = await client.query<{ name: string; definition: string }>(
      `SELECT conrelid::regclass || '/' || conname AS name, pg_get_constraintdef(oid) AS definition
       FROM pg_constraint WHERE contype = 'c' AND conname LIKE '%\\_word' ORDER BY 1`,
    );
    const inDatabase = found.rows.map(({ name, definition }) => [name, wordsIn(definition)]);
    const inDomain = Object.entries(COLUMN_WORDS).map(([of, words]) => {
      const { table, name } = columnCheck(of);
      return [`${table}/${name}`, [...words].toSorted()];
    });
    expect(Object.fromEntries(inDatabase)).toEqual(Object.fromEntries(inDomain));
  });

  it('are all of the columns that are called state, kind, purpose, side, role, mode, act, fund or the like', async () => {
    const found = await client.query<{ column: string }>(
      `SELECT table_name || '.' || column_name AS column FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name = ANY ($1)`,
      [CLOSED_NAMES],
    );
    const without = found.rows.map(({ column }) => column).filter((column) => COLUMN_WORDS[column] === undefined);
    expect(without.toSorted()).toEqual(OPEN_WORDS);
  });

  it('stand in the conditions of partial indexes as the domain has them', async () => {
    const found = await client.query<{ name: string; condition: string }>(
      `SELECT indexrelid::regclass::text AS name, pg_get_expr(indpred, indrelid) AS condition
       FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
       WHERE indpred IS NOT NULL AND relnamespace = 'public'::regnamespace`,
    );
    const inDatabase = found.rows.flatMap(({ name, condition }) => {
      const words = wordsIn(condition);
      return words.length === 0 ? [] : [[name, words] as const];
    });
    const inDomain = Object.entries(INDEX_WORDS).map(([name, words]) => [name, [...words].toSorted()] as const);
    expect(Object.fromEntries(inDatabase)).toEqual(Object.fromEntries(inDomain));
  });

  it('refuse a word that the domain does not have', async () => {
    const column = `INSERT INTO recovery_step (id, recovery_id, kind, amount_fen, decided_by, at)
      VALUES ('rcs_1', 'rcv_1', 'forgiven', 1, 'per_1', now())`;
    await expect(client.query(column)).rejects.toMatchObject({ constraint: 'recovery_step_kind_word' });
  });
});

function wordsIn(definition: string): readonly string[] {
  return Array.from(definition.matchAll(/'([^']+)'/g), ([, word]) => word ?? '').toSorted();
}
