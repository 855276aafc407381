import type { RowErrorCode } from '../codes.ts';
import type { Cells, RowOutcome } from './table-cell.ts';

export interface NumberedError<Column extends string> {
  /** Row number as in a spreadsheet: the header is row 1. */
  readonly row: number;
  readonly column: Column;
  readonly code: RowErrorCode;
}

/**
 * The result of an import: each row is in `good` or in `errors`; `unchanged` counts good rows that are already stored.
 */
export interface TableCheck<Row, Column extends string> {
  readonly rows: number;
  readonly good: readonly Row[];
  readonly unchanged: readonly Row[];
  readonly errors: readonly NumberedError<Column>[];
}

/**
 * Checks a table from the top. `checkRow` gets the keys of the earlier rows, so the first of two equal rows is good.
 * Rows with the same `keyOf` are the same row.
 */
export function checkTable<Row, Column extends string>(
  table: readonly Cells<Column>[],
  keyOf: (cells: Cells<Column>) => string | undefined,
  checkRow: (cells: Cells<Column>, seen: ReadonlySet<string>) => RowOutcome<Row, Column>,
): TableCheck<Row, Column> {
  const seen = new Set<string>();
  const good: Row[] = [];
  const unchanged: Row[] = [];
  const errors: NumberedError<Column>[] = [];
  for (const [position, cells] of table.entries()) {
    const outcome = checkRow(cells, seen);
    if (!outcome.ok) {
      errors.push({ row: position + 2, ...outcome.error });
    } else {
      good.push(outcome.row);
      if (outcome.isUnchanged) {
        unchanged.push(outcome.row);
      }
    }
    const key = keyOf(cells);
    if (key !== undefined) {
      seen.add(key);
    }
  }
  return { rows: table.length, good, unchanged, errors };
}
