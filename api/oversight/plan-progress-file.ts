import type { z } from 'zod';
import type { TableRows } from '../kernel/table-file.ts';
import type { PlanProgressAnswer } from '../../schemas/report-schemas.ts';

type Report = z.output<typeof PlanProgressAnswer>;

interface Row {
  readonly kind: string;
  readonly name: string;
  readonly guidance: number | null;
  readonly done: number;
  readonly progressBp: number | null;
}

const HEADER = ['类别', '名称', '指导任务（人次）', '完成（人次）', '完成率（%）'] as const;

/** One row for each plan line and organ, then the sums. */
export function progressRows(report: Report): TableRows {
  return [HEADER, ...rowsOf(report).map(cellsOf)];
}

function rowsOf({ planLines, organs, total, annex, phase, region }: Report): readonly Row[] {
  return [
    ...planLines.map((line) => ({ ...line, kind: '计划项目', name: `${line.organName} ${line.programName}` })),
    ...organs.map((one) => ({ ...one, kind: '部门', name: one.organName })),
    { ...total, kind: '总计', name: '' },
    ...(annex === null || annex.inForce ? [] : lastKnownRows(annex)),
    ...(phase === null ? [] : [{ ...phase, kind: '阶段目标', name: phase.document }]),
    ...(phase === null ? [] : [{ kind: '未分解', name: '', guidance: phase.notSplit, done: 0, progressBp: null }]),
    ...(region === null ? [] : [{ ...region, kind: `自治区目标（至 ${region.byYear} 年底）`, name: region.document }]),
  ];
}

/** The annex after its years: a record of what was asked then, without anything done against it. */
function lastKnownRows({ fromYear, toYear, organs, personTimes }: NonNullable<Report['annex']>): readonly Row[] {
  const kind = `已失效的指导任务（${fromYear}—${toYear ?? ''}年）`;
  const rows = [
    ...organs.map((one) => ({ name: one.organName, guidance: one.personTimes })),
    { name: '总计', guidance: personTimes },
  ];
  return rows.map((row) => ({ ...row, kind, done: 0, progressBp: null }));
}

function cellsOf({ kind, name, guidance, done, progressBp }: Row): readonly string[] {
  const percent = progressBp === null ? '' : (progressBp / 100).toFixed(1);
  return [kind, name, guidance === null ? '' : String(guidance), String(done), percent];
}
