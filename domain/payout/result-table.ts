import type { IsoDate } from '../calendar.ts';
import { cell, columnOf, dayOf, hasForbiddenCharacters, type CellFault, type Headers } from '../intake/table-cell.ts';
import type { TableRow } from '../intake/table-check.ts';
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

/** A results list that Finance entered: it has errors, or it waits for the checker, or the checker confirmed it. */
export const RESULTS_STATES = ['waitsForConfirmation', 'confirmed', 'refused'] as const;

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
  | 'TOO_LONG'
  | 'FORBIDDEN_CHARACTERS'
  | CellFault;

export interface PayoutResultError {
  /** Row number as in a spreadsheet. */
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

/** What Chinese offices and banks write for the states, beside the words of the contract. */
const STATE_WORDS: Readonly<Record<ReportedState, readonly string[]>> = {
  accepted: ['已受理', '受理'],
  inTransit: ['处理中', '在途'],
  settled: ['成功', '支付成功', '已支付', '已入账'],
  failed: ['失败', '支付失败'],
  returned: ['退回', '退票', '已退回'],
  reversed: ['冲正', '已冲正', '撤销'],
};

function reportedStateOf(text: string): ReportedState | undefined {
  const wanted = text.toLowerCase();
  return REPORTED_STATES.find((state) => state.toLowerCase() === wanted || STATE_WORDS[state].includes(text));
}

/**
 * Reports one error per row, the first one. Amounts must equal those of the batch's instructions, to the fen.
 */
export function checkResultRows(
  rows: readonly TableRow<PayoutResultColumn>[],
  amounts: ReadonlyMap<string, number>,
): PayoutResultCheck {
  const seen = new Set<string>();
  const good: PayoutResultRow[] = [];
  const errors: PayoutResultError[] = [];
  for (const { number, cells, fault } of rows) {
    const verdict: RowVerdict = fault === null ? checkRow(cells, amounts, seen) : fault;
    if ('row' in verdict) {
      good.push(verdict.row);
      seen.add(verdict.row.instructionId);
    } else {
      errors.push({ row: number, ...verdict });
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
  const state = reportedStateOf(cell(cells, 'state'));
  const amountText = cell(cells, 'amountFen');
  const valueDate = cell(cells, 'valueDate') === '' ? null : dayOf(cell(cells, 'valueDate'));
  const texts: readonly PayoutResultColumn[] = ['reasonCode', 'bankReference'];
  const long = texts.find((column) => cell(cells, column).length > 100);
  const forbidden = texts.find((column) => hasForbiddenCharacters(cell(cells, column)));
  if (state === undefined) {
    return { column: 'state', code: 'UNKNOWN_VALUE' };
  }
  if (!/^\d{1,15}$/.test(amountText)) {
    return { column: 'amountFen', code: 'NUMBER_FORMAT' };
  }
  if (valueDate === undefined) {
    return { column: 'valueDate', code: 'DATE_FORMAT' };
  }
  if (long !== undefined) {
    return { column: long, code: 'TOO_LONG' };
  }
  if (forbidden !== undefined) {
    return { column: forbidden, code: 'FORBIDDEN_CHARACTERS' };
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
    valueDate,
    reasonCode: cell(cells, 'reasonCode') || null,
    bankReference: cell(cells, 'bankReference') || null,
  };
  return { row };
}
