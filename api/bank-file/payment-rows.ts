import { parseFen, plainYuan } from '../../domain/money.ts';
import type { TableRows } from '../kernel/table-file.ts';
import type { ReleasedLine } from './bank-file-ports.ts';

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

/** The rows of the payment file, with whole accounts; amounts have no thousands marks. */
export function paymentRows(lines: readonly ReleasedLine[]): TableRows {
  return [COLUMNS.map(([, header]) => header), ...lines.map(cellsOf)];
}

function cellsOf(line: ReleasedLine): readonly string[] {
  const texts = { ...line, amountFen: String(line.amountFen), amount: plainYuan(parseFen(line.amountFen)) };
  return COLUMNS.map(([column]) => texts[column]);
}
