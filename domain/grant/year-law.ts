import { addDays, daysBetween, parseIsoDate, type IsoDate } from '../calendar.ts';

/** What a year of a title is measured by: figures of this year, the average of all years, or nothing. */
export const YEAR_MEASURES = ['CAPACITY', 'ACTUAL', 'AVERAGE', 'NONE'] as const;
export type YearMeasure = (typeof YEAR_MEASURES)[number];

/** The law of one assessed year, pinned when the year opens: thresholds with their clause, and days. */
export interface YearLaw {
  readonly measure: YearMeasure;
  /** Bases: persons trained to LEVEL_3 and above, and person-times of public service. */
  readonly thresholds: { readonly persons: number; readonly personTimes: number } | null;
  /** Studios: young skilled backbones a year on average. */
  readonly average: number | null;
  /** Studios are not judged before this number of full years. */
  readonly minYears: number;
  readonly rule: 'R-113' | 'R-114' | 'R-115' | null;
  readonly document: string | null;
  readonly clause: string | null;
  readonly opensOn: IsoDate;
  readonly reportDueOn: IsoDate;
  readonly reviewDueOn: IsoDate;
  readonly rectifyDays: number;
  readonly maxRectifications: number;
}

/** the first full calendar year after the designation; a title from 1 January counts that year as full. */
export function firstFullYear(designatedOn: IsoDate): number {
  const year = Number(designatedOn.slice(0, 4));
  return designatedOn.endsWith('-01-01') ? year : year + 1;
}

/** the days of an assessed year; all of them are in the year after it. `opensOn`, …: month and day, `01-31`. */
export function daysOfYear(
  year: number,
  days: { readonly opensOn: string; readonly reportDueOn: string; readonly reviewDueOn: string },
): Pick<YearLaw, 'opensOn' | 'reportDueOn' | 'reviewDueOn'> {
  const dayOf = (monthAndDay: string): IsoDate => parseIsoDate(`${year + 1}-${monthAndDay}`);
  return {
    opensOn: dayOf(days.opensOn),
    reportDueOn: dayOf(days.reportDueOn),
    reviewDueOn: dayOf(days.reviewDueOn),
  };
}

/** the last day of a rectification; the day of the decision is not counted. */
export function rectifyDueOn(decidedOn: IsoDate, law: Pick<YearLaw, 'rectifyDays'>): IsoDate {
  return addDays(decidedOn, law.rectifyDays);
}

/** the last day of a report whose own days passed while nobody could report: as many days as the law gives, anew. */
export function reportDueAnew(
  keptOn: IsoDate,
  { opensOn, reportDueOn }: Pick<YearLaw, 'opensOn' | 'reportDueOn'>,
): IsoDate {
  const anew = addDays(keptOn, daysBetween(opensOn, reportDueOn));
  return anew > reportDueOn ? anew : reportDueOn;
}
