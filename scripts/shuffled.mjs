// `npm run test:shuffled`: everything in three other orders, files and the tests within them. `--seeds 4,5` names other
// orders; further arguments go to vitest (`-- --project quick`, a folder). Fails when a test fails in any order.
import { join } from 'node:path';

import { prepare, ROOT, run } from './prepare.mjs';

const given = process.argv.slice(2);
const named = given.indexOf('--seeds');
const seeds = named === -1 ? ['1', '2', '3'] : (given[named + 1] ?? '').split(',');
const args = named === -1 ? given : given.toSpliced(named, 2);
if (seeds.some((seed) => !/^\d+$/.test(seed))) {
  process.stderr.write('--seeds wants numbers, like --seeds 4,5\n');
  process.exit(2);
}

await prepare({ development: true });
process.on('SIGINT', () => undefined);
const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
const failed = [];
for (const seed of seeds) {
  process.stdout.write(`\norder ${seed}\n`);
  const code = await run(process.execPath, [vitest, 'run', '--sequence.shuffle', `--sequence.seed=${seed}`, ...args]);
  if (code !== 0) {
    failed.push(seed);
  }
}
const said = failed.length === 0 ? 'all passed' : `failed in ${failed.join(', ')} (again: --seeds ${failed.join(',')})`;
process.stdout.write(`orders ${seeds.join(', ')}: ${said}\n`);
process.exit(failed.length === 0 ? 0 : 1);
