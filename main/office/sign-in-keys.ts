import type pg from 'pg';
import { bindPasswords, judgeBondKey, type BondKeyFit } from '../../prisma/people/password-bonds.ts';
import type { SignInBonds } from '../../prisma/people/sign-in-bonds.ts';
import { StartError } from '../stack/start-error.ts';

/**
 * Each start binds the password hashes that the owner's login has written since the last one: those of before bonds
 * existed, and accounts that an operator made or gave another password. With a new key in front of the old one, all are
 * bound with it. Runs in the owner's role.
 * @throws {StartError} when the passwords were bound with a key that is not given
 */
export async function bindSignIns(pool: pg.Pool, bonds: SignInBonds, log: (line: string) => void): Promise<void> {
  await refuseAnotherKey(pool, bonds);
  const { bound, forged } = await bindPasswords(pool, bonds);
  if (bound > 0) {
    log(`已为 ${bound} 个账号的口令散列加上密钥校验 · ${bound} password hashes bound`);
  }
  if (forged > 0) {
    log(
      `有 ${forged} 个账号的口令散列校验不符，无法登录 · ${forged} password hashes do not fit their bond and are refused`,
    );
  }
}

/** An API process that cannot judge the bonds would refuse every password. @throws {StartError} with the cure */
export async function refuseUnboundPasswords(pool: pg.Pool, bonds: SignInBonds): Promise<void> {
  if ((await refuseAnotherKey(pool, bonds)) === 'none') {
    throw new StartError({
      zh: '数据库中的口令尚未用 API 私钥校验：请先用同一个 BUTIE_ACT_KEY 运行 main/migrate.ts。',
      en: 'The passwords of this database are not bound to the key of the API yet: run main/migrate.ts with the same BUTIE_ACT_KEY first.',
    });
  }
}

async function refuseAnotherKey(pool: pg.Pool, bonds: SignInBonds): Promise<BondKeyFit> {
  const fit = await judgeBondKey(pool, bonds);
  if (fit === 'another') {
    throw new StartError({
      zh: 'API 私钥与数据库中的口令不符：请在 BUTIE_ACT_KEY 中把原私钥放在新私钥之后；原私钥遗失时见 docs/runbook.md。',
      en: 'The key of the API does not fit the passwords of this database: give the former key after the new one in BUTIE_ACT_KEY; if it is lost, see docs/runbook.md.',
    });
  }
  return fit;
}
