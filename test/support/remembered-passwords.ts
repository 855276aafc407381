import { PASSWORDS, type Checked, type Passwords } from '../../prisma/people/password-hash.ts';

/**
 * The product's own passwords, each derived once: anybody who signs in again with the same password and hash does not pay
 * for it. `checks` counts how often a sign-in had a password looked at.
 */
export function rememberedPasswords(): Passwords & { readonly checks: () => number } {
  const known = new Map<string, Promise<Checked>>();
  let checks = 0;
  return {
    ...PASSWORDS,
    checks: () => checks,
    check(password, hash) {
      checks += 1;
      const key = JSON.stringify([password, hash]);
      const found = known.get(key) ?? PASSWORDS.check(password, hash);
      known.set(key, found);
      return found;
    },
  };
}
