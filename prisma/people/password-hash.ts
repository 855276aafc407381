import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

const COST = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const HASH_BYTES = 32;

/** `scrypt$N$salt$hash`, salt and hash in base64url; costs about 60 ms, outside the event loop. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `scrypt$${COST.N}$${salt.toString('base64url')}$${(await derive(password, salt)).toString('base64url')}`;
}

/** Costs the same for a wrong password, a disabled person and an unknown one, whose hash is `null`. */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  const [, , salt = '', wanted = ''] = (hash ?? NOBODY).split('$');
  const found = await derive(password, Buffer.from(salt, 'base64url'));
  const expected = Buffer.from(wanted, 'base64url');
  return expected.length === found.length && timingSafeEqual(expected, found) && hash !== null;
}

const NOBODY = `scrypt$${COST.N}$${Buffer.alloc(16).toString('base64url')}$${Buffer.alloc(HASH_BYTES).toString('base64url')}`;

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, HASH_BYTES, COST, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
