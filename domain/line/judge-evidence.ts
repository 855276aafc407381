import type { IsoDate } from '../calendar.ts';
import type { ContractEvidence } from '../intake/evidence-row.ts';
import { parseFen } from '../money.ts';
import { custodyWindowStart } from '../notice/custody.ts';
import type { PolicySnapshot } from '../policy/policy-snapshot.ts';
import { findingRemark, refusalRemark } from '../texts/rule-texts.ts';
import {
  floatFen,
  floatParameters,
  floatWindow,
  judgeContract,
  type FloatParameters,
  type FloatWindow,
  type SharedStandard,
} from './float.ts';
import { isByReviewer, isOf, ruleRefusals, type StoredFinding, type StoredRefusal } from './line-remarks.ts';
import { LINES_WITHOUT_BASE, type LineState } from './line-state.ts';
import { isOneOf } from '../verdict.ts';
import type { InsuranceRegisterRow, RegisterAnswer } from './register-answers.ts';

/** A line whose base was paid, with its applicant's evidence and the insurance register's answer. */
export interface EvidenceLine {
  readonly id: string;
  readonly baseFen: number;
  readonly refusals: readonly StoredRefusal[];
  readonly findings: readonly StoredFinding[];
  readonly evidence: ContractEvidence | null;
  /** The day on which custody ends, if the roster gives one (C22). */
  readonly releasedOn: IsoDate | null;
  readonly insurance: RegisterAnswer<readonly InsuranceRegisterRow[]>;
}

/**
 * True while evidence can still earn the line its +50 %: the line has a base, is not paid its +50 %, and no reviewer has
 * refused it.
 */
export function mayEarnTopUp(line: {
  readonly state: LineState;
  readonly refusals: readonly StoredRefusal[];
}): boolean {
  return (
    !isOneOf(LINES_WITHOUT_BASE, line.state) &&
    line.state !== 'floatPaid' &&
    !line.refusals.some((refusal) => isByReviewer(refusal) && isOf(refusal, 'float'))
  );
}

/** The contract check of one claim: its law and the days of its class. */
export interface EvidenceCheck {
  readonly snapshot: PolicySnapshot;
  readonly opensOn: IsoDate;
  readonly endsOn: IsoDate;
  /** The last day for evidence, if the claim has a day of its own. */
  readonly dueOn: IsoDate | null;
  /** What the +50 % of a shared fee is counted from; null for a fee that is not shared. */
  readonly shared: SharedStandard | null;
}

/** Findings of contract checks that were stored without their purpose. */
const FORMER_CODES: readonly string[] = ['INSURANCE_CONTRADICTION', 'INSURANCE_UNVERIFIED'];

export interface JudgedEvidence {
  readonly id: string;
  readonly state: 'floatClaimed' | 'floatNotEarned';
  readonly floatFen: number;
  readonly refusals: readonly StoredRefusal[];
  readonly findings: readonly StoredFinding[];
}

/**
 * Ends the contract check: lines with qualifying evidence claim their +50 %, other lines get the code
 * of their refusal. A register that contradicts the evidence, a connected one without a row, and one that has not
 * answered leave a finding that wants a decision (L4); of one that is not connected the reviewer reads so.
 */
export function judgeEvidenceLines(
  lines: readonly EvidenceLine[],
  check: EvidenceCheck,
): { readonly judged: readonly JudgedEvidence[]; readonly linesLeft: number; readonly amountFen: number } {
  const parameters = floatParameters(check.snapshot);
  const judged = lines.map((line) => judgeLineEvidence(line, check, parameters));
  const claimed = judged.filter((line) => line.state === 'floatClaimed');
  return {
    judged,
    linesLeft: claimed.length,
    amountFen: claimed.reduce((sum, line) => sum + line.floatFen, 0),
  };
}

function judgeLineEvidence(line: EvidenceLine, check: EvidenceCheck, parameters: FloatParameters): JudgedEvidence {
  const window = windowOf(check, line.releasedOn, parameters);
  const base = line.refusals.filter((refusal) => isOf(refusal, 'base'));
  const byReviewer = line.refusals.filter((refusal) => isOf(refusal, 'float') && isByReviewer(refusal));
  const said =
    line.evidence === null
      ? { refusals: [refusalRemark('NO_EVIDENCE', { due: check.dueOn ?? window.evidenceDueOn })], findings: [] }
      : judgeContract(line.evidence, window, parameters, line.insurance);
  const earnedFen = floatFen(parseFen(line.baseFen), check.shared, parameters.rateBp);
  const refusals = said.refusals.length === 0 && earnedFen === 0 ? [refusalRemark('FEE_COVERED')] : said.refusals;
  const isUnverified = refusals.length === 0 && !line.insurance.isAvailable;
  const isClaimed = refusals.length === 0 && byReviewer.length === 0;
  return {
    id: line.id,
    state: isClaimed ? 'floatClaimed' : 'floatNotEarned',
    floatFen: isClaimed ? earnedFen : 0,
    refusals: [...base, ...ruleRefusals(refusals, 'float'), ...byReviewer],
    findings: [
      ...line.findings.filter(({ code, purpose }) => purpose !== 'float' && !FORMER_CODES.includes(code)),
      ...[...said.findings, ...(isUnverified ? [findingRemark('INSURANCE_UNVERIFIED', true)] : [])].map(
        (finding) => ({ ...finding, purpose: 'float' }) as const,
      ),
    ],
  };
}

/** R-077; C22: for a person in custody, the window starts on the day of release. */
function windowOf(
  { opensOn, endsOn }: EvidenceCheck,
  releasedOn: IsoDate | null,
  parameters: FloatParameters,
): FloatWindow {
  return floatWindow({ opensOn, endsOn: custodyWindowStart(endsOn, releasedOn) }, parameters);
}
