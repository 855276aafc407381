import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { SignedIn } from '../../api/kernel/caller.ts';
import type { Sessions } from '../../api/people/session-ports.ts';
import { ORGAN_CODES, ROLES } from '../../domain/codes.ts';
import { hashOfToken } from './accounts-store.ts';
import { isPassword } from './password-hash.ts';

const SESSION_MS = 12 * 3_600_000;

interface PersonRow {
  readonly id: string;
  readonly display_name: string;
  readonly organ: string | null;
  readonly section: string | null;
  readonly jurisdiction: string;
  readonly roles: readonly string[];
  readonly party_id: string | null;
  readonly party_name: string | null;
}

const PERSON_COLUMNS = `p.id, p.display_name, p.organ, p.section, p.jurisdiction, p.roles, p.party_id, party.name AS party_name`;

/** @param now real time in ms */
export function createSessions(pool: pg.Pool, now: () => number = Date.now): Sessions {
  return {
    async open(username, password) {
      const found = await pool.query<PersonRow & { password_hash: string | null }>(
        `SELECT ${PERSON_COLUMNS}, p.password_hash FROM person p LEFT JOIN party ON party.id = p.party_id
         WHERE p.username = $1 AND p.disabled_at IS NULL`,
        [username],
      );
      const person = found.rows[0];
      if (!(await isPassword(password, person?.password_hash ?? null)) || person === undefined) {
        return null;
      }
      const token = randomBytes(32).toString('base64url');
      const csrfToken = randomBytes(24).toString('base64url');
      const expiresAt = new Date(now() + SESSION_MS);
      await pool.query(
        `WITH ended AS (DELETE FROM session WHERE expires_at < $4)
         INSERT INTO session (token_hash, person_id, csrf_token, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)`,
        [hashOfToken(token), person.id, csrfToken, new Date(now()), expiresAt],
      );
      return { ...signedIn(person, csrfToken, expiresAt), token, expiresAt };
    },

    async close(token) {
      await pool.query('DELETE FROM session WHERE token_hash = $1', [hashOfToken(token)]);
    },

    signedInBy: (token) => (token.startsWith('bt_') ? byKey(pool, token) : bySession(pool, token, new Date(now()))),
  };
}

async function bySession(pool: pg.Pool, token: string, at: Date): Promise<SignedIn | null> {
  const found = await pool.query<PersonRow & { csrf_token: string; expires_at: Date }>({
    name: 'session-by-token',
    text: `SELECT ${PERSON_COLUMNS}, s.csrf_token, s.expires_at FROM session s
           JOIN person p ON p.id = s.person_id LEFT JOIN party ON party.id = p.party_id
           WHERE s.token_hash = $1 AND s.expires_at > $2 AND p.disabled_at IS NULL`,
    values: [hashOfToken(token), at],
  });
  const row = found.rows[0];
  return row === undefined ? null : signedIn(row, row.csrf_token, row.expires_at);
}

async function byKey(pool: pg.Pool, key: string): Promise<SignedIn | null> {
  const found = await pool.query<PersonRow>({
    name: 'machine-by-key',
    text: `SELECT ${PERSON_COLUMNS} FROM machine_client m
           JOIN person p ON p.id = m.person_id LEFT JOIN party ON party.id = p.party_id
           WHERE m.api_key_hash = $1 AND p.disabled_at IS NULL`,
    values: [hashOfToken(key)],
  });
  const row = found.rows[0];
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
