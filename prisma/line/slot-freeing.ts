import type pg from 'pg';
import { prepared } from '../kernel/prepared.ts';
import type { Statement } from '../kernel/statements.ts';
import { freeKeys, freeKeysWrites } from './entitlement-keys.ts';

/** Frees slots and keys of lines that will not be paid (R-050). */
export async function freeSlots(client: pg.PoolClient, claimId: string, onlyRefused: boolean): Promise<void> {
  const lines = await client.query<{ id: string }>(
    prepared(`SELECT id FROM claim_line WHERE claim_id = $1 ${onlyRefused ? `AND state = 'refused'` : ''}`, [claimId]),
  );
  await freeKeys(
    client,
    lines.rows.map(({ id }) => id),
  );
}

const LINES_OF_CLAIM = {
  all: 'SELECT id FROM claim_line WHERE claim_id = $1',
  refused: `SELECT id FROM claim_line WHERE claim_id = $1 AND state = 'refused'`,
} as const;

/**
 * The same as statements. The last parameter is the number of training years of the claim's class; null: one claim for
 * the whole class.
 */
export function freeSlotsWrites(
  claimId: string,
  lines: keyof typeof LINES_OF_CLAIM,
  trainingYears: number | null,
): readonly Statement<unknown>[] {
  return freeKeysWrites(LINES_OF_CLAIM[lines], [claimId], (trainingYears ?? 1) > 1);
}
