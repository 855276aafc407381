// `npm test`: all tests; with --quick only those that need no servers. Further arguments go to vitest. The last line
// gives the number of passed and failed tests.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { prepare, ROOT, run } from './prepare.mjs';

const given = process.argv.slice(2);
const args = given.filter((arg) => arg !== '--quick');

await prepare({ development: true });
const folder = mkdtempSync(join(tmpdir(), 'butie-results-'));
const results = join(folder, 'results.json');
process.on('SIGINT', () => undefined);
const code = await run(process.execPath, [
  join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'),
  'run',
  ...(given.includes('--quick') ? ['--project', 'quick'] : []),
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${results}`,
  ...args,
]);
const { passed, failed } = countResults(code);
rmSync(folder, { recursive: true, force: true });
process.stdout.write(`tests: ${passed} passed, ${failed} failed\n`);
process.exit(code === 0 && failed === 0 ? 0 : code || 1);

/** A file that could not be loaded, or an error outside every test, counts as one that failed. */
function countResults(exitCode) {
  const answer = readResults();
  if (answer === undefined) {
    return { passed: 0, failed: 1 };
  }
  const broken = answer.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  const failures = answer.numFailedTests + broken.length;
  return { passed: answer.numPassedTests, failed: failures === 0 && exitCode !== 0 ? 1 : failures };
}

function readResults() {
  try {
    return JSON.parse(readFileSync(results, 'utf8'));
  } catch {
    return undefined; // vitest ended before it could write: the exit code tells.
  }
}
