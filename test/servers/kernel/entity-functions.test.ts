import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENTITY_KINDS } from '../../../domain/entities.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

describe('functions and triggers of the database that name entities', () => {
  let database: TestDatabase;
  let client: pg.Client;
  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client(database.ownerUrl);
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  /** Those that name two entities or more, each with the entities that it lacks. */
  async function lacks(kinds: readonly string[]) {
    const { rows } = await client.query<{ name: string; lacks: string[] }>(
      `WITH code AS (
         SELECT p.proname AS name, p.prosrc AS text FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
         UNION ALL SELECT t.tgname, pg_get_triggerdef(t.oid) FROM pg_trigger t WHERE NOT t.tgisinternal)
       SELECT name, ARRAY(SELECT kind FROM unnest($1::text[]) AS kind WHERE NOT named @> ARRAY[kind]) AS lacks
       FROM (SELECT name, ARRAY(SELECT kind FROM unnest($1::text[]) AS kind
           WHERE strpos(text, quote_literal(kind)) > 0) AS named FROM code) AS found
       WHERE cardinality(named) >= 2 ORDER BY name`,
      [kinds],
    );
    return Object.fromEntries(rows.map((row) => [row.name, row.lacks]));
  }

  it('name every entity of the table: the tasks of a new one do not escape R-134', async () => {
    const found = await lacks(ENTITY_KINDS);
    expect(Object.keys(found)).toEqual(expect.arrayContaining(['parties_of_task', 'tasks_of_interest']));
    expect(Object.entries(found).filter(([, kinds]) => kinds.length > 0)).toEqual([]);
  });

  it('are each named for a further entity that they lack', async () => {
    expect(await lacks([...ENTITY_KINDS, 'sample'])).toMatchObject({
      parties_of_task: ['sample'],
      tasks_of_interest: ['sample'],
    });
  });

  it('are found where two entities stand in a new function', async () => {
    await client.query(`CREATE FUNCTION planted(kind text) RETURNS boolean LANGUAGE sql AS
      $$ SELECT kind IN ('notice', 'batch') $$`);
    expect(await lacks(ENTITY_KINDS)).toMatchObject({
      planted: ENTITY_KINDS.filter((kind) => kind !== 'notice' && kind !== 'batch'),
    });
    await client.query('DROP FUNCTION planted');
  });
});
