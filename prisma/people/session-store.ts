import { randomBytes } from 'node:crypto';
import type { InferResult } from 'kysely';
import type pg from 'pg';
import type { SignedIn } from '../../api/kernel/caller.ts';
import type { Sessions } from '../../api/people/session-ports.ts';
import { ORGAN_CODES, ROLES } from '../../domain/codes.ts';
import { execute, fetchFirst, query } from '../kernel/statements.ts';
import { hashOfToken } from './accounts-store.ts';
import { isPassword } from './password-hash.ts';

const SESSION_MS = 12 * 3_600_000;

/** A person who may sign in, with the party that they belong to. */
const enabledPerson = query
  .selectFrom('person')
  .leftJoin('party', 'party.id', 'person.party_id')
  .select(['person.id', 'person.display_name', 'person.organ', 'person.section', 'person.jurisdiction'])
  .select(['person.roles', 'person.party_id', 'party.name as party_name'])
  .where('person.disabled_at', 'is', null);

type PersonRow = InferResult<typeof enabledPerson>[number];

/** @param now real time in ms */
export function createSessions(pool: pg.Pool, now: () => number = Date.now): Sessions {
  return {
    async open(username, password) {
      const person = await fetchFirst(
        pool,
        enabledPerson.select('person.password_hash').where('person.username', '=', username),
      );
      if (!(await isPassword(password, person?.password_hash ?? null)) || person === undefined) {
        return null;
      }
      const token = randomBytes(32).toString('base64url');
      const csrfToken = randomBytes(24).toString('base64url');
      const expiresAt = new Date(now() + SESSION_MS);
      await execute(
        pool,
        query
          .with('ended', (ending) => ending.deleteFrom('session').where('expires_at', '<', new Date(now())))
          .insertInto('session')
          .values({
            token_hash: hashOfToken(token),
            person_id: person.id,
            csrf_token: csrfToken,
            created_at: new Date(now()),
            expires_at: expiresAt,
          }),
      );
      return { ...signedIn(person, csrfToken, expiresAt), token, expiresAt };
    },

    async close(token) {
      await execute(pool, query.deleteFrom('session').where('token_hash', '=', hashOfToken(token)));
    },

    signedInBy: (token) => (token.startsWith('bt_') ? byKey(pool, token) : bySession(pool, token, new Date(now()))),
  };
}

async function bySession(pool: pg.Pool, token: string, at: Date): Promise<SignedIn | null> {
  const row = await fetchFirst(
    pool,
    enabledPerson
      .innerJoin('session', 'session.person_id', 'person.id')
      .select(['session.csrf_token', 'session.expires_at'])
      .where('session.token_hash', '=', hashOfToken(token))
      .where('session.expires_at', '>', at),
  );
  return row === undefined ? null : signedIn(row, row.csrf_token, row.expires_at);
}

async function byKey(pool: pg.Pool, key: string): Promise<SignedIn | null> {
  const row = await fetchFirst(
    pool,
    enabledPerson
      .innerJoin('machine_client', 'machine_client.person_id', 'person.id')
      .where('machine_client.api_key_hash', '=', hashOfToken(key)),
  );
  return row === undefined ? null : signedIn(row, null, null);
}

/** Roles and organs that this version does not know give no right. */
function signedIn(row: PersonRow, csrfToken: string | null, expiresAt: Date | null): SignedIn {
  return {
    caller: {
      personId: row.id,
      displayName: row.display_name,
      organ: ORGAN_CODES.find((code) => code === row.organ) ?? null,
      section: row.section,
      jurisdiction: row.jurisdiction,
      roles: ROLES.filter((role) => row.roles.includes(role)),
      partyId: row.party_id,
    },
    partyName: row.party_name,
    csrfToken,
    expiresAt,
  };
}
