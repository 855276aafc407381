import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ROOT } from '../../../main/config.ts';
import { declaredTypes, type DeclaredTypes } from '../../../scripts/statements/declared-types.ts';
import { loadTexts } from '../../../scripts/statements/load-texts.ts';
import { statementFaults } from '../../../scripts/statements/statement-faults.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

/** Name, types and text of a statement, and what must be said of it. */
const WRONG = [
  [
    'unknownColumn',
    '<never, [id: string]>',
    'SELECT tried_at FROM act WHERE id = $1',
    'column "tried_at" does not exist',
  ],
  [
    'columnNotGiven',
    "<Row<'act', 'id' | 'state'>, []>",
    'SELECT id FROM act',
    'its row type has the column state, which the statement does not give',
  ],
  [
    'columnOfAnotherKind',
    '<{ readonly lines: string }, []>',
    'SELECT lines_total AS lines FROM claim',
    'column lines is number, its row type says text',
  ],
  [
    'valueForgotten',
    "<Row<'act', 'id'>, [id: string]>",
    'SELECT id FROM act WHERE id = $1 AND state = $2',
    'takes 2 values, its type says 1',
  ],
  [
    'valueOfAnotherKind',
    "<Row<'act', 'id'>, [ids: string]>",
    'SELECT id FROM act WHERE id = ANY ($1)',
    'value $1 is text[], its type says text',
  ],
] as const;

const RIGHT = [
  'right',
  "<Row<'claim', 'id' | 'paid_fen' | 'course' | 'submitted_at' | 'reference_on'> & { readonly ids: readonly string[] }, [Date]>",
  "SELECT c.*, ARRAY['a'] AS ids FROM claim c WHERE created_at > $1",
  '',
] as const;

describe('statements that are kept as SQL text', () => {
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

  it('are prepared by the migrated database, and give and take what their types say, every one of them', async () => {
    const texts = await loadTexts();
    expect(texts.size).toBeGreaterThan(0);
    expect(await statementFaults(client, texts, declaredTypes())).toEqual([]);
  });

  it('are refused by file, line and name where a column, a row type or the values do not fit', async () => {
    const texts = new Map([...WRONG, RIGHT].map(([name, , text]) => [`planted.${name}`, text]));
    const faults = await statementFaults(client, texts, plantedTypes());
    expect(faults.map((fault) => basename(fault))).toEqual(
      WRONG.map(([name, , , fault], at) => `planted.ts:${at + 2}: planted.${name}: ${fault}`),
    );
  });

  it('are refused where the compiler does not find them', async () => {
    const faults = await statementFaults(client, new Map([['lost', 'SELECT 1']]), []);
    expect(faults).toEqual(['prisma: lost: the compiler finds no sqlText of this name']);
  });

  it('count the leases of an endpoint, and not all that was ever delivered to it', async () => {
    const text = (await loadTexts()).get('event.endpointsWithWork') ?? '';
    const owner = new pg.Client(database.ownerUrl);
    await owner.connect();
    await owner.query('SET enable_seqscan = off');
    const plan = await owner.query<{ 'QUERY PLAN': string }>(`EXPLAIN (GENERIC_PLAN, COSTS OFF) ${text}`);
    await owner.end();
    const scans = plan.rows.map((row) => row['QUERY PLAN']).filter((line) => line.includes('webhook_delivery b'));
    expect(scans.map((line) => /using (\w+)/u.exec(line)?.[1])).toEqual(['webhook_delivery_leased']);
  });

  it('never use one hashed list at two places of a plan, where Postgres 18 keeps the list of the row before', async () => {
    expect(await twiceHashedOf(database.ownerUrl, [...(await loadTexts())])).toEqual([]);
    // Postgres copies the OR to the scan below the join.
    const tasks = `SELECT count(*) FROM task t LEFT JOIN objection o ON o.id = t.objection_id
      WHERE (t.entity_kind = 'claim' AND t.entity_id = c.id) OR (t.entity_kind = 'notice' AND o.id IS NULL
        AND t.entity_id IN (SELECT nc.notice_id FROM notice_claim nc WHERE nc.claim_id = c.id))`;
    const planted = [['planted', `SELECT (${tasks}) FROM claim c WHERE c.id > $1`]] as const;
    expect(await twiceHashedOf(database.ownerUrl, planted)).toEqual(['planted: hashed SubPlan 1']);
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

/** What the compiler says of a file with the planted statements, one a line. */
function plantedTypes(): readonly DeclaredTypes[] {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'butie-texts-')));
  try {
    const config = join(folder, 'tsconfig.json');
    const settings = {
      extends: join(ROOT, 'tsconfig.json'),
      compilerOptions: { rootDir: '/', typeRoots: [join(ROOT, 'node_modules', '@types')] },
      include: ['*.ts'],
    };
    writeFileSync(config, JSON.stringify(settings));
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
    writeFileSync(
      join(folder, 'planted.ts'),
      [
        `import { sqlText, type Row } from '${ROOT}/prisma/kernel/statements.ts';`,
        ...[...WRONG, RIGHT].map(
          ([name, types, text]) => `export const ${name} = sqlText${types}('planted.${name}', \`${text}\`);`,
        ),
      ].join('\n'),
    );
    return declaredTypes(config, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
