import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import { SealBroken } from './seal-broken.ts';
import type { Place } from './sealed-places.ts';

/** A key of 32 bytes and the number that its sealed values carry. */
export interface SealingKey {
  readonly id: number;
  readonly secret: Buffer;
}

/** Seals one value at a time. Sealing the same text twice gives different values; its index is always the same. */
export interface ValueSealer {
  /** The place is bound into the value: it can be opened there and nowhere else (S13). */
  seal(value: string | Uint8Array, place: Place): Buffer;
  /** @throws SealBroken on a value that was changed, that stands in another place, or whose key no longer exists */
  open(sealed: Uint8Array, place: Place): string;
  openBytes(sealed: Uint8Array, place: Place): Buffer;
  /** Opens a value in its place and seals it for another one. */
  move(sealed: Uint8Array, from: Place, to: Place): Buffer;
  /** A blind index: equal texts have equal indexes, and the text cannot be found without the key. */
  index(text: string): Buffer;
  /** Stands for a text where it is compared later; like the index, but with another key. */
  digest(text: string): Buffer;
}

/** The form of values that are bound to their place, and the one of values from before, which were not. */
export const FORM = 2;
const FORMER_FORM = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 2 + IV_BYTES + TAG_BYTES;

/**
 * AES-256-GCM. The first key seals and all keys open, so a key is rotated by putting a new one first. Index and digest
 * are derived from the key with the lowest number, so that key must be kept as long as the data: rotating it would
 * require computing all indexes again.
 */
export function createValueSealer(keys: readonly SealingKey[]): ValueSealer {
  const [sealing] = keys;
  const oldest = keys.toSorted((a, b) => a.id - b.id)[0];
  if (
    sealing === undefined ||
    oldest === undefined ||
    keys.some((key) => key.secret.length !== 32 || key.id < 0 || key.id > 255)
  ) {
    throw new RangeError('Sealing needs keys of 32 bytes, numbered from 0 to 255');
  }
  const derived = (use: string) => Buffer.from(hkdfSync('sha256', oldest.secret, '', use, 32));
  const indexKey = derived('butie blind index');
  const digestKey = derived('butie payee digest');
  const seal = createSeal(sealing);
  const openBytes = (sealed: Uint8Array, place: Place) => opened(keys, sealed, place);
  return {
    seal,
    openBytes,
    open: (sealed, place) => openBytes(sealed, place).toString('utf8'),
    move: (sealed, from, to) => seal(openBytes(sealed, from), to),
    index: (text) => createHmac('sha256', indexKey).update(text, 'utf8').digest(),
    digest: (text) => createHmac('sha256', digestKey).update(text, 'utf8').digest(),
  };
}

function createSeal({ id, secret }: SealingKey): ValueSealer['seal'] {
  const key = createSecretKey(secret);
  const head = Buffer.from([FORM, id]);
  const nextIv = createIvs();
  return (value, place) => {
    const iv = nextIv();
    const cipher = createCipheriv('aes-256-gcm', key, iv);
    cipher.setAAD(Buffer.from(place, 'utf8'));
    const content = typeof value === 'string' ? cipher.update(value, 'utf8') : cipher.update(value);
    // GCM has no blocks to fill: the end adds no bytes.
    cipher.final();
    return Buffer.concat([head, iv, cipher.getAuthTag(), content]);
  };
}

/**
 * Opens a value of the former form, which is bound to no place. Only the start that seals an environment of before may
 * ask for it; processes that serve requests open nothing that is not bound (S13).
 */
export function openUnbound(keys: readonly SealingKey[], sealed: Uint8Array): Buffer {
  return opened(keys, sealed, null);
}

function opened(keys: readonly SealingKey[], bytes: Uint8Array, place: Place | null): Buffer {
  const sealed = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const key = keys.find(({ id }) => id === sealed[1]);
  if (sealed[0] !== (place === null ? FORMER_FORM : FORM) || sealed.length < HEAD_BYTES || key === undefined) {
    throw new SealBroken('Not sealed with a known key, or not bound to a place');
  }
  const decipher = createDecipheriv('aes-256-gcm', key.secret, sealed.subarray(2, 2 + IV_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(sealed.subarray(2 + IV_BYTES, HEAD_BYTES));
  if (place !== null) {
    decipher.setAAD(Buffer.from(place, 'utf8'));
  }
  try {
    return Buffer.concat([decipher.update(sealed.subarray(HEAD_BYTES)), decipher.final()]);
  } catch (error) {
    throw new SealBroken('Changed, or sealed for another place', { cause: error });
  }
}

const IVS_A_DRAW = 512;

/** Each IV is used once. IVs are drawn many at a time, because a draw costs more than sealing a name. */
function createIvs(): () => Buffer {
  let drawn = Buffer.alloc(0);
  let used = 0;
  return () => {
    if (used === drawn.length) {
      drawn = randomBytes(IV_BYTES * IVS_A_DRAW);
      used = 0;
    }
    used += IV_BYTES;
    return drawn.subarray(used - IV_BYTES, used);
  };
}
