// `npm run types`: the compiler, for the server and for the pages of the workbench, and what it does not see: columns and values of the statements that are SQL text.
import { join } from 'node:path';

import { listen, prepare, requireEmbeddedServers, ROOT } from './prepare.mjs';

await prepare({ development: true });
requireEmbeddedServers();

const began = Date.now();
const checks = [
  ['types', join(ROOT, 'node_modules', '.bin', 'tsc'), ['-p', '.']],
  ['workbench', join(ROOT, 'node_modules', '.bin', 'tsc'), ['-p', 'web/workbench']],
  ['statements', process.execPath, ['--import', 'tsx', 'scripts/statements/statements-check.ts']],
];
const results = await Promise.all(
  checks.map(async ([name, command, args]) => {
    const { code, said } = await listen(command, args);
    process.stdout.write(`${code === 0 ? '✓' : '✗'} ${name.padEnd(10)} ${seconds()} s\n${said}`);
    return code;
  }),
);
process.exit(results.every((code) => code === 0) ? 0 : 1);

function seconds() {
  return ((Date.now() - began) / 1_000).toFixed(1).padStart(5);
}
