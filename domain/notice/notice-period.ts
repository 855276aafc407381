import {
  addDays,
  addWorkingDays,
  endOfDayMs,
  isProvisional,
  isWorkingDay,
  type IsoDate,
  type WorkingCalendar,
} from '../calendar.ts';
import { snapshotBool, snapshotInt, snapshotUnit, type PolicySnapshot } from '../policy/policy-snapshot.ts';

export interface NoticeRule {
  readonly days: number;
  readonly unit: 'WORKING' | 'CALENDAR';
  readonly countFirstDay: boolean;
}

export interface NoticePeriod {
  readonly publishedOn: IsoDate;
  /** The last day of the notice. */
  readonly endsOn: IsoDate;
  /** The instant of its end, 24:00 in Asia/Shanghai. */
  readonly endsAtMs: number;
  readonly provisional: boolean;
  readonly calendarVersion: string;
}

/**
 * R-097: reads the period from `notice.days` and its unit; a pack's `notice.unit` agrees with it (notice-pair.ts). A
 * notice keeps the rule of its claims' snapshots (R-150).
 */
export function noticeRule(snapshot: PolicySnapshot): NoticeRule {
  return {
    days: snapshotInt(snapshot, 'notice.days'),
    unit: snapshotUnit(snapshot, 'notice.days') === 'calendarDays' ? 'CALENDAR' : 'WORKING',
    countFirstDay: snapshotBool(snapshot, 'notice.countFirstDay'),
  };
}

/**
 * a notice published on Thursday 2023-08-17 with five working days ends on 2023-08-24, or on 2023-08-23
 * if the day of publication counts. A day of publication that is a day off never counts as a working day.
 */
export function noticePeriod(publishedOn: IsoDate, rule: NoticeRule, calendar: WorkingCalendar): NoticePeriod {
  const isFirstCounted = rule.countFirstDay && (rule.unit === 'CALENDAR' || isWorkingDay(publishedOn, calendar));
  const left = Math.max(rule.days - (isFirstCounted ? 1 : 0), 0);
  const endsOn = rule.unit === 'CALENDAR' ? addDays(publishedOn, left) : addWorkingDays(publishedOn, left, calendar);
  return {
    publishedOn,
    endsOn,
    endsAtMs: endOfDayMs(endsOn),
    provisional: isProvisional(endsOn, calendar),
    calendarVersion: calendar.version,
  };
}

/**
 * Before this instant no notice ends that was confirmed on this day, whatever the calendar says of working days: a
 * published end stays as it is when the calendar changes.
 */
export function earliestNoticeEndMs(confirmedOn: IsoDate, { days, countFirstDay }: NoticeRule): number {
  return endOfDayMs(addDays(confirmedOn, Math.max(days - (countFirstDay ? 1 : 0), 0)));
}
