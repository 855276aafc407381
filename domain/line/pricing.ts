import { formatFen, parseFen, timesFen, type Fen } from '../money.ts';
import type { Label } from '../policy/policy-pack.ts';
import { rateFor, type PolicySnapshot, type SnapshotRate } from '../policy/policy-snapshot.ts';
import type { RefusalCode } from '../codes.ts';
import { unreachable } from '../verdict.ts';
import type { LineFacts } from './line-facts.ts';
import { fixedAmountRefusal } from './fixed-amounts.ts';
import { refusalRemark, type RuleRemark } from '../texts/rule-texts.ts';
import { apprenticeTimes, dueInstalment } from './work-line-checks.ts';

export interface LinePrice {
  readonly baseFen: Fen;
  /** How the amount was calculated, with its numbers. */
  readonly formula: Label;
}

export type PricedLine =
  | ({ readonly ok: true } & LinePrice)
  /** No standard, no decided amount, or a training year that is not over: never a silent zero (§5.3). */
  | { readonly ok: false; readonly refusal: RuleRemark<RefusalCode> };

/**
 * prices a line by the rate kind of its route: the filed (not the attended) class hours times the rate (design
 * reading), a standard per head or month, a completed training year (C05), a fixed amount, or a decided amount.
 * the rate is the same for every person. When a fee is shared, only the government's part is claimed, and never
 * more than its standard. Routes without money have a zero amount and say so.
 */
export function priceLine(facts: LineFacts, snapshot: PolicySnapshot): PricedLine {
  const { rateKind } = snapshot.routeDefinition;
  switch (rateKind) {
    case 'none':
      return { ok: true, baseFen: parseFen(0), formula: { zh: '本项目不涉及资金', en: 'No money in this route' } };
    case 'entered':
      return enteredPrice(facts);
    case 'fixed':
      return fixedPrice(facts, snapshot);
    case 'classHour':
    case 'perHead':
    case 'perMonth':
    case 'perYear':
      return shared(ratedPrice(facts, snapshot), facts);
    case 'perDay':
      return noRate(facts, rateKind);
    default:
      return unreachable(rateKind);
  }
}

function ratedPrice(facts: LineFacts, snapshot: PolicySnapshot): PricedLine {
  const rate = rateFor(snapshot, { occupation: facts.occupation, level: facts.skillLevel });
  if (rate === undefined || rate.kind !== snapshot.routeDefinition.rateKind || rate.value <= 0) {
    return noRate(facts, snapshot.routeDefinition.rateKind);
  }
  return rate.kind === 'perYear' ? yearPrice(facts, snapshot, rate) : unitPrice(facts, rate);
}

/** R-068; R-087 (ours): work-for-training has one line per month of a person, so months × standard is their sum. */
function unitPrice(facts: LineFacts, rate: SnapshotRate): PricedLine {
  if (rate.kind === 'classHour') {
    const baseFen = timesFen(facts.classHours, rate.value);
    const numbers = `${facts.classHours} × ${formatFen(rate.value)} = ${formatFen(baseFen)}`;
    return priced(facts, rate.kind, baseFen, {
      zh: `核定课时 × 课时标准：${numbers} 元`,
      en: `Filed class hours × rate: ${numbers} CNY`,
    });
  }
  const amount = formatFen(rate.value);
  return rate.kind === 'perMonth'
    ? priced(facts, rate.kind, rate.value, {
        zh: `${facts.context?.month ?? '1 个月'} × 月标准：${amount} 元`,
        en: `${facts.context?.month ?? '1 month'} × standard per month: ${amount} CNY`,
      })
    : priced(facts, rate.kind, rate.value, {
        zh: `1 人 × 人均标准：${amount} 元`,
        en: `1 person × standard per head: ${amount} CNY`,
      });
}

/** C05, R-045: the paid months of the training year, out of twelve, rounded half up to the fen. */
function yearPrice(facts: LineFacts, snapshot: PolicySnapshot, rate: SnapshotRate): PricedLine {
  const times = apprenticeTimes(facts, snapshot);
  if (!times.ok) {
    return { ok: false, refusal: times.reason };
  }
  const due = dueInstalment(facts, times.value, rate.value);
  const year = facts.context?.instalment ?? 1;
  if (due === undefined) {
    return { ok: false, refusal: refusalRemark('INSTALMENT_NOT_DUE', { year }) };
  }
  const numbers = `${due.months}/12 × ${formatFen(rate.value)} = ${formatFen(due.amountFen)}`;
  return priced(facts, rate.kind, due.amountFen, {
    zh: `第 ${year} 个培养年度（${due.startsOn} 至 ${due.endsOn}）：${numbers} 元`,
    en: `Training year ${year} (${due.startsOn} to ${due.endsOn}): ${numbers} CNY`,
  });
}

/** the amount is the constant of a document, to the fen; an entered amount is ignored. */
function fixedPrice(facts: LineFacts, snapshot: PolicySnapshot): PricedLine {
  const { amountKey } = snapshot.routeDefinition;
  const found = snapshot.parameters.find((one) => one.key === amountKey && one.unit === 'fen');
  if (found === undefined || typeof found.value !== 'number') {
    return noRate(facts, amountKey ?? 'fixed');
  }
  const amountFen = parseFen(found.value);
  const refusal = fixedAmountRefusal(facts.entry?.amountFen ?? amountFen, amountFen);
  if (refusal !== undefined) {
    return { ok: false, refusal };
  }
  const amount = formatFen(amountFen);
  return priced(facts, amountKey ?? 'fixed', amountFen, {
    zh: `定额：${amount} 元`,
    en: `Fixed amount: ${amount} CNY`,
  });
}

function enteredPrice({ entry }: LineFacts): PricedLine {
  const amountFen = entry?.amountFen;
  if (amountFen === undefined || amountFen <= 0) {
    return { ok: false, refusal: refusalRemark('AMOUNT_MISSING') };
  }
  const amount = formatFen(amountFen);
  return {
    ok: true,
    baseFen: amountFen,
    formula: { zh: `认定金额：${amount} 元`, en: `Amount decided: ${amount} CNY` },
  };
}

/**
 * R-083 (002§16, seed), R-088 (001§四(二)1, seed; the shares ours): the government's part of the fee, at most its own
 * standard. The enterprise's part is stored in the filing and is not claimed.
 */
function shared(price: PricedLine, facts: LineFacts): PricedLine {
  const shares = facts.context?.shares ?? null;
  if (!price.ok || shares === null) {
    return price;
  }
  const baseFen = parseFen(Math.min(price.baseFen, shares.governmentFen));
  const [fee, government] = [formatFen(shares.feeFen), formatFen(shares.governmentFen)];
  return priced(facts, 'shares', baseFen, {
    zh: `培训费 ${fee} 元中政府分担 ${government} 元，不超过标准（${price.formula.zh}）：${formatFen(baseFen)} 元`,
    en: `Government gives ${government} of a fee of ${fee}, at most its standard (${price.formula.en}): ${formatFen(baseFen)} CNY`,
  });
}

function priced(facts: LineFacts, kind: string, baseFen: Fen, formula: Label): PricedLine {
  return baseFen > 0 ? { ok: true, baseFen, formula } : noRate(facts, kind);
}

function noRate({ occupation, skillLevel: level }: LineFacts, kind: string): PricedLine {
  return {
    ok: false,
    refusal: refusalRemark('NO_RATE', { occupation: occupation === '' ? '—' : occupation, level, kind }),
  };
}
