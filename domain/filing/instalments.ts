import { addDays, lastDayOfMonths, type IsoDate } from '../calendar.ts';

const MONTHS_OF_A_YEAR = 12;

/** The days of a class, and how it is claimed. */
export interface ClassDays {
  readonly opensOn: IsoDate;
  readonly endsOn: IsoDate;
  /** Whole training years of an apprenticeship (C05); null: the class is claimed once, as a whole. */
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

/** Returns the number of full training years of a class: 12 to 23 months are one, 24 are two (C05, ours). */
export function trainingYearsOf({ opensOn, endsOn }: Pick<ClassDays, 'opensOn' | 'endsOn'>): number {
  let years = 0;
  while (yearEndsOn(opensOn, years + 1) <= endsOn) {
    years += 1;
  }
  return years;
}

/**
 * Returns the spans of a class that may be claimed on a day. An apprenticeship has one claim for each completed
 * training year, even while it goes on; a remainder shorter than a year belongs to none. Every other class has one
 * claim for all its days.
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
 * followed by another claimed one. The last year is never paid without a certificate, even if months follow that do not
 * fill a year.
 */
export function wantsAssessment(filing: ClassDays, span: Pick<ClaimSpan, 'isLast'>): boolean {
  return filing.trainingYears === null || span.isLast;
}

/** True if this claim is possible now: the class is assessed, or it is running and the training year is over. */
export function mayBeClaimed(filing: ClassDays & { readonly state: string }, span: ClaimSpan): boolean {
  const { state } = filing;
  const isAssessed = state === 'assessed' || state === 'claimed';
  return isAssessed || (!wantsAssessment(filing, span) && (state === 'open' || state === 'ended'));
}

/** Returns the class hours of a span: its months' share of the filed hours, rounded half up to the hour. */
export function hoursOfSpan(filing: ClassDays & { readonly classHours: number }, span: ClaimSpan): number {
  if (span.startsOn === filing.opensOn && span.endsOn === filing.endsOn) {
    return filing.classHours;
  }
  return Math.round((filing.classHours * MONTHS_OF_A_YEAR) / monthsOf(filing));
}

/** Returns the first day that no claim covers; attendance of earlier days is part of a claim and cannot change. */
export function firstUnclaimedDay(filing: ClassDays, instalment: number): IsoDate {
  return addDays(spanOf(filing, instalment).endsOn, 1);
}

function spansOf({ opensOn, endsOn, trainingYears }: ClassDays): readonly ClaimSpan[] {
  if (trainingYears === null) {
    return [{ number: 1, startsOn: opensOn, endsOn, isLast: true }];
  }
  return Array.from({ length: trainingYears }, (_year, position) => ({
    number: position + 1,
    startsOn: position === 0 ? opensOn : addDays(yearEndsOn(opensOn, position), 1),
    endsOn: yearEndsOn(opensOn, position + 1),
    isLast: position + 1 === trainingYears,
  }));
}

function yearEndsOn(opensOn: IsoDate, year: number): IsoDate {
  return lastDayOfMonths(opensOn, year * MONTHS_OF_A_YEAR);
}

/** Whole months of the class, at least one. */
function monthsOf({ opensOn, endsOn }: ClassDays): number {
  let months = 1;
  while (lastDayOfMonths(opensOn, months + 1) <= endsOn) {
    months += 1;
  }
  return months;
}
