import type { RouteDefinition } from '../policy/policy-pack.ts';
import type { EntryAccount } from './entry.ts';

interface EntryWithAccount {
  readonly account: EntryAccount | null;
}

/**
 * returns the account of a new claim without a class: the entered one, or that of its single person. If each
 * line's person is paid, the applicant has no account: bank and number are empty.
 */
export function accountOfDraft(
  payee: EntryAccount | null,
  entries: readonly EntryWithAccount[],
  applicant: string,
): EntryAccount {
  return payee ?? accountOfSingle(entries) ?? { holder: applicant, bank: '', number: '' };
}

/**
 * returns the account of a draft after its rows changed; null: it stays. If persons are paid, a single person's
 * account is removed when a second one is added.
 */
export function accountAfterChange(
  { payee }: Pick<RouteDefinition, 'payee'>,
  entries: readonly EntryWithAccount[],
  applicant: string,
): EntryAccount | null {
  return payee === 'person' ? accountOfDraft(null, entries, applicant) : null;
}

function accountOfSingle(entries: readonly EntryWithAccount[]): EntryAccount | null {
  return entries.length === 1 ? (entries[0]?.account ?? null) : null;
}
