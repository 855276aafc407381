import { describe, expect, it } from 'vitest';
import { createGridBuilder, newBudget } from '../../../api/kernel/grid-builder.ts';
import {
  MAX_CELL_CHARACTERS,
  MAX_CELLS,
  MAX_CHARACTERS,
  MAX_COLUMNS,
  MAX_HEAD_ROWS,
  MAX_ROWS,
} from '../../../api/kernel/grid.ts';
import { Problem } from '../../../api/kernel/problem.ts';

function codeOf(act: () => void): string | undefined {
  try {
    act();
  } catch (error) {
    if (error instanceof Problem) {
      return error.code;
    }
    throw error;
  }
  return undefined;
}

describe('S2: a table', () => {
  it('has at most 200 columns: a cell beyond, however far, is not kept and makes no row longer', () => {
    const grid = createGridBuilder(newBudget());
    grid.put(0, '甲');
    grid.put(MAX_COLUMNS - 1, '乙');
    grid.endRow(1, false);
    for (const column of [MAX_COLUMNS, 16_383, Number.MAX_SAFE_INTEGER]) {
      grid.put(column, '丙');
      grid.endRow(2, false);
    }
    const { rows, hasFarCells } = grid.build(null);
    expect([MAX_COLUMNS, rows.length, rows[0]?.cells.length, hasFarCells]).toEqual([200, 1, 200, true]);
  });

  it('ends at the row that is one too many, so that no more of them are built; empty ones cost nothing', () => {
    const grid = createGridBuilder(newBudget());
    let taken = 0;
    for (let row = 1; row <= 1_000_000; row += 1) {
      if (row % 2 === 0) {
        grid.put(0, '甲');
      }
      if (!grid.endRow(row, false)) {
        break;
      }
      taken = row;
    }
    expect(taken).toBe(2 * (MAX_ROWS + MAX_HEAD_ROWS) + 1);
    expect(grid.build(null)).toMatchObject({ isTooLong: true });
  });

  it('has no more cells and no more text than all tables of one file may have together', () => {
    const cells = newBudget();
    cells.cells = 2;
    const [one, other] = [createGridBuilder(cells), createGridBuilder(cells)];
    one.put(0, '甲');
    other.put(0, '乙');
    expect(codeOf(() => one.put(1, '丙'))).toBe('FILE_TOO_LARGE');

    const text = newBudget();
    expect([text.cells, text.characters]).toEqual([MAX_CELLS, MAX_CHARACTERS]);
    const grid = createGridBuilder(text);
    const long = '长'.repeat(MAX_CELL_CHARACTERS * 10);
    for (let cell = 0; cell < Math.floor(MAX_CHARACTERS / MAX_CELL_CHARACTERS); cell += 1) {
      grid.put(0, long);
    }
    expect(codeOf(() => grid.put(0, long))).toBe('FILE_TOO_LARGE');
  });
});
