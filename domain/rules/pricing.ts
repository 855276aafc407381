import { formatFen, sumFen, timesFen, type Fen } from '../money.ts';
import type { Label } from '../policy/policy-pack.ts';

export interface LinePrice {
  readonly baseFen: Fen;
  /** How it was counted, with its numbers. */
  readonly formula: Label;
}

/**
 * the filed class hours times the class-hour rate, not the hours attended (design reading). R-069: one rate
 * for everybody.
 */
export function priceLine(classHours: number, rateFen: Fen): LinePrice {
  const baseFen = timesFen(classHours, rateFen);
  const numbers = `${classHours} × ${formatFen(rateFen)} = ${formatFen(baseFen)}`;
  return {
    baseFen,
    formula: { zh: `核定课时 × 课时标准：${numbers} 元`, en: `Filed class hours × rate: ${numbers} CNY` },
  };
}

/** a total is the sum of its lines, never a rounded product. */
export function priceClaim(lines: readonly { readonly baseFen: Fen }[]): Fen {
  return sumFen(lines.map((line) => line.baseFen));
}
