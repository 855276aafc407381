import type pg from 'pg';

import { withDatabase } from '../../prisma/kernel/connection.ts';
import type { RolePasswords } from '../../schemas/server-memory-schemas.ts';
import { ensureDatabase } from './embedded-postgres.ts';
import { connected, ensureLogin, giveOver } from './ownership.ts';

/** Of API and worker: owns nothing, is a member of nothing (S14). */
export const APPLICATION_ROLE = 'butie_app';
/** Owns the database and its tables, and applies migrations; no superuser. */
export const OWNER_ROLE = 'butie_migrate';

/** Takes every membership away; no matter who granted it. */
const LEAVE_ALL = `DO $$
DECLARE one record;
BEGIN
  FOR one IN SELECT m.roleid::regrole AS role, m.grantor::regrole AS grantor FROM pg_auth_members m
    WHERE m.member = '${APPLICATION_ROLE}'::regrole LOOP
    EXECUTE format('REVOKE %s FROM ${APPLICATION_ROLE} GRANTED BY %s', one.role, one.grantor);
  END LOOP;
END $$`;

/** Makes the two logins of butie, or gives those of before the shape and the passwords of today. */
export async function ensureDatabaseRoles(adminUrl: string, passwords: RolePasswords): Promise<void> {
  await connected(adminUrl, async (client) => {
    await ensureLogin(client, APPLICATION_ROLE, passwords.application);
    await ensureLogin(client, OWNER_ROLE, passwords.owner);
    await client.query(LEAVE_ALL);
  });
}

/**
 * Makes the database where it is missing and gives the owner what an earlier version of butie had left to a superuser.
 * Nobody but the two logins and superusers may enter it.
 * @param adminUrl of a superuser; whichever database it names
 */
export async function ensureOwnedDatabase(adminUrl: string, database: string): Promise<void> {
  await ensureDatabase(adminUrl, database);
  await connected(withDatabase(adminUrl, database), async (client: pg.Client) => {
    const name = client.escapeIdentifier(database);
    await client.query(`ALTER DATABASE ${name} OWNER TO ${OWNER_ROLE}`);
    await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
    await client.query(`GRANT CONNECT ON DATABASE ${name} TO ${APPLICATION_ROLE}`);
    await client.query('REVOKE CREATE ON SCHEMA public FROM PUBLIC');
    await giveOver(client, OWNER_ROLE);
  });
}

/** The same server and database, entered by another login. */
export function asLogin(address: string, role: string, password: string): string {
  const url = new URL(address);
  url.username = role;
  url.password = password;
  url.search = '';
  return url.href;
}
