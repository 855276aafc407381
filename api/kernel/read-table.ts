import type { TableRow } from '../../domain/intake/table-check.ts';
import { MAX_ROWS, type GridRow, type Sheet } from './grid.ts';
import { unpackedRows } from './packed-rows.ts';
import { Problem } from './problem.ts';
import type { Upload } from './route.ts';
import { readSheets } from './table-threads.ts';

/** A table's columns: the column that each header names (Chinese or English), and the required columns. */
export interface TableForm<Column extends string> {
  readonly columnOf: (header: string) => Column | undefined;
  readonly needed: readonly Column[];
}

/** What the sender should know about how the file was read. */
export type TableNotice =
  | { readonly code: 'COLUMNS_IGNORED'; readonly columns: readonly string[] }
  /** The file has other sheets too, visible or hidden ones. */
  | { readonly code: 'SHEET_READ'; readonly sheet: string }
  | { readonly code: 'ROWS_HIDDEN'; readonly count: number }
  | { readonly code: 'CELLS_FAR_RIGHT' };

export interface Table<Column extends string> {
  readonly rows: readonly TableRow<Column>[];
  readonly notices: readonly TableNotice[];
}

/** How a table itself may be refused; FILE_MISSING is a request without one. */
export const TABLE_PROBLEMS = [
  'FILE_MISSING',
  'FILE_EMPTY',
  'FILE_NOT_A_TABLE',
  'FILE_SHEET_MISSING',
  'FILE_TOO_LARGE',
  'FILE_HAS_MACROS',
  'FILE_TOO_MANY_ROWS',
  'FILE_HEADER_UNKNOWN',
  'TOO_MANY_FILES',
] as const;

/**
 * Reads an xlsx or csv file by its content, not its name. The header is the first row that names all required columns,
 * on the first visible sheet that has one; a title may stand above it. Empty rows are no rows, wherever they stand.
 * Refusals: FILE_NOT_A_TABLE, FILE_SHEET_MISSING, FILE_HAS_MACROS, FILE_TOO_LARGE, FILE_TOO_MANY_ROWS, FILE_EMPTY,
 * TOO_MANY_FILES (429, `Retry-After`), FILE_HEADER_UNKNOWN with the missing or repeated columns and the header that was read.
 */
export async function readTable<Column extends string>(
  upload: Upload,
  form: TableForm<Column>,
): Promise<Table<Column>> {
  const { sheets, hiddenSheets } = await readSheets(upload.content);
  const heads = sheets.flatMap((sheet) => headsOf(sheet, form));
  const [head] = heads.toSorted((a, b) => a.missing.length - b.missing.length);
  if (head === undefined) {
    throw new Problem('FILE_EMPTY');
  }
  refuseWrongHeader(head);
  const { table, position } = head;
  if (table.isTooLong || table.filledRows - position - 1 > MAX_ROWS) {
    throw new Problem('FILE_TOO_MANY_ROWS', { facts: { maximum: MAX_ROWS } });
  }
  return { rows: await rowsBelow(head), notices: noticesOf(head, sheets.length + hiddenSheets) };
}

async function rowsBelow<Column extends string>(head: Head<Column>): Promise<readonly TableRow<Column>[]> {
  const rows: TableRow<Column>[] = [];
  let position = 0;
  for await (const part of unpackedRows(head.table)) {
    for (const row of part) {
      if (position > head.position) {
        rows.push(rowOf(head, row));
      }
      position += 1;
    }
  }
  return rows;
}

/** A row that may be the header. */
interface Head<Column extends string> {
  readonly table: Sheet;
  /** Its place among the filled rows of the table. */
  readonly position: number;
  readonly row: GridRow;
  readonly columns: readonly (Column | undefined)[];
  readonly missing: readonly Column[];
}

function headsOf<Column extends string>(table: Sheet, form: TableForm<Column>): readonly Head<Column>[] {
  return table.head.map((row, position) => {
    const columns = row.cells.map((name) => form.columnOf(name));
    return { table, position, row, columns, missing: form.needed.filter((column) => !columns.includes(column)) };
  });
}

