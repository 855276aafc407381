import type { z } from 'zod';
import type { TableRows } from '../kernel/table-file.ts';
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

/** One row for each kind and level, then the sum of the programme. */
export function designationTable(report: Report): TableRows {
  return [HEADER, ...cellsOf(report)];
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
