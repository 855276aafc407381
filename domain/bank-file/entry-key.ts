import { canonicalJson } from '../canonical-json.ts';
import type { KeptReport } from '../payout/report-handling.ts';
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

/** What a report under the key of a booking says. */
export interface SaidBooking extends Pick<KeptReport, 'valueDate' | 'bankReference' | 'reasonCode'> {
  /** Fen. */
  readonly amountFen: number | null;
  readonly instructionId: string | null;
}

/**
 * Whether two reports under one key are the same booking. A bank words it differently from file to file: with its reference
 * and our payment the amount alone counts. Without a payment a reference may be that of another day, so a value date or a
 * reason that both give must be equal; one that a file leaves out contradicts nothing. Without a
 * reference the key holds them all.
 */
export function isSameBooking(one: SaidBooking, other: SaidBooking): boolean {
  const { amountFen, instructionId, bankReference = null } = one;
  const isSame =
    amountFen === other.amountFen &&
    instructionId === other.instructionId &&
    bankReference === (other.bankReference ?? null);
  const isNamed = bankReference !== null && instructionId !== null;
  return (
    isSame && (isNamed || (isAgreed(one.valueDate, other.valueDate) && isAgreed(one.reasonCode, other.reasonCode)))
  );
}

function isAgreed(one: string | null | undefined, other: string | null | undefined): boolean {
  return (one ?? other) === (other ?? one);
}
