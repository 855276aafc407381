import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../main/config.ts';
import { FAULT_ROWS } from '../../scripts/rules/fault-rows.ts';
import { titlesOf } from '../../scripts/rules/rule-search.ts';

const ROWS = Object.keys(FAULT_ROWS);
const rowsOf = (letter: string, last: number) => Array.from({ length: last }, (_one, index) => `${letter}${index + 1}`);

/** Rows that a title names as a word; a range such as `F15 to F18` names each of its rows. */
function rowsIn(title: string): readonly string[] {
  const named = [...title.matchAll(/\b([LFS])(\d{1,2})\b(?: to [LFS](\d{1,2})\b)?/g)];
  return named.flatMap(([, letter = '', first, last]) =>
    rowsOf(letter, Number(last ?? first)).slice(Number(first) - 1),
  );
}

function namedRows(): ReadonlySet<string> {
  const files = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' });
  const own = join('house', 'fault-rows.test.ts');
  const tests = files.filter((file) => file.endsWith('.test.ts') && file !== own);
  return new Set(tests.flatMap((file) => titlesOf(readFileSync(join(ROOT, 'test', file), 'utf8')).flatMap(rowsIn)));
}

describe('the rows of faults', () => {
  it('are L1 to L25, F1 to F20 and S1 to S16, each with the guarantee that holds since', () => {
    expect(ROWS).toEqual([...rowsOf('L', 25), ...rowsOf('F', 20), ...rowsOf('S', 16)]);
    expect(ROWS.filter((row) => FAULT_ROWS[row] === '')).toEqual([]);
  });

  it('are each named by the title of a test', () => {
    const named = namedRows();
    expect(ROWS.filter((row) => !named.has(row))).toEqual([]);
  });

  it('are read as words of a title, and as ranges', () => {
    expect(rowsIn('L7: an internship')).toEqual(['L7']);
    expect(rowsIn('reads what is there (F1, F15 to F17)')).toEqual(['F1', 'F15', 'F16', 'F17']);
    expect(rowsIn('has cell XFD1048576, LEVEL_3, TL7 and L7b')).toEqual([]);
  });
});
