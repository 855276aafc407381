import { addMonths, type IsoDate } from '../calendar.ts';
import type { RefusalCode } from '../codes.ts';
import type { LineCheckCode } from '../policy/route-codes.ts';
import { formatFen } from '../money.ts';
import {
  snapshotBool,
  snapshotInt,
  snapshotList,
  snapshotWord,
  type PolicySnapshot,
} from '../policy/policy-snapshot.ts';
import { certificateClaimedRefusal } from './certificate-once.ts';
import { otherTrainingRefusal } from './apprenticeship.ts';
import { isFreeOfCharge } from './free-training.ts';
import { unreachable } from '../verdict.ts';
import { COUNTING_DATES, countingDayOf, YEAR_BASES, type CountingDate, type YearBasis } from './counting-date.ts';
import type { LineFacts } from './line-facts.ts';
import {
  contextOf,
  earlierTrainings,
  earlierUpgrades,
  isUpgrade,
  refusing,
  SILENT,
  waitsForNone,
} from './line-check-facts.ts';
import type { CheckedLine, CheckOutcome, LineCheck } from './line-check.ts';
import { lowerLevelRefusal } from './lower-level.ts';
import { satisfiesNumberWord } from '../filing/number-words.ts';
import type { IdentityRegisterRow, SubsidyRegisterRow } from './register-answers.ts';
import { findingRemark, refusalRemark, REGISTER_LABELS, type Finding, type RuleRemark } from '../texts/rule-texts.ts';

type TrainingCheck = Extract<
  LineCheckCode,
  | 'ATTENDANCE'
  | 'CERTIFICATE'
  | 'PENSION'
  | 'FREE_GROUP_FEE'
  | 'TRAINING_ONCE'
  | 'YEARLY_LIMIT'
  | 'OCCUPATION_LEVEL_ONCE'
  | 'OCCUPATION_LISTED'
  | 'CERTIFICATE_REGISTER'
  | 'IDENTITY_REGISTER'
  | 'SUBSIDY_REGISTER'
  | 'PLAUSIBILITY'
  | 'LOWER_LEVEL'
>;

/**
 * Checks of training and its certificate, for every applicant,
 *
 */
export const TRAINING_CHECKS: Readonly<Record<TrainingCheck, LineCheck>> = {
  ATTENDANCE: {
    rules: ['R-036'],
    waitsFor: waitsForNone,
    judge: (line, snapshot) => refusing(attendanceRefusal(line, snapshot)),
  },
  CERTIFICATE: {
    rules: ['R-046', 'R-070'],
    waitsFor: waitsForNone,
    judge: certificateOutcome,
  },
  PENSION: {
    rules: ['R-052'],
    waitsFor: () => ['identity'],
    judge: (line, snapshot) => refusing(pensionRefusal(line, snapshot)),
  },
  FREE_GROUP_FEE: {
    rules: ['R-053', 'R-054'],
    waitsFor: waitsForNone,
    judge: (line, snapshot) => refusing(feeRefusal(line, snapshot)),
  },
  TRAINING_ONCE: {
    rules: ['R-066', 'R-059', 'C05'],
    waitsFor: waitsForNone,
    judge: (line) => refusing(otherSideRefusal(line) ?? certificateClaimedRefusal(line), apprenticeRefusal(line)),
  },
  YEARLY_LIMIT: {
    rules: ['R-048', 'R-050'],
    waitsFor: () => ['subsidies'],
    judge: (line, snapshot) => refusing(yearlyRefusal(line, snapshot)),
  },
  OCCUPATION_LEVEL_ONCE: {
    rules: ['R-049', 'R-050'],
    waitsFor: () => ['subsidies'],
    judge: (line, snapshot) => refusing(repeatedRefusal(line, snapshot)),
  },
  OCCUPATION_LISTED: { rules: ['R-028'], waitsFor: waitsForNone, judge: (line) => refusing(directoryRefusal(line)) },
  CERTIFICATE_REGISTER: {
    rules: ['R-039'],
    waitsFor: () => ['certificates'],
    judge: (line) => ({ findings: certificateFindings(line) }),
  },
  IDENTITY_REGISTER: {
    rules: ['R-130'],
    waitsFor: () => ['identity'],
    judge: (line) => ({ findings: identityFindings(line) }),
  },
  SUBSIDY_REGISTER: { rules: ['R-048', 'R-049'], waitsFor: () => ['subsidies'], judge: () => SILENT },
  PLAUSIBILITY: { rules: ['R-130'], waitsFor: waitsForNone, judge: plausibilityOutcome },
  LOWER_LEVEL: {
    rules: ['R-051'],
    waitsFor: () => ['subsidies'],
    judge: (line, snapshot) => refusing(lowerRefusal(line, snapshot)),
  },
};

