import { decodeText } from './decode-text.ts';
import { createGridBuilder, newBudget } from './grid-builder.ts';
import { MAX_COLUMNS, MAX_HEAD_ROWS, type Grid } from './grid.ts';

/**
 * The filled rows of a csv file as written. Line ends may differ within the file. The separator is the one that the
 * file names in a first line `sep=`, or else the comma, tab or semicolon that its header holds most often.
 *
 * No quote takes a row away (F17). Quotes around a cell count where they begin the cell and end right before a separator
 * or a line end; any other quote is a character. A quote that begins a cell and does not end on its line is a character
 * too, and a fault of its row: every line below the header is a row of its own, because no column of ours has two lines.
 * Down to the first row of three filled cells, where the header stands, a quoted cell may hold line ends but then no
 * separator; whether it names a column is judged with the header.
 */
export function readCsv(bytes: Buffer, mostRows?: number): Grid {
  const { text, separator, skipped } = withoutSeparatorLine(decodeText(bytes));
  const grid = createGridBuilder(newBudget(), mostRows);
  let number = skipped;
  let at = 0;
  let isOpen = true;
  let isAboveRows = true;
  while (isOpen && at < text.length) {
    number += 1;
    let end = at;
    let filled = 0;
    for (let column = 0; column <= MAX_COLUMNS; column += 1) {
      const cell = cellAt(text, end, separator, isAboveRows);
      grid.put(column, unquoted(cell.text));
      filled += cell.text.trim() === '' ? 0 : 1;
      if (cell.isFault) {
        grid.fault(Math.min(column, MAX_COLUMNS - 1), 'QUOTE_OPEN');
      }
      end = cell.end;
      if (text[end] !== separator) {
        break;
      }
      end += separator.length;
    }
    isAboveRows &&= filled < HEADER_CELLS;
    at = afterLine(text, end);
    isOpen = grid.endRow(number, false);
  }
  return grid.build(null);
}

interface CsvCell {
  readonly text: string;
  /** Where the separator or the line end after it stands. */
  readonly end: number;
  readonly isFault: boolean;
}

function cellAt(text: string, start: number, separator: string, mayHaveLines: boolean): CsvCell {
  const quoted = text[start] === '"' ? quotedCell(text, start, separator) : null;
  if (quoted !== null && (mayHaveLines || !quoted.isFault)) {
    return quoted;
  }
  let end = start;
  while (end < text.length && text[end] !== separator && !isLineEnd(text[end])) {
    end += 1;
  }
  return { text: text.slice(start, end), end, isFault: text[start] === '"' };
}

/** Null where the quote at `start` has no other one that ends the cell. */
function quotedCell(text: string, start: number, separator: string): CsvCell | null {
  let hasSeparator = false;
  let hasLineEnd = false;
  for (let at = start + 1; at < Math.min(text.length, start + MAX_QUOTED); at += 1) {
    const character = text[at];
    if (character === '"' && text[at + 1] === '"') {
      at += 1;
    } else if (character === '"' && (at + 1 === text.length || text[at + 1] === separator || isLineEnd(text[at + 1]))) {
      const inside = text.slice(start + 1, at).replaceAll('""', '"');
      return { text: inside, end: at + 1, isFault: hasLineEnd };
    }
    hasSeparator ||= character === separator;
    hasLineEnd ||= isLineEnd(character);
    if (hasSeparator && hasLineEnd) {
      return null;
    }
  }
  return null;
}

/** A spreadsheet's longest cell with all its characters doubled. */
const MAX_QUOTED = 65_536;

function isLineEnd(character: string | undefined): boolean {
  return character === '\n' || character === '\r';
}

/** Where the next line begins; what stands before it on this line is skipped. */
function afterLine(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isLineEnd(text[at])) {
    at += 1;
  }
  return text.startsWith('\r\n', at) ? at + 2 : at + 1;
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
