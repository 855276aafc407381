import { missingClaimDocuments } from '../../domain/filing/filing-rules.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { fetchAll, query, type Connection } from '../kernel/statements.ts';

/** The documents that the route requires with a claim and that are missing, in the order of the pack. */
export async function missingDocuments(
  connection: Connection,
  claimId: string,
  { routeDefinition }: PolicySnapshot,
): Promise<readonly string[]> {
  const present = await fetchAll(
    connection,
    query.selectFrom('claim_document').select('kind').where('claim_id', '=', claimId).orderBy('kind'),
  );
  return missingClaimDocuments(
    routeDefinition,
    present.map(({ kind }) => kind),
  );
}
