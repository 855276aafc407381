import type pg from 'pg';
import type { Caller } from '../api/kernel/caller.ts';

/** A practice account as the API would know it. */
export async function accountOf(client: Pick<pg.Client, 'query'>, username: string): Promise<Caller> {
  const found = await client.query<Caller>(
    `SELECT id AS "personId", display_name AS "displayName", organ, section, jurisdiction, roles, party_id AS "partyId"
     FROM person WHERE username = $1`,
    [username],
  );
  const [caller] = found.rows;
  if (caller === undefined) {
    throw new RangeError(`No account ${username}`);
  }
  return caller;
}
