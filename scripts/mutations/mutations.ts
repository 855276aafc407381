// `npm run mutations`: takes each guard of mutation-list.ts out of a copy of the project, and runs the story that must
// then fail. Words as arguments choose the mutations whose name holds one of them. Exit code 1 if a story stayed green.
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { inheritedEnvironment, ROOT } from '../../main/config.ts';
import type { Mutation } from './mutation.ts';
import { MUTATIONS } from './mutation-list.ts';

const LEFT_OUT = new Set(['node_modules', '.git', '.butie', 'dist', 'coverage', 'out']);

const words = process.argv.slice(2);
const chosen = MUTATIONS.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
const folder = mkdtempSync(join(tmpdir(), 'butie-mutations-'));
const copy = join(folder, 'butie');
let survivors = 0;
try {
  cpSync(ROOT, copy, { recursive: true, filter: (path) => !LEFT_OUT.has(basename(path)) });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  for (const mutation of chosen) {
    const result = await storyUnder(mutation);
    survivors += result.kind === 'red' ? 0 : 1;
    process.stdout.write(`${result.kind === 'red' ? '✓ red ' : '✗ NOT RED'} ${mutation.name}: ${result.says}\n`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write(`mutations: ${chosen.length - survivors} of ${chosen.length} turned their story red\n`);
process.exit(survivors === 0 && chosen.length > 0 ? 0 : 1);

interface StoryResult {
  readonly kind: 'red' | 'green' | 'notRun';
  readonly says: string;
}

/** The story of a mutation in the copy, which is as before afterwards. */
async function storyUnder({ edits, story }: Mutation): Promise<StoryResult> {
  const before = new Map(edits.map(({ file }) => [file, readFileSync(join(copy, file), 'utf8')]));
  try {
    for (const { file, from, to } of edits) {
      const text = readFileSync(join(copy, file), 'utf8');
      if (text.split(from).length !== 2) {
        return { kind: 'notRun', says: `${file} does not hold once: ${from}` };
      }
      writeFileSync(
        join(copy, file),
        text.replace(from, () => to),
      );
    }
    return await run(story);
  } finally {
    for (const [file, text] of before) {
      writeFileSync(join(copy, file), text);
    }
  }
}

interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly title: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** A story that did not run, because the pages could not be built or nothing has its title, is not red. */
async function run({ file, title }: Mutation['story']): Promise<StoryResult> {
  const results = join(folder, 'results.json');
  rmSync(results, { force: true });
  const args = [
    'run',
    '--project',
    projectOf(file),
    join('test', file),
    '-t',
    title.replaceAll(/[$()*+.?[\]^{|}\\]/g, '\\$&'),
  ];
  const reporters = ['--reporter=json', `--outputFile.json=${results}`];
  await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'), ...args, ...reporters], {
      cwd: copy,
      env: inheritedEnvironment(),
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.once('error', reject);
    child.once('exit', resolve);
  });
  const found = readReport(results)
    .testResults.flatMap(({ assertionResults }) => assertionResults)
    .find((one) => one.title === title);
  if (found?.status === 'failed') {
    return { kind: 'red', says: (found.failureMessages[0] ?? '').split('\n').slice(0, 3).join(' ') };
  }
  return found?.status === 'passed'
    ? { kind: 'green', says: 'the story passed' }
    : { kind: 'notRun', says: 'no such story ran' };
}

/** The folders of the servers and of the pages are projects of their own; all else is quick. */
function projectOf(file: string): string {
  const [room = ''] = file.split('/');
  return room === 'browser' || room === 'servers' ? room : 'quick';
}

function readReport(path: string): Report {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return { testResults: [] }; // vitest ended before it could write.
  }
}
