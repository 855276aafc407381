import { isIsoDate, type IsoDate } from '../calendar.ts';
import { cell, columnOf, type Headers } from '../intake/table-cell.ts';
import { REPORTED_STATES, type ReportedState } from './inbox-judgement.ts';

export type PayoutResultColumn = 'instructionId' | 'state' | 'amountFen' | 'valueDate' | 'reasonCode' | 'bankReference';

export const PAYOUT_RESULT_HEADERS: Headers<PayoutResultColumn> = {
  instructionId: ['指令编号', 'instructionId'],
  state: ['支付结果', 'state'],
  amountFen: ['金额（分）', '金额(分)', 'amountFen'],
  valueDate: ['入账日期', 'valueDate'],
  reasonCode: ['原因代码', 'reasonCode'],
  bankReference: ['银行流水号', 'bankReference'],
};

export const PAYOUT_RESULT_NEEDED: readonly PayoutResultColumn[] = ['instructionId', 'state', 'amountFen'];

/** One line of a results list that Finance types in or uploads; it takes effect when the checker confirms it. */
export interface PayoutResultRow {
  readonly instructionId: string;
  readonly state: ReportedState;
  readonly amountFen: number;
  readonly valueDate: IsoDate | null;
  readonly reasonCode: string | null;
  readonly bankReference: string | null;
}

export type PayoutResultErrorCode =
  | 'REQUIRED'
  | 'UNKNOWN_VALUE'
  | 'NUMBER_FORMAT'
  | 'DATE_FORMAT'
  | 'DUPLICATE_IN_FILE'
  | 'NOT_IN_BATCH'
  | 'AMOUNT_MISMATCH'
  | 'TOO_LONG';

export interface PayoutResultError {
  /** The header is counted as row 1. */
  readonly row: number;
  readonly column: PayoutResultColumn;
  readonly code: PayoutResultErrorCode;
}

export interface PayoutResultCheck {
  readonly good: readonly PayoutResultRow[];
  readonly errors: readonly PayoutResultError[];
}

type Cells = Readonly<Partial<Record<PayoutResultColumn, string>>>;
type RowVerdict =
  | { readonly row: PayoutResultRow }
  | { readonly column: PayoutResultColumn; readonly code: PayoutResultErrorCode };

export function payoutResultColumn(header: string): PayoutResultColumn | undefined {
  return columnOf(header, PAYOUT_RESULT_HEADERS);
}

/**
 * Reports one error per row, the first one. Amounts must equal those of the batch's instructions, to the fen.
 */
export function checkResultRows(rows: readonly Cells[], amounts: ReadonlyMap<string, number>): PayoutResultCheck {
  const seen = new Set<string>();
  const good: PayoutResultRow[] = [];
  const errors: PayoutResultError[] = [];
  for (const [position, cells] of rows.entries()) {
    const verdict = checkRow(cells, amounts, seen);
    if ('row' in verdict) {
      good.push(verdict.row);
      seen.add(verdict.row.instructionId);
    } else {
      errors.push({ row: position + 2, ...verdict });
    }
  }
  return { good, errors };
}

function checkRow(cells: Cells, amounts: ReadonlyMap<string, number>, seen: ReadonlySet<string>): RowVerdict {
  const missing = PAYOUT_RESULT_NEEDED.find((column) => cell(cells, column) === '');
  if (missing !== undefined) {
    return { column: missing, code: 'REQUIRED' };
  }
  const instructionId = cell(cells, 'instructionId');
  const state = REPORTED_STATES.find((known) => known === cell(cells, 'state'));
  const amountText = cell(cells, 'amountFen');
  const valueDate = cell(cells, 'valueDate');
  const texts: readonly PayoutResultColumn[] = ['reasonCode', 'bankReference'];
  const long = texts.find((column) => cell(cells, column).length > 100);
  if (state === undefined) {
    return { column: 'state', code: 'UNKNOWN_VALUE' };
  }
  if (!/^\d{1,15}$/.test(amountText)) {
    return { column: 'amountFen', code: 'NUMBER_FORMAT' };
  }
  if (valueDate !== '' && !isIsoDate(valueDate)) {
    return { column: 'valueDate', code: 'DATE_FORMAT' };
  }
  if (long !== undefined) {
    return { column: long, code: 'TOO_LONG' };
  }
  if (seen.has(instructionId)) {
    return { column: 'instructionId', code: 'DUPLICATE_IN_FILE' };
  }
  const amountFen = Number(amountText);
  if (amounts.get(instructionId) !== amountFen) {
    return amounts.has(instructionId)
      ? { column: 'amountFen', code: 'AMOUNT_MISMATCH' }
      : { column: 'instructionId', code: 'NOT_IN_BATCH' };
  }
  const row = {
    instructionId,
    state,
    amountFen,
    valueDate: valueDate === '' || !isIsoDate(valueDate) ? null : valueDate,
    reasonCode: cell(cells, 'reasonCode') || null,
    bankReference: cell(cells, 'bankReference') || null,
  };
  return { row };
}
