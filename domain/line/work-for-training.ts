import type { RefusalCode } from '../codes.ts';
import { unreachable } from '../verdict.ts';
import { satisfiesNumberWord } from '../filing/number-words.ts';
import { refusalRemark, type RuleRemark } from '../texts/rule-texts.ts';

export interface EmploymentFacts {
  readonly employerKind: string;
  readonly isInsuredEmployer: boolean;
  readonly categories: readonly string[];
}

/** Which employers may hire which people; both lists come from the pack. */
export interface WorkTrainingVariant {
  readonly variant: 'A' | 'B';
  readonly employerKinds: readonly string[];
  readonly wantsInsuredEmployer: boolean;
  readonly categories: readonly string[];
}

export interface WorkMonth {
  /** The person's employer; one id per employer. */
  readonly employer: string;
  /** 2025-08 */
  readonly month: string;
}

/** `wft.capScope`: the limit of months applies to a person over all employers, or at each of them. */
export const CAP_SCOPES = ['PERSON', 'PERSON_AND_EMPLOYER'] as const;
export type CapScope = (typeof CAP_SCOPES)[number];

export interface MonthAllotment {
  readonly granted: readonly string[];
  readonly refused: readonly { readonly month: string; readonly remark: RuleRemark<RefusalCode> }[];
}

/**
 * R-061 (003§三(三), seed): returns the first variant that fits. A: any business entity that hires a registered poor
 * worker; B: an insured enterprise that hires people with employment difficulty or of zero-employment families.
 */
export function workTrainingVariant(
  facts: EmploymentFacts,
  variants: readonly WorkTrainingVariant[],
): WorkTrainingVariant['variant'] | RuleRemark<RefusalCode> {
  const found = variants.find(
    (one) =>
      one.employerKinds.includes(facts.employerKind) &&
      (facts.isInsuredEmployer || !one.wantsInsuredEmployer) &&
      facts.categories.some((category) => one.categories.includes(category)),
  );
  return found?.variant ?? refusalRemark('NOT_WORK_TRAINING_CASE');
}

/**
 * R-062 (003§三(三), seed; scope ours): allots at most a number of months to one person, by default over all employers of
 * a life. Months need not be consecutive; earlier months are allotted first, and one month to one employer only. `held`
 * are months in flight or paid.
 */
export function allotWorkMonths(
  asked: { readonly employer: string; readonly months: readonly string[] },
  held: readonly WorkMonth[],
  cap: { readonly maxMonths: number; readonly scope: CapScope },
): MonthAllotment {
  const counted = new Set(held.filter((one) => isCounted(one, asked.employer, cap.scope)).map((one) => one.month));
  const granted: string[] = [];
  const refusedMonths: MonthAllotment['refused'][number][] = [];
  for (const month of [...new Set(asked.months)].toSorted()) {
    if (held.some((one) => one.month === month)) {
      refusedMonths.push({ month, remark: refusalRemark('WORK_MONTH_TAKEN', { month }) });
    } else if (!satisfiesNumberWord(counted.size + granted.length + 1, '不超过', cap.maxMonths)) {
      refusedMonths.push({ month, remark: refusalRemark('WORK_MONTHS_USED_UP', { max: cap.maxMonths }) });
    } else {
      granted.push(month);
    }
  }
  return { granted, refused: refusedMonths };
}

function isCounted(one: WorkMonth, employer: string, scope: CapScope): boolean {
  switch (scope) {
    case 'PERSON':
      return true;
    case 'PERSON_AND_EMPLOYER':
      return one.employer === employer;
    default:
      return unreachable(scope);
  }
}
