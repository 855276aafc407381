import { createHash, randomBytes, randomInt } from 'node:crypto';

/** Without what is read wrongly: 0 and O, 1, I and L. */
const READABLE = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** A random id with a prefix that says what it names: `fil_` and 24 hexadecimal digits. It tells nothing else. */
export function newId<Prefix extends string>(prefix: Prefix): `${Prefix}_${string}` {
  return `${prefix}_${randomBytes(12).toString('hex')}`;
}

/**
 * The id of what a keyed request creates: the same for every repeat of the person's key, so a request whose answer was
 * lost finds what it made. Without a key it is random.
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

/** A number that people read out, such as KB-150600-2025-7F3K9QXW; the column's unique index keeps it single. */
export function newReadableNo(kind: string, jurisdiction: string, year: number | string): string {
  const random = Array.from({ length: 8 }, () => READABLE.charAt(randomInt(READABLE.length))).join('');
  return `${kind}-${jurisdiction}-${year}-${random}`;
}
