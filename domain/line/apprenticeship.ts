import { addMonths, lastDayOfMonths, type IsoDate } from '../calendar.ts';
import type { RefusalCode } from '../codes.ts';
import { parseFen, type Fen } from '../money.ts';
import { contractMustLastTo } from './float.ts';
import { refusalRemark, type RuleRemark } from '../texts/rule-texts.ts';

const MONTHS_OF_A_YEAR = 12;

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

/** The day from which training counts and the day from which it is paid; for a student the training counts earlier. */
export interface ApprenticeTimes {
  readonly trainingFrom: IsoDate;
  readonly subsidisedFrom: IsoDate;
}

export interface Instalment extends Span {
  /** Whole months of the training year that are subsidised. */
  readonly months: number;
  readonly amountFen: Fen;
}

/**
 * R-044 (000§(八), seed): refuses an apprenticeship shorter than the minimum or longer than the maximum of months. The
 * first day is counted; both limits are allowed.
 */
export function apprenticeshipLengthRefusal(
  span: Span,
  { minMonths, maxMonths }: { readonly minMonths: number; readonly maxMonths: number },
): RuleRemark<RefusalCode> | undefined {
  const isLongEnough = span.endsOn >= contractMustLastTo(span.startsOn, minMonths);
  const isShortEnough = span.endsOn <= contractMustLastTo(span.startsOn, maxMonths);
  return isLongEnough && isShortEnough
    ? undefined
    : refusalRemark('APPRENTICESHIP_LENGTH', {
        starts: span.startsOn,
        ends: span.endsOn,
        min: minMonths,
        max: maxMonths,
      });
}

/**
 * R-045 (002§11, seed): requires an internship of half a year or more that reaches into the graduation year, then a
 * contract of a year or more with the same enterprise. The internship counts as training time; payment begins with the
 * contract.
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
  return { ok: true, value: { trainingFrom: internship.startsOn, subsidisedFrom: contract.startsOn } };
}

/**
 * C05, R-045 (ours): returns one instalment per completed training year. A year that is not over on the day, or that
 * the apprenticeship does not fill, gives none. In a student's year only the whole months from the contract on are
 * paid, rounded half up to the fen.
 */
export function apprenticeshipInstalments(
  times: ApprenticeTimes & { readonly endsOn: IsoDate },
  ratePerYearFen: Fen,
  on: IsoDate,
): readonly Instalment[] {
  const instalments: Instalment[] = [];
  for (let year = 0; ; year += 1) {
    const startsOn = addMonths(times.trainingFrom, year * MONTHS_OF_A_YEAR);
    const endsOn = lastDayOfMonths(times.trainingFrom, (year + 1) * MONTHS_OF_A_YEAR);
    if (endsOn > times.endsOn || endsOn > on) {
      return instalments;
    }
    const months = wholeMonths(times.subsidisedFrom > startsOn ? times.subsidisedFrom : startsOn, endsOn);
    if (months > 0) {
      instalments.push({ startsOn, endsOn, months, amountFen: shareOfYear(ratePerYearFen, months) });
    }
  }
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

/** Counts whole months from the first to the last day, both included. */
function wholeMonths(from: IsoDate, to: IsoDate): number {
  let months = 0;
  while (lastDayOfMonths(from, months + 1) <= to) {
    months += 1;
  }
  return Math.min(months, MONTHS_OF_A_YEAR);
}

function shareOfYear(ratePerYearFen: Fen, months: number): Fen {
  const year = BigInt(MONTHS_OF_A_YEAR);
  return parseFen(Number((BigInt(ratePerYearFen) * BigInt(months) * 2n + year) / (2n * year)));
}