function refuseWrongHeader<Column extends string>({ table, row, columns, missing }: Head<Column>): void {
  const twice = columns.filter((column, position) => column !== undefined && columns.indexOf(column) !== position);
  const joined = row.faults.filter(([place, code]) => code === 'QUOTE_OPEN' && columns[place] === undefined);
  const wrong = [
    ...missing,
    ...twice.filter((column) => column !== undefined),
    ...joined.map(([place]) => (row.cells[place] ?? '').replaceAll(/\s+/g, ' ').slice(0, SHOWN_CHARACTERS)),
  ];
  if (wrong.length > 0) {
    throw new Problem('FILE_HEADER_UNKNOWN', {
      facts: { columns: wrong.join(', '), header: shownHeader(row), row: row.number, sheet: table.sheet ?? '' },
      errors: [
        ...missing.map((column) => ({ pointer: `/file/${column}`, code: 'REQUIRED' })),
        ...twice.map((column) => ({ pointer: `/file/${column ?? ''}`, code: 'COLUMN_TWICE' })),
        ...joined.map(([place]) => ({ pointer: `/file/${place + 1}`, code: 'QUOTE_OPEN' })),
      ],
    });
  }
}

const SHOWN_HEADERS = 12;
const SHOWN_CHARACTERS = 20;

function shownHeader({ cells }: GridRow): string {
  const filled = cells.filter((cell) => cell.trim() !== '').map((cell) => cell.trim().slice(0, SHOWN_CHARACTERS));
  return [...filled.slice(0, SHOWN_HEADERS), ...(filled.length > SHOWN_HEADERS ? ['…'] : [])].join(' | ');
}

function rowOf<Column extends string>({ columns, table }: Head<Column>, row: GridRow): TableRow<Column> {
  const cells: Partial<Record<Column, string>> = {};
  for (const [position, column] of columns.entries()) {
    if (column !== undefined) {
      cells[column] = row.cells[position] ?? '';
    }
  }
  return { number: row.number, cells, fault: faultOf(columns, row) ?? surplusOf({ columns, table }, row) };
}

/** The leftmost fault of a column that is imported. An open quote counts in every column: it may hide others (F17). */
function faultOf<Column extends string>(
  columns: readonly (Column | undefined)[],
  { faults }: GridRow,
): TableRow<Column>['fault'] {
  const last = columns.findLast((column) => column !== undefined);
  for (const [position, code] of faults.toSorted(([a], [b]) => a - b)) {
    const column = columns[position] ?? (code === 'QUOTE_OPEN' ? last : undefined);
    if (column !== undefined) {
      return { column, code };
    }
  }
  return null;
}

/** In a csv file, text right of the last header shows that a row was not read as it was meant (F4). */
function surplusOf<Column extends string>(
  { columns, table }: Pick<Head<Column>, 'columns' | 'table'>,
  { cells }: GridRow,
): TableRow<Column>['fault'] {
  const last = columns.findLast((column) => column !== undefined);
  return table.sheet === null && cells.length > columns.length && last !== undefined
    ? { column: last, code: 'TOO_MANY_CELLS' }
    : null;
}

const MOST_IGNORED = 20;

function noticesOf<Column extends string>(
  { table, row, columns }: Head<Column>,
  sheets: number,
): readonly TableNotice[] {
  const ignored = row.cells.filter((name, position) => columns[position] === undefined && name.trim() !== '');
  const notices: TableNotice[] = [];
  if (ignored.length > 0) {
    notices.push({ code: 'COLUMNS_IGNORED', columns: ignored.slice(0, MOST_IGNORED) });
  }
  if (sheets > 1) {
    notices.push({ code: 'SHEET_READ', sheet: table.sheet ?? '' });
  }
  if (table.hiddenRows > 0) {
    notices.push({ code: 'ROWS_HIDDEN', count: table.hiddenRows });
  }
  if (table.hasFarCells) {
    notices.push({ code: 'CELLS_FAR_RIGHT' });
  }
  return notices;
}
