import type { Purpose } from '../claim/claim-course.ts';
import { formatFen, parseFen, timesFen, type Fen } from '../money.ts';
import type { Label } from '../policy/policy-pack.ts';
import { rateFor, type PolicySnapshot } from '../policy/policy-snapshot.ts';
import { floatFormula, priceEquation } from './line-formulas.ts';
import type { StoredRefusal } from './line-remarks.ts';
import { isOf } from './line-remarks.ts';
import { LINES_WITHOUT_BASE, TOP_UP_LINE_STATES, type LineState } from './line-state.ts';
import { isOneOf, unreachable } from '../verdict.ts';

/** A line with its amounts, their formulas and its refusals; its person by nothing. Amounts in fen. */
export interface PricedLine {
  readonly id: string;
  readonly state: LineState;
  readonly occupation: string;
  readonly level: string;
  readonly baseFen: number;
  readonly formula: Label;
  readonly allowanceFen: number;
  readonly allowanceFormula: Label | null;
  readonly floatFen: number;
  readonly refusals: readonly StoredRefusal[];
}

/** Lines that are worth the same for the same reason. */
export interface AmountGroup {
  readonly headcount: number;
  /** How the amount of one line came about, with its numbers, as the line's row keeps it. */
  readonly formula: Label;
  /** The same as an equation that begins with words: 核定课时 × 课时标准 = 80 课时 × 10.00 × 1.0 = 800.00 元. */
  readonly equation: Label;
  readonly perLineFen: Fen;
  readonly sumFen: Fen;
  readonly occupation: string;
  readonly level: string;
  readonly lineIds: readonly string[];
}

/** Lines that are worth nothing, by the reason. A line with several reasons counts in each. */
export interface RefusedLines {
  readonly code: string;
  readonly rule: string;
  readonly headcount: number;
}

export interface Calculation {
  readonly groups: readonly AmountGroup[];
  readonly refused: readonly RefusedLines[];
  readonly totalFen: Fen;
}

export interface CalculatedClaim {
  readonly lines: readonly PricedLine[];
  readonly isAdvance: boolean;
  /** Null for a claim without a class. */
  readonly classHours: number | null;
}

/** The most lines that a group names. */
export const MOST_LINE_IDS = 200;

/**
 * R-068: the sum of a claim for one purpose as groups of equal lines. Their sum is what the lines that are not refused are
 * worth, which is what an approval approves.
 */
export function calculate(claim: CalculatedClaim, purpose: Purpose, snapshot: PolicySnapshot): Calculation {
  const { lines } = claim;
  const paid = lines.flatMap((line) => {
    const amount = amountOf(line, purpose, claim, snapshot);
    return amount === null ? [] : [{ line, ...amount }];
  });
  const isPaid = new Set(paid.map(({ line }) => line.id));
  const groups = new Map<string, (typeof paid)[number][]>();
  for (const one of paid) {
    const key = JSON.stringify([one.formula, one.fen, one.line.occupation, one.line.level]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const grouped = [...groups.values()].flatMap((equal) => groupOf(equal));
  return {
    groups: grouped,
    refused: refusedOf(
      lines.filter(({ id }) => !isPaid.has(id)),
      purpose,
    ),
    totalFen: parseFen(grouped.reduce((sum, { sumFen }) => sum + sumFen, 0)),
  };
}

interface LineAmount {
  readonly fen: Fen;
  readonly formula: Label;
  readonly numbers: Label | null;
}

/** What a line is worth for the purpose, and why; null for a line that is not paid for it. */
function amountOf(
  line: PricedLine,
  purpose: Purpose,
  { isAdvance, classHours }: CalculatedClaim,
  snapshot: PolicySnapshot,
): LineAmount | null {
  const base = parseFen(line.baseFen);
  const rate = rateFor(snapshot, line);
  const units = rate?.kind === 'classHour' ? (classHours ?? 0) : 1;
  switch (purpose) {
    case 'base': {
      if (isAdvance || isOneOf(LINES_WITHOUT_BASE, line.state)) {
        return null;
      }
      const isRated = rate !== undefined && rate.kind === snapshot.routeDefinition.rateKind;
      const numbers = isRated ? priceEquation(base, { kind: rate.kind, units, rateFen: rate.value }) : null;
      return { fen: base, formula: line.formula, numbers };
    }
    case 'allowance':
      return line.state === 'refused' || line.allowanceFen === 0 || line.allowanceFormula === null
        ? null
        : { fen: parseFen(line.allowanceFen), formula: line.allowanceFormula, numbers: null };
    case 'float': {
      const bp = snapshot.parameters.find(({ key }) => key === 'float.rate')?.value;
      if (!isOneOf(TOP_UP_LINE_STATES, line.state) || typeof bp !== 'number') {
        return null;
      }
      const standardFen = rate?.kind === 'classHour' ? timesFen(units, rate.value) : base;
      const fen = parseFen(line.floatFen);
      return { fen, formula: floatFormula({ baseFen: base, standardFen }, bp, fen), numbers: null };
    }
    case 'advance':
      return isAdvance && line.state !== 'refused' ? { fen: base, formula: line.formula, numbers: null } : null;
    default:
      return unreachable(purpose);
  }
}

function groupOf(equal: readonly (LineAmount & { readonly line: PricedLine })[]): readonly AmountGroup[] {
  const [first] = equal;
  if (first === undefined) {
    return [];
  }
  const { fen, formula, numbers, line } = first;
  return [
    {
      headcount: equal.length,
      formula,
      equation: equationOf(formula, fen, numbers),
      perLineFen: fen,
      sumFen: timesFen(equal.length, fen),
      occupation: line.occupation,
      level: line.level,
      lineIds: equal.slice(0, MOST_LINE_IDS).map((one) => one.line.id),
    },
  ];
}

/** A formula of the form `words: numbers` as one equation; any other formula is one already, or has no words. */
function equationOf(formula: Label, fen: Fen, numbers: Label | null): Label {
  const amount = formatFen(fen);
  const zh = partsOf(formula.zh, '：');
  const en = partsOf(formula.en, ': ');
  return {
    zh: zh === null ? formula.zh : `${zh.words} = ${numbers?.zh ?? zh.numbers ?? `${amount} 元`}`,
    en: en === null ? formula.en : `${en.words} = ${numbers?.en ?? en.numbers ?? `${amount} CNY`}`,
  };
}

function partsOf(text: string, colon: string): { readonly words: string; readonly numbers?: string } | null {
  const [words = '', numbers, ...more] = text.split(colon);
  return numbers === undefined || more.length > 0 || /[（(]/.test(words) ? null : { words, numbers };
}

function refusedOf(lines: readonly PricedLine[], purpose: Purpose): readonly RefusedLines[] {
  const counted = new Map<string, RefusedLines>();
  for (const { refusals } of lines) {
    const own = refusals.filter((refusal) => isOf(refusal, purpose === 'float' ? 'float' : 'base'));
    for (const { code, rule } of new Map(own.map((one) => [one.code, one])).values()) {
      const headcount = (counted.get(code)?.headcount ?? 0) + 1;
      counted.set(code, { code, rule, headcount });
    }
  }
  return [...counted.values()].toSorted((a, b) => b.headcount - a.headcount || a.code.localeCompare(b.code));
}
