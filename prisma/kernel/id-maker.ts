import { createHash, randomBytes, randomInt } from 'node:crypto';

/** Without characters that are easily confused: 0 and O, 1, I and L. */
const READABLE = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/**
 * A random id with a prefix that names its kind: `fil_` and 24 hexadecimal digits. The id contains no other
 * information.
 */
export function newId<Prefix extends string>(prefix: Prefix): `${Prefix}_${string}` {
  return `${prefix}_${randomBytes(12).toString('hex')}`;
}

/**
 * The id of what a keyed request creates. Every repeat of the person's key gives the same id, so a request whose answer
 * was lost finds the row that it created. Without a key the id is random.
 */
export function idOfCreation<Prefix extends string>(
  prefix: Prefix,
  personId: string,
  key: string | undefined,
): `${Prefix}_${string}` {
  if (key === undefined) {
    return newId(prefix);
  }
  return `${prefix}_${createHash('sha256').update(`${prefix}\n${personId}\n${key}`).digest('hex').slice(0, 24)}`;
}

/** A number that people read out, such as KB-150600-2025-7F3K9QXW; a unique index on its column prevents duplicates. */
export function newReadableNo(kind: string, jurisdiction: string, year: number | string): string {
  const random = Array.from({ length: 8 }, () => READABLE.charAt(randomInt(READABLE.length))).join('');
  return `${kind}-${jurisdiction}-${year}-${random}`;
}
