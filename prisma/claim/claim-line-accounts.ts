import type pg from 'pg';
import { isPaidByLine } from '../../domain/payout/payable-claim.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';

/**
 * Row numbers, from one, of people who would be paid by name and have no account; a claim for a single person has its
 * own account.
 */
export async function linesWithoutAccount(
  client: pg.PoolClient,
  claimId: string,
  { routeDefinition }: PolicySnapshot,
): Promise<readonly number[]> {
  if (!isPaidByLine(routeDefinition, 'base')) {
    return [];
  }
  const found = await client.query<{ position: number }>(
    `SELECT l.position FROM claim_line l JOIN claim c ON c.id = l.claim_id JOIN party p ON p.id = c.applicant_party_id
     WHERE l.claim_id = $1 AND l.state <> 'refused' AND l.base_fen > 0 AND l.payee_sealed IS NULL AND p.kind <> 'person'
     ORDER BY l.position`,
    [claimId],
  );
  return found.rows.map(({ position }) => position);
}
