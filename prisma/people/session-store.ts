import { randomBytes } from 'node:crypto';
import { sql, type InferResult } from 'kysely';
import type pg from 'pg';
import type { SignedIn } from '../../api/kernel/caller.ts';
import type { Opened, Sessions } from '../../api/people/session-ports.ts';
import { ORGAN_CODES, ROLES } from '../../domain/codes.ts';
import { newId } from '../kernel/id-maker.ts';
import { execute, fetchAll, fetchFirst, query, sqlText } from '../kernel/statements.ts';
import { hashOfToken } from './accounts-store.ts';
import type { Passwords } from './password-hash.ts';

export interface SessionRules {
  /** A session ends when nothing was asked for so long. */
  readonly idleMs: number;
  /** And in any case after so long. */
  readonly wholeMs: number;
  /** Real time in ms. */
  readonly now?: () => number;
}

/** How old `last_seen_at` grows before a request renews it: not every request writes. */
const RENEWED_AFTER_MS = 5_000;

/** A person who may sign in, with the party that they belong to. */
const enabledPerson = query
  .selectFrom('person')
  .leftJoin('party', 'party.id', 'person.party_id')
  .select(['person.id', 'person.display_name', 'person.organ', 'person.section', 'person.jurisdiction'])
  .select(['person.roles', 'person.party_id', 'party.name as party_name'])
  .where('person.disabled_at', 'is', null);

type PersonRow = InferResult<typeof enabledPerson>[number];

/** Sessions that count: of the present epoch of an enabled person, not too old and not idle for too long. */
const livingSession = (at: Date, idleMs: number) =>
  enabledPerson
    .innerJoin('session', (join) =>
      join.onRef('session.person_id', '=', 'person.id').onRef('session.session_epoch', '=', 'person.session_epoch'),
    )
    .where('session.expires_at', '>', at)
    .where('session.last_seen_at', '>', new Date(at.getTime() - idleMs));

export function createSessions(pool: pg.Pool, passwords: Passwords, rules: SessionRules): Sessions {
  const { now = Date.now } = rules;
  return {
    async accountOf(username) {
      const named = query.selectFrom('person').select('id').where('username', '=', username);
      return (await fetchFirst(pool, named))?.id ?? null;
    },

    open: (username, password) => open(pool, { passwords, rules, at: new Date(now()) }, { username, password }),

    async list(personId, token) {
      const at = new Date(now());
      const rows = await fetchAll(
        pool,
        livingSession(at, rules.idleMs)
          .select(['session.id as session_id', 'session.token_hash', 'session.created_at'])
          .select(['session.last_seen_at', 'session.expires_at'])
          .where('person.id', '=', personId)
          .orderBy('session.created_at', 'desc')
          .orderBy('session.id', 'desc'),
      );
      return rows.map((row) => ({
        id: row.session_id,
        startedAt: row.created_at,
        lastSeenAt: row.last_seen_at,
        idleEndsAt: earlier(new Date(row.last_seen_at.getTime() + rules.idleMs), row.expires_at),
        expiresAt: row.expires_at,
        isCurrent: token !== null && row.token_hash.equals(hashOfToken(token)),
      }));
    },

    async end(personId, sessionId) {
      const ended = query.deleteFrom('session').where('person_id', '=', personId).where('id', '=', sessionId);
      return (await execute(pool, ended)) > 0;
    },

    async close(token) {
      await execute(pool, query.deleteFrom('session').where('token_hash', '=', hashOfToken(token)));
    },

    signedInBy: (token) =>
      token.startsWith('bt_') ? byKey(pool, token) : bySession(pool, token, { at: new Date(now()), rules }),
  };
}

/** A sign-in that was checked before its person changed begins a session of the epoch before, which is dead. */
async function open(
  pool: pg.Pool,
  { passwords, rules, at }: { readonly passwords: Passwords; readonly rules: SessionRules; readonly at: Date },
  said: { readonly username: string; readonly password: string },
): Promise<Opened | null> {
  const person = await fetchFirst(
    pool,
    enabledPerson.select(['person.password_hash', 'person.session_epoch']).where('person.username', '=', said.username),
  );
  const former = person?.password_hash ?? null;
  const { isRight, stronger } = await passwords.check(said.password, former);
  if (!isRight || person === undefined) {
    return null;
  }
  if (former !== null && stronger !== null) {
    await execute(pool, renewHash(person.id, former, stronger));
  }
  const token = randomBytes(32).toString('base64url');
  const csrfToken = randomBytes(24).toString('base64url');
  const expiresAt = new Date(at.getTime() + rules.wholeMs);
  await execute(
    pool,
    query
      .with('ended', (ending) => ending.deleteFrom('session').where('expires_at', '<', at))
      .insertInto('session')
      .values({
        token_hash: hashOfToken(token),
        id: newId('ses'),
        person_id: person.id,
        session_epoch: person.session_epoch,
        csrf_token: csrfToken,
        created_at: at,
        last_seen_at: at,
        expires_at: expiresAt,
      }),
  );
  return { ...signedIn(person, csrfToken, expiresAt), token, expiresAt };
}

const renewHash = sqlText<{ readonly is_renewed: boolean }, [personId: string, former: string, stronger: string]>(
  'people.renewHash',
  'SELECT renew_password_hash($1, $2, $3) AS is_renewed',
);

/** A request renews the idle time of its session. */
async function bySession(
  pool: pg.Pool,
  token: string,
  { at, rules }: { readonly at: Date; readonly rules: SessionRules },
): Promise<SignedIn | null> {
  const row = await fetchFirst(
    pool,
    livingSession(at, rules.idleMs)
      .select(['session.csrf_token', 'session.expires_at', 'session.last_seen_at'])
      .where('session.token_hash', '=', hashOfToken(token)),
  );
  if (row === undefined) {
    return null;
  }
  if (at.getTime() - row.last_seen_at.getTime() >= Math.min(RENEWED_AFTER_MS, rules.idleMs / 2)) {
    const seen = query.updateTable('session').set({ last_seen_at: sql`greatest(last_seen_at, ${at})` });
    await execute(pool, seen.where('token_hash', '=', hashOfToken(token)));
  }
  return signedIn(row, row.csrf_token, row.expires_at);
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

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
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
