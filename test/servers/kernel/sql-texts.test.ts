import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ROOT } from '../../../main/config.ts';
import { declaredTexts } from '../../../prisma/kernel/statements.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

describe('statements that are kept as SQL text', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    for (const file of readdirSync(join(ROOT, 'prisma'), { recursive: true, encoding: 'utf8' })) {
      // The file of a sealing thread runs only in that thread.
      if (file.endsWith('.ts') && file !== 'kernel/sealing-thread.ts') {
        await import(join(ROOT, 'prisma', file));
      }
    }
  });
  afterAll(() => database.drop());

  it('are prepared by the migrated database, every one of them', async () => {
    const texts = [...declaredTexts()];
    expect(texts.length).toBeGreaterThan(0);
    expect(await refusedOf(database.url, texts)).toEqual([]);
  });

  it('are refused where they name a column that no table has', async () => {
    const refused = await refusedOf(database.url, [['planted', 'SELECT tried_at FROM act WHERE id = $1']]);
    expect(refused).toEqual(['planted: column "tried_at" does not exist']);
  });

  it('never use one hashed list at two places of a plan, where Postgres 18 keeps the list of the row before', async () => {
    expect(await twiceHashedOf(database.url, [...declaredTexts()])).toEqual([]);
    // Postgres copies the OR to the scan below the join.
    const tasks = `SELECT count(*) FROM task t LEFT JOIN objection o ON o.id = t.objection_id
      WHERE (t.entity_kind = 'claim' AND t.entity_id = c.id) OR (t.entity_kind = 'notice' AND o.id IS NULL
        AND t.entity_id IN (SELECT nc.notice_id FROM notice_claim nc WHERE nc.claim_id = c.id))`;
    const planted = [['planted', `SELECT (${tasks}) FROM claim c WHERE c.id > $1`]] as const;
    expect(await twiceHashedOf(database.url, planted)).toEqual(['planted: hashed SubPlan 1']);
  });
});

/** The lists of each statement that its plan names in more than one condition. */
async function twiceHashedOf(url: string, texts: readonly (readonly [string, string])[]): Promise<readonly string[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const found: string[] = [];
    for (const [name, text] of texts.filter(([, one]) => /^(?:SELECT|INSERT|UPDATE|DELETE|WITH)/u.test(one))) {
      const plan = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN (GENERIC_PLAN, COSTS OFF) ${text}`);
      const hashed = plan.rows.flatMap((row) => [...new Set(row['QUERY PLAN'].match(/hashed SubPlan \d+/gu))]);
      const twice = new Set(hashed.filter((list, position) => hashed.indexOf(list) < position));
      found.push(...[...twice].map((list) => `${name}: ${list}`));
    }
    return found;
  } finally {
    await client.end();
  }
}

async function refusedOf(url: string, texts: readonly (readonly [string, string])[]): Promise<readonly string[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const refused: string[] = [];
    for (const [name, text] of texts) {
      await client.query(`PREPARE tried AS ${text}`).then(
        () => client.query('DEALLOCATE tried'),
        (error: unknown) => refused.push(`${name}: ${error instanceof Error ? error.message : ''}`),
      );
    }
    return refused;
  } finally {
    await client.end();
  }
}
