import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Writes `prisma/kernel/tables.ts` from `schema.prisma`; with `--check` it reports whether the file is current. */
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FILE = join(ROOT, 'prisma', 'kernel', 'tables.ts');
const tables = generated();

if (!process.argv.includes('--check')) {
  writeFileSync(FILE, tables);
  process.stdout.write(`prisma/kernel/tables.ts: ${tables.length} characters\n`);
} else if (readFileSync(FILE, 'utf8') !== tables) {
  process.stderr.write('prisma/kernel/tables.ts is not what schema.prisma gives: run npm run generate\n');
  process.exitCode = 1;
}

/** Generates beside a copy of the schema, so that a check changes nothing. */
function generated(): string {
  const folder = mkdtempSync(join(tmpdir(), 'butie-tables-'));
  try {
    const schema = join(folder, 'schema.prisma');
    copyFileSync(join(ROOT, 'prisma', 'schema.prisma'), schema);
    const { PATH } = process.env;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(ROOT, 'node_modules', 'prisma', 'build', 'index.js'), 'generate', '--schema', schema],
      {
        cwd: ROOT,
        encoding: 'utf8',
        // The generator is a program that Prisma looks for by its name.
        env: { ...process.env, PATH: [join(ROOT, 'node_modules', '.bin'), PATH].join(delimiter) },
      },
    );
    if (status !== 0) {
      throw new Error(`prisma generate failed: ${stdout}${stderr}`);
    }
    return readFileSync(join(folder, 'kernel', 'tables.ts'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
