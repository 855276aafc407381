import { addDays, addMonths, lastDayOfMonths, type IsoDate } from '../calendar.ts';
import type { RefusalCode } from '../codes.ts';
import { parseFen, shareFen, timesFen, type BasisPoints, type Fen } from '../money.ts';
import { rateFor, snapshotBool, snapshotInt, snapshotList, type PolicySnapshot } from '../policy/policy-snapshot.ts';
import type { ContractEvidence } from '../intake/evidence-row.ts';
import type { SharedFee } from './cost-sharing.ts';
import type { InsuranceRegisterRow, RegisterAnswer } from './register-answers.ts';
import { findingRemark, refusalRemark, REGISTER_LABELS, type Finding, type RuleRemark } from '../texts/rule-texts.ts';

export interface FloatParameters {
  readonly rateBp: BasisPoints;
  readonly windowMonths: number;
  readonly minContractMonths: number;
  readonly minInsuredMonths: number;
  readonly insuranceKinds: readonly string[];
  readonly graceDays: number;
  readonly allowContractDuringTraining: boolean;
}

/** The days on which a contract may be signed, both ends included, and the last day for its evidence. */
export interface FloatWindow {
  readonly opensOn: IsoDate;
  readonly endsOn: IsoDate;
  readonly evidenceDueOn: IsoDate;
}

export interface FloatJudgement {
  /** `proposed`: the insurance register has not answered. */
  readonly state: 'accepted' | 'refused' | 'proposed';
  /** The first reason that applies, in the order before, after, too short, insurance. */
  readonly refusals: readonly RuleRemark<RefusalCode>[];
  readonly findings: readonly Finding[];
}

/** @throws PolicyParameterMissing for a snapshot without the top-up */
export function floatParameters(snapshot: PolicySnapshot): FloatParameters {
  return {
    rateBp: snapshotInt(snapshot, 'float.rate'),
    windowMonths: snapshotInt(snapshot, 'float.windowMonths'),
    minContractMonths: snapshotInt(snapshot, 'float.minContractMonths'),
    minInsuredMonths: snapshotInt(snapshot, 'float.minInsuredMonths'),
    insuranceKinds: snapshotList(snapshot, 'float.insuranceKinds'),
    graceDays: snapshotInt(snapshot, 'float.graceDays'),
    allowContractDuringTraining: snapshotBool(snapshot, 'float.allowContractDuringTraining'),
  };
}

/**
 * returns the window from the class end (R-080: from its opening if the pack says so) to the
 * corresponding day months later, never moved by holidays, followed by the days of grace for the evidence.
 */
export function floatWindow(
  days: { readonly opensOn: IsoDate; readonly endsOn: IsoDate },
  parameters: FloatParameters,
): FloatWindow {
  const endsOn = addMonths(days.endsOn, parameters.windowMonths);
  return {
    opensOn: parameters.allowContractDuringTraining ? days.opensOn : days.endsOn,
    endsOn,
    evidenceDueOn: addDays(endsOn, parameters.graceDays),
  };
}

/**
 * judges a contract by its evidence. The signing day decides the window, first and last day the length
 * (L8); a register row that contradicts it, and a missing row in a connected register, want a decision of the reviewer.
 */
export function judgeContract(
  evidence: ContractEvidence,
  window: FloatWindow,
  parameters: FloatParameters,
  register: RegisterAnswer<readonly InsuranceRegisterRow[]>,
): FloatJudgement {
  const refusal =
    signingRefusal(evidence, window) ?? lengthRefusal(evidence, parameters) ?? insuranceRefusal(evidence, parameters);
  if (refusal !== undefined) {
    return { state: 'refused', refusals: [refusal], findings: [] };
  }
  if (!register.isAvailable) {
    return { state: 'proposed', refusals: [], findings: [] };
  }
  const isConnected = register.isConnected !== false;
  const findings = insuranceFindings(evidence, parameters, { rows: register.value, isConnected });
  return { state: 'accepted', refusals: [], findings };
}

/** The fee per trainee of a class that several sides pay, and hours × rate, of which government pays a part. */
export interface SharedStandard {
  readonly feeFen: Fen;
  readonly standardFen: Fen;
}

