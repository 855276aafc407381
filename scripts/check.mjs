// `npm run check`: all checks of the project except its tests, one line per check.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { listen, prepare, ROOT } from './prepare.mjs';

await prepare({ development: true });

const bin = (name) => join(ROOT, 'node_modules', '.bin', name);
const tsx = (...args) => [process.execPath, ['--import', 'tsx', ...args]];

const checks = [
  ['lint', bin('oxlint'), ['--type-aware', '--deny-warnings']],
  ['format', bin('oxfmt'), ['--check', '.']],
  ['types', process.execPath, ['scripts/types.mjs']],
  ['unused', bin('knip'), []],
  ...(existsSync(join(ROOT, 'scripts', 'openapi.ts')) ? [['openapi', ...tsx('scripts/openapi.ts', '--check')]] : []),
  ['contract', process.execPath, ['scripts/contract.mjs', '--check']],
  ['tables', ...tsx('scripts/tables.ts', '--check')],
  ['drift', ...tsx('scripts/drift.ts')],
];

let failures = 0;
for (const [name, command, args] of checks) {
  const began = Date.now();
  const { code, said } = await listen(command, args);
  const seconds = ((Date.now() - began) / 1_000).toFixed(1).padStart(5);
  process.stdout.write(`${code === 0 ? '✓' : '✗'} ${name.padEnd(8)} ${seconds} s\n`);
  if (code !== 0) {
    failures += 1;
    process.stdout.write(`${said}\n`);
  }
}
process.stdout.write(failures === 0 ? 'check: passed\n' : `check: ${failures} failed\n`);
process.exit(failures === 0 ? 0 : 1);
