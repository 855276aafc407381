// Runs one of the project's TypeScript programs in a clone that is made ready first: node scripts/run.mjs FILE ARGS…
import { spawn } from 'node:child_process';

import { prepare, ROOT } from './prepare.mjs';

const [file, ...args] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write('用法 · Usage: node scripts/run.mjs FILE [ARGS…]\n');
  process.exit(1);
}
await prepare({ development: false });
const program = spawn(process.execPath, ['--import', 'tsx', file, ...args], { cwd: ROOT, stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => program.kill(signal));
}
program.once('exit', (code) => process.exit(code ?? 1));
