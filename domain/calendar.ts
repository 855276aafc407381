import type { Branded } from './branded.ts';

/** A day without a time of day or a zone, written 2026-11-21. */
export type IsoDate = Branded<string, 'IsoDate'>;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Business days are days in Asia/Shanghai, which has no summer time; the machine's time zone is never used. */
const SHANGHAI_OFFSET_MS = 8 * HOUR_MS;

/** The pattern alone would accept 30 February. Called for every row of a file, hence no `Date`. */
export function isIsoDate(text: string): text is IsoDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    return false;
  }
  const day = Number(text.slice(8));
  return day >= 1 && day <= daysInMonth(Number(text.slice(0, 4)), Number(text.slice(5, 7)));
}

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** 0 for a month that does not exist. */
function daysInMonth(year: number, month: number): number {
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeapYear ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);
}

/** For days made by our own code: an impossible day is a defect (RangeError). */
export function parseIsoDate(text: string): IsoDate {
  if (!isIsoDate(text)) {
    throw new RangeError(`Not a day: ${text}`);
  }
  return text;
}

/** Plain data of a pack (`policies/…`): stored in inputs and records, and identified by its version. */
export interface WorkingCalendar {
  readonly version: string;
  /** The last day that the published holiday list covers; a day after it is provisional (D8). */
  readonly publishedThrough: IsoDate;
  readonly holidays: readonly IsoDate[];
  /** Make-up days: Saturdays and Sundays that are working days. */
  readonly workedWeekendDays: readonly IsoDate[];
}

/** Returns the day in Asia/Shanghai at an instant. */
export function dayAt(epochMs: number): IsoDate {
  return utcDay(epochMs + SHANGHAI_OFFSET_MS);
}

/** Returns the instant at which a day ends, 24:00 in Asia/Shanghai. */
export function endOfDayMs(day: IsoDate): number {
  return startOfDayMs(day) + DAY_MS;
}

export function startOfDayMs(day: IsoDate): number {
  return Date.parse(day) - SHANGHAI_OFFSET_MS;
}

export function addDays(day: IsoDate, count: number): IsoDate {
  return utcDay(Date.parse(day) + count * DAY_MS);
}

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/**
 * Returns the corresponding day some months later, or the last day of that month if it does not exist.
 * 2025-08-31 + 6 months is 2026-02-28.
 */
export function addMonths(day: IsoDate, months: number): IsoDate {
  const [year = 0, month = 1, dayOfMonth = 1] = day.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const lastOfMonth = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(dayOfMonth, lastOfMonth));
  return utcDay(first.getTime());
}

/**
 * The last of some whole months that begin with this day, which counts (L19): a year from 2025-07-01 ends on
 * 2026-06-30, one from 2028-02-29 on 2029-02-28, because that month has no 29th to stop before.
 */
export function lastDayOfMonths(from: IsoDate, months: number): IsoDate {
  const next = addMonths(from, months);
  return next.slice(8) === from.slice(8) ? addDays(next, -1) : next;
}

export function isWorkingDay(day: IsoDate, calendar: WorkingCalendar): boolean {
  if (calendar.holidays.includes(day)) {
    return false;
  }
  const weekday = new Date(day).getUTCDay();
  return (weekday !== 0 && weekday !== 6) || calendar.workedWeekendDays.includes(day);
}

/** Counts from the day after `start`: a span of zero days ends on the day it begins. */
export function addWorkingDays(start: IsoDate, count: number, calendar: WorkingCalendar): IsoDate {
  let day = start;
  for (let left = count; left > 0;) {
    day = addDays(day, 1);
    left -= isWorkingDay(day, calendar) ? 1 : 0;
  }
  return day;
}

/** Returns the latest day that lies the given number of working days before the end of `today`. */
export function workingDaysBefore(today: IsoDate, count: number, calendar: WorkingCalendar): IsoDate {
  let day = today;
  while (addWorkingDays(day, count, calendar) >= today) {
    day = addDays(day, -1);
  }
  return addDays(day, 1);
}

/** a filing deadline that falls on a day off moves to the next working day; without a calendar it stays. */
export function movedOffDaysOff(day: IsoDate, calendar: WorkingCalendar | undefined): IsoDate {
  return calendar === undefined || isWorkingDay(day, calendar) ? day : addWorkingDays(day, 1, calendar);
}

/** Working days after `from` up to and including `to`; zero when `to` is not later. */
export function workingDaysBetween(from: IsoDate, to: IsoDate, calendar: WorkingCalendar): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) {
    count += isWorkingDay(day, calendar) ? 1 : 0;
  }
  return count;
}

/**
 * A deadline after the end of the published holiday list is shown as provisional and recomputed with the next list
 * (D8).
 */
export function isProvisional(day: IsoDate, calendar: WorkingCalendar): boolean {
  return day > calendar.publishedThrough;
}

function utcDay(epochMs: number): IsoDate {
  return parseIsoDate(new Date(epochMs).toISOString().slice(0, 10));
}