/** the institution or the person has already claimed it. */
function otherSideRefusal({ isClaimedByOtherSide }: LineFacts): RuleRemark<RefusalCode> | undefined {
  return isClaimedByOtherSide ? refusalRemark('ALREADY_CLAIMED_BY_INSTITUTION') : undefined;
}

/**
 * C05: true if the day on which the training ended, or on which its certificate was issued, is within an
 * apprenticeship.
 */
function apprenticeRefusal({ occupation, endsOn, context }: LineFacts): RuleRemark<RefusalCode> | undefined {
  return otherTrainingRefusal(context?.apprenticeships ?? [], { occupation, on: endsOn });
}

/** returns the day that determines the year of a line. `null` while the day is not known. */
export function countingDateOf(
  { endsOn, submittedOn, result }: Pick<LineFacts, 'endsOn' | 'submittedOn' | 'result'>,
  countingDate: CountingDate,
): IsoDate | null {
  return countingDayOf({ certificateDate: result?.certificate?.issuedOn ?? null, endsOn, submittedOn }, countingDate);
}

/** Counts the person's yearly slots in the year of a new line. */
export function countInSameYear(on: IsoDate, earlier: readonly SubsidyRegisterRow[], yearBasis: YearBasis): number {
  switch (yearBasis) {
    case 'CALENDAR':
      return earlier.filter(({ date }) => date.slice(0, 4) === on.slice(0, 4)).length;
    case 'ROLLING_12M':
      return earlier.filter(({ date }) => date > addMonths(on, -12) && date <= on).length;
    default:
      return unreachable(yearBasis);
  }
}

/** checks the claimed hours; for a training year the caller gives its part of them. */
function attendanceRefusal(
  { attendedHours: attended, classHours: hours }: LineFacts,
  snapshot: PolicySnapshot,
): RuleRemark<RefusalCode> | undefined {
  const minShareBp = snapshotInt(snapshot, 'attendance.minShare');
  if (satisfiesNumberWord(attended * 10_000, '以上', minShareBp * hours)) {
    return undefined;
  }
  const percent = Math.floor((attended * 10_000) / hours) / 100;
  return refusalRemark('ATTENDANCE_TOO_LOW', { attended, hours, percent, min: minShareBp / 100 });
}

/** L15: a certificate of a day before the class's last day is left to the department. */
function certificateOutcome(line: CheckedLine, snapshot: PolicySnapshot): CheckOutcome {
  const refusal = certificateRefusal(line, snapshot);
  const issued = line.result?.certificate?.issuedOn;
  const isDue = line.context?.isBeforeAssessment !== true;
  return refusal === undefined && isDue && issued !== undefined && issued < line.endsOn
    ? { findings: [findingRemark('CERT_BEFORE_CLASS_END', true, { issued, ends: line.endsOn })] }
    : refusing(refusal);
}

/**
 * R-070 is checked before R-046. A certificate from before the class does not belong to this training; before the
 * assessment no certificate is due.
 */
function certificateRefusal(facts: LineFacts, snapshot: PolicySnapshot): RuleRemark<RefusalCode> | undefined {
  if (facts.context?.isBeforeAssessment === true) {
    return undefined;
  }
  const certificate = facts.result?.certificate ?? null;
  if (facts.result?.hasPassed !== true || certificate === null || certificate.issuedOn < facts.opensOn) {
    return refusalRemark('NOT_CERTIFIED');
  }
  return snapshotList(snapshot, 'cert.accepted').includes(certificate.kind)
    ? undefined
    : refusalRemark('CERTIFICATE_NOT_ACCEPTED', { kind: certificate.kind });
}

/**
 * refuses a person who draws a monthly pension on the opening day, which is the reference date of the claim's
 * rules.
 */
function pensionRefusal(facts: LineFacts, snapshot: PolicySnapshot): RuleRemark<RefusalCode> | undefined {
  const pension = identityRowsOn(facts, facts.opensOn).find((row) => row.status === 'MONTHLY_PENSION');
  return pension !== undefined && snapshotBool(snapshot, 'pension.gate')
    ? refusalRemark('PENSION_ELIGIBLE', { since: pension.since ?? '—' })
    : undefined;
}

/** R-053; graduates and staff may be charged. */
function feeRefusal(facts: LineFacts, snapshot: PolicySnapshot): RuleRemark<RefusalCode> | undefined {
  return facts.feeFen > 0 && isFreeOfCharge(facts.categories, snapshot)
    ? refusalRemark('FREE_GROUP_CHARGED', { fee: formatFen(facts.feeFen) })
    : undefined;
}

