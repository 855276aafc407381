import { endOfDayMs, startOfDayMs, type IsoDate } from '../calendar.ts';
import type { ClassTimes } from './filing-course.ts';

/**
 * Returns the instants of a class in ms: opening day 0:00, closing day 24:00 and the window's last day 24:00 in
 * Asia/Shanghai.
 */
export function classTimes(days: {
  readonly opensOn: IsoDate;
  readonly endsOn: IsoDate;
  readonly windowEndsOn: IsoDate;
}): ClassTimes {
  return {
    opensAtMs: startOfDayMs(days.opensOn),
    endsAtMs: endOfDayMs(days.endsOn),
    windowEndsAtMs: endOfDayMs(days.windowEndsOn),
  };
}
