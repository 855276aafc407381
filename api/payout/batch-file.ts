import { formatFen, parseFen } from '../../domain/money.ts';
import type { TableRows } from '../kernel/table-file.ts';
import type { PaymentLine } from './payout-ports.ts';

const COLUMNS = [
  ['instructionId', '指令编号'],
  ['claimNo', '申领编号'],
  ['purpose', '用途'],
  ['holder', '收款人'],
  ['bank', '开户银行'],
  ['account', '账号'],
  ['amountFen', '金额（分）'],
  ['amount', '金额（元）'],
  ['fund', '资金来源'],
] as const;

/** The rows of the payment file, with whole accounts. */
export function paymentRows(lines: readonly PaymentLine[]): TableRows {
  return [COLUMNS.map(([, header]) => header), ...lines.map(cellsOf)];
}

function cellsOf(line: PaymentLine): readonly string[] {
  const texts = { ...line, amountFen: String(line.amountFen), amount: formatFen(parseFen(line.amountFen)) };
  return COLUMNS.map(([column]) => texts[column]);
}
