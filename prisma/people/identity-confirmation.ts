import type pg from 'pg';
import { CONFIRMED_FOR_MS } from '../../domain/people/confirmation.ts';
import { execute, fetchFirst, query } from '../kernel/statements.ts';
import { hashOfToken } from './accounts-store.ts';
import { believedHash, isOurs, livingSession, type SignInTrust } from './living-session.ts';

/** Looks at the password of a living session's person; if it is right, it counts from now on for a while. */
export async function confirmIdentity(
  pool: pg.Pool,
  { trust, rules, at }: { readonly trust: SignInTrust; readonly rules: { readonly idleMs: number }; readonly at: Date },
  said: { readonly token: string; readonly password: string },
): Promise<boolean> {
  const tokenHash = hashOfToken(said.token);
  const row = await fetchFirst(
    pool,
    livingSession(at, rules.idleMs)
      .select(['person.password_hash', 'person.password_bond'])
      .where('session.token_hash', '=', tokenHash),
  );
  const isSession = row !== undefined && isOurs(trust, row);
  const { isRight } = await trust.passwords.check(said.password, isSession ? believedHash(trust, row) : null);
  if (!isRight || !isSession) {
    return false;
  }
  const until = new Date(at.getTime() + CONFIRMED_FOR_MS);
  const bond = trust.bonds.bind({ kind: 'confirmation', tokenHash, id: row.session_id, until });
  const confirmed = query.updateTable('session').set({ confirmed_until: until, confirmation_bond: bond });
  return (await execute(pool, confirmed.where('token_hash', '=', tokenHash))) > 0;
}
