import type { Buffer } from 'node:buffer';
import { stringify } from 'csv-stringify/sync';
import writeXlsxFile from 'write-excel-file/node';
import { safeTableCell } from '../../domain/bank-file/safe-cell.ts';
import type { RawReply } from './route.ts';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const FILE_TYPES = ['text/csv', XLSX] as const;

/** Texts of cells, row by row, the header first. */
export type TableRows = readonly (readonly string[])[];

/**
 * UTF-8 with a byte order mark, so that Excel reads it; no cell runs as a formula, and a negative amount stays a number. A
 * table that leaves in parts has the mark in its first one.
 */
export function tableCsv(rows: TableRows, isFirst = true): string {
  return stringify(
    rows.map((row) => row.map(safeTableCell)),
    { bom: isFirst },
  );
}

/** Every cell is text, so that long numbers stay whole and none is a formula. */
export function tableXlsx(rows: TableRows): Promise<Buffer> {
  return writeXlsxFile(rows.map((row) => row.map((value) => ({ value, type: String })))).toBuffer();
}

/** A table as the file that is asked for, named without its ending. */
export async function tableReply(rows: TableRows, name: string, format: 'csv' | 'xlsx'): Promise<RawReply> {
  const fileName = `${name}.${format}`;
  return format === 'csv'
    ? { raw: tableCsv(rows), mediaType: 'text/csv; charset=utf-8', fileName }
    : { raw: await tableXlsx(rows), mediaType: XLSX, fileName };
}
