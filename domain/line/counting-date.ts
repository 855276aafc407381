import type { IsoDate } from '../calendar.ts';
import { unreachable } from '../verdict.ts';

/** `limit.countingDate`: the day that determines the year of a line. */
export const COUNTING_DATES = ['CERTIFICATE', 'CLASS_END', 'SUBMISSION'] as const;
export type CountingDate = (typeof COUNTING_DATES)[number];

/** `limit.yearBasis`: a limit counts a calendar year, or the twelve months up to the day. */
export const YEAR_BASES = ['CALENDAR', 'ROLLING_12M'] as const;
export type YearBasis = (typeof YEAR_BASES)[number];

export interface CountingDays {
  readonly certificateDate: IsoDate | null;
  readonly endsOn: IsoDate | null;
  readonly submittedOn: IsoDate | null;
}

/** returns the day that determines the year of a line, as the pack defines it. `null` while it is not known. */
export function countingDayOf(days: CountingDays, countingDate: CountingDate): IsoDate | null {
  switch (countingDate) {
    case 'CERTIFICATE':
      return days.certificateDate;
    case 'CLASS_END':
      return days.endsOn;
    case 'SUBMISSION':
      return days.submittedOn;
    default:
      return unreachable(countingDate);
  }
}
