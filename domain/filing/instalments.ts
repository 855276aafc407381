import { addDays, addMonths, type IsoDate } from '../calendar.ts';

const MONTHS_OF_A_YEAR = 12;

/** The days of a class, and how it is claimed. */
export interface ClassDays {
  readonly opensOn: IsoDate;
  readonly endsOn: IsoDate;
  /** Whole training years of an apprenticeship (C05); null: the class is claimed once, as a whole. */
  readonly trainingYears: number | null;
}

/** What one claim of a class is for; both ends count. */
export interface ClaimSpan {
  /** 1 for the first. */
  readonly number: number;
  readonly startsOn: IsoDate;
  readonly endsOn: IsoDate;
  /** No later instalment follows. */
  readonly isLast: boolean;
}

/** Training years that the class fills whole: 12 to 23 months are one, 24 are two (C05, ours). */
export function trainingYearsOf({ opensOn, endsOn }: Pick<ClassDays, 'opensOn' | 'endsOn'>): number {
  let years = 0;
  while (yearEndsOn(opensOn, years + 1) <= endsOn) {
    years += 1;
  }
  return years;
}

/**
 * What of a class may be claimed on a day. An apprenticeship has a claim for each training year that is completed, also
 * while it goes on; a rest that fills no year is in none. Every other class is one claim, of all its days.
 */
export function instalmentsOf(filing: ClassDays, on: IsoDate): readonly ClaimSpan[] {
  return spansOf(filing).filter((span) => filing.trainingYears === null || span.endsOn <= on);
}

/** The lowest one that may be claimed and is not; null when there is none today. */
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
 * Whether the class must be assessed before this is claimed: always, but for training years after which
 * another one is claimed. Nobody is paid the last one without a certificate, also where months follow that fill no year.
 */
export function wantsAssessment(filing: ClassDays, span: Pick<ClaimSpan, 'isLast'>): boolean {
  return filing.trainingYears === null || span.isLast;
}

/** Whether the class has come far enough for this claim: assessed, or running for a training year that is over. */
export function mayBeClaimed(filing: ClassDays & { readonly state: string }, span: ClaimSpan): boolean {
  const { state } = filing;
  const isAssessed = state === 'assessed' || state === 'claimed';
  return isAssessed || (!wantsAssessment(filing, span) && (state === 'open' || state === 'ended'));
}

/** The class hours that fall to a span: its months' share of those filed, half up to the hour. */
export function hoursOfSpan(filing: ClassDays & { readonly classHours: number }, span: ClaimSpan): number {
  if (span.startsOn === filing.opensOn && span.endsOn === filing.endsOn) {
    return filing.classHours;
  }
  return Math.round((filing.classHours * MONTHS_OF_A_YEAR) / monthsOf(filing));
}

/** The first day of which nothing is claimed yet; attendance of the days before it rests under a claim. */
export function firstUnclaimedDay(filing: ClassDays, instalment: number): IsoDate {
  return addDays(spanOf(filing, instalment).endsOn, 1);
}

function spansOf({ opensOn, endsOn, trainingYears }: ClassDays): readonly ClaimSpan[] {
  if (trainingYears === null) {
    return [{ number: 1, startsOn: opensOn, endsOn, isLast: true }];
  }
  return Array.from({ length: trainingYears }, (_year, position) => ({
    number: position + 1,
    startsOn: addMonths(opensOn, position * MONTHS_OF_A_YEAR),
    endsOn: yearEndsOn(opensOn, position + 1),
    isLast: position + 1 === trainingYears,
  }));
}

function yearEndsOn(opensOn: IsoDate, year: number): IsoDate {
  return addDays(addMonths(opensOn, year * MONTHS_OF_A_YEAR), -1);
}

/** Whole months of the class, one at least. */
function monthsOf({ opensOn, endsOn }: ClassDays): number {
  let months = 1;
  while (addDays(addMonths(opensOn, months + 1), -1) <= endsOn) {
    months += 1;
  }
  return months;
}
