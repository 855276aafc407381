import type { RefusalCode } from '../codes.ts';
import { refusalRemark, type RuleRemark } from '../texts/rule-texts.ts';

/** A rank from 1 on, or an honour below all ranks (优胜奖). */
export type ContestRank = number | 'HONOUR';

const BY_WORD: Readonly<Record<string, ContestRank>> = { 冠军: 1, 亚军: 2, 季军: 3, 优胜奖: 'HONOUR', 优胜: 'HONOUR' };
const CHINESE_DIGITS = '零一二三四五六七八九';
const FULL_WIDTH_ZERO = '０'.codePointAt(0) ?? 0;

/**
 * reads a rank as proofs write it: 第4名, 第四名, 第4, 4名, 4, 冠军, 亚军, 季军, 优胜奖; Chinese numbers up to
 * 99. Undefined for anything else, which is never guessed.
 */
export function contestRank(text: string): ContestRank | undefined {
  const plain = text
    .replaceAll(/\s/g, '')
    .replaceAll(/[０-９]/g, (digit) => String((digit.codePointAt(0) ?? 0) - FULL_WIDTH_ZERO));
  if (Object.hasOwn(BY_WORD, plain)) {
    return BY_WORD[plain];
  }
  const [, number = ''] = /^第?(\d{1,4}|[一二三四五六七八九十]{1,3})名?$/.exec(plain) ?? [];
  const rank = /^\d/.test(number) ? Number(number) : chineseNumber(number);
  return rank !== undefined && rank > 0 ? rank : undefined;
}

/** 一 to 九十九; undefined for digits in another order. */
function chineseNumber(text: string): number | undefined {
  const parts = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(text);
  const [, tens = '', ten = '', ones = ''] = parts ?? [];
  if (text === '' || parts === null || (ten === '' && tens !== '' && ones !== '')) {
    return undefined;
  }
  return ten === ''
    ? digitValue(tens + ones)
    : (tens === '' ? 1 : digitValue(tens)) * 10 + (ones === '' ? 0 : digitValue(ones));
}

function digitValue(character: string): number {
  return CHINESE_DIGITS.indexOf(character);
}

/** R-122 (000§(十三), seed: 前3名): pays the ranks up to the last one that the law names. */
export function rankRefusal(rank: ContestRank, last: number): RuleRemark<RefusalCode> | undefined {
  return rank !== 'HONOUR' && rank <= last
    ? undefined
    : refusalRemark('RANK_NOT_AWARDED', {
        rank: rank === 'HONOUR' ? { zh: '优胜奖', en: 'an honour below the ranks' } : String(rank),
        last,
      });
}
