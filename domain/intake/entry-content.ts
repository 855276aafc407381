import type { Entry } from './entry.ts';

/** What a row says, as one text: two rows with the same one are the same row, in whatever order their facts were read. */
export function entryContent({ name, idNumber, phone, account, facts }: Entry): string {
  const said = Object.entries(facts).filter(([, value]) => value !== undefined);
  return JSON.stringify([
    name,
    idNumber,
    phone,
    account === null ? null : [account.holder, account.bank, accountDigits(account.number)],
    said.toSorted(([a], [b]) => (a < b ? -1 : 1)),
  ]);
}

/** The same account however its number is grouped. */
export function accountDigits(number: string): string {
  return number.replaceAll(/\D/g, '');
}
