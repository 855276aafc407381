import type { Buffer } from 'node:buffer';
import { stringify } from 'csv-stringify/sync';
import writeXlsxFile from 'write-excel-file/node';
import { formatFen, parseFen } from '../../domain/money.ts';
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

/** The payment file as csv: UTF-8 with a byte order mark, so that Excel reads it; no cell runs as a formula. */
export function paymentCsv(lines: readonly PaymentLine[]): string {
  return stringify([COLUMNS.map(([, header]) => header), ...lines.map(cellsOf)], { bom: true, escape_formulas: true });
}

/** The same as xlsx: every cell is text, so that long accounts stay whole. */
export function paymentXlsx(lines: readonly PaymentLine[]): Promise<Buffer> {
  const rows = [COLUMNS.map(([, header]) => header), ...lines.map(cellsOf)];
  return writeXlsxFile(rows.map((row) => row.map((value) => ({ value, type: String })))).toBuffer();
}

function cellsOf(line: PaymentLine): readonly string[] {
  const texts = { ...line, amountFen: String(line.amountFen), amount: formatFen(parseFen(line.amountFen)) };
  return COLUMNS.map(([column]) => texts[column]);
}
