import type { IsoDate } from '../calendar.ts';
import { granted, refused, type Verdict } from '../verdict.ts';
import { assessedAs, type DesignationKind } from './designation.ts';
import type { YearFigures } from './year-assessment.ts';

/** The paper of a year's report (api §9.5); each year has its own. */
export const YEAR_REPORT = 'YEAR_REPORT';
export const YEAR_REPORT_LABEL = { zh: '年度报告', en: 'Report of the year' } as const;

/** As the papers of a grant are told apart. */
export function yearReportKind(year: number): string {
  return `${YEAR_REPORT}_${year}`;
}

/** A report as the holder said it; figures that are not asked of its kind are null. */
export interface YearReport extends YearFigures {
  readonly achievements: readonly { readonly title: string; readonly on: IsoDate }[];
  readonly remark: string | null;
}

export type FigureField = Exclude<keyof YearFigures, 'spentFen'>;

/** the figures that a report of each kind of title must have. */
const BASE_FIGURES = ['highSkillCapacity', 'publicServiceCapacity', 'highSkillActual', 'publicServiceActual'] as const;
const FIGURES = { base: BASE_FIGURES, studio: ['backbonesTrained'] } as const;

function askedOf(kind: DesignationKind): readonly FigureField[] {
  const family = assessedAs(kind);
  return family === null ? [] : FIGURES[family];
}

/** The figures that a report lacks; the fields of the contract. */
export function missingFigures(
  kind: DesignationKind,
  figures: Readonly<Partial<Record<FigureField, number | null | undefined>>>,
): readonly FigureField[] {
  return askedOf(kind).filter((field) => (figures[field] ?? null) === null);
}

/** A report keeps only the figures that are asked of its kind. */
export function figuresOf(kind: DesignationKind, figures: Partial<YearFigures> & { spentFen: number }): YearFigures {
  const asked = askedOf(kind);
  const of = (field: FigureField): number | null => (asked.includes(field) ? (figures[field] ?? null) : null);
  return {
    highSkillCapacity: of('highSkillCapacity'),
    publicServiceCapacity: of('publicServiceCapacity'),
    highSkillActual: of('highSkillActual'),
    publicServiceActual: of('publicServiceActual'),
    backbonesTrained: of('backbonesTrained'),
    spentFen: figures.spentFen,
  };
}

/**
 * what was spent since the beginning is never above what was paid, and never falls, but for money that the
 * bank gave back.
 */
export function judgeSpent(
  spentFen: number,
  { paidFen, lastSpentFen }: { readonly paidFen: number; readonly lastSpentFen: number },
): Verdict<null, 'SPENT_OVER_PAID' | 'SPENT_FALLS'> {
  if (spentFen > paidFen) {
    return refused('SPENT_OVER_PAID');
  }
  return spentFen < Math.min(lastSpentFen, paidFen) ? refused('SPENT_FALLS') : granted(null);
}
