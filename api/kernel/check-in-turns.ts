import { setImmediate as turn } from 'node:timers/promises';
import { checkTable, type TableCheck, type TableRow } from '../../domain/intake/table-check.ts';
import type { Cells, RowOutcome } from '../../domain/intake/table-cell.ts';

/** So many rows are checked in a few milliseconds. */
const ROWS_A_TURN = 500;

/** As `checkTable`, some rows at a time: between them the thread answers other requests (S2). */
export async function checkInTurns<Row, Column extends string>(
  table: readonly TableRow<Column>[],
  keyOf: (cells: Cells<Column>) => string | undefined,
  checkRow: (cells: Cells<Column>, seen: ReadonlySet<string>) => RowOutcome<Row, Column>,
): Promise<TableCheck<Row, Column>> {
  const seen = new Set<string>();
  const parts: TableCheck<Row, Column>[] = [];
  for (let first = 0; first < table.length; first += ROWS_A_TURN) {
    parts.push(checkTable(table.slice(first, first + ROWS_A_TURN), keyOf, checkRow, seen));
    await turn();
  }
  return {
    rows: table.length,
    good: parts.flatMap(({ good }) => good),
    unchanged: parts.flatMap(({ unchanged }) => unchanged),
    errors: parts.flatMap(({ errors }) => errors),
  };
}
