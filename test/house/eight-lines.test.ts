import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../../main/config.ts';

const LINES = 8;

interface CodeLine {
  readonly place: string;
  readonly text: string;
}

it('no eight lines of code stand twice in prisma/ and api/', () => {
  const files = ['prisma', 'api'].flatMap((room) =>
    readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('kernel/tables.ts'))
      .map((file) => join(room, file)),
  );
  expect(files.length).toBeGreaterThan(100);
  const texts = files.map((file) => codeLines(file, readFileSync(join(ROOT, file), 'utf8')));
  expect(repeated(texts)).toEqual([]);
});

it('eight lines that stand twice are found, whatever blanks, comments and lone marks stand between them', () => {
  const code = Array.from({ length: LINES }, (_, n) => `const value${n} = ${n};`);
  const other = code.flatMap((line) => ['', '// why', '}', `  ${line}`]);
  expect(repeated([codeLines('a.ts', code.join('\n')), codeLines('b.ts', other.join('\n'))])).toEqual([
    'a.ts:1 and b.ts:4',
  ]);
  expect(repeated([codeLines('a.ts', code.join('\n')), codeLines('b.ts', code.slice(1).join('\n'))])).toEqual([]);
});

/** Lines that say something: no blank, comment, import, or line of marks alone. */
function codeLines(file: string, text: string): readonly CodeLine[] {
  let isInImport = false;
  return text.split('\n').flatMap((line, index) => {
    const code = line.trim();
    const isImport = isInImport || /^(import|export \{|export \*)\b/.test(code);
    isInImport = isImport && !code.includes(';');
    return isImport || /^(\/\/|\/\*|\*)/.test(code) || !/\w/.test(code)
      ? []
      : [{ place: `${file}:${index + 1}`, text: code }];
  });
}

/** The first line of each run of eight that stood somewhere before; a longer run is told once. */
function repeated(files: readonly (readonly CodeLine[])[]): readonly string[] {
  const known = new Map<string, string>();
  const found: string[] = [];
  for (const lines of files) {
    let isInRun = false;
    for (const [index, { place }] of lines.entries()) {
      const run = lines.slice(index, index + LINES);
      const key = run.map(({ text }) => text).join('\n');
      const before = run.length < LINES ? undefined : known.get(key);
      if (before !== undefined && !isInRun) {
        found.push(`${before} and ${place}`);
      }
      isInRun = before !== undefined;
      if (run.length === LINES && before === undefined) {
        known.set(key, place);
      }
    }
  }
  return found;
}
