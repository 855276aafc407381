import { Buffer } from 'node:buffer';
import { createHmac, timingSafeEqual } from 'node:crypto';

export interface SignedEvent {
  readonly id: string;
  /** Seconds since 1970, as the header has them. */
  readonly timestamp: string;
  /** `v1,<base64>`; several are separated by spaces while a secret is rotated. */
  readonly signature: string;
  readonly bytes: Buffer;
}

/** Standard Webhooks: how far the time of signing may be from now. */
const TOLERANCE_SECONDS = 5 * 60;

/**
 * True for an event that was signed with this secret (`whsec_…`) near `nowMs`. The bytes themselves are signed: the
 * package reads them as UTF-8 first, which refuses other bytes and takes one wrong byte for another (F13).
 */
export function isSignedWith(secret: string, { id, timestamp, signature, bytes }: SignedEvent, nowMs: number): boolean {
  if (id === '' || !/^\d{1,12}$/.test(timestamp)) {
    return false;
  }
  if (Math.abs(Math.floor(nowMs / 1_000) - Number(timestamp)) > TOLERANCE_SECONDS) {
    return false;
  }
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = createHmac('sha256', key)
    .update(`${id}.${Number(timestamp)}.`)
    .update(bytes)
    .digest();
  return signature.split(' ').some((one) => {
    const [version, text = ''] = one.split(',');
    const given = Buffer.from(text, 'base64');
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
  });
}
