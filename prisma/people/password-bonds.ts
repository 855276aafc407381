import type pg from 'pg';
import { execute, fetchAll, fetchFirst, ownerQuery, query, sqlText } from '../kernel/statements.ts';
import type { SignInBonds } from './sign-in-bonds.ts';

const KEY_CHECK = { kind: 'keyCheck' } as const;

/** `none` before the first binding. */
export type BondKeyFit = 'none' | 'present' | 'former' | 'another';

/** How the keys of this process and the one that bound the passwords fit. */
export async function judgeBondKey(pool: pg.Pool, bonds: SignInBonds): Promise<BondKeyFit> {
  const row = await fetchFirst(pool, query.selectFrom('environment').select('bond_key_check'));
  const check = row?.bond_key_check ?? null;
  return check === null ? 'none' : (bonds.ageOf(KEY_CHECK, check) ?? 'another');
}

export interface BoundPasswords {
  readonly bound: number;
  /** Hashes whose bond is of no key that is given; they stay as they are, and nobody signs in with them. */
  readonly forged: number;
}

/**
 * Binds the hashes that have no bond, which only the owner's login can write, and those of a former key. Runs in the
 * owner's role.
 */
export async function bindPasswords(pool: pg.Pool, bonds: SignInBonds): Promise<BoundPasswords> {
  const rows = await fetchAll(
    pool,
    query
      .selectFrom('person')
      .select(['id', 'password_bond'])
      .select((row) => row.ref('password_hash').$notNull().as('hash'))
      .where('password_hash', 'is not', null),
  );
  const judged = rows.map(({ id, hash, password_bond: bond }) => {
    const what = { kind: 'password', personId: id, hash } as const;
    return { what, age: bond === null ? 'none' : bonds.ageOf(what, bond) };
  });
  const toBind = judged.filter(({ age }) => age === 'none' || age === 'former').map(({ what }) => what);
  const bound = await execute(
    pool,
    writeBonds(
      toBind.map(({ personId }) => personId),
      toBind.map(({ hash }) => hash),
      toBind.map((what) => bonds.bind(what)),
    ),
  );
  await execute(pool, ownerQuery.updateTable('environment').set({ bond_key_check: bonds.bind(KEY_CHECK) }));
  return { bound, forged: judged.filter(({ age }) => age === null).length };
}

// A hash that was renewed meanwhile has its bond.
const writeBonds = sqlText<never, [personIds: readonly string[], hashes: readonly string[], bonds: readonly Buffer[]]>(
  'people.bindPasswords',
  `UPDATE person SET password_bond = one.bond
   FROM unnest($1::text[], $2::text[], $3::bytea[]) AS one (id, hash, bond)
   WHERE person.id = one.id AND person.password_hash = one.hash`,
);