/** applies only to routes that count; other routes neither take a slot nor need a free one. */
function yearlyRefusal(facts: LineFacts, snapshot: PolicySnapshot): RuleRemark<RefusalCode> | undefined {
  const on = countingDateOf(facts, snapshotWord(snapshot, 'limit.countingDate', COUNTING_DATES));
  if (on === null || !snapshotList(snapshot, 'limit.countedKinds').includes(snapshot.route)) {
    return undefined;
  }
  const max = snapshotInt(snapshot, 'limit.maxPerYear');
  const count = countInSameYear(
    on,
    earlierTrainings(facts, snapshot),
    snapshotWord(snapshot, 'limit.yearBasis', YEAR_BASES),
  );
  return satisfiesNumberWord(count + 1, '不超过', max)
    ? undefined
    : refusalRemark('YEARLY_LIMIT', { year: on.slice(0, 4), count, max });
}

/** once for life, among training subsidies or among skill-upgrade subsidies, depending on the route. */
function repeatedRefusal(facts: LineFacts, snapshot: PolicySnapshot): RuleRemark<RefusalCode> | undefined {
  const { occupation, skillLevel: level } = facts;
  const earlier = isUpgrade(snapshot) ? earlierUpgrades(facts, snapshot) : earlierTrainings(facts, snapshot);
  const isRepeated = earlier.some((row) => row.occupation === occupation && row.level === level);
  return occupation !== '' && isRepeated && snapshotBool(snapshot, 'limit.sameOccupationLevelOnce')
    ? refusalRemark('SAME_OCCUPATION_LEVEL', { occupation, level })
    : undefined;
}

/** without a class, the directory was not checked before. */
function directoryRefusal(facts: LineFacts): RuleRemark<RefusalCode> | undefined {
  const { occupation, skillLevel: level } = facts;
  const listed = contextOf(facts).listedOccupations;
  return listed === null || listed.includes(occupation) || listed.includes(`${occupation}/${level}`)
    ? undefined
    : refusalRemark('OCCUPATION_NOT_LISTED', { occupation, level });
}

/** compares training with training and upgrade with upgrade, each with the switch of its kind. */
function lowerRefusal(facts: LineFacts, snapshot: PolicySnapshot): RuleRemark<RefusalCode> | undefined {
  const claimed = { occupation: facts.occupation, level: facts.skillLevel };
  return isUpgrade(snapshot)
    ? lowerLevelRefusal(
        claimed,
        earlierUpgrades(facts, snapshot),
        snapshotBool(snapshot, 'limit.barLowerAfterHigher.upgrade'),
      )
    : lowerLevelRefusal(
        claimed,
        earlierTrainings(facts, snapshot),
        snapshotBool(snapshot, 'limit.barLowerAfterHigher.training'),
      );
}

function certificateFindings(facts: LineFacts): readonly Finding[] {
  if (facts.certificateRegister === null || !facts.certificateRegister.isAvailable) {
    return [];
  }
  const answer = facts.certificateRegister.value;
  switch (answer.kind) {
    case 'found':
      return [];
    case 'notFound':
      return [findingRemark('CERT_UNVERIFIED', true)];
    case 'notCompared':
      return [findingRemark('NOT_COMPARED', false, { register: REGISTER_LABELS.certificates })];
    case 'mismatch':
      return [findingRemark('CERT_MISMATCH', true, { fields: answer.fields.join(', ') })];
    default:
      return unreachable(answer);
  }
}

/** Statuses other than the pension (custody, abroad, dead) are left to the reviewer. */
function identityFindings(facts: LineFacts): readonly Finding[] {
  return identityRowsOn(facts, facts.opensOn)
    .filter((row) => row.status !== 'MONTHLY_PENSION')
    .map((row) => findingRemark('IDENTITY_CONTRADICTION', false, { status: row.status }));
}

/** adds the findings of the caller's comparison; the ages are those of men and women. */
function plausibilityOutcome(facts: LineFacts, snapshot: PolicySnapshot): CheckOutcome {
  const agesOf = () => ['male', 'female'].map((sex) => snapshotInt(snapshot, `plausibility.pensionAge.${sex}`));
  const findings = facts.plausibility.map((code) =>
    findingRemark(code, false, code === 'OVER_PENSION_AGE' ? { age: agesOf().join(' / ') } : {}),
  );
  return { findings };
}

function identityRowsOn(facts: LineFacts, on: IsoDate): readonly IdentityRegisterRow[] {
  const rows = facts.identityRegister.isAvailable ? facts.identityRegister.value : [];
  return rows.filter((row) => (row.since === null || row.since <= on) && (row.until === null || on <= row.until));
}
