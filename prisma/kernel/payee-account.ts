import type { PayeeAccount } from '../../api/filing/filing-ports.ts';
import type { Sealer } from './sealing.ts';

export function sealPayee(sealer: Sealer, account: PayeeAccount): Buffer {
  return sealer.seal(payeeText(account));
}

/** An account as the text that is sealed. */
export function payeeText({ holder, bank, number }: PayeeAccount): string {
  return JSON.stringify([holder, bank, number]);
}

/** Throws when the column holds anything else than what `sealPayee` wrote. */
export function openPayee(sealer: Sealer, sealed: Uint8Array): PayeeAccount {
  const parts: unknown = JSON.parse(sealer.open(sealed));
  const [holder, bank, number]: readonly unknown[] = Array.isArray(parts) ? parts : [];
  if (typeof holder !== 'string' || typeof bank !== 'string' || typeof number !== 'string') {
    throw new TypeError('A payee account that nobody sealed like this');
  }
  return { holder, bank, number };
}
