import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/**
 * OWASP's minimum for scrypt: 128 MiB and some 0.3 s of one core for each password. The function `renew_password_hash` takes
 * none of a higher cost, so a new one needs a migration.
 */
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
 * derivation at the present cost, and a hash of a lower cost one more. A text that is no hash, or one of a higher cost than
 * the present, is as none: what it asks for is never derived.
 */
export async function checkPassword(password: string, hash: string | null): Promise<Checked> {
  const kept = hash === null ? null : partsOf(hash);
  const { cost, salt, wanted } = kept ?? NOBODY;
  const found = await derive(password, salt, cost);
  const isRight = wanted.length === found.length && timingSafeEqual(wanted, found) && kept !== null;
  const isFormer = cost < COST;
  const stronger = isFormer ? await hashPassword(password) : null;
  return { isRight, stronger: isRight ? stronger : null };
}

interface HashParts {
  readonly cost: number;
  readonly salt: Buffer;
  readonly wanted: Buffer;
}

const NOBODY: HashParts = { cost: COST, salt: Buffer.alloc(16), wanted: Buffer.alloc(HASH_BYTES) };

function partsOf(hash: string): HashParts | null {
  const [, cost = '', salt = '', wanted = ''] = /^scrypt\$(\d{1,9})\$([\w-]+)\$([\w-]+)$/.exec(hash) ?? [];
  const isDerivable = Number(cost) > 1 && Number(cost) <= COST && Number.isInteger(Math.log2(Number(cost)));
  return isDerivable
    ? { cost: Number(cost), salt: Buffer.from(salt, 'base64url'), wanted: Buffer.from(wanted, 'base64url') }
    : null;
}

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
