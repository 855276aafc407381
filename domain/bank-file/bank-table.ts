import type { Headers } from '../intake/table-cell.ts';
import { REPORTED_STATES } from '../payout/inbox-judgement.ts';
import { batchNosIn, instructionIn, type BankEntry, type BankRowError, type EntryWord } from './bank-entry.ts';
import { dayOfBank, fenOfFen, fenOfYuan, isYuan } from './entry-values.ts';

export type BankColumn =
  | 'instructionId'
  | 'holder'
  | 'account'
  | 'amount'
  | 'amountFen'
  | 'currency'
  | 'state'
  | 'reason'
  | 'date'
  | 'reference'
  | 'remark';

/** What banks and treasuries write above the columns of their answers. */
export const BANK_HEADERS: Headers<BankColumn> = {
  instructionId: ['指令编号', '端到端标识', '端到端标识号', '企业流水号', '客户流水号', 'instructionId', 'endToEndId'],
  holder: ['户名', '收款人', '收款户名', '收款人户名', '收款人名称', '对方户名', 'holder', 'name'],
  account: ['账号', '收款账号', '收款人账号', '对方账号', 'account'],
  amount: ['金额', '金额（元）', '金额(元)', '交易金额', '发生额', '支付金额', 'amount'],
  amountFen: ['金额（分）', '金额(分)', 'amountFen'],
  currency: ['币种', '货币', '交易币种', 'currency', 'ccy'],
  state: ['状态', '交易状态', '支付结果', '处理结果', '支付状态', 'state', 'status'],
  reason: ['原因', '原因代码', '失败原因', '退回原因', '退票原因', 'reason', 'reasonCode'],
  date: ['日期', '入账日期', '交易日期', '支付日期', '记账日期', 'valueDate', 'date'],
  reference: ['流水号', '银行流水号', '交易流水号', '核心流水号', 'bankReference', 'reference'],
  remark: ['备注', '附言', '摘要', '用途', 'remark'],
};

const STATE_WORDS: Readonly<Record<Exclude<EntryWord, 'noted'>, readonly string[]>> = {
  accepted: ['accepted', '已受理', '受理', '受理成功'],
  inTransit: ['intransit', 'in_transit', '处理中', '在途', '银行处理中'],
  settled: ['settled', '成功', '支付成功', '交易成功', '已支付', '已入账', '入账成功', '已成功'],
  failed: ['failed', '失败', '支付失败', '交易失败', '已失败'],
  returned: ['returned', '退回', '退票', '已退回', '已退票'],
  reversed: ['reversed', '冲正', '已冲正', '撤销', '已撤销'],
};

/** The columns of a header; null where it names no state, or nothing to know the payment by. */
export function bankColumns(
  header: readonly string[],
  columnOf: (name: string) => BankColumn | undefined,
): readonly (BankColumn | undefined)[] | null {
  const columns = header.map(columnOf);
  const has = (...names: readonly BankColumn[]) => names.some((name) => columns.includes(name));
  return has('state') && has('amount', 'amountFen', 'instructionId') ? columns : null;
}

type Cells = Readonly<Partial<Record<BankColumn, string>>>;

/** An entry of a row, or what of it cannot be read. Of an empty row nothing. */
export function readBankRow(row: number, cells: Cells): BankEntry | BankRowError | null {
  const text = (column: BankColumn) => cells[column]?.trim().replace(/^'/, '') ?? '';
  if (Object.values(cells).every((cell) => cell.trim() === '')) {
    return null;
  }
  const says = entryWordOf(text('state'));
  if (says === undefined) {
    return { row, column: 'state', code: text('state') === '' ? 'REQUIRED' : 'UNKNOWN_VALUE' };
  }
  const fen = text('amountFen') === '' ? fenOfYuan(text('amount')) : fenOfFen(text('amountFen'));
  const hasOtherAmount = !isYuan(text('currency'));
  const isAmountSaid = text('amountFen') !== '' || text('amount') !== '';
  if (isAmountSaid && fen === null) {
    return { row, column: text('amountFen') === '' ? 'amount' : 'amountFen', code: 'NUMBER_FORMAT' };
  }
  const valueDate = dayOfBank(text('date'));
  if (text('date') !== '' && valueDate === null) {
    return { row, column: 'date', code: 'DATE_FORMAT' };
  }
  const named = [text('instructionId'), text('remark'), text('reason')];
  return {
    no: row,
    says,
    instructionId: instructionIn(named) ?? (text('instructionId').slice(0, LONGEST_ID) || null),
    batchNos: batchNosIn(named),
    text: text('remark').slice(0, LONGEST_TEXT) || null,
    isOfBatch: false,
    amountFen: hasOtherAmount ? null : fen,
    hasOtherAmount,
    valueDate,
    bankReference: text('reference').slice(0, LONGEST_ID) || null,
    reasonCode: text('reason').slice(0, LONGEST_ID) || null,
    direction: null,
    account: null,
    statementNo: 1,
    party: { holder: text('holder') || null, account: text('account').replaceAll(/[\s-]/g, '') || null },
  };
}

function entryWordOf(text: string): EntryWord | undefined {
  const wanted = text.normalize('NFKC').toLowerCase();
  return REPORTED_STATES.find((state) => STATE_WORDS[state].includes(wanted));
}

const LONGEST_ID = 100;
const LONGEST_TEXT = 300;
