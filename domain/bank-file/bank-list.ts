import { parseFen, plainYuan, sumFen } from '../money.ts';
import { PURPOSE_WORDS } from '../texts/state-words.ts';
import type { OrderLine } from './payment-order.ts';

/** What a column of a bank's list may hold (`payout.bankList.columns`). */
export const BANK_LIST_FIELDS = [
  'no',
  'holder',
  'account',
  'bank',
  'cnaps',
  'amount',
  'purpose',
  'remark',
  'claimNo',
] as const;
export type BankListField = (typeof BANK_LIST_FIELDS)[number];

/** A column as a pack states it. */
export const BANK_LIST_COLUMN = new RegExp(`^(?:${BANK_LIST_FIELDS.join('|')}):.+$`);

/** The bank's own template for 批量代发, from the local pack. */
export interface BankListTemplate {
  readonly columns: readonly { readonly field: BankListField; readonly header: string }[];
  /** A row with the number of payments and their sum ends the list. */
  readonly hasTotal: boolean;
}

/** Reads the columns of a template: `holder:户名`. @throws RangeError for a text that is no column */
export function bankListColumns(texts: readonly string[]): BankListTemplate['columns'] {
  return texts.map((text) => {
    const [field = '', header = ''] = text.split(':');
    const known = BANK_LIST_FIELDS.find((one) => one === field);
    if (known === undefined || header === '') {
      throw new RangeError(`No column of a bank's list: ${text}`);
    }
    return { field: known, header };
  });
}

/** The rows of the list, its header first. The remark is the instruction's id, by which the bank's answer is found. */
export function bankListRows(lines: readonly OrderLine[], template: BankListTemplate): readonly (readonly string[])[] {
  const rows = [
    template.columns.map(({ header }) => header),
    ...lines.map((line, position) => {
      const cells = cellsOf(line, position + 1);
      return template.columns.map(({ field }) => cells[field]);
    }),
  ];
  return template.hasTotal ? [...rows, totalRow(lines, template)] : rows;
}

function cellsOf(line: OrderLine, no: number): Readonly<Record<BankListField, string>> {
  return {
    no: String(no),
    holder: line.holder,
    account: line.account,
    bank: line.bank,
    // The payee's bank is known by its name alone.
    cnaps: '',
    amount: plainYuan(parseFen(line.amountFen)),
    purpose: PURPOSE_WORDS[line.purpose].zh,
    remark: line.instructionId,
    claimNo: line.claimNo,
  };
}

function totalRow(lines: readonly OrderLine[], { columns }: BankListTemplate): readonly string[] {
  const sum = plainYuan(sumFen(lines.map(({ amountFen }) => parseFen(amountFen))));
  return columns.map(({ field }, position) => {
    const label = position === 0 ? '合计' : '';
    return field === 'amount' ? sum : label;
  });
}
