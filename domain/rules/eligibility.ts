import { addMonths, type IsoDate } from '../calendar.ts';
import type { FindingCode, RefusalCode, SkillLevel } from '../codes.ts';
import { formatFen, type Fen } from '../money.ts';
import {
  snapshotBool,
  snapshotInt,
  snapshotList,
  snapshotText,
  type PolicySnapshot,
} from '../policy/policy-snapshot.ts';
import type {
  CertificateFinding,
  IdentityRegisterRow,
  RegisterAnswer,
  SubsidyRegisterRow,
} from './register-answers.ts';
import { unreachable } from '../verdict.ts';
import type { ResultRow } from './result-row.ts';
import { findingRemark, refusalRemark, type Finding, type RuleRemark } from './rule-texts.ts';

export interface LineFacts {
  readonly classHours: number;
  readonly attendedHours: number;
  readonly opensOn: IsoDate;
  readonly endsOn: IsoDate;
  readonly submittedOn: IsoDate;
  readonly occupation: string;
  readonly skillLevel: SkillLevel;
  readonly categories: readonly string[];
  readonly feeFen: Fen;
  /** `null` as long as no result of the person is stored. */
  readonly result: ResultRow | null;
  /** Asked for a certified person only; otherwise leave it `null`. */
  readonly certificateRegister: RegisterAnswer<CertificateFinding> | null;
  readonly identityRegister: RegisterAnswer<readonly IdentityRegisterRow[]>;
  readonly subsidyRegister: RegisterAnswer<readonly SubsidyRegisterRow[]>;
  /** Slots and keys of the person that other claims hold here, in flight or paid. */
  readonly ownSubsidies: readonly SubsidyRegisterRow[];
  /** The same person claimed the same class on another way. */
  readonly isClaimedByOtherSide: boolean;
  /** What the caller has seen by comparing lines with each other. */
  readonly plausibility: readonly Extract<FindingCode, 'OVERLAPPING_HOURS' | 'SHARED_PHONE'>[];
}

/** The part of a snapshot that judges a line; the same values are read once for a whole class. */
export interface EligibilityParameters {
  readonly attendanceMinShareBp: number;
  readonly acceptedCertificates: readonly string[];
  readonly isPensionGate: boolean;
  readonly freeGroups: readonly string[];
  readonly maxPerYear: number;
  readonly yearBasis: string;
  readonly countingDate: string;
  readonly countedKinds: readonly string[];
  readonly isOccupationLevelOnce: boolean;
}

export interface LineJudgement {
  /** `proposed`: a register that must be asked does not answer. */
  readonly state: 'eligible' | 'refused' | 'proposed';
  readonly refusals: readonly RuleRemark<RefusalCode>[];
  readonly findings: readonly Finding[];
}

/** @throws PolicyParameterMissing when the snapshot is not one of an open route */
export function eligibilityParameters(snapshot: PolicySnapshot): EligibilityParameters {
  return {
    attendanceMinShareBp: snapshotInt(snapshot, 'attendance.minShare'),
    acceptedCertificates: snapshotList(snapshot, 'cert.accepted'),
    isPensionGate: snapshotBool(snapshot, 'pension.gate'),
    freeGroups: snapshotList(snapshot, 'group.freeGroups'),
    maxPerYear: snapshotInt(snapshot, 'limit.maxPerYear'),
    yearBasis: snapshotText(snapshot, 'limit.yearBasis'),
    countingDate: snapshotText(snapshot, 'limit.countingDate'),
    countedKinds: snapshotList(snapshot, 'limit.countedKinds'),
    isOccupationLevelOnce: snapshotBool(snapshot, 'limit.sameOccupationLevelOnce'),
  };
}

/**
 * Judges one trainee line by. Every refusal is listed,
 * in that order: attendance, certificate, pension, fee, repetition. Nobody's category changes the rate.
 */
export function judgeLine(facts: LineFacts, parameters: EligibilityParameters): LineJudgement {
  const refusals = [
    attendanceRefusal(facts, parameters),
    certificateRefusal(facts, parameters),
    pensionRefusal(facts, parameters),
    feeRefusal(facts, parameters),
    facts.isClaimedByOtherSide ? refusalRemark('ALREADY_CLAIMED_BY_INSTITUTION') : undefined,
    ...repetitionRefusals(facts, parameters),
  ].filter((one) => one !== undefined);
  const findings = [...certificateFindings(facts), ...identityFindings(facts), ...plausibilityFindings(facts)];
  if (refusals.length > 0) {
    return { state: 'refused', refusals, findings };
  }
  return { state: isAnswered(facts) ? 'eligible' : 'proposed', refusals, findings };
}

/** the day that puts a line into a year. `null` where the day is not known yet. */
export function countingDateOf(facts: LineFacts, countingDate: string): IsoDate | null {
  switch (countingDate) {
    case 'CLASS_END':
      return facts.endsOn;
    case 'SUBMISSION':
      return facts.submittedOn;
    default:
      return facts.result?.certificate?.issuedOn ?? null;
  }
}

