import {
  MAX_CELL_CHARACTERS,
  MAX_CELLS,
  MAX_CHARACTERS,
  MAX_COLUMNS,
  MAX_HEAD_ROWS,
  MAX_ROWS,
  type Grid,
  type GridRow,
} from './grid.ts';
import type { CellFault } from '../../domain/intake/table-cell.ts';
import { Problem } from './problem.ts';

/** What all tables of one file may still hold together. */
export interface Budget {
  cells: number;
  characters: number;
}

export function newBudget(): Budget {
  return { cells: MAX_CELLS, characters: MAX_CHARACTERS };
}

export interface GridBuilder {
  put(column: number, text: string): void;
  fault(column: number, fault: CellFault): void;
  /** @returns false when the table has as many rows as may be read */
  endRow(number: number, isHidden: boolean): boolean;
  build(sheet: string | null): Grid;
}

/**
 * Collects the filled cells of one table by their addresses. Empty cells and rows cost nothing, wherever they stand.
 * @throws Problem FILE_TOO_LARGE when the file has more cells or text than any table of ours
 */
export function createGridBuilder(budget: Budget, mostRows = MAX_ROWS): GridBuilder {
  const rows: GridRow[] = [];
  let cells: string[] = [];
  let faults: [number, CellFault][] = [];
  let hiddenRows = 0;
  let hasFarCells = false;
  let isTooLong = false;
  return {
    put(column, text) {
      if (text.trim() === '') {
        return;
      }
      if (column >= MAX_COLUMNS) {
        hasFarCells = true;
        return;
      }
      while (cells.length < column) {
        cells.push('');
      }
      cells[column] = text.length > MAX_CELL_CHARACTERS ? text.slice(0, MAX_CELL_CHARACTERS) : text;
      budget.cells -= 1;
      budget.characters -= Math.min(text.length, MAX_CELL_CHARACTERS);
      if (budget.cells < 0 || budget.characters < 0) {
        throw new Problem('FILE_TOO_LARGE');
      }
    },
    fault(column, fault) {
      if (column < MAX_COLUMNS) {
        faults.push([column, fault]);
      }
    },
    endRow(number, isHidden) {
      if (cells.length > 0 || faults.length > 0) {
        if (isHidden) {
          hiddenRows += 1;
        } else {
          rows.push({ number, cells, faults });
        }
        cells = [];
        faults = [];
      }
      isTooLong = rows.length > mostRows + MAX_HEAD_ROWS;
      return !isTooLong;
    },
    build: (sheet) => ({ sheet, rows, hiddenRows, isTooLong, hasFarCells }),
  };
}
