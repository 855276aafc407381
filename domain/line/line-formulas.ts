import { formatFen, parseFen, shareFen, type BasisPoints, type Fen } from '../money.ts';
import type { Label } from '../policy/policy-pack.ts';
import type { PricedRateKind } from '../policy/route-codes.ts';

const UNITS: Readonly<Record<PricedRateKind, Label>> = {
  classHour: { zh: '课时', en: 'h' },
  perHead: { zh: '人', en: 'person' },
  perYear: { zh: '年', en: 'year' },
  perMonth: { zh: '月', en: 'month' },
  perDay: { zh: '天', en: 'days' },
};

/**
 * R-068: writes the calculation of an amount: 80 h × 10.00 × 1.0 = 800.00. The last factor is the share of the whole
 * that is paid: one of several training years, or the government's part of the cost. Null when the factors do not
 * explain the amount.
 */
export function priceEquation(
  amountFen: Fen,
  priced: { readonly kind: PricedRateKind; readonly units: number; readonly rateFen: Fen },
): Label | null {
  const { kind, units, rateFen } = priced;
  const wholeFen = units * rateFen;
  const share = wholeFen > 0 ? Math.round((amountFen / wholeFen) * 10_000) / 10_000 : 0;
  if (share === 0 || Math.abs(wholeFen * share - amountFen) >= 1) {
    return null;
  }
  const [rate, amount] = [formatFen(rateFen), formatFen(amountFen)];
  const { zh, en } = UNITS[kind];
  return {
    zh: `${units} ${zh} × ${rate} × ${factor(share)} = ${amount} 元`,
    en: `${units} ${en} × ${rate} × ${factor(share)} = ${amount} CNY`,
  };
}

/**
 * R-076: writes the +50 % that a line earned, and the line's total with it. Where the fee is shared, the standard is more
 * than the base, and the fee may have lowered the +50 % (L13).
 */
export function floatFormula(
  { baseFen, standardFen }: { readonly baseFen: Fen; readonly standardFen: Fen },
  rateBp: BasisPoints,
  floatFen: Fen,
): Label {
  const [base, float, whole] = [baseFen, floatFen, parseFen(baseFen + floatFen)].map(formatFen);
  if (standardFen !== baseFen) {
    const [standard, half] = [standardFen, shareFen(standardFen, rateBp, 'halfUp')].map(formatFen);
    const numbers = `${standard} × ${factor(rateBp / 10_000)} = ${half}`;
    const isCapped = half !== float;
    return {
      zh: `稳定就业上浮：${numbers} 元${isCapped ? `，合计不超过培训费，计 ${float} 元` : ''}；合计 ${base} + ${float} = ${whole} 元`,
      en: `Employment top-up: ${numbers} CNY${isCapped ? `, together at most the fee: ${float} CNY` : ''}; together ${base} + ${float} = ${whole} CNY`,
    };
  }
  const numbers = `${base} × ${factor(rateBp / 10_000)} = ${float}`;
  const together = `${base} × ${factor(1 + rateBp / 10_000)} = ${whole}`;
  return {
    zh: `稳定就业上浮：${numbers} 元；合计 ${together} 元`,
    en: `Employment top-up: ${numbers} CNY; together ${together} CNY`,
  };
}

/** R-073: writes the settlement of an advance, which applies to the whole claim and not to one person. */
export function settlementFormula(advanceFen: Fen): Label {
  const advance = formatFen(advanceFen);
  return {
    zh: `整笔申请结算时抵扣先行拨付 ${advance} 元，不分摊到人`,
    en: `The claim's settlement takes ${advance} CNY of an advance from the whole, not from single lines`,
  };
}

/** Formats a factor: 1.0, 0.5, 0.3333. */
function factor(share: number): string {
  return Number.isInteger(share) ? share.toFixed(1) : String(Math.round(share * 10_000) / 10_000);
}
