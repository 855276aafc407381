import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** OWASP's minimum for scrypt: 128 MiB and some 0.3 s of one core for each password. */
const COST = 131_072;
const HASH_BYTES = 32;

/** What a sign-in does with passwords; a test may count it. */
export interface Passwords {
  hash(password: string): Promise<string>;
  check(password: string, hash: string | null): Promise<Checked>;
}

export interface Checked {
  readonly isRight: boolean;
  /** The same password under the present cost, where it is right and its hash is of a lower one. */
  readonly stronger: string | null;
}

export const PASSWORDS: Passwords = { hash: hashPassword, check: checkPassword };

/** `scrypt$N$salt$hash`, salt and hash in base64url; derived outside the event loop. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return textOf(salt, await derive(password, salt, COST));
}

/**
 * Takes the same way for a wrong password, a disabled person and an unknown one, whose hash is `null`: each costs one
 * derivation at the present cost, and a hash of a lower cost one more.
 */
export async function checkPassword(password: string, hash: string | null): Promise<Checked> {
  const [, cost = '', salt = '', wanted = ''] = (hash ?? NOBODY).split('$');
  const found = await derive(password, Buffer.from(salt, 'base64url'), Number(cost));
  const expected = Buffer.from(wanted, 'base64url');
  const isRight = expected.length === found.length && timingSafeEqual(expected, found) && hash !== null;
  const isFormer = Number(cost) < COST;
  const stronger = isFormer ? await hashPassword(password) : null;
  return { isRight, stronger: isRight ? stronger : null };
}

const NOBODY = textOf(Buffer.alloc(16), Buffer.alloc(HASH_BYTES));

function textOf(salt: Buffer, hash: Buffer): string {
  return `scrypt$${COST}$${salt.toString('base64url')}$${hash.toString('base64url')}`;
}

function derive(password: string, salt: Buffer, cost: number): Promise<Buffer> {
  // scrypt needs 128 * N * r bytes, and some more.
  const options = { N: cost, r: 8, p: 1, maxmem: 160 * 1024 * 1024 };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, HASH_BYTES, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
