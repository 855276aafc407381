import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type pg from 'pg';
import type { SignedIn } from '../../api/kernel/caller.ts';
import type { Opened, Sessions } from '../../api/people/session-ports.ts';
import { ORGAN_CODES, ROLES } from '../../domain/codes.ts';
import { newId } from '../kernel/id-maker.ts';
import { anyOf, execute, fetchAll, fetchFirst, query, sqlText } from '../kernel/statements.ts';
import { hashOfToken } from './accounts-store.ts';
import {
  believedHash,
  enabledPerson,
  isConfirmed,
  isOurs,
  livingSession,
  type PersonRow,
  type SignInTrust,
} from './living-session.ts';
import { confirmIdentity } from './identity-confirmation.ts';

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

export function createSessions(pool: pg.Pool, trust: SignInTrust, rules: SessionRules): Sessions {
  const { now = Date.now } = rules;
  return {
    async accountOf(username) {
      const named = query.selectFrom('person').select('id').where('username', '=', username);
      return (await fetchFirst(pool, named))?.id ?? null;
    },

    open: (username, password) => open(pool, { trust, rules, at: new Date(now()) }, { username, password }),

    async list(personId, token) {
      const at = new Date(now());
      const rows = await fetchAll(
        pool,
        livingSession(at, rules.idleMs)
          .where('person.id', '=', personId)
          .orderBy('session.created_at', 'desc')
          .orderBy('session.id', 'desc'),
      );
      const own = rows.filter((row) => isOurs(trust, row));
      return own.map((row) => ({
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

    confirm: (token, password) => confirmIdentity(pool, { trust, rules, at: new Date(now()) }, { token, password }),

    async usernameOf(personId) {
      const named = query.selectFrom('person').select('username').where('id', '=', personId);
      return (await fetchFirst(pool, named))?.username ?? null;
    },

    async close(token) {
      await execute(pool, query.deleteFrom('session').where('token_hash', '=', hashOfToken(token)));
    },

    stillSignedIn: (tokens) => stillSignedIn(pool, tokens, { at: new Date(now()), rules, trust }),

    signedInBy: (token) =>
      token.startsWith('bt_') ? byKey(pool, token) : bySession(pool, token, { at: new Date(now()), rules, trust }),
  };
}

/** A sign-in that was checked before its person changed begins a session of the epoch before, which is dead. */
async function open(
  pool: pg.Pool,
  { trust, rules, at }: { readonly trust: SignInTrust; readonly rules: SessionRules; readonly at: Date },
  said: { readonly username: string; readonly password: string },
): Promise<Opened | null> {
  const person = await fetchFirst(
    pool,
    enabledPerson
      .select(['person.password_hash', 'person.password_bond', 'person.session_epoch'])
      .where('person.username', '=', said.username),
  );
  const former = person === undefined ? null : believedHash(trust, person);
  const { isRight, stronger } = await trust.passwords.check(said.password, former);
  if (!isRight || person === undefined) {
    return null;
  }
  if (former !== null && stronger !== null) {
    const bond = trust.bonds.bind({ kind: 'password', personId: person.id, hash: stronger });
    await execute(pool, renewHash(person.id, former, stronger, bond));
  }
  const token = randomBytes(32).toString('base64url');
  const session = {
    tokenHash: hashOfToken(token),
    id: newId('ses'),
    personId: person.id,
    epoch: person.session_epoch,
    csrfToken: randomBytes(24).toString('base64url'),
    createdAt: at,
    expiresAt: new Date(at.getTime() + rules.wholeMs),
  };
  await execute(
    pool,
    query
      .with('ended', (ending) => ending.deleteFrom('session').where('expires_at', '<', at))
      .insertInto('session')
      .values({
        token_hash: session.tokenHash,
        id: session.id,
        person_id: session.personId,
        session_epoch: session.epoch,
        csrf_token: session.csrfToken,
        created_at: session.createdAt,
        last_seen_at: at,
        expires_at: session.expiresAt,
        bond: trust.bonds.bind({ kind: 'session', ...session }),
      }),
  );
  const { csrfToken, expiresAt } = session;
  return { ...signedIn(person, csrfToken, expiresAt), token, expiresAt };
}

const renewHash = sqlText<
  { readonly is_renewed: boolean },
  [personId: string, former: string, stronger: string, bond: Buffer]
>('people.renewHash', 'SELECT renew_password_hash($1, $2, $3, $4) AS is_renewed');

/** A request renews the idle time of its session. */
async function bySession(
  pool: pg.Pool,
  token: string,
  { at, rules, trust }: { readonly at: Date; readonly rules: SessionRules; readonly trust: SignInTrust },
): Promise<SignedIn | null> {
  const row = await fetchFirst(
    pool,
    livingSession(at, rules.idleMs).where('session.token_hash', '=', hashOfToken(token)),
  );
  if (row === undefined || !isOurs(trust, row)) {
    return null;
  }
  const isRenewed = at.getTime() - row.last_seen_at.getTime() >= Math.min(RENEWED_AFTER_MS, rules.idleMs / 2);
  if (isRenewed) {
    const seen = query.updateTable('session').set({ last_seen_at: sql`greatest(last_seen_at, ${at})` });
    await execute(pool, seen.where('token_hash', '=', hashOfToken(token)));
  }
  const seenAt = isRenewed && at > row.last_seen_at ? at : row.last_seen_at;
  const idleEndsAt = earlier(new Date(seenAt.getTime() + rules.idleMs), row.expires_at);
  return { ...signedIn(row, row.csrf_token, row.expires_at), idleEndsAt, isConfirmed: isConfirmed(trust, row, at) };
}

/** Renews no session, because a person who only listens does nothing. */
async function stillSignedIn(
  pool: pg.Pool,
  tokens: readonly string[],
  { at, rules, trust }: { readonly at: Date; readonly rules: SessionRules; readonly trust: SignInTrust },
): Promise<ReadonlyMap<string, SignedIn>> {
  const found = new Map<string, SignedIn>();
  const tokenOf = new Map(tokens.map((token) => [hashOfToken(token).toString('hex'), token]));
  const hashes = Array.from(tokenOf.keys(), (hex) => Buffer.from(hex, 'hex'));
  const living = livingSession(at, rules.idleMs).where('session.token_hash', '=', anyOf(hashes));
  for (const row of await fetchAll(pool, living)) {
    const token = tokenOf.get(row.token_hash.toString('hex'));
    if (token !== undefined && isOurs(trust, row)) {
      found.set(token, signedIn(row, row.csrf_token, row.expires_at));
    }
  }
  for (const key of tokens.filter((token) => token.startsWith('bt_'))) {
    const machine = await byKey(pool, key);
    if (machine !== null) {
      found.set(key, machine);
    }
  }
  return found;
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
    isConfirmed: false,
  };
}
