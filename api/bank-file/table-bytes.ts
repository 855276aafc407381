import { Buffer } from 'node:buffer';
import { stringify } from 'csv-stringify/sync';
import iconv from 'iconv-lite';
import { safeCell } from '../../domain/bank-file/safe-cell.ts';
import { tableXlsx, type TableRows } from '../kernel/table-file.ts';

export const FILE_ENCODINGS = ['utf-8', 'gb18030'] as const;
export type FileEncoding = (typeof FILE_ENCODINGS)[number];

/** The rows as a csv file in an encoding: UTF-8 with a byte order mark. No cell starts a formula. */
export function csvBytes(rows: TableRows, encoding: FileEncoding): Buffer {
  const text = stringify(rows.map((row) => row.map(safeCell)));
  return encoding === 'gb18030' ? iconv.encode(text, 'gb18030') : Buffer.from(`\uFEFF${text}`, 'utf8');
}

/** The rows as a workbook whose cells are texts; no cell starts a formula. */
export function xlsxBytes(rows: TableRows): Promise<Buffer> {
  return tableXlsx(rows.map((row) => row.map(safeCell)));
}
