import { addMonths, movedOffDaysOff, type IsoDate, type WorkingCalendar } from '../calendar.ts';
import type { RefusalCode, SkillLevel } from '../codes.ts';
import { unreachable } from '../verdict.ts';
import { satisfiesNumberWord } from '../filing/number-words.ts';
import { refusalRemark, type RuleRemark } from '../texts/rule-texts.ts';

/** T-05: the readings of "has not received a training subsidy" that a pack can choose. */
export const EXCLUSION_SCOPES = ['SAME_OCCUPATION_LEVEL', 'PERSON_EVER', 'SAME_TRAINING'] as const;
export type ExclusionScope = (typeof EXCLUSION_SCOPES)[number];

/** One of the two benefits that exclude each other; a legacy name of the insurance-funded one is an upgrade (T-07). */
export interface Benefit {
  readonly kind: 'training' | 'upgrade';
  readonly occupation: string;
  readonly level: SkillLevel;
  /** The class; null if the certificate was earned without one. */
  readonly trainingId: string | null;
}

export interface UpgradeFacts {
  readonly certificateKind: string;
  readonly certificateIssuedOn: IsoDate;
  readonly appliedOn: IsoDate;
  readonly insuredMonths: number;
  readonly hasTrainingRecord: boolean;
  readonly isUrgentOccupation: boolean;
  /** The person's other skill-upgrade claims, in flight or paid, with the day of application. */
  readonly others: readonly { readonly appliedOn: IsoDate; readonly isUrgentOccupation: boolean }[];
}

export interface UpgradeParameters {
  /** `upgrade.acceptedCertificates` */
  readonly acceptedCertificates: readonly string[];
  /** `upgrade.requiresTraining`, T-28 */
  readonly requiresTraining: boolean;
  readonly minInsuredMonths: number;
  readonly applyMonths: number;
  readonly maxPerYear: number;
  /** Additional to `maxPerYear`, for urgently needed occupations. */
  readonly extraUrgentPerYear: number;
}

/**
 * R-056 (002§15, 003§三(一)2, seed; scope ours): refuses a second benefit: a training subsidy excludes a skill-upgrade
 * subsidy, and the reverse. The scope is by default one occupation and level; literally the person; or one training.
 */
export function exclusionRefusal(
  claimed: Benefit,
  earlier: readonly Benefit[],
  scope: ExclusionScope,
): RuleRemark<RefusalCode> | undefined {
  const other = earlier.find((one) => one.kind !== claimed.kind && isSame(claimed, one, scope));
  if (other === undefined) {
    return undefined;
  }
  const code = claimed.kind === 'upgrade' ? 'EXCLUDED_BY_TRAINING_SUBSIDY' : 'EXCLUDED_BY_SKILL_UPGRADE';
  return refusalRemark(code, { occupation: other.occupation, level: other.level });
}

/** R-057 (002§15, seed; T-28): checks the kind of certificate, and requires the training if the pack does. */
export function upgradeCertificateRefusals(
  facts: Pick<UpgradeFacts, 'certificateKind' | 'hasTrainingRecord'>,
  parameters: Pick<UpgradeParameters, 'acceptedCertificates' | 'requiresTraining'>,
): readonly RuleRemark<RefusalCode>[] {
  const refusals: RuleRemark<RefusalCode>[] = [];
  if (!parameters.acceptedCertificates.includes(facts.certificateKind)) {
    refusals.push(refusalRemark('CERTIFICATE_NOT_FOR_UPGRADE', { kind: facts.certificateKind }));
  }
  if (parameters.requiresTraining && !facts.hasTrainingRecord) {
    refusals.push(refusalRemark('NO_TRAINING_RECORD'));
  }
  return refusals;
}

/** checks the months of unemployment insurance; exactly the minimum is enough. */
export function upgradeInsuranceRefusal(months: number, min: number): RuleRemark<RefusalCode> | undefined {
  return satisfiesNumberWord(months, '以上', min) ? undefined : refusalRemark('INSURED_TOO_SHORT', { months, min });
}

/** the application is a filing deadline; its last day moves to the next working day (R-011, L20). */
export function upgradeTimeRefusal(
  { certificateIssuedOn, appliedOn: applied }: Pick<UpgradeFacts, 'certificateIssuedOn' | 'appliedOn'>,
  applyMonths: number,
  calendar: WorkingCalendar | undefined,
): RuleRemark<RefusalCode> | undefined {
  const until = movedOffDaysOff(addMonths(certificateIssuedOn, applyMonths), calendar);
  return applied > until ? refusalRemark('APPLIED_TOO_LATE', { applied, until }) : undefined;
}

/**
 * ordinary occupations are allowed up to the limit; including urgently needed ones, up to the limit plus the
 * extra ones.
 */
export function upgradeYearlyRefusal(
  facts: Pick<UpgradeFacts, 'appliedOn' | 'isUrgentOccupation' | 'others'>,
  parameters: Pick<UpgradeParameters, 'maxPerYear' | 'extraUrgentPerYear'>,
): RuleRemark<RefusalCode> | undefined {
  const year = facts.appliedOn.slice(0, 4);
  const sameYear = facts.others.filter((one) => one.appliedOn.startsWith(year));
  const most = parameters.maxPerYear + parameters.extraUrgentPerYear;
  if (sameYear.length >= most) {
    return refusalRemark('UPGRADE_YEARLY_LIMIT', { year, count: sameYear.length, max: most });
  }
  const ordinary = sameYear.filter((one) => !one.isUrgentOccupation).length;
  return !facts.isUrgentOccupation && ordinary >= parameters.maxPerYear
    ? refusalRemark('UPGRADE_YEARLY_LIMIT', { year, count: ordinary, max: parameters.maxPerYear })
    : undefined;
}

function isSame(one: Benefit, other: Benefit, scope: ExclusionScope): boolean {
  switch (scope) {
    case 'SAME_OCCUPATION_LEVEL':
      return one.occupation === other.occupation && one.level === other.level;
    case 'PERSON_EVER':
      return true;
    case 'SAME_TRAINING':
      return one.trainingId !== null && one.trainingId === other.trainingId;
    default:
      return unreachable(scope);
  }
}
