import { createGridBuilder, type Budget, type GridBuilder } from './grid-builder.ts';
import { MAX_CELL_CHARACTERS, type Grid } from './grid.ts';
import { walkXml } from './walk-xml.ts';
import { dateText, decodedText, isTrue, numberText, type Workbook } from './workbook-values.ts';
import type { ZipParts } from './zip-parts.ts';

/** A cell while it is read. */
interface Cell {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  hasFormula: boolean;
  hasValue: boolean;
  value: string;
}

/**
 * The filled rows of one sheet. Cells stand where their addresses say; a cell or row without an address follows the one
 * before (ECMA-376 18.3.1.4). Errors and formulas without a value are faults, never empty cells (F10). A formula of text
 * with an empty `<v>` has a value, the empty text; other programs write the same `<v>` without `t="str"` for a formula
 * that nobody has computed yet.
 */
export async function readSheet(
  zip: ZipParts,
  { name: sheet, part }: { readonly name: string; readonly part: string },
  book: Workbook,
  budget: Budget,
): Promise<Grid> {
  const grid = createGridBuilder(budget);
  let row = { number: 0, isHidden: false };
  let column = -1;
  let cell: Cell | null = null;
  let inText = false;
  let phonetic = 0;
  await walkXml(zip, part, {
    open(name, attributes) {
      if (name === 'row') {
        row = { number: numberOf(attributes['r'], row.number + 1), isHidden: isTrue(attributes['hidden']) };
        column = -1;
      } else if (name === 'c') {
        column = columnOf(attributes['r']) ?? column + 1;
        cell = newCell(column, attributes);
      } else if (name === 'f' && cell !== null) {
        cell.hasFormula = true;
      } else if (name === 'v' && cell?.type === 'str') {
        cell.hasValue = true;
      }
      phonetic += name === 'rPh' ? 1 : 0;
      inText = name === 'v' || (name === 't' && phonetic === 0);
    },
    text(text) {
      if (inText && cell !== null && cell.value.length < MAX_CELL_CHARACTERS) {
        cell.value += text.slice(0, MAX_CELL_CHARACTERS);
        cell.hasValue = true;
      }
    },
    close(name) {
      inText = false;
      phonetic -= name === 'rPh' ? 1 : 0;
      if (name === 'c' && cell !== null) {
        putCell(grid, cell, book);
        cell = null;
      }
      return name === 'row' ? grid.endRow(row.number, row.isHidden) : name !== 'sheetData';
    },
  });
  return grid.build(sheet);
}

function newCell(column: number, attributes: Readonly<Record<string, string>>): Cell {
  return {
    column,
    type: attributes['t'] ?? 'n',
    style: numberOf(attributes['s'], 0),
    hasFormula: false,
    hasValue: false,
    value: '',
  };
}

function putCell(grid: GridBuilder, cell: Cell, book: Workbook): void {
  const { column, type, value } = cell;
  if (!cell.hasValue) {
    if (cell.hasFormula || type === 'e') {
      grid.fault(column, 'CELL_ERROR');
    }
    return;
  }
  switch (type) {
    case 's':
      putShared(grid, cell, book);
      return;
    case 'inlineStr':
    case 'str':
      grid.put(column, decodedText(value));
      return;
    case 'b':
      grid.put(column, String(isTrue(value)));
      return;
    case 'd':
      grid.put(column, value.replace('T', ' ').replace(/ 00:00:00(?:\.0+)?Z?$/, ''));
      return;
    case 'n':
      putNumber(grid, cell, book);
      return;
    default:
      // `e` is an error such as #N/A; any other type is none that a spreadsheet writes.
      grid.fault(column, 'CELL_ERROR');
  }
}

/** A text that the workbook does not have is no empty cell: the file is broken there (F10). */
function putShared(grid: GridBuilder, { column, value }: Cell, { strings }: Workbook): void {
  const text = /^\d+$/.test(value) ? strings[Number(value)] : undefined;
  if (text === undefined) {
    grid.fault(column, 'CELL_ERROR');
  } else {
    grid.put(column, text);
  }
}

function putNumber(grid: GridBuilder, { column, style, value }: Cell, book: Workbook): void {
  const number = numberText(value);
  if (number === null) {
    grid.fault(column, 'CELL_ERROR');
  } else if (!number.ok) {
    grid.fault(column, 'NUMBER_TOO_LONG');
  } else {
    const date = book.isDateStyle[style] === true ? dateText(Number(value), book.is1904) : null;
    grid.put(column, date ?? number.text);
  }
}

function numberOf(text: string | undefined, otherwise: number): number {
  const number = Number(text ?? Number.NaN);
  return Number.isInteger(number) && number >= 0 ? number : otherwise;
}

const LETTERS = 26;
const BEFORE_A = 64;

/** The column of an address such as `XFD3`, from 0. */
function columnOf(address: string | undefined): number | undefined {
  const letters = /^\$?([A-Z]{1,3})\$?\d+$/.exec(address ?? '')?.[1];
  return letters === undefined
    ? undefined
    : Array.from(letters).reduce((sum, letter) => sum * LETTERS + letter.charCodeAt(0) - BEFORE_A, 0) - 1;
}
