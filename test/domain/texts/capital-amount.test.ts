import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFen } from '../../../domain/money.ts';
import { capitalAmount } from '../../../domain/texts/capital-amount.ts';

const FIGURES = '零壹贰叁肆伍陆柒捌玖';
const PLACES: Readonly<Record<string, number>> = { 拾: 10, 佰: 100, 仟: 1_000 };

/** Reads capital figures, beside the product: what was written is read back as it would be by a clerk. */
function readCapital(text: string): bigint {
  const [, whole = '', parts = ''] = /^(?:(.*)元)?(.*)$/.exec(text.replace(/整$/, '')) ?? [];
  const jiao = /(.)角/.exec(parts)?.[1] ?? '零';
  const cent = /(.)分/.exec(parts)?.[1] ?? '零';
  return readWhole(whole) * 100n + BigInt(FIGURES.indexOf(jiao) * 10 + FIGURES.indexOf(cent));
}

function readWhole(text: string): bigint {
  for (const [word, size] of [
    ['亿', 100_000_000n],
    ['万', 10_000n],
  ] as const) {
    const at = text.indexOf(word);
    if (at !== -1) {
      return readWhole(text.slice(0, at)) * size + readWhole(text.slice(at + 1));
    }
  }
  let sum = 0n;
  for (const [, figure = '', place = ''] of text.matchAll(/([壹贰叁肆伍陆柒捌玖])([拾佰仟]?)/g)) {
    sum += BigInt(FIGURES.indexOf(figure)) * BigInt(PLACES[place] ?? 1);
  }
  return sum;
}

describe('an amount in capital figures', () => {
  it.each([
    [0, '零元整'],
    [5, '伍分'],
    [50, '伍角整'],
    [7_680_000, '柒万陆仟捌佰元整'],
    [2_880_000, '贰万捌仟捌佰元整'],
    [1_005, '壹拾元零伍分'],
    [1_050, '壹拾元伍角整'],
    [168_032, '壹仟陆佰捌拾元叁角贰分'],
    [1_000_500, '壹万零伍元整'],
    [10_000_000_100, '壹亿零壹元整'],
    [10_001_000_000, '壹亿零壹万元整'],
    [100_000_000_000, '壹拾亿元整'],
    [101_010_101, '壹佰零壹万零壹佰零壹元零壹分'],
    [Number.MAX_SAFE_INTEGER, '玖拾万零柒佰壹拾玖亿玖仟贰佰伍拾肆万柒仟肆佰零玖元玖角壹分'],
  ])('%d fen is %s', (fen, words) => {
    expect(capitalAmount(parseFen(fen))).toBe(words);
  });

  const amounts = fc.oneof(
    fc.nat(10_000_000),
    fc.maxSafeNat(),
    fc.nat(100_000).map((yuan) => yuan * 100),
  );

  test.prop([amounts])('is read back as the same amount', (fen) => {
    expect(readCapital(capitalAmount(parseFen(fen)))).toBe(BigInt(fen));
  });

  test.prop([amounts])('has no two zeros beside each other, none before 元, and 整 unless there are 分', (fen) => {
    const words = capitalAmount(parseFen(fen));
    expect(words).not.toMatch(/零零|零[万亿]|^零.*[^整]$/);
    expect(fen === 0 || !words.includes('零元')).toBe(true);
    expect(words.endsWith('整')).toBe(!words.includes('分'));
  });

  it('is never negative', () => {
    expect(() => capitalAmount(parseFen(-1))).toThrow(RangeError);
  });
});
