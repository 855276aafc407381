import { isIsoDate, type IsoDate } from '../calendar.ts';
import type { RowErrorCode } from '../codes.ts';
import { hasSomethingVisible, hasUnseenCharacters } from '../texts/visible-text.ts';
import { hasIdNumberForm, hasRightChecksum } from './id-number.ts';

/** The cells of one imported row by column; a missing cell is an empty text. */
export type Cells<Column extends string> = Readonly<Partial<Record<Column, string>>>;

export interface RowError<Column extends string> {
  readonly column: Column;
  readonly code: RowErrorCode;
}

/** Why a cell of a file cannot be taken as it stands, before any rule looks at it. */
export type CellFault = Extract<RowErrorCode, 'CELL_ERROR' | 'NUMBER_TOO_LONG' | 'TOO_MANY_CELLS' | 'QUOTE_OPEN'>;

/**
 * A row is good, or has one error: the first in the order of ROW_ERROR_CODES and, within one code, the leftmost column.
 */
export type RowOutcome<Row, Column extends string> =
  | { readonly ok: true; readonly row: Row; readonly isUnchanged: boolean }
  | { readonly ok: false; readonly error: RowError<Column> };

/** Chinese and English headers; the first of each is used for writing. */
export type Headers<Column extends string> = Readonly<Record<Column, readonly string[]>>;

const MAX_CELL_LENGTH = 500;

/** Leading characters that a spreadsheet runs as a formula, also in their full-width forms. */
const FORMULA_START = /^[=+\-@＝＋－＠]/u;

/** Returns the column for a header; undefined for a header that the table does not define. */
export function columnOf<Column extends string>(header: string, headers: Headers<Column>): Column | undefined {
  const wanted = plainHeader(header);
  return columnsOf(headers).find((column) => headers[column].some((name) => plainHeader(name) === wanted));
}

/** Marks that templates put around a header: a star, *required* or *optional* in brackets, line breaks, blanks. */
const HEADER_MARKS = /[*＊\s]|[（(](?:必填|选填|必填项|选填项|required|optional)[）)]/giu;

function plainHeader(header: string): string {
  return header.replaceAll(HEADER_MARKS, '').toLowerCase();
}

/** Returns the columns in the order of the table. */
export function columnsOf<Column extends string>(headers: Headers<Column>): readonly Column[] {
  const isColumn = (key: string): key is Column => key in headers;
  return Object.keys(headers).filter(isColumn);
}

/** Blanks around a value are removed. */
export function cell<Column extends string>(cells: Cells<Column>, column: Column): string {
  return (cells[column] ?? '').trim();
}

/** REQUIRED, TOO_LONG and FORBIDDEN_CHARACTERS of a whole row, which take precedence over every other error. */
export function textError<Column extends string>(
  cells: Cells<Column>,
  headers: Headers<Column>,
  required: readonly Column[],
): RowError<Column> | undefined {
  const empty = required.find((column) => !hasSomethingVisible(cell(cells, column)));
  if (empty !== undefined) {
    return { column: empty, code: 'REQUIRED' };
  }
  const filled = columnsOf(headers).filter((column) => cell(cells, column) !== '');
  const forbidden = filled.find((column) => hasForbiddenCharacters(cell(cells, column)));
  if (forbidden !== undefined) {
    return { column: forbidden, code: 'FORBIDDEN_CHARACTERS' };
  }
  const long = filled.find((column) => cell(cells, column).length > MAX_CELL_LENGTH);
  return long === undefined ? undefined : { column: long, code: 'TOO_LONG' };
}

export function hasForbiddenCharacters(text: string): boolean {
  return FORMULA_START.test(text) || hasUnseenCharacters(text);
}

/** A final small x becomes a capital X. */
export function idNumberOf(text: string): string {
  return text.trim().toUpperCase();
}

/** ID_FORMAT before ID_CHECKSUM (GB 11643). */
export function idNumberError(idNumber: string): 'ID_FORMAT' | 'ID_CHECKSUM' | undefined {
  if (!hasIdNumberForm(idNumber)) {
    return 'ID_FORMAT';
  }
  return hasRightChecksum(idNumber) ? undefined : 'ID_CHECKSUM';
}

/**
 * Reads 2025-05-26 and the forms that offices use: 2025/5/26, 2025.5.26, 2025年5月26日, with a time of day from a
 * spreadsheet.
 */
export function dayOf(text: string): IsoDate | undefined {
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]00:00.*)?$/.exec(text.trim());
  if (parts === null) {
    return undefined;
  }
  const [, year = '', month = '', day = ''] = parts;
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isIsoDate(written) ? written : undefined;
}

/** Reads a list in one cell, separated by semicolons, also full-width ones, or the Chinese list comma. */
export function listOf(text: string): readonly string[] {
  return text
    .split(/[;；、]/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
