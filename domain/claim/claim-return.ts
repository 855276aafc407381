import { addDays, dayAt, daysBetween, endOfDayMs, type IsoDate, type WorkingCalendar } from '../calendar.ts';
import type { PolicySnapshot } from '../policy/policy-snapshot.ts';
import { lastDayOf, spanRule, type DeadlineRule } from '../task/deadlines.ts';

/**
 * The period in which an applicant must resubmit a returned claim, as the parameter `return.days` defines it.
 */
export type ReturnRule = Pick<DeadlineRule, 'startsOn' | 'days' | 'unit'>;

/** Returns the resubmission period of a claim returned on this day. The day of the return is not counted. */
export function returnRule(snapshot: PolicySnapshot, returnedOn: IsoDate): ReturnRule {
  return spanRule(snapshot, 'return.days', returnedOn);
}

/** Returns the last day to resubmit. Only a period in working days depends on the calendar. */
export function returnDueOn(rule: ReturnRule, calendar: WorkingCalendar): IsoDate {
  return lastDayOf(rule, calendar);
}

/** A running resubmission period: its rule, the last day that the rule gave, and the timer. */
export interface ReturnPeriod {
  readonly rule: ReturnRule;
  readonly dueOn: IsoDate;
  /** End of the period in ms. Later than the end of `dueOn` by the duration of released holds. */
  readonly endsAtMs: number;
}

/**
 * Recomputes a period for a changed holiday calendar (D8). Days added by holds are kept. A period that would have ended
 * before today ends today at 24:00 instead (ours), so that the applicant learns of the end before it passes.
 */
export function recomputeReturn(period: ReturnPeriod, calendar: WorkingCalendar, today: IsoDate): ReturnPeriod {
  const heldDays = daysBetween(period.dueOn, dayAt(period.endsAtMs - 1));
  const endsAtMs = endOfDayMs(addDays(returnDueOn(period.rule, calendar), heldDays));
  const earliestMs = Math.min(period.endsAtMs, endOfDayMs(today));
  const movedMs = Math.max(endsAtMs, earliestMs);
  return { ...period, dueOn: addDays(dayAt(movedMs - 1), -heldDays), endsAtMs: movedMs };
}
