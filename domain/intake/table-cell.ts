import { isIsoDate, type IsoDate } from '../calendar.ts';
import type { RowErrorCode } from '../codes.ts';
import { hasIdNumberForm, hasRightChecksum } from './id-number.ts';

/** The cells of one imported row by column; what a file leaves out is an empty text. */
export type Cells<Column extends string> = Readonly<Partial<Record<Column, string>>>;

export interface RowError<Column extends string> {
  readonly column: Column;
  readonly code: RowErrorCode;
}

/** A row is good, or has one error: the first in the order of ROW_ERROR_CODES, and in that the leftmost column. */
export type RowOutcome<Row, Column extends string> =
  | { readonly ok: true; readonly row: Row; readonly isUnchanged: boolean }
  | { readonly ok: false; readonly error: RowError<Column> };

/** Chinese and English headers; the first of each is the one that is written. */
export type Headers<Column extends string> = Readonly<Record<Column, readonly string[]>>;

const MAX_CELL_LENGTH = 500;

/** Starts that a spreadsheet runs as a formula, also in their wide forms. */
const FORMULA_START = /^[=+\-@＝＋－＠]/u;
/** Control characters, and those that turn the direction of text or take no room at all. */
const UNSEEN = /[\p{Cc}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/u;

/** The column that a header names; undefined for one that the table does not know. */
export function columnOf<Column extends string>(header: string, headers: Headers<Column>): Column | undefined {
  const wanted = header.trim().toLowerCase();
  return columnsOf(headers).find((column) => headers[column].some((name) => name.toLowerCase() === wanted));
}

/** Columns in the order of the table. */
export function columnsOf<Column extends string>(headers: Headers<Column>): readonly Column[] {
  const isColumn = (key: string): key is Column => key in headers;
  return Object.keys(headers).filter(isColumn);
}

/** Blanks around a value are no part of it. */
export function cell<Column extends string>(cells: Cells<Column>, column: Column): string {
  return (cells[column] ?? '').trim();
}

/** REQUIRED, TOO_LONG and FORBIDDEN_CHARACTERS of a whole row, which come before anything else. */
export function textError<Column extends string>(
  cells: Cells<Column>,
  headers: Headers<Column>,
  required: readonly Column[],
): RowError<Column> | undefined {
  const empty = required.find((column) => cell(cells, column) === '');
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
  return FORMULA_START.test(text) || UNSEEN.test(text);
}

/** A small x at the end is raised. */
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

/** 2025-05-26, and as offices write it: 2025/5/26, 2025.5.26, 2025年5月26日, with a time of day from a spreadsheet. */
export function dayOf(text: string): IsoDate | undefined {
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]00:00.*)?$/.exec(text.trim());
  if (parts === null) {
    return undefined;
  }
  const [, year = '', month = '', day = ''] = parts;
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isIsoDate(written) ? written : undefined;
}

/** Lists in one cell: semicolons, also wide ones, or the Chinese list comma. */
export function listOf(text: string): readonly string[] {
  return text
    .split(/[;；、]/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
