import { addDays, isWorkingDay, type IsoDate, type WorkingCalendar } from '../calendar.ts';

/**
 * Days back from today, ours: a gap of a year is made up (250 rows for a jurisdiction). A quiet day before it is reconciled
 * when a person asks for it.
 */
export const RECONCILED_BACK_DAYS = 366;

/** The working days from one day to another, both included, in their order. */
export function businessDays(from: IsoDate, to: IsoDate, calendar: WorkingCalendar): readonly IsoDate[] {
  const days: IsoDate[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    if (isWorkingDay(day, calendar)) {
      days.push(day);
    }
  }
  return days;
}
