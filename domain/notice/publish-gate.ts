import { hasIdNumberForm, hasRightChecksum } from '../intake/id-number.ts';
import { maskName } from './mask.ts';

export type LeakKind = 'idNumber' | 'mobileNumber' | 'accountNumber';

const ID_NUMBER = /(?<!\d)\d{17}[\dX](?![\dX])/gi;
const MOBILE_NUMBER = /(?<!\d)(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)/g;
const ACCOUNT_NUMBER = /(?<!\d)\d(?:[ -]?\d){12,29}(?!\d)/g;

/**
 * Checks a text before publication: it may contain no valid ID number, mobile number or long account number,
 * including in full-width digits. Returns what kinds were found, never the number. For texts written for people; our
 * random ids are not such texts.
 */
export function findLeaks(text: string): readonly LeakKind[] {
  const plain = text.normalize('NFKC');
  const leaks: LeakKind[] = [];
  if (idNumbersIn(plain).length > 0) {
    leaks.push('idNumber');
  }
  if (plain.match(MOBILE_NUMBER) !== null) {
    leaks.push('mobileNumber');
  }
  if (plain.match(ACCOUNT_NUMBER) !== null) {
    leaks.push('accountNumber');
  }
  return leaks;
}

/** For free text that is published without review by a person: replaces all that `findLeaks` would find by stars. */
export function starLeaks(text: string): string {
  if (findLeaks(text).length === 0) {
    return text;
  }
  return text.normalize('NFKC').replaceAll(/\d(?:[ -]?[\dX]){6,}/gi, (digits) => '*'.repeat(digits.length));
}

/** Published in place of a name that may not be shown. */
export const HIDDEN_NAME = '***';

/**
 * Returns a person's name as it is published: masked, and hidden where the mask would show every character of it (R-096,
 * F3). Blanks, dots and characters that nobody sees are not counted, so they never take the place of a masked character.
 */
export function publishedName(name: string): string {
  const masked = maskName(name);
  return readable(masked) === readable(name) ? HIDDEN_NAME : masked;
}

/** The letters and digits of a text. */
function readable(text: string): string {
  return text.normalize('NFKC').replaceAll(/[^\p{L}\p{M}\p{N}]/gu, '');
}

function idNumbersIn(text: string): readonly string[] {
  const candidates = (text.match(ID_NUMBER) ?? []).map((candidate) => candidate.toUpperCase());
  return candidates.filter((candidate) => hasIdNumberForm(candidate) && hasRightChecksum(candidate));
}
