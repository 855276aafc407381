import type { RefusalCode } from '../codes.ts';
import type { LineCheckCode } from '../policy/route-codes.ts';
import {
  snapshotBool,
  snapshotInt,
  snapshotList,
  snapshotWord,
  type PolicySnapshot,
} from '../policy/policy-snapshot.ts';
import { addMonths, parseIsoDate } from '../calendar.ts';
import { missingInsurance } from './float.ts';
import type { LineFacts } from './line-facts.ts';
import { compareWithRegisters, type Comparison } from './insurance-path.ts';
import {
  contextOf,
  earlierTrainings,
  earlierUpgrades,
  heldOf,
  missing,
  refusing,
  registeredSubsidies,
  SILENT,
  upgradeRoutes,
  waitsForNone,
} from './line-check-facts.ts';
import type { CheckedLine, CheckOutcome, LineCheck } from './line-check.ts';
import type { RegisterAnswer } from './register-answers.ts';
import { findingRemark, type Finding, type RuleRemark } from '../texts/rule-texts.ts';
import {
  exclusionRefusal,
  EXCLUSION_SCOPES,
  upgradeCertificateRefusals,
  upgradeInsuranceRefusal,
  upgradeTimeRefusal,
  upgradeYearlyRefusal,
  type Benefit,
} from './skill-upgrade.ts';
import { isSkillLevel } from '../codes.ts';

type UpgradeCheck = Extract<LineCheckCode, `UPGRADE_${string}` | 'NOT_BY_UPGRADE'>;

/** Checks of the skill-upgrade subsidy of insured workers, R-056 to, and of what it excludes. */
export const UPGRADE_CHECKS: Readonly<Record<UpgradeCheck, LineCheck>> = {
  UPGRADE_CERTIFICATE: { rules: ['R-057'], waitsFor: waitsForNone, judge: certificateOutcome },
  UPGRADE_INSURANCE: {
    rules: ['R-058', 'R-079', 'R-110'],
    waitsFor: () => ['insurance'],
    judge: insuranceOutcome,
  },
  UPGRADE_TIME: { rules: ['R-058'], waitsFor: waitsForNone, judge: timeOutcome },
  UPGRADE_YEARLY: { rules: ['R-058'], waitsFor: () => ['subsidies'], judge: yearlyOutcome },
  UPGRADE_EXCLUSION: {
    rules: ['R-056'],
    waitsFor: () => ['subsidies'],
    judge: (line, snapshot) => refusing(exclusionOf(line, snapshot, 'upgrade')),
  },
  UPGRADE_COMPARISON: { rules: ['R-107'], waitsFor: waitsForNone, judge: comparisonOutcome },
  NOT_BY_UPGRADE: {
    rules: ['R-056'],
    waitsFor: () => ['subsidies'],
    judge: (line, snapshot) => refusing(exclusionOf(line, snapshot, 'training')),
  },
};

/** true for occupations that allow more than one subsidy per person and year. */
export function isUrgentOccupation(occupation: string, snapshot: PolicySnapshot): boolean {
  return snapshotList(snapshot, 'upgrade.urgentOccupations').includes(occupation);
}

/**
 * Counts the months of unemployment insurance up to the month of the application, each once. A register that is not
 * connected gives no answer.
 */
export function insuredMonthsOf(facts: LineFacts): RegisterAnswer<number> {
  const { insuranceRegister } = contextOf(facts);
  if (!insuranceRegister.isAvailable || insuranceRegister.isConnected === false) {
    return { isAvailable: false };
  }
  const until = facts.submittedOn.slice(0, 7);
  const paid = insuranceRegister.value.filter((row) => row.kinds.includes('UNEMPLOYMENT') && row.month <= until);
  return { isAvailable: true, value: new Set(paid.map((row) => row.month)).size };
}

function certificateOutcome(line: CheckedLine, snapshot: PolicySnapshot): CheckOutcome {
  const kind = line.result?.certificate?.kind;
  if (kind === undefined) {
    return missing('certificateKind');
  }
  const facts = { certificateKind: kind, hasTrainingRecord: contextOf(line).hasTrainingProof === true };
  return refusing(
    ...upgradeCertificateRefusals(facts, {
      acceptedCertificates: snapshotList(snapshot, 'upgrade.acceptedCertificates'),
      requiresTraining: snapshotBool(snapshot, 'upgrade.requiresTraining'),
    }),
  );
}

/**
 * R-058, R-079 (L4): a register that shows enough months decides alone, so that nobody is asked for what it holds
 * . Otherwise the months in the file count: a connected register without a row of the person, or with fewer
 * months than are wanted, is a finding for the reviewer; one that is not connected leaves them uncompared. Where the
 * file states no months, rows of too few months refuse and missing rows ask for the statement.
 */
function insuranceOutcome(line: CheckedLine, snapshot: PolicySnapshot): CheckOutcome {
  const least = snapshotInt(snapshot, 'upgrade.minInsuredMonths');
  const stated = line.entry?.insuredMonths;
  const registered = insuredMonthsOf(line);
  const tooFew = registered.isAvailable ? upgradeInsuranceRefusal(registered.value, least) : undefined;
  if (!contextOf(line).insuranceRegister.isAvailable || (registered.isAvailable && tooFew === undefined)) {
    return SILENT;
  }
  if (stated === undefined) {
    return hasInsuranceRow(line) ? refusing(tooFew) : missing('insuredMonths');
  }
  const refusal = upgradeInsuranceRefusal(stated, least);
  return refusal === undefined ? { findings: [insuranceFinding(line, stated)] } : refusing(refusal);
}

