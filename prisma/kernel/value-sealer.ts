import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';

/** A key of 32 bytes and the number that its sealed values carry. */
export interface SealingKey {
  readonly id: number;
  readonly secret: Buffer;
}

/** Seals one value at a time. Sealing the same text twice gives different values; its index is always the same. */
export interface ValueSealer {
  seal(text: string): Buffer;
  /** Throws on a value that was changed, or whose key no longer exists. */
  open(sealed: Uint8Array): string;
  /** A blind index: equal texts have equal indexes, and the text cannot be found without the key. */
  index(text: string): Buffer;
}

const FORM = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 2 + IV_BYTES + TAG_BYTES;

/**
 * AES-256-GCM. The first key seals and all keys open, so a key is rotated by putting a new one first. The index is
 * derived from the key with the lowest number, so that key must be kept as long as the data: rotating it would require
 * computing all indexes again.
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
  const indexKey = Buffer.from(hkdfSync('sha256', oldest.secret, '', 'butie blind index', 32));
  const sealingKey = createSecretKey(sealing.secret);
  const head = Buffer.from([FORM, sealing.id]);
  const nextIv = createIvs();
  return {
    seal(text) {
      const iv = nextIv();
      const cipher = createCipheriv('aes-256-gcm', sealingKey, iv);
      const content = cipher.update(text, 'utf8');
      // GCM has no blocks to fill: the end adds no bytes.
      cipher.final();
      return Buffer.concat([head, iv, cipher.getAuthTag(), content]);
    },

    open(bytes) {
      const sealed = Buffer.from(bytes);
      const key = keys.find(({ id }) => id === sealed[1]);
      if (sealed[0] !== FORM || sealed.length < HEAD_BYTES || key === undefined) {
        throw new RangeError('Not sealed with a key that is known');
      }
      const decipher = createDecipheriv('aes-256-gcm', key.secret, sealed.subarray(2, 2 + IV_BYTES));
      decipher.setAuthTag(sealed.subarray(2 + IV_BYTES, HEAD_BYTES));
      return Buffer.concat([decipher.update(sealed.subarray(HEAD_BYTES)), decipher.final()]).toString('utf8');
    },

    index(text) {
      return createHmac('sha256', indexKey).update(text, 'utf8').digest();
    },
  };
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
