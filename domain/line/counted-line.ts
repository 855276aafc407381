import type { Label } from '../policy/policy-pack.ts';
import type { PolicySnapshot } from '../policy/policy-snapshot.ts';
import { allowanceOf, type LineAllowance } from './allowance-pricing.ts';
import { unansweredRegister } from './eligibility.ts';
import type { WantedKey } from './entitlement-keys.ts';
import type { LineFacts, LineJudgement } from './line-facts.ts';
import { refusalLabel } from '../texts/refusal-labels.ts';
import { isByReviewer, isOf, ruleRefusals, type StoredFinding, type StoredRefusal } from './line-remarks.ts';
import type { LineSubject } from './line-subject.ts';
import { priceLine } from './pricing.ts';

/** A line after the checks of its route and before pricing. */
export interface JudgedLine {
  readonly subject: LineSubject;
  readonly facts: LineFacts;
  readonly judgement: LineJudgement;
  /** Keys that the line takes at submission; none if it is refused. */
  readonly wantedKeys: readonly WantedKey[];
}

/** A line as the last count stored it. */
export interface StoredLine {
  readonly id: string;
  readonly lineKey: string;
  readonly position: number;
  readonly refusals: readonly StoredRefusal[];
  readonly acceptedRemark: string | null;
  readonly certificateKind: string | null;
  readonly certificateNo: string | null;
  readonly certificateDate: string | null;
  readonly findings: readonly StoredFinding[];
}

/** A counted line, ready to be stored. */
export interface CountedLine {
  readonly id: string;
  readonly position: number;
  readonly subject: LineSubject;
  readonly state: LineJudgement['state'] | 'allowanceOnly';
  readonly baseFen: number;
  readonly formula: Label;
  readonly allowanceFen: number;
  /** Null when the route has no living allowance. */
  readonly allowanceFormula: Label | null;
  readonly refusals: readonly StoredRefusal[];
  readonly findings: readonly StoredFinding[];
  readonly acceptedRemark: string | null;
  readonly wantedKeys: readonly WantedKey[];
}

/**
 * Builds the stored form of a judged line. A line refused by a rule has a zero base and a formula that says so; if only
 * its certificate is refused, it may still have its living allowance. A line refused by a reviewer keeps its price in its
 * row; `shownMoney` shows it as nothing. A line without a rate is refused, never priced at zero (§5.3). Stored lines keep their ids.
 */
export function countedLine(
  judged: JudgedLine,
  snapshot: PolicySnapshot,
  before: StoredLine | Pick<StoredLine, 'id' | 'position'>,
): CountedLine {
  const { subject, facts, judgement, wantedKeys } = judged;
  const kept = 'refusals' in before ? before.refusals.filter(isKept) : [];
  const price = priceLine(facts, snapshot);
  const byRule = price.ok ? judgement.refusals : withRefusal(judgement.refusals, price.refusal);
  const isRefusedByRule = byRule.length > 0;
  const codes = byRule.map(({ code }) => code);
  const allowance = paidAllowance(allowanceOf(facts, snapshot, subject.attendedDays, codes), subject);
  const state = isRefusedByRule ? stateWithoutBase(allowance.allowanceFen, judged, snapshot) : judgement.state;
  const isAccepted = 'refusals' in before && isAsAccepted(before, subject, judgement.findings);
  return {
    id: before.id,
    position: before.position,
    subject,
    state: kept.length > 0 ? 'refused' : state,
    baseFen: isRefusedByRule || !price.ok ? 0 : price.baseFen,
    formula: isRefusedByRule || !price.ok ? refusedFormula(byRule.map(nameOf)) : price.formula,
    ...allowance,
    refusals: [...ruleRefusals(byRule, 'base'), ...kept],
    findings: judgement.findings,
    acceptedRemark: isAccepted ? before.acceptedRemark : null,
    wantedKeys: isRefusedByRule ? [] : wantedKeys,
  };
}

/**
 * a line whose base is refused lives on if it has an allowance. It waits for registers like any other line,
 * because they may still refuse the whole training.
 */
function stateWithoutBase(allowanceFen: number, { facts }: JudgedLine, snapshot: PolicySnapshot): CountedLine['state'] {
  if (allowanceFen === 0) {
    return 'refused';
  }
  return unansweredRegister(facts, snapshot) === undefined ? 'allowanceOnly' : 'proposed';
}

/** Adds a refusal unless its code is already listed. */
function withRefusal<One extends { readonly code: string }>(refusals: readonly One[], one: One): readonly One[] {
  return refusals.some(({ code }) => code === one.code) ? refusals : [...refusals, one];
}

/** Returns the sentence that stands instead of a calculation for a refused line, with the names of its reasons. */
export function refusedFormula(reasons: readonly Label[]): Label {
  const zh = reasons.map((reason) => reason.zh).join('；');
  const en = reasons.map((reason) => reason.en).join('; ');
  return { zh: `不予补贴（${zh}）：0.00 元`, en: `Refused (${en}): 0.00 CNY` };
}

function nameOf({ code, detail }: { readonly code: string; readonly detail: Label }): Label {
  return refusalLabel(code, detail);
}

function isKept(refusal: StoredRefusal): boolean {
  return isByReviewer(refusal) && isOf(refusal, 'base');
}

/**
 * the allowance is paid to the person's account. Without an account nothing is paid yet, and the formula gives
 * the reason.
 */
function paidAllowance(
  { allowanceFen, formula, remark }: LineAllowance,
  { hasAccount }: LineSubject,
): Pick<CountedLine, 'allowanceFen' | 'allowanceFormula'> {
  const text = formula ?? remark?.detail ?? null;
  if (text === null || allowanceFen === 0 || hasAccount) {
    return { allowanceFen, allowanceFormula: text };
  }
  const without = { zh: '未提供本人银行账户，暂不发放', en: 'no account was given, so nothing is paid yet' };
  return {
    allowanceFen: 0,
    allowanceFormula: { zh: `${text.zh}；${without.zh}`, en: `${text.en}; ${without.en}` },
  };
}

/**
 * true if a reviewer accepted this certificate with exactly these findings; the acceptance does not cover later
 * changes.
 */
function isAsAccepted(before: StoredLine, { own }: LineSubject, findings: readonly StoredFinding[]): boolean {
  const certificate = own.result?.certificate ?? null;
  return (
    before.certificateKind === (certificate?.kind ?? null) &&
    before.certificateNo === (certificate?.certificateNo ?? null) &&
    before.certificateDate === (certificate?.issuedOn ?? null) &&
    wordsOf(before.findings) === wordsOf(findings)
  );
}

function wordsOf(findings: readonly StoredFinding[]): string {
  return findings
    .map(({ code, detail }) => `${code} ${detail.zh}`)
    .toSorted()
    .join('\n');
}
