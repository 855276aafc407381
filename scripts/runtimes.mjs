// `npm run runtimes`: runs the checks and the quick tests on each supported Node, one line per runtime. The package
// `node` of the registry brings each; all use the same installed packages.
import { prepare, listen } from './prepare.mjs';

/** The oldest that is supported, and the two later lines (D18); the last one is the image's. */
const RUNTIMES = ['20.19.6', '22.23.3', '24.21.0'];

const PARTS = [
  { name: 'check', script: 'scripts/check.mjs', args: [] },
  { name: 'quick tests', script: 'scripts/test.mjs', args: ['--quick'] },
];

await prepare({ development: true });

let failures = 0;
for (const version of RUNTIMES) {
  const outcomes = [];
  for (const { name, script, args } of PARTS) {
    const began = Date.now();
    const { code, said } = await runOn(version, script, args);
    failures += code === 0 ? 0 : 1;
    const last = said.trimEnd().split('\n').at(-1) ?? '';
    outcomes.push(`${code === 0 ? '✓' : '✗'} ${name} ${Math.round((Date.now() - began) / 1_000)} s (${last})`);
    if (code !== 0) {
      process.stdout.write(`${said}\n`);
    }
  }
  process.stdout.write(`Node ${version}  ${outcomes.join('  ')}\n`);
}
process.exit(failures === 0 ? 0 : 1);

/** Every program that is started in there finds this very Node first in its PATH. */
async function runOn(version, script, args) {
  const { code, said } = await npmExec(version, ['node', '--version']);
  return code === 0 && said.includes(`v${version}`)
    ? npmExec(version, ['node', script, ...args])
    : { code: code || 1, said: `Node ${version} was not to be had: ${said}` };
}

function npmExec(version, command) {
  return listen('npm', ['exec', '--yes', `--package=node@${version}`, '--', ...command]);
}
