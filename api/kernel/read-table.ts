import { Problem } from './problem.ts';
import type { Upload } from './route.ts';
import type { Grid } from './grid.ts';
import { readCsv } from './read-csv.ts';
import { readXlsx } from './read-xlsx.ts';

/** A table's columns: the column that each header names (Chinese or English), and the required columns. */
export interface TableForm<Column extends string> {
  readonly columnOf: (header: string) => Column | undefined;
  readonly needed: readonly Column[];
}

export interface Table<Column extends string> {
  readonly rows: readonly Readonly<Partial<Record<Column, string>>>[];
  /** Headers without a known column; they are ignored, and the report lists them. */
  readonly ignored: readonly string[];
}

/**
 * Reads an xlsx or csv file by its content, not its name. The first row names the columns; empty rows at the
 * end are ignored. Refusals: FILE_NOT_A_TABLE, FILE_HAS_MACROS, FILE_TOO_LARGE, FILE_TOO_MANY_ROWS, FILE_EMPTY,
 * FILE_HEADER_UNKNOWN with the missing or repeated columns.
 */
export async function readTable<Column extends string>(
  upload: Upload,
  form: TableForm<Column>,
): Promise<Table<Column>> {
  const grid = trimmed(await readGrid(upload.content));
  const [header, ...rows] = grid;
  if (header === undefined) {
    throw new Problem('FILE_EMPTY');
  }
  const columns = header.map((name) => form.columnOf(name));
  refuseWrongHeader(columns, form);
  return {
    rows: rows.map((cells) => rowOf(columns, cells)),
    ignored: header.filter((name, position) => columns[position] === undefined && name.trim() !== '').slice(0, 20),
  };
}

function readGrid(bytes: Buffer): Promise<Grid> {
  if (bytes.length === 0) {
    throw new Problem('FILE_EMPTY');
  }
  if (bytes.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004', 'latin1'))) {
    return readXlsx(bytes);
  }
  if (OTHER_KINDS.some((magic) => bytes.subarray(0, magic.length).equals(magic))) {
    throw new Problem('FILE_NOT_A_TABLE');
  }
  return Promise.resolve(readCsv(bytes));
}

/** Pictures, PDF, old Excel and archives, which decode as GB 18030: PNG, JPEG, GIF, OLE, gzip, RAR, 7z, PDF. */
const OTHER_KINDS = [
  '89504e47',
  'ffd8ff',
  '47494638',
  'd0cf11e0',
  '1f8b',
  '52617221',
  '377abcaf',
  '25504446',
  '504b',
].map((hex) => Buffer.from(hex, 'hex'));

function trimmed(grid: Grid): Grid {
  const last = grid.findLastIndex((row) => row.some((cell) => cell.trim() !== ''));
  return grid.slice(0, last + 1);
}

function refuseWrongHeader<Column extends string>(
  columns: readonly (Column | undefined)[],
  form: TableForm<Column>,
): void {
  const missing = form.needed.filter((column) => !columns.includes(column));
  const twice = columns.filter((column, position) => column !== undefined && columns.indexOf(column) !== position);
  const wrong = [...missing, ...twice.filter((column) => column !== undefined)];
  if (wrong.length > 0) {
    throw new Problem('FILE_HEADER_UNKNOWN', {
      facts: { columns: wrong.join(', ') },
      errors: wrong.map((column) => ({
        pointer: `/file/${column}`,
        code: missing.includes(column) ? 'REQUIRED' : 'COLUMN_TWICE',
      })),
    });
  }
}

function rowOf<Column extends string>(
  columns: readonly (Column | undefined)[],
  cells: readonly string[],
): Partial<Record<Column, string>> {
  const row: Partial<Record<Column, string>> = {};
  for (const [position, column] of columns.entries()) {
    if (column !== undefined) {
      row[column] = cells[position] ?? '';
    }
  }
  return row;
}
