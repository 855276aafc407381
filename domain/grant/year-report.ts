import { granted, refused, type Verdict } from '../verdict.ts';
import type { DesignationKind } from './designation.ts';
import type { YearFigures } from './year-assessment.ts';

export type FigureField = Exclude<keyof YearFigures, 'spentFen'>;

/** the figures that a report of each kind of title must have. */
const FIGURES_OF: Readonly<Record<DesignationKind, readonly FigureField[]>> = {
  HIGH_SKILL_BASE: ['highSkillCapacity', 'publicServiceCapacity', 'highSkillActual', 'publicServiceActual'],
  SKILL_MASTER_STUDIO: ['backbonesTrained'],
  COMPETITION_BASE: [],
};

/** The figures that a report lacks; the fields of the contract. */
export function missingFigures(kind: DesignationKind, figures: Partial<YearFigures>): readonly FigureField[] {
  return FIGURES_OF[kind].filter((field) => (figures[field] ?? null) === null);
}

/** A report keeps only the figures that are asked of its kind. */
export function figuresOf(kind: DesignationKind, figures: Partial<YearFigures> & { spentFen: number }): YearFigures {
  const of = (field: FigureField): number | null =>
    FIGURES_OF[kind].includes(field) ? (figures[field] ?? null) : null;
  return {
    highSkillCapacity: of('highSkillCapacity'),
    publicServiceCapacity: of('publicServiceCapacity'),
    highSkillActual: of('highSkillActual'),
    publicServiceActual: of('publicServiceActual'),
    backbonesTrained: of('backbonesTrained'),
    spentFen: figures.spentFen,
  };
}

/** what was spent since the beginning is never above what was paid, and never falls. */
export function judgeSpent(
  spentFen: number,
  { paidFen, lastSpentFen }: { readonly paidFen: number; readonly lastSpentFen: number },
): Verdict<null, 'SPENT_OVER_PAID' | 'SPENT_FALLS'> {
  if (spentFen > paidFen) {
    return refused('SPENT_OVER_PAID');
  }
  return spentFen < lastSpentFen ? refused('SPENT_FALLS') : granted(null);
}
