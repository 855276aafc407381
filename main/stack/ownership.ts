import pg from 'pg';

/**
 * Gives a role everything in the schema `public` that somebody else owns, as earlier versions of butie left it; sequences
 * follow their tables, and what belongs to an extension stays.
 * @param client of a superuser, in the database concerned
 */
export async function giveOver(client: pg.Client, role: string): Promise<void> {
  await client.query(`DO $$
DECLARE statement text;
BEGIN
  FOR statement IN
    SELECT format('ALTER TABLE %s OWNER TO ${role}', c.oid::regclass)
      FROM pg_class c
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v')
        AND c.relowner <> '${role}'::regrole
    UNION ALL
    SELECT format('ALTER ROUTINE %s OWNER TO ${role}', p.oid::regprocedure)
      FROM pg_proc p
      WHERE p.pronamespace = 'public'::regnamespace AND p.proowner <> '${role}'::regrole
        AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  LOOP
    EXECUTE statement;
  END LOOP;
END $$`);
}

/** Makes a role that can sign in and has no way up, or takes every other attribute away from the one that is there. */
export async function ensureLogin(client: pg.Client, role: string, password: string): Promise<void> {
  const known = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  const verb = known.rowCount === 0 ? 'CREATE' : 'ALTER';
  await client.query(
    `${verb} ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS
     PASSWORD ${client.escapeLiteral(password)}`,
  );
}

/** Runs `work` on a connection of its own. */
export async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