/**
 * R-076, R-081 (002§16, seed; L13): returns the +50 % of a line in fen: rate × base, rounded half up. Where a fee
 * is shared it is rate × (class hours × hourly rate), lowered until base and +50 % together are at most the whole fee.
 * The living allowance does not count. Routes that are not priced by the class hour have no contract check and so no
 * +50 % (`stagesOf`).
 */
export function floatFen(baseFen: Fen, shared: SharedStandard | null, rateBp: BasisPoints): Fen {
  if (shared === null) {
    return shareFen(baseFen, rateBp, 'halfUp');
  }
  const shareOfStandard = shareFen(shared.standardFen, rateBp, 'halfUp');
  return parseFen(Math.min(shareOfStandard, Math.max(shared.feeFen - baseFen, 0)));
}

/** what the +50 % of a shared fee is counted from; null for a fee that is not shared, or without an hourly rate. */
export function sharedStandard(
  facts: {
    readonly shares: SharedFee | null;
    readonly classHours: number;
    readonly occupation: string;
    readonly level: string;
  },
  snapshot: PolicySnapshot,
): SharedStandard | null {
  const rate = rateFor(snapshot, facts);
  return facts.shares === null || rate?.kind !== 'classHour'
    ? null
    : { feeFen: facts.shares.feeFen, standardFen: timesFen(facts.classHours, rate.value) };
}

/** the first day of the contract is counted, so a year from 2025-07-01 ends on 2026-06-30. */
export function contractMustLastTo(startsOn: IsoDate, months: number): IsoDate {
  return lastDayOfMonths(startsOn, months);
}

function signingRefusal(evidence: ContractEvidence, window: FloatWindow): RuleRemark<RefusalCode> | undefined {
  const signed = evidence.contractSignedOn;
  if (signed < window.opensOn) {
    return refusalRemark('SIGNED_BEFORE_CLASS_END', { signed, from: window.opensOn });
  }
  return signed > window.endsOn ? refusalRemark('SIGNED_AFTER_WINDOW', { signed, to: window.endsOn }) : undefined;
}

function lengthRefusal(
  evidence: ContractEvidence,
  { minContractMonths }: FloatParameters,
): RuleRemark<RefusalCode> | undefined {
  const needed = contractMustLastTo(evidence.contractStartsOn, minContractMonths);
  const ends = evidence.contractEndsOn;
  return ends === null || ends >= needed
    ? undefined
    : refusalRemark('CONTRACT_TOO_SHORT', { ends, months: minContractMonths, needed });
}

function insuranceRefusal(
  evidence: ContractEvidence,
  { minInsuredMonths, insuranceKinds }: FloatParameters,
): RuleRemark<RefusalCode> | undefined {
  const paid: readonly string[] = evidence.insuranceKinds;
  const missing = insuranceKinds.filter((kind) => !paid.includes(kind));
  return missing.length === 0 && evidence.insuredMonths >= minInsuredMonths
    ? undefined
    : refusalRemark('INSURANCE_INCOMPLETE', { months: minInsuredMonths, missing: missing.join(', ') || '—' });
}

/**
 * Compares the evidence with the register's rows from the contract's first month on; earlier rows are no rows. A row of
 * another employer, or of the same employer without all schemes, contradicts it.
 */
function insuranceFindings(
  evidence: ContractEvidence,
  { insuranceKinds }: FloatParameters,
  register: { readonly rows: readonly InsuranceRegisterRow[]; readonly isConnected: boolean },
): readonly Finding[] {
  const month = evidence.contractStartsOn.slice(0, 7);
  const since = register.rows.filter((row) => row.month >= month);
  if (since.length === 0) {
    return [missingInsurance(month, register.isConnected)];
  }
  const ofEmployer = since.filter((row) => row.employer === evidence.employer);
  const isComplete = ofEmployer.some((row) => insuranceKinds.every((kind) => row.kinds.some((paid) => paid === kind)));
  if (ofEmployer.length > 0 && isComplete) {
    return [];
  }
  const fields = ofEmployer.length === 0 ? 'employer' : 'kinds';
  return [findingRemark('INSURANCE_CONTRADICTION', true, { fields })];
}

/** A missing row wants a decision in a connected register; in one that is not connected nothing was compared. */
export function missingInsurance(since: string, isConnected: boolean): Finding {
  return isConnected
    ? findingRemark('INSURANCE_NOT_FOUND', true, { since })
    : findingRemark('NOT_COMPARED', false, { register: REGISTER_LABELS.insurance });
}
