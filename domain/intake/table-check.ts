import type { RowErrorCode } from '../codes.ts';
import type { CellFault, Cells, RowOutcome } from './table-cell.ts';

/** A filled row of an imported table. */
export interface TableRow<Column extends string> {
  /** Row number as in a spreadsheet: the first row of the file is 1. */
  readonly number: number;
  readonly cells: Cells<Column>;
  /** What is wrong with a cell before any rule looks at it, for example `#N/A`; null for a row of readable cells. */
  readonly fault: { readonly column: Column; readonly code: CellFault } | null;
}

/** Readable rows that stand under each other, the first below the header. */
export function numberedRows<Column extends string>(rows: readonly Cells<Column>[]): readonly TableRow<Column>[] {
  return rows.map((cells, position) => ({ number: position + 2, cells, fault: null }));
}

export interface NumberedError<Column extends string> {
  /** Row number as in a spreadsheet. */
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
 * @param seen the keys of the rows above; those of these rows are added
 */
export function checkTable<Row, Column extends string>(
  table: readonly TableRow<Column>[],
  keyOf: (cells: Cells<Column>) => string | undefined,
  checkRow: (cells: Cells<Column>, seen: ReadonlySet<string>) => RowOutcome<Row, Column>,
  seen = new Set<string>(),
): TableCheck<Row, Column> {
  const good: Row[] = [];
  const unchanged: Row[] = [];
  const errors: NumberedError<Column>[] = [];
  for (const { number, cells, fault } of table) {
    const outcome: RowOutcome<Row, Column> = fault === null ? checkRow(cells, seen) : { ok: false, error: fault };
    if (!outcome.ok) {
      errors.push({ row: number, ...outcome.error });
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
