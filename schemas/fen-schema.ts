import type { Fen } from '../domain/money.ts';

/** Amounts of packs and bodies are zero or more; the brand is the domain's. */
export function isFen(value: number): value is Fen {
  return Number.isSafeInteger(value) && value >= 0;
}
