import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../main/config.ts';

const HEAD = `import { everyWordOf, unreachable } from '../verdict.ts';
type Light = 'red' | 'amber' | 'green';
`;
const USE = `export { everyWordOf, unreachable };
`;

/** A switch whose default is \`unreachable\`, a switch without a default, and a list: each with every word. */
const CLOSED = `switch (light) {
    case 'red':
    case 'amber':
      return false;
    case 'green':
      return true;
    default:
      return unreachable(light);
  }`;
const WITHOUT_DEFAULT = `switch (light) {
    case 'red':
      log('stop');
      break;
    case 'amber':
      log('wait');
      break;
    case 'green':
      log('go');
      break;
  }`;
const LIST = `everyWordOf<Light>()(['green', 'amber', 'red'])`;

const mayGo = (body: string) => `export function mayGo(light: Light): boolean {\n  ${body}\n}\n`;
const tell = (body: string) =>
  `export function tell(light: Light, log: (word: string) => void): void {\n  ${body}\n}\n`;
const lights = (list: string) => `export const LIGHTS = ${list};\n`;

/** Each planted file, and what reports it: the compiler, lint or nothing. */
const PLANTED = {
  'whole-switch.ts': mayGo(CLOSED),
  'switch-lacks-a-case.ts': mayGo(CLOSED.replace(`    case 'amber':\n`, '')),
  'whole-switch-without-default.ts': tell(WITHOUT_DEFAULT),
  'switch-without-default-lacks-a-case.ts': tell(WITHOUT_DEFAULT.replace(/ {4}case 'amber':[^]*?break;\n/, '')),
  'whole-list.ts': lights(LIST),
  'list-lacks-a-word.ts': lights(LIST.replace(`'amber', `, '')),
  'list-has-a-foreign-word.ts': lights(LIST.replace(`'amber'`, `'amber', 'blue'`)),
} as const;

describe('a closed union of words (house §5)', () => {
  const tree = mkdtempSync(join(tmpdir(), 'butie-words-'));
  let compiled: readonly string[];
  let linted: readonly string[];
  beforeAll(() => {
    const folder = join(tree, 'domain', 'claim');
    mkdirSync(folder, { recursive: true });
    for (const [name, code] of Object.entries(PLANTED)) {
      writeFileSync(join(folder, name), HEAD + code + USE);
    }
    copyFileSync(join(ROOT, 'domain', 'verdict.ts'), join(tree, 'domain', 'verdict.ts'));
    for (const file of ['.oxlintrc.json', 'package.json', 'tsconfig.json']) {
      copyFileSync(join(ROOT, file), join(tree, file));
    }
    symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
    compiled = filesIn(output(tree, 'tsc', ['-p', '.', '--pretty', 'false']));
    linted = filesIn(
      output(tree, 'oxlint', [
        '--type-aware',
        '-f',
        'unix',
        '-A',
        'all',
        '-D',
        'typescript/switch-exhaustiveness-check',
      ]),
    );
  });
  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  it('does not compile when a switch that ends in unreachable forgets a case, or a list a word', () => {
    expect(compiled).toEqual(['list-has-a-foreign-word.ts', 'list-lacks-a-word.ts', 'switch-lacks-a-case.ts']);
  });

  it('does not pass lint when a switch forgets a case, whether it has a default or not', () => {
    expect(linted).toEqual(['switch-lacks-a-case.ts', 'switch-without-default-lacks-a-case.ts']);
  });
});

/** The planted files that a report names, each once. */
function filesIn(report: string): readonly string[] {
  return Object.keys(PLANTED)
    .filter((name) => report.includes(`/${name}`))
    .toSorted();
}

/** What a tool printed, whether it found errors or not. */
function output(cwd: string, tool: string, options: readonly string[]): string {
  try {
    return execFileSync(join(ROOT, 'node_modules', '.bin', tool), options, { cwd, encoding: 'utf8' });
  } catch (error) {
    if (error instanceof Error && 'stdout' in error && typeof error.stdout === 'string' && error.stdout !== '') {
      return error.stdout;
    }
    throw error;
  }
}
