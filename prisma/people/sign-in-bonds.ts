import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { canonicalJson } from '../../domain/canonical-json.ts';

/** What an API process believes of sign-in only with its bond (S1, S14). */
export type Bound = BoundSession | BoundConfirmation | BoundPassword | { readonly kind: 'keyCheck' };

/** All of a session but the time of its last request. */
export interface BoundSession {
  readonly kind: 'session';
  readonly tokenHash: Uint8Array;
  readonly id: string;
  readonly personId: string;
  readonly epoch: number;
  readonly csrfToken: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** Until when a session's person has said their password anew. */
export interface BoundConfirmation {
  readonly kind: 'confirmation';
  readonly tokenHash: Uint8Array;
  readonly id: string;
  readonly until: Date;
}

export interface BoundPassword {
  readonly kind: 'password';
  readonly personId: string;
  readonly hash: string;
}

/** Makes and judges bonds: HMACs under keys that API processes and the start have, and the database has not. */
export interface SignInBonds {
  bind(what: Bound): Buffer;
  /** Under the present key, under a former one that is still given, or under none: forged. */
  ageOf(what: Bound, bond: Uint8Array | null): 'present' | 'former' | null;
}

/** A session or a password hash without a bond of ours: it counts as none. No name, because the log has none (D10). */
export interface ForgedSignIn {
  readonly forged: 'session' | 'password';
  readonly personId: string;
}

/** @param secrets of the private keys that sign acts, the present one first; the keys of the bonds are derived from them */
export function createSignInBonds([present, ...former]: readonly [Uint8Array, ...Uint8Array[]]): SignInBonds {
  const bind = macOf(keyOf(present));
  const formerly = former.map((secret) => macOf(keyOf(secret)));
  return {
    bind,
    ageOf(what, bond) {
      if (isEqual(bind(what), bond)) {
        return 'present';
      }
      return formerly.some((mac) => isEqual(mac(what), bond)) ? 'former' : null;
    },
  };
}

function keyOf(secret: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'butie sign-in bonds', 32));
}

function macOf(key: Buffer): SignInBonds['bind'] {
  return (what) => createHmac('sha256', key).update(textOf(what), 'utf8').digest();
}

function textOf(what: Bound): string {
  const bytes = 'tokenHash' in what ? { tokenHash: Buffer.from(what.tokenHash).toString('hex') } : {};
  return canonicalJson({ ...what, ...bytes });
}

function isEqual(mac: Buffer, bond: Uint8Array | null): boolean {
  return bond !== null && bond.length === mac.length && timingSafeEqual(mac, bond);
}
