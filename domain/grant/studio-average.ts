import { isOneOf } from '../verdict.ts';
import { REPORTABLE_YEAR_STATES, type YearState } from './grant-title-course.ts';
import { computeYear, type ComputedYear, type YearFigures } from './year-assessment.ts';
import type { YearLaw } from './year-law.ts';

/** A year of a title as its row keeps it. */
export interface KeptYear {
  readonly year: number;
  readonly state: YearState;
  readonly law: YearLaw;
  readonly report: YearFigures | null;
  readonly rectification: YearFigures | null;
}

/** What an act leaves of a year. */
export type ChangedYear = Pick<KeptYear, 'year'> & Partial<Pick<KeptYear, 'state' | 'report' | 'rectification'>>;

/** A year that has figures and is not decided. */
const JUDGED_STATES = ['reported', 'rectifying', 'recheck'] as const satisfies readonly YearState[];

/** the backbones of the years before one, in their order; an excused year does not count, a missing report has none. */
export function backbonesBefore(years: readonly KeptYear[], year: number): readonly number[] {
  return years
    .filter((one) => one.year < year && one.state !== 'excused')
    .map((one) => figuresOf(one)?.backbonesTrained ?? 0);
}

/** A report that was returned for correction counts no more. */
function figuresOf({ state, report, rectification }: KeptYear): YearFigures | null {
  return isOneOf(REPORTABLE_YEAR_STATES, state) ? null : (rectification ?? report);
}

/**
 * sums are compared as they are at the decision. What an act changes of a year changes what the later years come to
 * that are reported and not decided; those of other kinds of titles stay.
 */
export function recomputeLater(
  years: readonly KeptYear[],
  changed: ChangedYear,
): readonly { readonly year: number; readonly computed: ComputedYear }[] {
  const after = years.map((one) => (one.year === changed.year ? { ...one, ...changed } : one));
  return after
    .filter(({ year, state, law }) => year > changed.year && law.measure === 'AVERAGE' && isOneOf(JUDGED_STATES, state))
    .map((one) => ({
      year: one.year,
      computed: computeYear(one.law, figuresOf(one), backbonesBefore(after, one.year)),
    }));
}
