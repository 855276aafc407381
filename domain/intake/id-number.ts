import { isIsoDate, type IsoDate } from '../calendar.ts';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';

/**
 * True for eighteen characters with an existing date of birth; the last may be X (GB 11643). Does not check the
 * checksum.
 */
export function hasIdNumberForm(text: string): boolean {
  return /^\d{17}[\dX]$/.test(text) && isIsoDate(birthText(text));
}

/** Compares the check character by ISO 7064 MOD 11-2, as GB 11643 defines it. Requires the right form. */
export function hasRightChecksum(idNumber: string): boolean {
  const sum = WEIGHTS.reduce((total, weight, position) => total + weight * Number(idNumber[position]), 0);
  return CHECK_CHARACTERS[sum % 11] === idNumber[17];
}

/** @throws RangeError for a number without the right form */
export function birthDateOf(idNumber: string): IsoDate {
  const text = birthText(idNumber);
  if (!isIsoDate(text)) {
    throw new RangeError('Not an ID number: its date of birth does not exist');
  }
  return text;
}

/** Full years on a day; in other years, a person born on 29 February has the birthday on 1 March. */
export function ageOn(idNumber: string, day: IsoDate): number {
  const birth = birthDateOf(idNumber);
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4));
  return day.slice(5) < birth.slice(5) ? years - 1 : years;
}

function birthText(idNumber: string): string {
  return `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`;
}
