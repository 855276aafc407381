import type { CertificateFinding, RegisterAnswer } from './register-answers.ts';
import { granted, refused, type Verdict } from '../verdict.ts';

export interface ComparisonFacts {
  readonly certificate: RegisterAnswer<CertificateFinding>;
  /** Months of unemployment insurance paid, from the register. */
  readonly insuredMonths: RegisterAnswer<number>;
  readonly minInsuredMonths: number;
  /** The register of earlier subsidies has answered, and none of them excludes this claim. */
  readonly subsidies: RegisterAnswer<{ readonly isFree: boolean }>;
  readonly isRefusedByRule: boolean;
}

export type ManualReason =
  | 'CERTIFICATE_UNANSWERED'
  | 'CERTIFICATE_DIFFERS'
  | 'INSURANCE_UNANSWERED'
  | 'INSURANCE_DIFFERS'
  | 'SUBSIDIES_UNANSWERED'
  | 'RULE_REFUSES';

export type Comparison =
  | { readonly outcome: 'clean' }
  | { readonly outcome: 'manual'; readonly reasons: readonly ManualReason[] };

/**
 * R-107 (ours, after OUT 8 and 13): compares a skill-upgrade claim with the registers. The result is clean only if
 * every register answered and none contradicts the claim; a register that is down never gives a clean result. An
 * officer decides in either case.
 */
export function compareWithRegisters(facts: ComparisonFacts): Comparison {
  const reasons: ManualReason[] = [];
  if (!facts.certificate.isAvailable) {
    reasons.push('CERTIFICATE_UNANSWERED');
  } else if (facts.certificate.value.kind !== 'found') {
    reasons.push('CERTIFICATE_DIFFERS');
  }
  if (!facts.insuredMonths.isAvailable) {
    reasons.push('INSURANCE_UNANSWERED');
  } else if (facts.insuredMonths.value < facts.minInsuredMonths) {
    reasons.push('INSURANCE_DIFFERS');
  }
  if (!facts.subsidies.isAvailable) {
    reasons.push('SUBSIDIES_UNANSWERED');
  }
  const isExcluded = facts.subsidies.isAvailable && !facts.subsidies.value.isFree;
  if (facts.isRefusedByRule || isExcluded) {
    reasons.push('RULE_REFUSES');
  }
  return reasons.length === 0 ? { outcome: 'clean' } : { outcome: 'manual', reasons };
}

/**
 * R-107 (ours): payments to a person go to an account in that person's name. Names are compared without spaces and with
 * one kind of middle dot, because banks write 阿·木尔 in several ways.
 */
export function judgeAccountHolder(accountHolder: string, personName: string): Verdict<null, 'ACCOUNT_OF_ANOTHER'> {
  return comparable(accountHolder) !== '' && comparable(accountHolder) === comparable(personName)
    ? granted(null)
    : refused('ACCOUNT_OF_ANOTHER');
}

function comparable(name: string): string {
  return name
    .normalize('NFKC')
    .replaceAll(/\s/g, '')
    .replaceAll(/[•‧∙・．.]/g, '·')
    .toUpperCase();
}
