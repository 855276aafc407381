import type { Buffer } from 'node:buffer';
import { stringify } from 'csv-stringify/sync';
import writeXlsxFile from 'write-excel-file/node';
import type { z } from 'zod';
import type { DesignationReport } from '../../schemas/title-schemas.ts';

type Report = z.output<typeof DesignationReport>;

const HEADER = [
  '类别',
  '级别',
  '有效',
  '暂停',
  '已终止',
  '承诺资金（分）',
  '已拨付（分）',
  '已追回（分）',
  '目标',
] as const;

/** One row for each kind and level, then the sum of the programme: UTF-8 with a byte order mark, no cell is a formula. */
export function designationsCsv(report: Report): string {
  return stringify([HEADER, ...cellsOf(report)], { bom: true, escape_formulas: true });
}

export function designationsXlsx(report: Report): Promise<Buffer> {
  const rows = [HEADER, ...cellsOf(report)];
  return writeXlsxFile(rows.map((row) => row.map((value) => ({ value, type: String })))).toBuffer();
}

function cellsOf({ items, programmeFen }: Report): readonly (readonly string[])[] {
  const rows = items.map((item) => [
    item.kind,
    item.level,
    ...[item.active, item.suspended, item.ended, item.committedFen, item.paidFen, item.recoveredFen].map(String),
    item.targets
      .map(({ byYear, number, document, clause }) => `${byYear}: ${number} (${document} ${clause})`)
      .join('; '),
  ]);
  return [...rows, ['合计', '', '', '', '', String(programmeFen), '', '', '']];
}
