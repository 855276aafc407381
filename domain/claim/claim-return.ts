import { addDays, dayAt, daysBetween, endOfDayMs, type IsoDate, type WorkingCalendar } from '../calendar.ts';
import type { PolicySnapshot } from '../policy/policy-snapshot.ts';
import { lastDayOf, spanRule, type DeadlineRule } from '../task/deadlines.ts';

/** The days that an applicant has to resubmit a returned claim, as `return.days` counts them. */
export type ReturnRule = Pick<DeadlineRule, 'startsOn' | 'days' | 'unit'>;

/** The days of a claim that is returned now. The day of the return is not counted. */
export function returnRule(snapshot: PolicySnapshot, returnedOn: IsoDate): ReturnRule {
  return spanRule(snapshot, 'return.days', returnedOn);
}

/** The last day to resubmit. Only days that are counted as working days depend on the calendar. */
export function returnDueOn(rule: ReturnRule, calendar: WorkingCalendar): IsoDate {
  return lastDayOf(rule, calendar);
}

/** A running period to resubmit: its rule, the last day that the rule gave, and the timer. */
export interface ReturnPeriod {
  readonly rule: ReturnRule;
  readonly dueOn: IsoDate;
  /** In ms; later than the end of `dueOn` by the days of holds that were released. */
  readonly endsAtMs: number;
}

/**
 * The same period under another holiday calendar (D8). Days that a hold gave stay on top. A period that would have ended
 * before today ends today at 24:00 instead (ours): nobody learns of an end when it is over.
 */
export function recomputeReturn(period: ReturnPeriod, calendar: WorkingCalendar, today: IsoDate): ReturnPeriod {
  const heldDays = daysBetween(period.dueOn, dayAt(period.endsAtMs - 1));
  const endsAtMs = endOfDayMs(addDays(returnDueOn(period.rule, calendar), heldDays));
  const earliestMs = Math.min(period.endsAtMs, endOfDayMs(today));
  const movedMs = Math.max(endsAtMs, earliestMs);
  return { ...period, dueOn: addDays(dayAt(movedMs - 1), -heldDays), endsAtMs: movedMs };
}
