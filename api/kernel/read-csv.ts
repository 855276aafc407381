import { CsvError, parse } from 'csv-parse/sync';
import { decodeText } from './decode-text.ts';
import { createGridBuilder, newBudget } from './grid-builder.ts';
import { MAX_COLUMNS, MAX_HEAD_ROWS, type Grid } from './grid.ts';
import { Problem } from './problem.ts';

/**
 * The filled rows of a csv file as written. Line ends may differ within the file. The separator is the one that the
 * file names in a first line `sep=`, or else the comma, tab or semicolon that its header holds most often.
 */
export function readCsv(bytes: Buffer): Grid {
  const { text, separator, skipped } = withoutSeparatorLine(decodeText(bytes));
  const grid = createGridBuilder(newBudget());
  let number = skipped;
  let isFull = false;
  const take = (cells: readonly string[]): null => {
    number += 1;
    if (!isFull) {
      for (const [column, cell] of cells.slice(0, MAX_COLUMNS + 1).entries()) {
        grid.put(column, unquoted(cell));
      }
      isFull = !grid.endRow(number, false);
    }
    return null;
  };
  try {
    parse(text, {
      delimiter: separator,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      max_record_size: 100_000,
      on_record: take,
    });
  } catch (error) {
    throw error instanceof CsvError ? new Problem('FILE_NOT_A_TABLE') : error;
  }
  return grid.build(null);
}

const SEPARATORS = [',', '\t', ';'] as const;

function withoutSeparatorLine(text: string) {
  const named = /^sep=(.)(?:\r\n|\n|\r)/.exec(text);
  const [line, separator] = named ?? [];
  return line === undefined || separator === undefined
    ? { text, separator: separatorOf(text), skipped: 0 }
    : { text: text.slice(line.length), separator, skipped: 1 };
}

/**
 * The most frequent one of the first line that has at least three cells, which is the header or stands where it should;
 * a cell below it may be a list with semicolons. Of equally frequent ones the comma comes first.
 */
function separatorOf(text: string): string {
  for (const line of text.slice(0, HEAD_CHARACTERS).split(/\r\n|\n|\r/, MAX_HEAD_ROWS)) {
    const cells = (separator: string) => line.split(separator).length;
    const best = SEPARATORS.reduce((most, one) => (cells(one) > cells(most) ? one : most));
    if (cells(best) >= HEADER_CELLS) {
      return best;
    }
  }
  return SEPARATORS[0];
}

const HEADER_CELLS = 3;
const HEAD_CHARACTERS = 20_000;

/** `="159901199002027010"` is how spreadsheets are made to keep a long number as text. */
function unquoted(cell: string): string {
  return /^="([^"]*)"$/.exec(cell.trim())?.[1] ?? cell;
}
