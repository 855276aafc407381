import pg from 'pg';

import { withDatabase } from '../../prisma/kernel/connection.ts';
import { ensureDatabase } from './embedded-postgres.ts';

/** Temporal's own role: it owns its databases and nothing else. */
export const TEMPORAL_ROLE = 'temporal';
export const TEMPORAL_DATABASES = ['temporal', 'temporal_visibility'] as const;

/** Everything of Temporal's schema that somebody else owns; sequences follow their tables. */
const GIVE_OVER = `DO $$
DECLARE statement text;
BEGIN
  FOR statement IN
    SELECT format('ALTER TABLE %s OWNER TO ${TEMPORAL_ROLE}', c.oid::regclass)
      FROM pg_class c
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v')
        AND c.relowner <> '${TEMPORAL_ROLE}'::regrole
    UNION ALL
    SELECT format('ALTER ROUTINE %s OWNER TO ${TEMPORAL_ROLE}', p.oid::regprocedure)
      FROM pg_proc p
      WHERE p.pronamespace = 'public'::regnamespace AND p.proowner <> '${TEMPORAL_ROLE}'::regrole
        AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  LOOP
    EXECUTE statement;
  END LOOP;
END $$`;

/**
 * Makes the role and its two databases, and gives it what an earlier version of butie had left to the owner of all.
 * Nobody but the role and superusers may enter them.
 * @param adminUrl of a superuser; whichever database it names
 */
export async function ensureTemporalDatabases(adminUrl: string, password: string): Promise<void> {
  await inDatabase(adminUrl, (client) => ensureRole(client, password));
  for (const database of TEMPORAL_DATABASES) {
    await ensureDatabase(adminUrl, database);
    await inDatabase(withDatabase(adminUrl, database), async (client) => {
      await client.query(`ALTER DATABASE ${database} OWNER TO ${TEMPORAL_ROLE}`);
      await client.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
      await client.query(GIVE_OVER);
    });
  }
}

async function ensureRole(client: pg.Client, password: string): Promise<void> {
  const known = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [TEMPORAL_ROLE]);
  const verb = known.rowCount === 0 ? 'CREATE' : 'ALTER';
  await client.query(
    `${verb} ROLE ${TEMPORAL_ROLE} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD ${client.escapeLiteral(password)}`,
  );
}

async function inDatabase(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
