import { canonicalJson } from '../canonical-json.ts';
import type { BankEntry } from './bank-entry.ts';

/**
 * What tells one booking from another, whichever file says it: the account with the bank's reference, or else all that the
 * entry says. Equal entries of one file are counted, so that two payments of the same amount on one day stay two. The office
 * is a part of it, so that a file of another office keeps nothing out.
 */
export function entryKeys(entries: readonly BankEntry[], office: string, seen = new Map<string, number>()) {
  return entries.map((entry) => {
    const text = canonicalJson({ office, ...saidOf(entry) });
    const count = seen.get(text) ?? 0;
    seen.set(text, count + 1);
    return count === 0 ? text : `${text}#${count}`;
  });
}

function saidOf({ says, instructionId, account, bankReference, direction, ...entry }: BankEntry): object {
  const booking = { says, instructionId, account, direction };
  const { amountFen, hasOtherAmount, valueDate, reasonCode, batchNos, text, party } = entry;
  // Left out where it is not so: entries that were stored before keep their keys.
  const other = hasOtherAmount ? { hasOtherAmount } : {};
  return bankReference === null
    ? { ...booking, ...other, amountFen, valueDate, reasonCode, batchNos, text, party }
    : { ...booking, bankReference };
}
