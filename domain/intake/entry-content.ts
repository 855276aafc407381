import type { Entry } from './entry.ts';

/**
 * Returns the content of a row as one text: rows with equal text are the same row; the order of their facts does not
 * matter.
 */
export function entryContent({ name, idNumber, phone, account, facts }: Entry): string {
  const given = Object.entries(facts).filter(([, value]) => value !== undefined);
  return JSON.stringify([
    name,
    idNumber,
    phone,
    account === null ? null : [account.holder, account.bank, accountDigits(account.number)],
    given.toSorted(([a], [b]) => (a < b ? -1 : 1)),
  ]);
}

/** Two groupings of the same account number give equal digits. */
export function accountDigits(number: string): string {
  return number.replaceAll(/\D/g, '');
}
