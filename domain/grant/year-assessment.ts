import type { YearLaw, YearMeasure } from './year-law.ts';

/** What a holder reports of a year. Null: not asked of this kind of title. `spentFen`: the sum since the beginning. */
export interface YearFigures {
  readonly highSkillCapacity: number | null;
  readonly publicServiceCapacity: number | null;
  readonly highSkillActual: number | null;
  readonly publicServiceActual: number | null;
  readonly backbonesTrained: number | null;
  readonly spentFen: number;
}

/** What the figures of a year come to. `meets`: null where the law does not judge the year. */
export interface ComputedYear {
  readonly measure: YearMeasure;
  readonly thresholds: YearLaw['thresholds'];
  /** Studios: the average that is wanted. */
  readonly average: number | null;
  readonly meets: boolean | null;
  /** Studios: the mean of all years in hundredths, half up; shown, never compared. */
  readonly averageCenti: number | null;
  readonly rule: YearLaw['rule'];
  readonly document: string | null;
  readonly clause: string | null;
}

/**
 * computes a year. Capacity decides and what was done stands beside it, unless the law measures what was
 * done. Studios are judged by the sum of all full years against their number, in whole numbers, and not before
 * `minYears`. A year without figures meets nothing. `before`: the backbones of the former years that were not excused.
 */
export function computeYear(law: YearLaw, figures: YearFigures | null, before: readonly number[] = []): ComputedYear {
  const { measure, thresholds, average, rule, document, clause } = law;
  const shown = { measure, thresholds, average, rule, document, clause };
  switch (measure) {
    case 'CAPACITY':
      return {
        ...shown,
        averageCenti: null,
        meets: meetsPair(law, figures?.highSkillCapacity, figures?.publicServiceCapacity),
      };
    case 'ACTUAL':
      return {
        ...shown,
        averageCenti: null,
        meets: meetsPair(law, figures?.highSkillActual, figures?.publicServiceActual),
      };
    case 'AVERAGE':
      return { ...shown, ...averageOf(law, figures?.backbonesTrained ?? null, before) };
    case 'NONE':
      return { ...shown, averageCenti: null, meets: null };
    default:
      return measure satisfies never;
  }
}

/** R-010: *以上* includes the number itself. */
function meetsPair(
  { thresholds }: Pick<YearLaw, 'thresholds'>,
  persons: number | null | undefined,
  personTimes: number | null | undefined,
): boolean {
  return thresholds !== null && (persons ?? 0) >= thresholds.persons && (personTimes ?? 0) >= thresholds.personTimes;
}

function averageOf(
  { average, minYears }: Pick<YearLaw, 'average' | 'minYears'>,
  own: number | null,
  before: readonly number[],
): Pick<ComputedYear, 'meets' | 'averageCenti'> {
  if (own === null) {
    return { meets: false, averageCenti: before.length === 0 ? null : centiMean(before) };
  }
  const years = [...before, own];
  const sum = years.reduce((total, one) => total + one, 0);
  const isJudged = years.length >= minYears && average !== null;
  return { meets: isJudged ? sum >= average * years.length : null, averageCenti: centiMean(years) };
}

/** The mean in hundredths, half up, without a float: 13 / 3 is 433. */
export function centiMean(numbers: readonly number[]): number {
  const sum = numbers.reduce((total, one) => total + one, 0);
  return Math.floor((sum * 200 + numbers.length) / (numbers.length * 2));
}
