import { describe, expect, it } from 'vitest';
import { checkResultRows } from '../../../domain/payout/result-table.ts';

const amounts = new Map([
  ['pin_1', 100],
  ['pin_2', 200],
]);
const row = (over: object) => ({ instructionId: 'pin_1', state: 'settled', amountFen: '100', ...over });

describe('checkResultRows', () => {
  it('takes rows whose instruction and amount are those of the batch (R-146)', () => {
    const { good, errors } = checkResultRows(
      [row({}), row({ instructionId: 'pin_2', amountFen: '200', valueDate: '2025-07-01' })],
      amounts,
    );
    expect(errors).toEqual([]);
    expect(good.map(({ instructionId, amountFen }) => [instructionId, amountFen])).toEqual([
      ['pin_1', 100],
      ['pin_2', 200],
    ]);
  });

  it.each([
    [{ amountFen: '101' }, 'amountFen', 'AMOUNT_MISMATCH'],
    [{ instructionId: 'pin_9' }, 'instructionId', 'NOT_IN_BATCH'],
    [{ state: 'paid' }, 'state', 'UNKNOWN_VALUE'],
    [{ state: '' }, 'state', 'REQUIRED'],
    [{ amountFen: '1.00' }, 'amountFen', 'NUMBER_FORMAT'],
    [{ valueDate: '2025-02-30' }, 'valueDate', 'DATE_FORMAT'],
  ])('names row, column and reason of %o', (over, column, code) => {
    expect(checkResultRows([row(over)], amounts).errors).toEqual([{ row: 2, column, code }]);
  });

  it('takes an instruction once', () => {
    expect(checkResultRows([row({}), row({})], amounts).errors).toEqual([
      { row: 3, column: 'instructionId', code: 'DUPLICATE_IN_FILE' },
    ]);
  });
});
