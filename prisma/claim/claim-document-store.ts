import type { ListedPaper } from '../../api/kernel/papers.ts';
import { missingClaimDocuments } from '../../domain/filing/filing-rules.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { openFileName } from '../kernel/file-store.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { fetchAll, query, type Connection } from '../kernel/statements.ts';

export async function listClaimDocuments(
  connection: Connection,
  sealer: Sealer,
  claimId: string,
): Promise<readonly ListedPaper[]> {
  const rows = await fetchAll(
    connection,
    query
      .selectFrom('claim_document as d')
      .innerJoin('stored_file as s', 's.id', 'd.file_id')
      .select(['d.kind', 's.id', 's.name_sealed', 's.media_type as mediaType', 'd.uploaded_at as uploadedAt'])
      .select(['s.size_bytes as sizeBytes', 's.sha256'])
      .where('d.claim_id', '=', claimId)
      .orderBy('d.kind'),
  );
  return rows.map(({ id, name_sealed: name, sha256, ...paper }) => ({
    ...paper,
    name: openFileName(sealer, id, name),
    sha256: sha256.toString('hex'),
  }));
}

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
