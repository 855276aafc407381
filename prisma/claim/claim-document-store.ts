import type pg from 'pg';
import type { ListedDocument } from '../../api/claim/entry-ports.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { missingClaimDocuments } from '../../domain/filing/filing-rules.ts';

type Queryable = Pick<pg.PoolClient, 'query'>;

export async function listClaimDocuments(client: Queryable, claimId: string): Promise<readonly ListedDocument[]> {
  const found = await client.query<ListedDocument>(
    `SELECT d.kind, s.name, s.media_type AS "mediaType", d.uploaded_at AS "uploadedAt"
     FROM claim_document d JOIN stored_file s ON s.id = d.file_id WHERE d.claim_id = $1 ORDER BY d.kind`,
    [claimId],
  );
  return found.rows;
}

/** The documents that the route requires with a claim and that are missing, in the order of the pack. */
export async function missingDocuments(
  client: Queryable,
  claimId: string,
  { routeDefinition }: PolicySnapshot,
): Promise<readonly string[]> {
  const present = await listClaimDocuments(client, claimId);
  return missingClaimDocuments(
    routeDefinition,
    present.map(({ kind }) => kind),
  );
}
