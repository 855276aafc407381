import { addDays, lastDayOfMonths, type IsoDate } from '../calendar.ts';
import type { RefusalCode } from '../codes.ts';
import { parseFen, type Fen } from '../money.ts';
import { wholeMonths } from '../filing/instalments.ts';
import { contractMustLastTo } from './float.ts';
import { refusalRemark, type RuleRemark } from '../texts/rule-texts.ts';

export const MONTHS_OF_A_YEAR = 12;

/** A span of days, both ends included. */
export interface Span {
  readonly startsOn: IsoDate;
  readonly endsOn: IsoDate;
}

/** An apprenticeship with which other trainings of the person are compared. */
export interface OccupiedSpan extends Span {
  readonly occupation: string;
}

export interface StudentFacts {
  readonly internship: Span & { readonly employer: string };
  /** The day of graduation; its calendar year is the graduation year. */
  readonly graduatesOn: IsoDate;
  /** A null `endsOn` is open-ended. */
  readonly contract: { readonly startsOn: IsoDate; readonly endsOn: IsoDate | null; readonly employer: string };
}

export interface StudentParameters {
  readonly minInternshipMonths: number;
  readonly minContractMonths: number;
}

/** What counts as training before the class, and the day from which the training is paid. */
export interface ApprenticeTimes {
  /** A student's internship with the same enterprise; null: the apprentice was no student. */
  readonly internship: Span | null;
  /** The opening of the class, or the first day of a student's contract. */
  readonly subsidisedFrom: IsoDate;
}

export interface Instalment extends Span {
  /** Whole months of the training year that are subsidised. */
  readonly months: number;
  readonly amountFen: Fen;
}

export interface LengthLimits {
  readonly minMonths: number;
  readonly maxMonths: number;
}

/**
 * R-044 (000§(八), seed): refuses a class longer than the maximum of months, and one that fills no month. The first day
 * is counted; the limit is allowed. Whether it is long enough is judged per person (L7).
 */
export function apprenticeshipLengthRefusal(
  span: Span,
  { minMonths, maxMonths }: LengthLimits,
): RuleRemark<RefusalCode> | undefined {
  const isInRange =
    lastDayOfMonths(span.startsOn, 1) <= span.endsOn && span.endsOn <= lastDayOfMonths(span.startsOn, maxMonths);
  return isInRange
    ? undefined
    : refusalRemark('APPRENTICESHIP_LENGTH', {
        starts: span.startsOn,
        ends: span.endsOn,
        min: minMonths,
        max: maxMonths,
      });
}

/**
 * R-044, R-045 (002§11, seed; L7): refuses a training shorter than the minimum of months. The whole months of an
 * internship before the class count with those of the class; the internship never makes a training too long.
 */
export function trainingLengthRefusal(
  classDays: Span,
  internship: Span | null,
  { minMonths }: Pick<LengthLimits, 'minMonths'>,
): RuleRemark<RefusalCode> | undefined {
  const before = internship === null ? 0 : monthsBefore(classDays.startsOn, internship);
  const months = before + wholeMonths(classDays.startsOn, classDays.endsOn);
  return months >= minMonths
    ? undefined
    : refusalRemark('TRAINING_TOO_SHORT', {
        starts: classDays.startsOn,
        ends: classDays.endsOn,
        before,
        min: minMonths,
      });
}

/**
 * R-045 (002§11, seed): requires an internship of half a year or more that reaches into the graduation year, then a
 * contract of a year or more with the same enterprise. The internship counts towards the length of the training; payment
 * begins with the contract.
 */
export function judgeStudentApprentice(
  { internship, graduatesOn, contract }: StudentFacts,
  { minInternshipMonths, minContractMonths }: StudentParameters,
):
  | { readonly ok: true; readonly value: ApprenticeTimes }
  | { readonly ok: false; readonly reason: RuleRemark<RefusalCode> } {
  const year = graduatesOn.slice(0, 4);
  const internNeeded = contractMustLastTo(internship.startsOn, minInternshipMonths);
  if (internship.endsOn < internNeeded) {
    const facts = { ends: internship.endsOn, months: minInternshipMonths, needed: internNeeded };
    return { ok: false, reason: refusalRemark('INTERNSHIP_TOO_SHORT', facts) };
  }
  if (internship.startsOn.slice(0, 4) > year || internship.endsOn.slice(0, 4) < year) {
    return { ok: false, reason: refusalRemark('NOT_A_GRADUATION_YEAR_INTERN', { year }) };
  }
  if (contract.employer !== internship.employer) {
    return { ok: false, reason: refusalRemark('OTHER_EMPLOYER_AFTER_INTERNSHIP') };
  }
  if (contract.startsOn < graduatesOn) {
    const facts = { starts: contract.startsOn, graduated: graduatesOn };
    return { ok: false, reason: refusalRemark('CONTRACT_BEFORE_GRADUATION', facts) };
  }
  const needed = contractMustLastTo(contract.startsOn, minContractMonths);
  if (contract.endsOn !== null && contract.endsOn < needed) {
    const facts = { ends: contract.endsOn, months: minContractMonths, needed };
    return { ok: false, reason: refusalRemark('APPRENTICE_CONTRACT_TOO_SHORT', facts) };
  }
  return {
    ok: true,
    value: {
      internship: { startsOn: internship.startsOn, endsOn: internship.endsOn },
      subsidisedFrom: contract.startsOn,
    },
  };
}

/**
 * C05, R-045 (002§11, seed; L7): returns what a claimed training year of the class pays: its whole months from the
 * hiring on, out of twelve, rounded half up to the fen. Undefined if the apprentice was hired after its last month.
 */
export function instalmentOf(year: Span, subsidisedFrom: IsoDate, ratePerYearFen: Fen): Instalment | undefined {
  const { startsOn, endsOn } = year;
  const from = subsidisedFrom > startsOn ? subsidisedFrom : startsOn;
  const months = Math.min(wholeMonths(from, endsOn), MONTHS_OF_A_YEAR);
  return months === 0 ? undefined : { startsOn, endsOn, months, amountFen: shareOfYear(ratePerYearFen, months) };
}

/** C05 (ours, after OUT 11): refuses other training in the same occupation during an apprenticeship. */
export function otherTrainingRefusal(
  apprenticeships: readonly OccupiedSpan[],
  other: { readonly occupation: string; readonly on: IsoDate },
): RuleRemark<RefusalCode> | undefined {
  const { occupation, on } = other;
  const during = apprenticeships.find((one) => one.occupation === occupation && one.startsOn <= on && on <= one.endsOn);
  return during === undefined
    ? undefined
    : refusalRemark('APPRENTICE_ALREADY', { occupation, starts: during.startsOn, ends: during.endsOn });
}

/** Whole months of the internship until the day before the class. */
function monthsBefore(opensOn: IsoDate, { startsOn, endsOn }: Span): number {
  const eve = addDays(opensOn, -1);
  return wholeMonths(startsOn, endsOn < eve ? endsOn : eve);
}

/** Months out of twelve of a yearly standard, rounded half up to the fen. */
export function shareOfYear(ratePerYearFen: Fen, months: number): Fen {
  const year = BigInt(MONTHS_OF_A_YEAR);
  return parseFen(Number((BigInt(ratePerYearFen) * BigInt(months) * 2n + year) / (2n * year)));
}
