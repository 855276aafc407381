import { CERTIFICATE_KINDS, FUND_CODES, INSURANCE_KINDS, ORGAN_CODES } from '../codes.ts';
import { isTraineeCategory } from '../filing/trainee-categories.ts';
import { CRITERION_WORDS } from '../grant/criteria-words.ts';
import type { Label, PolicyParameter } from '../policy/policy-pack.ts';
import { isOneOf } from '../verdict.ts';
import { groupWord } from './group-words.ts';
import { CERTIFICATE_WORDS, INSURANCE_WORDS } from './line-words.ts';
import { organWord } from './organ-words.ts';
import { KINDS_OF_PARAMETERS, WORDS_OF_PARAMETERS } from './parameter-value-words.ts';
import { documentWord, wordList } from './route-words.ts';
import { sanctionLabel } from './sanction-words.ts';
import { FUND_WORDS } from './state-words.ts';

/** The name of a route by its code, as a pack has it. */
export type RouteWord = (code: string) => Label | undefined;

/**
 * The value of a parameter in words; null where it is a number, a day or a yes and no, and an empty list, which is one of
 * nobody's words. A code that has no name here stands for itself: a place that makes codes of its own names them in its note.
 */
export function valueWords(
  { key, value, unit }: Pick<PolicyParameter, 'key' | 'value' | 'unit'>,
  routeWord: RouteWord,
): Label | null {
  if (unit !== 'code' && unit !== 'codes') {
    return null;
  }
  const codes = typeof value === 'object' ? value : [String(value)];
  const words = codes.map((code) => codeWord(key, code, routeWord));
  return codes.length === 0 || words.every((word, index) => word.zh === codes[index]) ? null : wordList(words);
}

function codeWord(key: string, code: string, routeWord: RouteWord): Label {
  return (
    WORDS_OF_PARAMETERS[key]?.[code] ?? shapedWord(key, code) ?? listedWord(key, code) ?? routeWord(code) ?? same(code)
  );
}

/** What a code says by its form: points of a criterion, a share, a column of a bank's list as the bank calls it. */
function shapedWord(key: string, code: string): Label | undefined {
  if (key === 'payout.bankList.columns') {
    return same(code.slice(code.indexOf(':') + 1));
  }
  const [, criterion = '', points = ''] = /^([a-zA-Z]+):(\d{1,3})$/.exec(code) ?? [];
  const word = CRITERION_WORDS[criterion];
  if (word !== undefined) {
    return { zh: `${word.zh} ${points} 分`, en: `${word.en}: ${points} points` };
  }
  return key === 'grant.instalments' && /^\d{1,5}$/.test(code) ? same(`${Number(code) / BP_OF_PERCENT} %`) : undefined;
}

const BP_OF_PERCENT = 100;

/** A code of one of the lists that have names of their own, by the list that the key is about. */
function listedWord(key: string, code: string): Label | undefined {
  if (/ertificates$|^cert\./.test(key) && isOneOf(CERTIFICATE_KINDS, code)) {
    return CERTIFICATE_WORDS[code];
  }
  if (key.startsWith('organ.') && isOneOf(ORGAN_CODES, code)) {
    return organWord(code);
  }
  if (key.startsWith('sanctions.')) {
    return sanctionLabel(code);
  }
  if (isOneOf(FUND_CODES, code)) {
    return FUND_WORDS[code];
  }
  if (isOneOf(INSURANCE_KINDS, code)) {
    return INSURANCE_WORDS[code];
  }
  const known = isTraineeCategory(code) ? groupWord(code) : KINDS_OF_PARAMETERS[code];
  const document = documentWord(code, []);
  return known ?? (document.zh === code ? undefined : document);
}

function same(text: string): Label {
  return { zh: text, en: text };
}
