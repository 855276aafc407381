import { addDays, daysBetween, type IsoDate } from '../calendar.ts';
import { granted, refused, type Verdict } from '../verdict.ts';

/** Days on which a person is away, the last one included. */
export interface AbsenceDays {
  readonly from: IsoDate;
  readonly until: IsoDate;
}

export const ABSENCE_REFUSALS = [
  'ABSENCE_IN_THE_PAST',
  'ABSENCE_ENDS_BEFORE',
  'ABSENCE_TOO_LONG',
  'DEPUTY_IS_ONESELF',
  'MAY_NOT_DECIDE',
  'DEPUTY_ABSENT',
  'DEPUTY_CHAIN',
] as const;
export type AbsenceRefusal = (typeof ABSENCE_REFUSALS)[number];

/**
 * Decides on the days alone: from today on, or as the absence that runs already began; the last day is not before the
 * first one; at most `maxDays` days.
 */
export function judgeAbsenceDays(
  { from, until }: AbsenceDays,
  on: { readonly today: IsoDate; readonly maxDays: number; readonly running: AbsenceDays | null },
): Verdict<null, AbsenceRefusal> {
  const { today, maxDays, running } = on;
  if (until < from) {
    return refused('ABSENCE_ENDS_BEFORE');
  }
  if (until < today || (from < today && from !== running?.from)) {
    return refused('ABSENCE_IN_THE_PAST');
  }
  return daysBetween(from, until) + 1 <= maxDays ? granted(null) : refused('ABSENCE_TOO_LONG');
}

/** What is known of the person who is to stand in. */
export interface DeputyFacts {
  readonly isOneself: boolean;
  /** Has a role of the absent person in the same organ and jurisdiction, and an account that is not disabled. */
  readonly sharesSeat: boolean;
  /** The deputy is away on one of the days. */
  readonly isAbsent: boolean;
  /** On one of the days somebody else, who is away, has named the absent person as the deputy. */
  readonly standsIn: boolean;
}

/**
 * No chains: nobody stands in who is away himself, and who stands in for somebody hands nothing on. The trigger
 * `absence_no_chain` holds the same under a race.
 */
export function judgeDeputy({ isOneself, sharesSeat, isAbsent, standsIn }: DeputyFacts): Verdict<null, AbsenceRefusal> {
  if (isOneself) {
    return refused('DEPUTY_IS_ONESELF');
  }
  if (!sharesSeat) {
    return refused('MAY_NOT_DECIDE');
  }
  if (isAbsent) {
    return refused('DEPUTY_ABSENT');
  }
  return standsIn ? refused('DEPUTY_CHAIN') : granted(null);
}

/**
 * True if on one of the days every other person of a seat is away, too, or there is no other. `others`: the days of each of
 * them on which they are away.
 */
export function leavesEmpty({ from, until }: AbsenceDays, others: readonly (readonly AbsenceDays[])[]): boolean {
  for (let day = from; day <= until; day = addDays(day, 1)) {
    const today = day;
    if (others.every((away) => away.some((one) => one.from <= today && today <= one.until))) {
      return true;
    }
  }
  return false;
}

/** How an absence stands to a day. */
export function absenceState(absence: AbsenceDays | null, today: IsoDate): 'none' | 'coming' | 'running' {
  if (absence === null || absence.until < today) {
    return 'none';
  }
  return absence.from <= today ? 'running' : 'coming';
}
