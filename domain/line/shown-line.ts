import type { Label } from '../policy/policy-pack.ts';
import { refusalLabel } from '../texts/refusal-labels.ts';
import { isOneOf } from '../verdict.ts';
import { refusedFormula } from './counted-line.ts';
import { isOf, type StoredRefusal } from './line-remarks.ts';
import { LINES_WITHOUT_BASE, type LineState } from './line-state.ts';

/** What a line says about money, as it is stored. */
export interface LineMoney {
  readonly state: LineState;
  readonly baseFen: number;
  readonly allowanceFen: number;
  readonly floatFen: number;
  readonly formula: Label;
  readonly allowanceFormula: Label | null;
  readonly refusals: readonly StoredRefusal[];
}

/**
 * What a line says about money, as people read it. A line refused by a reviewer keeps its price in its row, so that an
 * acceptance can give it back; nobody is paid it, so nobody reads it: the line shows 0 fen and why.
 */
export function shownMoney(line: LineMoney): Omit<LineMoney, 'state' | 'refusals'> {
  const { state, baseFen, allowanceFen, floatFen, formula, allowanceFormula, refusals } = line;
  if (!isOneOf(LINES_WITHOUT_BASE, state)) {
    return { baseFen, allowanceFen, floatFen, formula, allowanceFormula };
  }
  const ofBase = refusals.filter((refusal) => isOf(refusal, 'base'));
  const refused = refusedFormula((ofBase.length === 0 ? refusals : ofBase).map(reasonOf));
  return state === 'refused'
    ? {
        baseFen: 0,
        allowanceFen: 0,
        floatFen: 0,
        formula: refused,
        allowanceFormula: allowanceFormula === null ? null : refused,
      }
    : { baseFen: 0, allowanceFen, floatFen: 0, formula: refused, allowanceFormula };
}

/** The name of the reason; where a reviewer only says that he refuses, his own words. */
function reasonOf({ code, detail }: StoredRefusal): Label {
  const isOwnWords = code === 'REFUSED_BY_REVIEWER' && typeof detail === 'string' && detail !== '';
  return isOwnWords ? { zh: detail, en: detail } : refusalLabel(code, detail);
}
