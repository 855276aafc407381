// `npm run contract`: writes the types of docs/openapi.json for the workbench; with --check only compares.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { listen, ROOT } from './prepare.mjs';

const TOOL = join(ROOT, 'tools', 'openapi-types');
const FILE = join(ROOT, 'web', 'workbench', 'api', 'contract.d.ts');

await installTool();
const types = await generate();
if (!process.argv.includes('--check')) {
  writeFileSync(FILE, types);
} else if (!existsSync(FILE) || readFileSync(FILE, 'utf8') !== types) {
  fail('web/workbench/api/contract.d.ts is not what docs/openapi.json says: run npm run contract.');
}

/** The generator needs TypeScript 5, so that it cannot be installed beside the compiler of the product. */
async function installTool() {
  if (!existsSync(join(TOOL, 'node_modules', 'openapi-typescript'))) {
    const { code, said } = await listen('npm', ['ci', '--prefix', TOOL, '--no-audit', '--no-fund', '--loglevel=error']);
    if (code !== 0) {
      fail(said);
    }
  }
}

async function generate() {
  const folder = mkdtempSync(join(tmpdir(), 'butie-contract-'));
  const out = join(folder, 'contract.d.ts');
  const program = join(TOOL, 'node_modules', 'openapi-typescript', 'bin', 'cli.js');
  const { code, said } = await listen(process.execPath, [program, join(ROOT, 'docs', 'openapi.json'), '-o', out]);
  if (code !== 0) {
    fail(said);
  }
  const written = readFileSync(out, 'utf8');
  rmSync(folder, { recursive: true, force: true });
  return written;
}

function fail(words) {
  process.stderr.write(`${words}\n`);
  process.exit(1);
}
