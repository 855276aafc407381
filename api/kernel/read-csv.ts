import { CsvError, parse } from 'csv-parse/sync';
import { Problem } from './problem.ts';
import { decodeText } from './decode-text.ts';
import { MAX_ROWS, refuseTooManyRows, type Grid } from './grid.ts';

/** Rows of a csv file as written; reading stops one row after the largest permitted import. */
export function readCsv(bytes: Buffer): Grid {
  const text = decodeText(bytes);
  try {
    const rows: string[][] = parse(text, {
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: 100_000,
      to: MAX_ROWS + 2,
    });
    refuseTooManyRows(rows.length - 1);
    return rows;
  } catch (error) {
    throw error instanceof CsvError ? new Problem('FILE_NOT_A_TABLE') : error;
  }
}
