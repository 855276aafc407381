import type pg from 'pg';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import type { Counted, CountingContext } from './claim-counting-context.ts';
import { judgeEvidence } from './claim-evidence.ts';
import { countClaim } from './claim-line-counting.ts';
import { reserveSlots } from './claim-slots.ts';

/** Counting, the +50 % and the slots are what recordings ask of a claim's lines. */
export { judgeEvidence, reserveSlots };

/**
 * Judges and prices every line of a claim anew, from its class, the registers and what the person had before (R-036,
 * Lines keep their ids, and what a reviewer refused stays refused. A claim under its
 * +50 % judges its evidence instead, because its base is paid. Repeating is safe.
 * @throws RangeError for a claim without class or snapshot
 */
export async function recountClaim(
  client: pg.PoolClient,
  context: CountingContext,
  claimId: string,
  at: Date,
): Promise<Counted> {
  const found = await client.query<{ purpose: string; content: PolicySnapshot | null }>(
    `SELECT c.purpose, s.content FROM claim c LEFT JOIN policy_snapshot s ON s.id = c.policy_snapshot_id WHERE c.id = $1`,
    [claimId],
  );
  const row = found.rows[0];
  if (row === undefined || row.content === null) {
    throw new RangeError(`No claim ${claimId} with a policy snapshot`);
  }
  return row.purpose === 'float'
    ? { ...(await judgeEvidence(client, context, claimId, at)), waitsForRegister: false }
    : countClaim(client, context, { claimId, snapshot: row.content, at });
}
