import { visibleOf } from '../texts/visible-text.ts';

/** All pages, prints, files and log lines mask by this version; a notice stores it (policy-rules R-096). */
export const MASK_VERSION = 'mask-3';

const HAN = /\p{Script=Han}/u;
const LETTER = /[\p{L}\p{M}\p{N}]/u;

/**
 * Blanks inside a name of Chinese characters only align a list; without them a padded name has two characters (F3).
 *
 * Two characters: 张*; three: 张*丽; four and more, or with a dot: first, stars, last (乌***格). Counts graphemes, and does
 * not assume that the first one is a surname. A name of one or two letters is masked without the dots, dashes and blanks
 * between them: a star in place of a dot hides nothing (张·三 is 张*, a single letter *).
 */
export function maskName(name: string): string {
  const written = graphemes(HAN.test(name) ? visibleOf(name) : name.trim());
  const letters = written.filter((character) => LETTER.test(character));
  const characters = letters.length > 2 ? written : letters;
  const [first] = characters;
  const last = characters.at(-1);
  if (first === undefined || last === undefined || characters.length === 1) {
    return '*'.repeat(letters.length === 0 ? written.length : 1);
  }
  return characters.length === 2 ? `${first}*` : `${first}${'*'.repeat(characters.length - 2)}${last}`;
}

/**
 * First two and last three of eighteen: 15*************234 (R-096, design reading); any other value becomes all stars.
 */
export function maskIdNumber(idNumber: string): string {
  return idNumber.length === 18
    ? `${idNumber.slice(0, 2)}${'*'.repeat(13)}${idNumber.slice(-3)}`
    : '*'.repeat(idNumber.length);
}

/** For staff only: 138****1234. Public pages show no phone. */
export function maskPhone(phone: string): string {
  return phone.length === 11 ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : '*'.repeat(phone.length);
}

/** The last four digits of an account; the bank's name is shown unmasked. */
export function maskAccount(account: string): string {
  const digits = account.replaceAll(/\s/g, '');
  return digits.length > 4 ? `****${digits.slice(-4)}` : '****';
}

function graphemes(text: string): readonly string[] {
  return [...new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text)].map((part) => part.segment);
}
