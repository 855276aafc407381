import type { EntryAccount } from '../intake/entry.ts';
import { maskAccount, maskName } from '../notice/mask.ts';

/** Masks a person's name but not an organisation's; shows only the last four digits of the account. */
export function maskedPayee({ holder, bank, number }: EntryAccount, isPerson: boolean): string {
  return `${isPerson ? maskName(holder) : holder} · ${bank} · ${maskAccount(number)}`;
}
