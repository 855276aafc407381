import { dayAt, startOfDayMs } from '../calendar.ts';

const NIGHTLY_AFTER_MS = 2.5 * 3_600_000;
const DAY_MS = 24 * 3_600_000;

/** Real ms between two turns of the checks that run every minute. */
export const MINUTE_MS = 60_000;

/**
 * Each night at 02:30 in Asia/Shanghai every check runs once. A clock that jumps over several nights, and a worker that was
 * down in them, makes up one run: the checks look at what is, and not at what was.
 * @param sinceMs business time of the last nightly run, or of the office's birth
 */
export function isNightlyDue(atMs: number, sinceMs: number): boolean {
  const today = startOfDayMs(dayAt(atMs)) + NIGHTLY_AFTER_MS;
  const last = today <= atMs ? today : today - DAY_MS;
  return sinceMs < last;
}
