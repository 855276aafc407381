import type { IsoDate } from '../calendar.ts';
import type { RefusalCode } from '../codes.ts';
import { timesFen, type Fen } from '../money.ts';
import { refusalRemark, type RuleRemark } from '../texts/rule-texts.ts';

export interface AllowanceParameters {
  /** `living.groups`, R-055: the five groups of the sentence. */
  readonly groups: readonly string[];
  /** `living.twoAfterGroups`: the groups that count as two-after students. */
  readonly twoAfterGroups: readonly string[];
  /** `living.urbanLowIncomeOnlyTwoAfter`, T-09: “两后生”中的 governs the urban low-income members too. */
  readonly isUrbanOnlyTwoAfter: boolean;
}

export interface AllowanceRate {
  readonly dailyRateFen: Fen;
  /** `living.maxDays` */
  readonly maxDays: number;
  /** `living.countOnline`: online class hours need no travel. */
  readonly countsOnline: boolean;
}

export interface AttendedDay {
  readonly day: IsoDate;
  readonly hours: number;
  readonly isOnline: boolean;
}

/** Refusals of the base for want of a certificate that earns it, or because another claim of the class pays it (L12). */
const LEAVING_ALLOWANCE: readonly RefusalCode[] = ['NOT_CERTIFIED', 'CERTIFICATE_NOT_ACCEPTED', 'CLAIMED_IN_CLASS'];

/**
 * R-055 (003§三(三), seed: 在培训期间…同时给予): true if the refusals of a line's base leave its living allowance. The
 * allowance is for the days of training, so it needs attendance and a subsidised training, and no certificate.
 */
export function leavesAllowance(refusals: readonly RefusalCode[]): boolean {
  return refusals.every((code) => LEAVING_ALLOWANCE.includes(code));
}

const URBAN_LOW_INCOME = 'URBAN_LOW_INCOME_MEMBER';

/**
 * R-055 (003§三(三), seed; T-09 ours): pays five groups, and only in a training that is subsidised. The narrow reading
 * also requires an urban low-income member to be a two-after student.
 */
export function allowanceRefusal(
  facts: { readonly categories: readonly string[]; readonly hasTrainingLine: boolean },
  parameters: AllowanceParameters,
): RuleRemark<RefusalCode> | undefined {
  const isTwoAfter = facts.categories.some((category) => parameters.twoAfterGroups.includes(category));
  const counts = (category: string) =>
    parameters.groups.includes(category) &&
    (category !== URBAN_LOW_INCOME || isTwoAfter || !parameters.isUrbanOnlyTwoAfter);
  if (!facts.categories.some(counts)) {
    return refusalRemark('NOT_ALLOWANCE_GROUP');
  }
  return facts.hasTrainingLine ? undefined : refusalRemark('NO_TRAINING_LINE');
}

/**
 * R-086 (ours): attended days within the class, each counted once, up to the cap, times the daily rate; travel is
 * included. A day with online hours only counts if the pack says so. No certificate is required.
 */
export function allowanceFen(
  attended: readonly AttendedDay[],
  training: { readonly opensOn: IsoDate; readonly endsOn: IsoDate },
  { dailyRateFen, maxDays, countsOnline }: AllowanceRate,
): { readonly days: number; readonly amountFen: Fen } {
  const counted = attended.filter(
    ({ day, hours, isOnline }) =>
      hours > 0 && training.opensOn <= day && day <= training.endsOn && (countsOnline || !isOnline),
  );
  const days = Math.min(new Set(counted.map(({ day }) => day)).size, maxDays);
  return { days, amountFen: timesFen(days, dailyRateFen) };
}
