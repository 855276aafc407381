import type { ListedDocument } from '../../api/claim/entry-ports.ts';
import { missingClaimDocuments } from '../../domain/filing/filing-rules.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { fetchAll, query, type Connection } from '../kernel/statements.ts';

export function listClaimDocuments(connection: Connection, claimId: string): Promise<readonly ListedDocument[]> {
  return fetchAll(
    connection,
    query
      .selectFrom('claim_document as d')
      .innerJoin('stored_file as s', 's.id', 'd.file_id')
      .select(['d.kind', 's.name', 's.media_type as mediaType', 'd.uploaded_at as uploadedAt'])
      .where('d.claim_id', '=', claimId)
      .orderBy('d.kind'),
  );
}

/** The documents that the route requires with a claim and that are missing, in the order of the pack. */
export async function missingDocuments(
  connection: Connection,
  claimId: string,
  { routeDefinition }: PolicySnapshot,
): Promise<readonly string[]> {
  const present = await listClaimDocuments(connection, claimId);
  return missingClaimDocuments(
    routeDefinition,
    present.map(({ kind }) => kind),
  );
}
