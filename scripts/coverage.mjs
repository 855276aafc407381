// `npm run coverage`: how many lines of `domain/` and `workflows/` the quick tests run. Workflows run in the tests' own
// process for that (test/support/workflow-host.ts): nothing is seen inside Temporal's sandbox. Fails below 95 % in either.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';

import { prepare, ROOT, run } from './prepare.mjs';

const LEAST = 95;
const ROOMS = ['domain', 'workflows'];
const MOST_NAMED = 20;

await prepare({ development: true });
const folder = mkdtempSync(join(tmpdir(), 'butie-coverage-'));
process.on('SIGINT', () => undefined);
const code = await run(process.execPath, [
  join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'),
  'run',
  '--project',
  'quick',
  '--reporter=dot',
  '--coverage.enabled',
  '--coverage.provider=v8',
  '--coverage.reportOnFailure',
  ...ROOMS.map((room) => `--coverage.include=${room}/**/*.ts`),
  '--coverage.reporter=json-summary',
  `--coverage.reportsDirectory=${folder}`,
  ...process.argv.slice(2),
]);
const files = readFiles();
rmSync(folder, { recursive: true, force: true });

const thin = files.filter(({ lines }) => lines.pct < LEAST).toSorted((a, b) => uncovered(b) - uncovered(a));
for (const { name, lines } of thin.slice(0, MOST_NAMED)) {
  process.stdout.write(`  ${name}: ${uncovered({ lines })} of ${lines.total} lines never ran\n`);
}
const shares = ROOMS.map((room) => shareOf(room));
for (const { room, covered, total, share } of shares) {
  process.stdout.write(`${room}/: ${share.toFixed(1)} % of ${total} lines (${covered} ran; at least ${LEAST} %)\n`);
}
process.exit(code === 0 && shares.every(({ share }) => share >= LEAST) ? 0 : code || 1);

function readFiles() {
  const summary = join(folder, 'coverage-summary.json');
  const { total: _total, ...byPath } = existsSync(summary) ? JSON.parse(readFileSync(summary, 'utf8')) : {};
  return Object.entries(byPath).map(([path, { lines }]) => ({
    name: relative(ROOT, path).split(sep).join('/'),
    lines,
  }));
}

function shareOf(room) {
  const own = files.filter(({ name }) => name.startsWith(`${room}/`));
  const total = own.reduce((sum, { lines }) => sum + lines.total, 0);
  const covered = own.reduce((sum, { lines }) => sum + lines.covered, 0);
  return { room, total, covered, share: total === 0 ? 0 : (covered / total) * 100 };
}

function uncovered({ lines }) {
  return lines.total - lines.covered;
}
