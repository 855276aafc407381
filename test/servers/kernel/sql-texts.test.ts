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
});

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
