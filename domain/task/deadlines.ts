import {
  addDays,
  addMonths,
  addWorkingDays,
  daysBetween,
  isProvisional,
  movedOffDaysOff,
  type IsoDate,
  type WorkingCalendar,
} from '../calendar.ts';
import type { BasisPoints } from '../money.ts';
import { isOneOf, unreachable } from '../verdict.ts';
import { snapshotInt, snapshotUnit, type PinnedLaw } from '../policy/policy-snapshot.ts';

export const DEADLINE_UNITS = ['workingDays', 'calendarDays', 'months'] as const;
export type DeadlineUnit = (typeof DEADLINE_UNITS)[number];

/** The input of a deadline: stored with it, so that it can be recomputed for a changed calendar (D8). */
export interface DeadlineRule {
  /** The day of the causing message; it is not counted. */
  readonly startsOn: IsoDate;
  readonly days: number;
  readonly unit: DeadlineUnit;
  /** a filing deadline that ends on a day off moves to the next working day; a fact window does not move. */
  readonly movesToWorkingDay: boolean;
  readonly nearShareBp: BasisPoints;
  readonly escalateShareBp: BasisPoints;
}

export interface Deadline extends DeadlineRule {
  /** The last day; it ends at 24:00 in Asia/Shanghai. */
  readonly dueOn: IsoDate;
  /** First reminder, R-108: half of the days. */
  readonly nearOn: IsoDate;
  /** Escalation to the operators, R-108: one and a half times the days. */
  readonly escalateOn: IsoDate;
  /** `dueOn` is after the end of the published holiday list. */
  readonly provisional: boolean;
  readonly calendarVersion: string;
}

export const DUE_STATES = ['ok', 'near', 'over', 'paused', 'provisional'] as const;
export type DueState = (typeof DUE_STATES)[number];

/** a task of ten working days from Monday 2025-06-09 is due on Monday 2025-06-23. */
export function computeDeadline(rule: DeadlineRule, calendar: WorkingCalendar): Deadline {
  const dueOn = dayAfter(rule, rule.days, calendar);
  return {
    ...rule,
    dueOn,
    nearOn: shareOf(rule, rule.nearShareBp, dueOn, calendar),
    escalateOn: shareOf(rule, rule.escalateShareBp, dueOn, calendar),
    provisional: isProvisional(dueOn, calendar),
    calendarVersion: calendar.version,
  };
}

/** Returns the rule of a parameter in days or months, with the reminder shares of the same snapshot. */
export function deadlineRule(snapshot: PinnedLaw, daysKey: string, startsOn: IsoDate): DeadlineRule {
  const span = spanRule(snapshot, daysKey, startsOn);
  return {
    ...span,
    movesToWorkingDay: span.unit !== 'workingDays',
    nearShareBp: snapshotInt(snapshot, 'reminder.nearShare'),
    escalateShareBp: snapshotInt(snapshot, 'reminder.escalateShare'),
  };
}

/** The days or months of a parameter alone. @throws RangeError for a parameter that is no span of time */
export function spanRule(
  snapshot: PinnedLaw,
  daysKey: string,
  startsOn: IsoDate,
): Pick<DeadlineRule, 'startsOn' | 'days' | 'unit'> {
  const unit = snapshotUnit(snapshot, daysKey);
  if (!isOneOf(DEADLINE_UNITS, unit)) {
    throw new RangeError(`${daysKey} is counted in ${unit}, which makes no deadline`);
  }
  return { startsOn, days: snapshotInt(snapshot, daysKey), unit };
}

/** D8: recomputes a deadline with another calendar. Not for published periods, which keep their end. */
export function recomputeDeadline(deadline: Deadline, calendar: WorkingCalendar): Deadline {
  const { startsOn, days, unit, movesToWorkingDay, nearShareBp, escalateShareBp } = deadline;
  return computeDeadline({ startsOn, days, unit, movesToWorkingDay, nearShareBp, escalateShareBp }, calendar);
}

/** Returns the state that a list shows on a day, in order of precedence: paused, over, near, provisional. */
export function dueStateOn(deadline: Deadline, today: IsoDate, isPaused: boolean): DueState {
  if (isPaused) {
    return 'paused';
  }
  if (today > deadline.dueOn) {
    return 'over';
  }
  if (today >= deadline.nearOn) {
    return 'near';
  }
  return deadline.provisional ? 'provisional' : 'ok';
}

function dayAfter(rule: DeadlineRule, count: number, calendar: WorkingCalendar): IsoDate {
  const end = lastDayOf({ ...rule, days: count }, calendar);
  return rule.movesToWorkingDay ? movedOffDaysOff(end, calendar) : end;
}

/** Returns the last of the days, calendar days or months after the first day; it may be a day off. */
export function lastDayOf(
  { startsOn, days, unit }: Pick<DeadlineRule, 'startsOn' | 'days' | 'unit'>,
  calendar: WorkingCalendar,
): IsoDate {
  switch (unit) {
    case 'workingDays':
      return addWorkingDays(startsOn, days, calendar);
    case 'calendarDays':
      return addDays(startsOn, days);
    case 'months':
      return addMonths(startsOn, days);
    default:
      return unreachable(unit);
  }
}

/** Returns a share of the days, rounded up to a whole day. Months are first converted into their days. */
function shareOf(rule: DeadlineRule, shareBp: BasisPoints, dueOn: IsoDate, calendar: WorkingCalendar): IsoDate {
  const days = rule.unit === 'months' ? daysBetween(rule.startsOn, dueOn) : rule.days;
  const count = Math.ceil((days * shareBp) / 10_000);
  return rule.unit === 'workingDays' ? addWorkingDays(rule.startsOn, count, calendar) : addDays(rule.startsOn, count);
}
