import type { Buffer } from 'node:buffer';
import type { BankEntry, BankFileKind, BankRowError, ReadStatement } from '../../domain/bank-file/bank-entry.ts';
import { BANK_HEADERS, bankColumns, readBankRow, type BankColumn } from '../../domain/bank-file/bank-table.ts';
import { columnOf } from '../../domain/intake/table-cell.ts';
import { MAX_HEAD_ROWS, type GridRow } from '../kernel/grid.ts';
import { Problem } from '../kernel/problem.ts';
import { readCsv } from '../kernel/read-csv.ts';
import { readBankXml } from './read-bank-xml.ts';
import { xmlTextOf } from './xml-text-of.ts';

/** The most entries of one file. */
export const MAX_ENTRIES = 100_000;

export interface BankFileRead {
  readonly kind: BankFileKind;
  /** Of a camt, in the order of the file. */
  readonly statements: readonly ReadStatement[];
  readonly entries: readonly BankEntry[];
  /** Rows of a table that cannot be read. */
  readonly errors: readonly BankRowError[];
}

/**
 * Reads a bank's file by its content, never by its name.
 * @throws Problem FILE_EMPTY, FILE_NOT_READABLE, FILE_KIND_UNKNOWN, DOCTYPE_FORBIDDEN, FILE_TOO_LARGE
 */
export function readBankFile(bytes: Buffer): BankFileRead {
  if (bytes.length === 0) {
    throw new Problem('FILE_EMPTY');
  }
  const xml = xmlTextOf(bytes);
  return xml === null ? readTable(bytes) : readBankXml(xml, MAX_ENTRIES);
}

function readTable(bytes: Buffer): BankFileRead {
  const { rows, isTooLong } = gridOf(bytes);
  const { position, columns } = headerOf(rows);
  const below = rows.slice(position + 1);
  if (isTooLong || below.length > MAX_ENTRIES) {
    throw new Problem('FILE_TOO_LARGE');
  }
  const entries: BankEntry[] = [];
  const errors: BankRowError[] = [];
  for (const { number, cells } of below) {
    const read = readBankRow(number, cellsOf(columns, cells));
    if (read !== null) {
      if ('row' in read) {
        errors.push(read);
      } else {
        entries.push(read);
      }
    }
  }
  return { kind: 'csv', statements: [], entries, errors };
}

function gridOf(bytes: Buffer) {
  try {
    return readCsv(bytes, MAX_ENTRIES);
  } catch (error) {
    if (error instanceof Problem && error.code === 'FILE_NOT_A_TABLE') {
      throw new Problem('FILE_NOT_READABLE');
    }
    throw error;
  }
}

/** The first row that names the columns of a bank's answer; a title may stand above it. */
function headerOf(rows: readonly GridRow[]) {
  for (const [position, { cells }] of rows.slice(0, MAX_HEAD_ROWS).entries()) {
    const columns = bankColumns(cells, (name) => columnOf(name, BANK_HEADERS));
    if (columns !== null) {
      return { position, columns };
    }
  }
  throw new Problem('FILE_KIND_UNKNOWN');
}

/** Of two columns of one meaning the first that is filled counts. */
function cellsOf(columns: readonly (BankColumn | undefined)[], cells: readonly string[]) {
  const read: Partial<Record<BankColumn, string>> = {};
  for (const [position, column] of columns.entries()) {
    if (column !== undefined && (read[column] ?? '') === '') {
      read[column] = cells[position] ?? '';
    }
  }
  return read;
}