/** The yearly slots of a person that a new line would share its year with. */
export function countInSameYear(on: IsoDate, earlier: readonly SubsidyRegisterRow[], yearBasis: string): number {
  const counts =
    yearBasis === 'ROLLING_12M'
      ? (row: SubsidyRegisterRow) => row.date > addMonths(on, -12) && row.date <= on
      : (row: SubsidyRegisterRow) => row.date.slice(0, 4) === on.slice(0, 4);
  return earlier.filter(counts).length;
}

function attendanceRefusal(facts: LineFacts, parameters: EligibilityParameters): RuleRemark<RefusalCode> | undefined {
  const { attendedHours, classHours } = facts;
  if (attendedHours * 10_000 >= parameters.attendanceMinShareBp * classHours) {
    return undefined;
  }
  const percent = Math.floor((attendedHours * 10_000) / classHours) / 100;
  const min = parameters.attendanceMinShareBp / 100;
  return refusalRemark('ATTENDANCE_TOO_LOW', { attended: attendedHours, hours: classHours, percent, min });
}

/** R-070 before R-046; a certificate from before the class is none of this training. */
function certificateRefusal(facts: LineFacts, parameters: EligibilityParameters): RuleRemark<RefusalCode> | undefined {
  const certificate = facts.result?.certificate ?? null;
  if (facts.result?.hasPassed !== true || certificate === null || certificate.issuedOn < facts.opensOn) {
    return refusalRemark('NOT_CERTIFIED');
  }
  return parameters.acceptedCertificates.includes(certificate.kind)
    ? undefined
    : refusalRemark('CERTIFICATE_NOT_ACCEPTED', { kind: certificate.kind });
}

/** a monthly pension on the opening day, the day whose rules judge the claim. */
function pensionRefusal(facts: LineFacts, parameters: EligibilityParameters): RuleRemark<RefusalCode> | undefined {
  const pension = identityRowsOn(facts, facts.opensOn).find((row) => row.status === 'MONTHLY_PENSION');
  return pension !== undefined && parameters.isPensionGate
    ? refusalRemark('PENSION_ELIGIBLE', { since: pension.since ?? '—' })
    : undefined;
}

/** R-053; graduates and staff may be charged. */
function feeRefusal(facts: LineFacts, parameters: EligibilityParameters): RuleRemark<RefusalCode> | undefined {
  const isFree = facts.categories.some((category) => parameters.freeGroups.includes(category));
  return isFree && facts.feeFen > 0 ? refusalRemark('FREE_GROUP_CHARGED', { fee: formatFen(facts.feeFen) }) : undefined;
}

function repetitionRefusals(facts: LineFacts, parameters: EligibilityParameters): readonly RuleRemark<RefusalCode>[] {
  const registered = facts.subsidyRegister.isAvailable ? facts.subsidyRegister.value : [];
  const earlier = [...registered, ...facts.ownSubsidies].filter((row) => parameters.countedKinds.includes(row.route));
  const refusals: RuleRemark<RefusalCode>[] = [];
  const on = countingDateOf(facts, parameters.countingDate);
  const count = on === null ? 0 : countInSameYear(on, earlier, parameters.yearBasis);
  if (on !== null && count >= parameters.maxPerYear) {
    refusals.push(refusalRemark('YEARLY_LIMIT', { year: on.slice(0, 4), count, max: parameters.maxPerYear }));
  }
  const { occupation, skillLevel } = facts;
  if (
    parameters.isOccupationLevelOnce &&
    earlier.some((row) => row.occupation === occupation && row.level === skillLevel)
  ) {
    refusals.push(refusalRemark('SAME_OCCUPATION_LEVEL', { occupation, level: skillLevel }));
  }
  return refusals;
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
    case 'mismatch':
      return [findingRemark('CERT_MISMATCH', true, { fields: answer.fields.join(', ') })];
    default:
      return unreachable(answer);
  }
}

/** Statuses other than the pension (custody, abroad, dead): for the reviewer. */
function identityFindings(facts: LineFacts): readonly Finding[] {
  return identityRowsOn(facts, facts.opensOn)
    .filter((row) => row.status !== 'MONTHLY_PENSION')
    .map((row) => findingRemark('IDENTITY_CONTRADICTION', false, { status: row.status }));
}

function plausibilityFindings(facts: LineFacts): readonly Finding[] {
  return facts.plausibility.map((code) => findingRemark(code, false));
}

function identityRowsOn(facts: LineFacts, on: IsoDate): readonly IdentityRegisterRow[] {
  const rows = facts.identityRegister.isAvailable ? facts.identityRegister.value : [];
  return rows.filter((row) => (row.since === null || row.since <= on) && (row.until === null || on <= row.until));
}

function isAnswered(facts: LineFacts): boolean {
  const isCertificateAnswered = facts.certificateRegister === null || facts.certificateRegister.isAvailable;
  return isCertificateAnswered && facts.identityRegister.isAvailable && facts.subsidyRegister.isAvailable;
}
