import type { InferResult } from 'kysely';
import { query, type Row } from '../kernel/statements.ts';
import type { Passwords } from './password-hash.ts';
import type { ForgedSignIn, SignInBonds } from './sign-in-bonds.ts';

/** What tells whether somebody signed in. */
export interface SignInTrust {
  readonly passwords: Passwords;
  /** Without a bond of ours a session or a hash counts as none: the database's login writes both (S1, S14). */
  readonly bonds: SignInBonds;
  readonly onForged: (forged: ForgedSignIn) => void;
}

/** A person who may sign in, with the party that they belong to. */
export const enabledPerson = query
  .selectFrom('person')
  .leftJoin('party', 'party.id', 'person.party_id')
  .select(['person.id', 'person.display_name', 'person.organ', 'person.section', 'person.jurisdiction'])
  .select(['person.roles', 'person.party_id', 'party.name as party_name'])
  .where('person.disabled_at', 'is', null);

export type PersonRow = InferResult<typeof enabledPerson>[number];

/** Sessions that count: of the present epoch of an enabled person, not too old and not idle for too long. */
export const livingSession = (at: Date, idleMs: number) =>
  enabledPerson
    .innerJoin('session', (join) =>
      join.onRef('session.person_id', '=', 'person.id').onRef('session.session_epoch', '=', 'person.session_epoch'),
    )
    .where('session.expires_at', '>', at)
    .where('session.last_seen_at', '>', new Date(at.getTime() - idleMs))
    .select(['session.id as session_id', 'session.session_epoch', 'session.token_hash', 'session.csrf_token'])
    .select(['session.created_at', 'session.expires_at', 'session.last_seen_at', 'session.bond'])
    .select(['session.confirmed_until', 'session.confirmation_bond']);

export type SessionRow = InferResult<ReturnType<typeof livingSession>>[number];

/** A hash without our bond is treated as no hash, which takes the same time to check. */
export function believedHash(
  { bonds, onForged }: SignInTrust,
  { id: personId, password_hash: hash, password_bond: bond }: Row<'person', 'id' | 'password_hash' | 'password_bond'>,
): string | null {
  if (hash === null || bonds.ageOf({ kind: 'password', personId, hash }, bond) !== null) {
    return hash;
  }
  onForged({ forged: 'password', personId });
  return null;
}

export function isOurs({ bonds, onForged }: SignInTrust, row: SessionRow): boolean {
  const session = {
    kind: 'session',
    tokenHash: row.token_hash,
    id: row.session_id,
    personId: row.id,
    epoch: row.session_epoch,
    csrfToken: row.csrf_token,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  } as const;
  const isBound = bonds.ageOf(session, row.bond) !== null;
  if (!isBound) {
    onForged({ forged: 'session', personId: row.id });
  }
  return isBound;
}

/** True while the password that was said anew counts; what no API process confirmed never does. */
export function isConfirmed({ bonds }: SignInTrust, row: SessionRow, at: Date): boolean {
  const { token_hash: tokenHash, session_id: id, confirmed_until: until, confirmation_bond: bond } = row;
  return until !== null && until > at && bonds.ageOf({ kind: 'confirmation', tokenHash, id, until }, bond) !== null;
}
