import { withDatabase } from '../../prisma/kernel/connection.ts';
import { ensureDatabase } from './embedded-postgres.ts';
import { connected, ensureLogin, giveOver } from './ownership.ts';

/** Temporal's own role: it owns its databases and nothing else. */
export const TEMPORAL_ROLE = 'temporal';
export const TEMPORAL_DATABASES = ['temporal', 'temporal_visibility'] as const;

/**
 * Makes the role and its two databases, and gives it what an earlier version of butie had left to the owner of all.
 * Nobody but the role and superusers may enter them.
 * @param adminUrl of a superuser; whichever database it names
 */
export async function ensureTemporalDatabases(adminUrl: string, password: string): Promise<void> {
  await connected(adminUrl, (client) => ensureLogin(client, TEMPORAL_ROLE, password));
  for (const database of TEMPORAL_DATABASES) {
    await ensureDatabase(adminUrl, database);
    await connected(withDatabase(adminUrl, database), async (client) => {
      await client.query(`ALTER DATABASE ${database} OWNER TO ${TEMPORAL_ROLE}`);
      await client.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
      await giveOver(client, TEMPORAL_ROLE);
    });
  }
}
