import type { IsoDate } from '../domain/calendar.ts';
import { parseFen, type Fen } from '../domain/money.ts';
import type { Label } from '../domain/policy/policy-pack.ts';
import type { PolicySnapshot } from '../domain/policy/policy-snapshot.ts';
import { allowanceOf } from '../domain/rules/allowance-pricing.ts';
import { priceLine } from '../domain/rules/pricing.ts';
import type { RuleRemark } from '../domain/rules/rule-texts.ts';
import type { JudgedLine } from './claim-judging.ts';
import { isByReviewer, isOf, ruleRefusals, type StoredFinding, type StoredRefusal } from './claim-remarks.ts';

/** A line as its row has it from the counting before. */
export interface StoredLine {
  readonly id: string;
  readonly lineKey: string;
  readonly position: number;
  readonly refusals: readonly StoredRefusal[];
  readonly acceptedRemark: string | null;
  readonly certificateKind: string | null;
  readonly certificateNo: string | null;
  readonly certificateDate: IsoDate | null;
  readonly findings: readonly StoredFinding[];
}

/** A line as the counting leaves it, ready to be written. */
export interface CountedLine extends Pick<JudgedLine, 'subject' | 'wishes'> {
  readonly id: string;
  readonly position: number;
  readonly state: string;
  readonly baseFen: Fen;
  readonly formula: Label;
  readonly allowanceFen: Fen;
  readonly allowanceFormula: Label | null;
  readonly refusals: readonly StoredRefusal[];
  readonly findings: readonly StoredFinding[];
  readonly acceptedRemark: string | null;
}

/**
 * Prices a judged line. One that the rules refuse, or that has no price, is worth nothing and says so; a reviewer's
 * refusal leaves the price for all to see.
 */
export function countedLine(
  { subject, facts, judgement, wishes }: JudgedLine,
  snapshot: PolicySnapshot,
  before: StoredLine | Pick<StoredLine, 'id' | 'position'>,
): CountedLine {
  const stored = 'refusals' in before ? before : undefined;
  const kept = (stored?.refusals ?? []).filter((refusal) => isByReviewer(refusal) && isOf(refusal, 'base'));
  const price = priceLine(facts, snapshot);
  const byRule = [...judgement.refusals, ...(price.ok ? [] : [price.refusal])];
  const isRefused = byRule.length > 0 || !price.ok;
  const allowance = isRefused ? null : allowanceOf(facts, snapshot, subject.attendedDays);
  const state = byRule.length > 0 || kept.length > 0 ? 'refused' : judgement.state;
  return {
    id: before.id,
    position: before.position,
    subject,
    state,
    baseFen: isRefused ? parseFen(0) : price.baseFen,
    formula: isRefused ? refusedFormula(codesOf(byRule)) : price.formula,
    allowanceFen: allowance?.allowanceFen ?? parseFen(0),
    allowanceFormula: allowance?.formula ?? null,
    refusals: [...ruleRefusals(byRule, 'base'), ...kept],
    findings: judgement.findings,
    acceptedRemark:
      stored !== undefined && isAsAccepted(stored, facts, judgement.findings) ? stored.acceptedRemark : null,
    wishes: isRefused ? [] : wishes,
  };
}

/** What stands in place of a price where the rules pay none. */
export function refusedFormula(codes: readonly string[]): Label {
  const said = codes.join(', ');
  return { zh: `不予补贴（${said}）：0.00 元`, en: `Refused (${said}): 0.00 CNY` };
}

function codesOf(remarks: readonly RuleRemark<string>[]): readonly string[] {
  return remarks.map(({ code }) => code);
}

/** a reviewer accepted this certificate with these findings, and nothing that comes later. */
function isAsAccepted(
  before: StoredLine,
  { result }: JudgedLine['facts'],
  findings: readonly StoredFinding[],
): boolean {
  const certificate = result?.certificate ?? null;
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
