import { createHmac } from 'node:crypto';

const keys = new WeakMap<object, Buffer>();

/**
 * Statements that a connection sends may write entries into the audit: their keyed hash is made with this key, which
 * never reaches the database (S15).
 */
export function giveAuditKey(connection: object, key: Buffer): void {
  keys.set(connection, key);
}

/** @throws RangeError if the connection was opened without a key: then it cannot write into the audit */
export function keyedHashBy(connection: object, text: string): Buffer {
  const key = keys.get(connection);
  if (key === undefined) {
    throw new RangeError('This connection was opened without the key of the audit');
  }
  return hmac(key, text);
}

export function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
