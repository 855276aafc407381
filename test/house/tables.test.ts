import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ROOT } from '../../main/config.ts';

const GOOD = "export const good = query.selectFrom('claim').select(['id', 'claim_no']).where('state', '=', 'draft');";
const WRONG = {
  select: "export const wrong = query.selectFrom('claim').select('claim_number');",
  where: "export const wrong = query.selectFrom('claim').select('id').where('claim_number', '=', 'x');",
  insert: "export const wrong = query.insertInto('hold').values({ id: 'x', claim_number: 'y' });",
  update: "export const wrong = query.updateTable('claim').set({ claim_number: 'x' });",
  value: "export const wrong = query.updateTable('claim').set({ paid_fen: 'much' });",
  day: "export const wrong = query.updateTable('claim').set({ reference_on: 'yesterday' });",
  json: "export const wrong = query.updateTable('claim').set({ course: jsonText({ state: 'lost' }) });",
  row: "export type Wrong = Row<'claim', 'claim_number'>;",
  table: "export type Wrong = Row<'claims'>;",
};

describe('the types of the tables', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'butie-types-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('refuse a column, table or value that schema.prisma does not have, wherever it stands in a statement', async () => {
    const errors = await compile({ good: GOOD, ...WRONG });
    const files = new Set([...errors.matchAll(/^(?:.*\/)?(\w+)\.ts\(/gm)].map(([, name]) => name));
    expect(files).toEqual(new Set(Object.keys(WRONG)));
  });

  /** What the project's compiler with the project's settings says of some files. */
  function compile(sources: Readonly<Record<string, string>>): Promise<string> {
    for (const [name, source] of Object.entries(sources)) {
      const imports = `import { jsonText, query, type Row } from '${ROOT}/prisma/kernel/statements.ts';`;
      writeFileSync(
        join(folder, `${name}.ts`),
        `${imports}\n${source}\nexport type Uses = Row<'claim'>;\nvoid [jsonText, query];\n`,
      );
    }
    const settings = {
      extends: join(ROOT, 'tsconfig.json'),
      compilerOptions: { rootDir: '/', typeRoots: [join(ROOT, 'node_modules', '@types')] },
      include: ['*.ts'],
    };
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings));
    return new Promise((resolve) => {
      const tsc = join(ROOT, 'node_modules', '.bin', 'tsc');
      execFile(tsc, ['-p', folder], { cwd: ROOT }, (_error, stdout) => resolve(stdout));
    });
  }
});
