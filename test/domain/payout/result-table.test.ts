import { describe, expect, it } from 'vitest';
import { numberedRows } from '../../../domain/intake/table-check.ts';
import { checkResultRows, type PayoutResultColumn } from '../../../domain/payout/result-table.ts';

const amounts = new Map([
  ['pin_1', 100],
  ['pin_2', 200],
]);
const row = (over: object) => ({ instructionId: 'pin_1', state: 'settled', amountFen: '100', ...over });

const check = (rows: readonly ReturnType<typeof row>[]) =>
  checkResultRows(numberedRows<PayoutResultColumn>(rows), amounts);

describe('checkResultRows', () => {
  it('takes rows whose instruction and amount are those of the batch (R-146)', () => {
    const { good, errors } = check([
      row({}),
      row({ instructionId: 'pin_2', amountFen: '200', valueDate: '2025-07-01' }),
    ]);
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
    expect(check([row(over)]).errors).toEqual([{ row: 2, column, code }]);
  });

  it('F20: takes the words and days of Chinese offices', () => {
    const { good, errors } = check([
      row({ state: '退回', valueDate: '2025/6/30', reasonCode: 'AC04' }),
      row({ instructionId: 'pin_2', amountFen: '200', state: '成功', valueDate: '2025年7月1日' }),
    ]);
    expect(errors).toEqual([]);
    expect(good.map(({ state, valueDate }) => [state, valueDate])).toEqual([
      ['returned', '2025-06-30'],
      ['settled', '2025-07-01'],
    ]);
  });

  it.each(['\u0001', 'x\u200B', '=1+1'])('F20: refuses %j as a bank reference and as a reason', (text) => {
    for (const column of ['bankReference', 'reasonCode']) {
      expect(check([row({ [column]: text })]).errors).toEqual([{ row: 2, column, code: 'FORBIDDEN_CHARACTERS' }]);
    }
  });

  it('takes an instruction once', () => {
    expect(check([row({}), row({})]).errors).toEqual([{ row: 3, column: 'instructionId', code: 'DUPLICATE_IN_FILE' }]);
  });
});