function insuranceFinding(line: LineFacts, statedMonths: number): Finding {
  if (hasInsuranceRow(line)) {
    return findingRemark('INSURANCE_CONTRADICTION', true, { fields: 'insuredMonths' });
  }
  const { insuranceRegister } = contextOf(line);
  const since = addMonths(line.submittedOn, 1 - statedMonths).slice(0, 7);
  return missingInsurance(since, insuranceRegister.isAvailable && insuranceRegister.isConnected !== false);
}

/** True if the register holds a month of any insurance up to the month of the application. */
function hasInsuranceRow(facts: LineFacts): boolean {
  const { insuranceRegister } = contextOf(facts);
  const until = facts.submittedOn.slice(0, 7);
  return insuranceRegister.isAvailable && insuranceRegister.value.some((row) => row.month <= until);
}

function timeOutcome(line: CheckedLine, snapshot: PolicySnapshot): CheckOutcome {
  const certificateIssuedOn = line.result?.certificate?.issuedOn;
  if (certificateIssuedOn === undefined) {
    return missing('certificateDate');
  }
  const days = { certificateIssuedOn, appliedOn: line.submittedOn };
  const { calendar } = contextOf(line);
  return refusing(upgradeTimeRefusal(days, snapshotInt(snapshot, 'upgrade.applyMonths'), calendar));
}

/** The day of submission for claims here, the register's day for its rows. */
function yearlyOutcome(line: CheckedLine, snapshot: PolicySnapshot): CheckOutcome {
  const held = heldOf(line, 'UPGRADE_SLOT').map(({ key, occupation }) => ({
    appliedOn: parseIsoDate(`${key.slice(0, 4)}-01-01`),
    isUrgentOccupation: isUrgentOccupation(occupation, snapshot),
  }));
  const registered = registeredSubsidies(line)
    .filter((row) => upgradeRoutes(snapshot).includes(row.route))
    .map((row) => ({ appliedOn: row.date, isUrgentOccupation: isUrgentOccupation(row.occupation, snapshot) }));
  return refusing(
    upgradeYearlyRefusal(
      {
        appliedOn: line.submittedOn,
        isUrgentOccupation: isUrgentOccupation(line.occupation, snapshot),
        others: [...held, ...registered],
      },
      {
        maxPerYear: snapshotInt(snapshot, 'upgrade.maxPerYear'),
        extraUrgentPerYear: snapshotInt(snapshot, 'upgrade.extraUrgentPerYear'),
      },
    ),
  );
}

/** R-056 in both directions, by the scope of the pack (T-05). */
function exclusionOf(
  line: CheckedLine,
  snapshot: PolicySnapshot,
  kind: Benefit['kind'],
): RuleRemark<RefusalCode> | undefined {
  const scope = snapshotWord(snapshot, 'exclusion.trainingVsUpgrade.scope', EXCLUSION_SCOPES);
  const claimed: Benefit = {
    kind,
    occupation: line.occupation,
    level: line.skillLevel,
    trainingId: line.context?.trainingId ?? line.entry?.courseNo ?? null,
  };
  const others = kind === 'upgrade' ? earlierTrainings(line, snapshot) : earlierUpgrades(line, snapshot);
  const other = kind === 'upgrade' ? ('training' as const) : ('upgrade' as const);
  const benefits = others.map((row) => benefitOf(other, row, null));
  const sameTraining = heldOf(line, 'TRAINING')
    .filter((row) => upgradeRoutes(snapshot).includes(row.route) === (other === 'upgrade'))
    .map((row) => benefitOf(other, row, row.key));
  return exclusionRefusal(claimed, [...benefits, ...sameTraining], scope);
}

function benefitOf(
  kind: Benefit['kind'],
  { occupation, level }: { readonly occupation: string; readonly level: string },
  trainingId: string | null,
): Benefit {
  return { kind, occupation, level: isSkillLevel(level) ? level : 'NONE', trainingId };
}

/** gives the comparison for lines that no rule refuses; the officer decides by name, clean or not. */
function comparisonOutcome(line: CheckedLine, snapshot: PolicySnapshot): CheckOutcome {
  const compared = comparisonOf(line, snapshot);
  return compared.outcome === 'clean' || line.isRefusedSoFar
    ? SILENT
    : { findings: [findingRemark('MANUAL_COMPARISON', true, { reasons: compared.reasons.join(', ') })] };
}

/** `clean` or `manual`; a line refused by a rule is never clean. */
function comparisonOf(line: CheckedLine, snapshot: PolicySnapshot): Comparison {
  return compareWithRegisters({
    certificate: line.certificateRegister ?? { isAvailable: false },
    insuredMonths: insuredMonthsOf(line),
    minInsuredMonths: snapshotInt(snapshot, 'upgrade.minInsuredMonths'),
    subsidies: line.subsidyRegister.isAvailable
      ? { isAvailable: true, value: { isFree: true } }
      : { isAvailable: false },
    isRefusedByRule: line.isRefusedSoFar,
  });
}
