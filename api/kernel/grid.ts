import type { CellFault } from '../../domain/intake/table-cell.ts';

export interface GridRow {
  /** The row's number in the file as a spreadsheet shows it; the first row is 1. */
  readonly number: number;
  /** Texts by their column from 0; a cell that is missing at the end is empty. */
  readonly cells: readonly string[];
  /** Columns with a fault, from 0. */
  readonly faults: readonly (readonly [column: number, fault: CellFault])[];
}

interface Table {
  /** The name of the sheet; null for a csv file. */
  readonly sheet: string | null;
  /** Rows that are hidden in the file, for example by a filter. They are not among its rows. */
  readonly hiddenRows: number;
  /** Reading stopped because the table has more filled rows than one import may have. */
  readonly isTooLong: boolean;
  /** There are filled cells right of the last column that is read. */
  readonly hasFarCells: boolean;
}

/** One table with its filled rows, from the top. */
export interface Grid extends Table {
  readonly rows: readonly GridRow[];
}

/** One table as it crosses from the thread that read it; `unpackedRows` gives its rows. */
export interface Sheet extends Table {
  /** The first filled rows, among which is the header. */
  readonly head: readonly GridRow[];
  readonly filledRows: number;
  /** All filled rows as JSON in UTF-8, a list in each part. */
  readonly parts: readonly Uint8Array<ArrayBuffer>[];
}

/** The most rows of one import; a city's largest class has far fewer. */
export const MAX_ROWS = 20_000;

/** Rows that may stand above the first imported row: a title, a remark, the header. */
export const MAX_HEAD_ROWS = 20;

/** The most columns that are read; the widest table of ours has twenty. */
export const MAX_COLUMNS = 200;

/** The most filled cells and characters of a file. Twenty thousand rows of twenty columns have a quarter of them. */
export const MAX_CELLS = 1_000_000;
export const MAX_CHARACTERS = 20_000_000;

/** A longer text is cut: no column takes so many characters, and the row's check says that it is too long. */
export const MAX_CELL_CHARACTERS = 501;
