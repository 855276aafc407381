import { isPaidByLine } from '../../domain/payout/payable-claim.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { fetchAll, query, type Connection } from '../kernel/statements.ts';

/**
 * Row numbers, from one, of people who would be paid by name and have no account; a claim for a single person has its
 * own account.
 */
export async function linesWithoutAccount(
  connection: Connection,
  claimId: string,
  { routeDefinition }: PolicySnapshot,
): Promise<readonly number[]> {
  if (!isPaidByLine(routeDefinition, 'base')) {
    return [];
  }
  const rows = await fetchAll(
    connection,
    query
      .selectFrom('claim_line as l')
      .innerJoin('claim as c', 'c.id', 'l.claim_id')
      .innerJoin('party as p', 'p.id', 'c.applicant_party_id')
      .select('l.position')
      .where('l.claim_id', '=', claimId)
      .where('l.state', '<>', 'refused')
      .where('l.base_fen', '>', 0)
      .where('l.payee_sealed', 'is', null)
      .where('p.kind', '<>', 'person')
      .orderBy('l.position'),
  );
  return rows.map(({ position }) => position);
}
