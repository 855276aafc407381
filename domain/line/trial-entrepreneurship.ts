import { parseIsoDate, type IsoDate } from '../calendar.ts';
import type { RefusalCode } from '../codes.ts';
import { refusalRemark, type RuleRemark } from '../texts/rule-texts.ts';

export interface TrialFacts {
  readonly claimedOn: IsoDate;
  readonly graduatesOn: IsoDate;
  /** Claims of this subsidy in the person's life, in flight or paid, at any school. */
  readonly earlier: number;
  /** The same course, or its certificate, serves the claim of another training subsidy, e.g. of C07. */
  readonly isCourseClaimed: boolean;
}

/** Returns the calendar year of graduation, both ends included: 1 January to 31 December (Q-38, ours after OUT 42). */
export function graduationYear(graduatesOn: IsoDate): { readonly from: IsoDate; readonly to: IsoDate } {
  const year = graduatesOn.slice(0, 4);
  return { from: parseIsoDate(`${year}-01-01`), to: parseIsoDate(`${year}-12-31`) };
}

/**
 * R-059 (000§(十), seed): limits the subsidy to a number of times in a life (`trial2000.times`), and excludes it if a
 * training subsidy is claimed for the same course or certificate.
 */
export function trialOnceRefusals(
  facts: Pick<TrialFacts, 'earlier' | 'isCourseClaimed'>,
  times: number,
): readonly RuleRemark<RefusalCode>[] {
  return [
    facts.earlier >= times ? refusalRemark('TRIAL_ALREADY_PAID', { times }) : undefined,
    facts.isCourseClaimed ? refusalRemark('COURSE_CLAIMED_OTHERWISE') : undefined,
  ].filter((one) => one !== undefined);
}

/**
 * R-060 (000§(十), seed; the calendar year ours): the day of the claim must be in the graduation year; the certificate
 * may be older.
 */
export function graduationYearRefusal({
  claimedOn,
  graduatesOn,
}: Pick<TrialFacts, 'claimedOn' | 'graduatesOn'>): RuleRemark<RefusalCode> | undefined {
  const { from, to } = graduationYear(graduatesOn);
  return claimedOn < from || claimedOn > to ? refusalRemark('NOT_GRADUATION_YEAR', { from, to }) : undefined;
}
