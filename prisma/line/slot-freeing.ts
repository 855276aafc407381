import type pg from 'pg';
import { prepared } from '../kernel/prepared.ts';
import { freeKeys } from './entitlement-keys.ts';

/** Slots and keys of lines that nobody pays any more are free again (R-050). */
export async function freeSlots(client: pg.PoolClient, claimId: string, onlyRefused: boolean): Promise<void> {
  const lines = await client.query<{ id: string }>(
    prepared(`SELECT id FROM claim_line WHERE claim_id = $1 ${onlyRefused ? `AND state = 'refused'` : ''}`, [claimId]),
  );
  await freeKeys(
    client,
    lines.rows.map(({ id }) => id),
  );
}
