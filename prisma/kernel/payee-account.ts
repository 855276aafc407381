import type { PayeeAccount } from '../../api/filing/filing-ports.ts';
import { SealBroken } from './seal-broken.ts';
import type { Place } from './sealed-places.ts';
import type { Sealer } from './sealing.ts';

export function sealPayee(sealer: Sealer, account: PayeeAccount, place: Place): Buffer {
  return sealer.seal(payeeText(account), place);
}

/** An account as the text that is sealed. */
export function payeeText({ holder, bank, number }: PayeeAccount): string {
  return JSON.stringify([holder, bank, number]);
}

/** Null where there is none, and when the account belongs to another place or was changed (S13), so that its claim can still be read. */
export function openPayeeHere(sealer: Sealer, sealed: Uint8Array | null, place: Place): PayeeAccount | null {
  if (sealed === null) {
    return null;
  }
  try {
    return openPayee(sealer, sealed, place);
  } catch (error) {
    if (error instanceof SealBroken) {
      return null;
    }
    throw error;
  }
}

/** Throws when the column holds anything else than what `sealPayee` wrote for this place. */
export function openPayee(sealer: Sealer, sealed: Uint8Array, place: Place): PayeeAccount {
  const parts: unknown = JSON.parse(sealer.open(sealed, place));
  const [holder, bank, number]: readonly unknown[] = Array.isArray(parts) ? parts : [];
  if (typeof holder !== 'string' || typeof bank !== 'string' || typeof number !== 'string') {
    throw new TypeError('A payee account that nobody sealed like this');
  }
  return { holder, bank, number };
}
