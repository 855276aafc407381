import { addDays, lastDayOfMonths, type IsoDate } from '../calendar.ts';
import { granted, isOneOf, refused, type Verdict } from '../verdict.ts';
import { ASSESSED_FILING_STATES, UNASSESSED_FILING_STATES, type FilingState } from './filing-course.ts';

const MONTHS_OF_A_YEAR = 12;

/** The days of a class, and how it is claimed. */
export interface ClassDays {
  readonly opensOn: IsoDate;
  readonly endsOn: IsoDate;
  /** Training years of an apprenticeship (C05), the last may be a part; null: the class is claimed once, as a whole. */
  readonly trainingYears: number | null;
}

/** The span of a class that one claim covers; both ends are included. */
export interface ClaimSpan {
  /** Starting at 1. */
  readonly number: number;
  readonly startsOn: IsoDate;
  readonly endsOn: IsoDate;
  /** No later instalment follows. */
  readonly isLast: boolean;
}

/**
 * Returns the number of training years of a class, at least one: 12 months are one, 13 to 24 are two, because the
 * months after the last full year are an instalment of their own (L7, C05). Days that fill no month are none.
 */
export function trainingYearsOf({ opensOn, endsOn }: Pick<ClassDays, 'opensOn' | 'endsOn'>): number {
  const fullYears = Math.floor(wholeMonths(opensOn, endsOn) / MONTHS_OF_A_YEAR);
  const rest = wholeMonths(yearStartsOn(opensOn, fullYears), endsOn);
  return Math.max(1, fullYears + (rest > 0 ? 1 : 0));
}

/** Counts whole months from the first to the last day, both included (L19). */
export function wholeMonths(from: IsoDate, to: IsoDate): number {
  let months = 0;
  while (lastDayOfMonths(from, months + 1) <= to) {
    months += 1;
  }
  return months;
}

/**
 * Returns the spans of a class that may be claimed on a day. An apprenticeship has one claim for each completed
 * training year, even while it goes on, and one for a remainder of months at its end. Every other class has one claim
 * for all its days.
 */
export function instalmentsOf(filing: ClassDays, on: IsoDate): readonly ClaimSpan[] {
  return spansOf(filing).filter((span) => filing.trainingYears === null || span.endsOn <= on);
}

/** Returns the lowest span that may be claimed and is not yet claimed; null when there is none today. */
export function nextInstalment(filing: ClassDays, on: IsoDate, claimed: readonly number[]): ClaimSpan | null {
  return instalmentsOf(filing, on).find((span) => !claimed.includes(span.number)) ?? null;
}

/** The span of a claim that exists. @throws RangeError for an instalment that the class does not have */
export function spanOf(filing: ClassDays, instalment: number): ClaimSpan {
  const span = spansOf(filing).find(({ number }) => number === instalment);
  if (span === undefined) {
    throw new RangeError(`The class has no instalment ${instalment}`);
  }
  return span;
}

/**
 * True if the class must be assessed before this claim: always, except for training years that are
 * followed by another one. The last year, or part of a year, is never paid without a certificate.
 */
export function wantsAssessment(filing: ClassDays, span: Pick<ClaimSpan, 'isLast'>): boolean {
  return filing.trainingYears === null || span.isLast;
}

/** True if this claim is possible now: the class is assessed, or it is running and the training year is over. */
export function mayBeClaimed(filing: ClassDays & { readonly state: FilingState }, span: ClaimSpan): boolean {
  const { state } = filing;
  const isRunning = isOneOf(UNASSESSED_FILING_STATES, state);
  return isOneOf(ASSESSED_FILING_STATES, state) || (isRunning && !wantsAssessment(filing, span));
}

/**
 * decides whether a claim of a class for a span may be submitted now. `hasOpenAdvance`: an advance of the
 * class has not ended, so the settlement would not know what was paid.
 */
export function judgeClassClaim(
  filing: ClassDays & { readonly state: FilingState },
  span: ClaimSpan,
  hasOpenAdvance: boolean,
): Verdict<null, 'CLAIM_WINDOW_CLOSED' | 'WRONG_STATE' | 'ADVANCE_OPEN'> {
  if (!mayBeClaimed(filing, span)) {
    return refused(filing.state === 'expired' ? 'CLAIM_WINDOW_CLOSED' : 'WRONG_STATE');
  }
  return hasOpenAdvance ? refused('ADVANCE_OPEN') : granted(null);
}

/** Returns the class hours of a span: its months' share of the filed hours, rounded half up to the hour. */
export function hoursOfSpan(filing: ClassDays & { readonly classHours: number }, span: ClaimSpan): number {
  if (span.startsOn === filing.opensOn && span.endsOn === filing.endsOn) {
    return filing.classHours;
  }
  const ofClass = Math.max(1, wholeMonths(filing.opensOn, filing.endsOn));
  return Math.round((filing.classHours * wholeMonths(span.startsOn, span.endsOn)) / ofClass);
}

/** Returns the first day that no claim covers; attendance of earlier days is part of a claim and cannot change. */
export function firstUnclaimedDay(filing: ClassDays, instalment: number): IsoDate {
  return addDays(spanOf(filing, instalment).endsOn, 1);
}

function spansOf({ opensOn, endsOn, trainingYears }: ClassDays): readonly ClaimSpan[] {
  if (trainingYears === null) {
    return [{ number: 1, startsOn: opensOn, endsOn, isLast: true }];
  }
  return Array.from({ length: trainingYears }, (_year, position) => {
    const yearEnds = yearEndsOn(opensOn, position + 1);
    return {
      number: position + 1,
      startsOn: yearStartsOn(opensOn, position),
      endsOn: yearEnds < endsOn ? yearEnds : endsOn,
      isLast: position + 1 === trainingYears,
    };
  });
}

/** `position`: how many years are before it. */
function yearStartsOn(opensOn: IsoDate, position: number): IsoDate {
  return position === 0 ? opensOn : addDays(yearEndsOn(opensOn, position), 1);
}

function yearEndsOn(opensOn: IsoDate, year: number): IsoDate {
  return lastDayOfMonths(opensOn, year * MONTHS_OF_A_YEAR);
}
