// `npm run test:rounds`: the stories of the pages twenty times in a row, on one stack. `--rounds 3` another number;
// further arguments name stories (`-- whole-claim bulk`). Fails when a story fails in any round.
import { join } from 'node:path';

import { prepare, ROOT, run } from '../prepare.mjs';

const given = process.argv.slice(2);
const named = given.indexOf('--rounds');
const rounds = named === -1 ? '20' : (given[named + 1] ?? '');
const stories = named === -1 ? given : given.toSpliced(named, 2);
if (!/^[1-9]\d*$/.test(rounds)) {
  process.stderr.write('--rounds wants a number, like --rounds 3\n');
  process.exit(2);
}

await prepare({ development: true });
process.on('SIGINT', () => undefined);
const code = await run(
  process.execPath,
  [
    join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--root',
    ROOT,
    '--config',
    join(ROOT, 'scripts', 'rounds', 'rounds-config.ts'),
    ...stories,
  ],
  { env: { ...process.env, BUTIE_ROUNDS: rounds } },
);
process.stdout.write(`rounds ${rounds}: ${code === 0 ? 'all passed' : 'not all passed'}\n`);
process.exit(code);
