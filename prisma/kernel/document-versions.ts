import type { ListedPaper, Uploader } from '../../api/kernel/papers.ts';
import type { DocumentOwnerKind } from '../../domain/authority/document-owners.ts';
import { placeOf } from './sealed-places.ts';
import type { Sealer } from './sealing.ts';
import { fetchAll, fetchFirst, sqlText, type Connection, type Row } from './statements.ts';

/** The owner of documents. */
export interface DocumentOwner {
  readonly of: DocumentOwnerKind;
  readonly id: string;
}

/** A version of a document, as statements read it in JSON. */
export interface DocumentJson {
  readonly kind: string;
  readonly fileId: string;
  readonly of: DocumentOwnerKind;
  readonly line: ListedPaper['line'];
  /** In base64; null only for files that no start has sealed yet. */
  readonly nameSealed: string | null;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly version: number;
  readonly versions: number;
  readonly uploadedAt: string;
  readonly uploader: {
    readonly party: string | null;
    readonly partyKind: string | null;
    readonly organ: Row<'person'>['organ'];
  };
}

/** A version `v` with its file `s`, as JSON. */
const VERSION_JSON = `json_build_object('kind', v.kind, 'fileId', s.id, 'of', v.owner_kind,
  'line', (SELECT json_build_object('id', l.id, 'position', l.position) FROM claim_line l WHERE v.owner_kind = 'line' AND l.id = v.owner_id),
  'nameSealed', encode(s.name_sealed, 'base64'), 'mediaType', s.media_type, 'sizeBytes', s.size_bytes,
  'sha256', encode(s.sha256, 'hex'), 'version', v.version, 'uploadedAt', v.uploaded_at,
  'versions', (SELECT max(every.version) FROM document_version every
    WHERE every.owner_kind = v.owner_kind AND every.owner_id = v.owner_id AND every.kind = v.kind),
  'uploader', (SELECT json_build_object('party', a.name, 'partyKind', a.kind, 'organ', p.organ)
    FROM person p LEFT JOIN party a ON a.id = p.party_id WHERE p.id = s.created_by))`;

const VERSIONS = 'document_version v JOIN stored_file s ON s.id = v.file_id';

/** In SQL: the documents of a table `<of>_document` that count, as a list in JSON, in the order of their kinds. */
export function documentsJson(of: 'filing' | 'grant', ownerId: string): string {
  return `(SELECT coalesce(json_agg(${VERSION_JSON} ORDER BY v.kind), '[]')
    FROM ${of}_document d JOIN ${VERSIONS} ON v.file_id = d.file_id WHERE d.${of}_id = ${ownerId})`;
}

interface OfVersion {
  readonly paper: DocumentJson;
}

const version = sqlText<OfVersion, [fileId: string]>(
  'kernel.documentVersion',
  `SELECT ${VERSION_JSON} AS paper FROM ${VERSIONS} WHERE v.file_id = $1`,
);

const versions = sqlText<OfVersion, [owners: readonly string[], ids: readonly string[], kind: string]>(
  'kernel.documentVersions',
  `SELECT ${VERSION_JSON} AS paper FROM unnest($1::text[], $2::text[]) AS owner (of_kind, of_id)
     JOIN document_version v ON v.owner_kind = owner.of_kind AND v.owner_id = owner.of_id AND v.kind = $3
     JOIN stored_file s ON s.id = v.file_id
   ORDER BY v.owner_kind, v.version DESC`,
);

const claimPapers = sqlText<OfVersion, [claimId: string]>(
  'kernel.claimPapers',
  `SELECT ${VERSION_JSON} AS paper
   FROM (SELECT d.file_id, 1 AS place, 0 AS position FROM claim_document d WHERE d.claim_id = $1
     UNION ALL SELECT d.file_id, 2, l.position FROM claim_line l JOIN claim_line_document d ON d.line_id = l.id WHERE l.claim_id = $1
     UNION ALL SELECT d.file_id, 3, 0 FROM claim c JOIN filing_document d ON d.filing_id = c.filing_id WHERE c.id = $1) AS counting
   JOIN ${VERSIONS} ON v.file_id = counting.file_id
   ORDER BY counting.place, counting.position, v.kind`,
);

const everyVersion = sqlText<OfVersion, [claimId: string]>(
  'kernel.everyVersion',
  `SELECT ${VERSION_JSON} AS paper
   FROM (SELECT 'claim' AS of_kind, $1 AS of_id, 1 AS place, 0 AS position
     UNION ALL SELECT 'line', l.id, 2, l.position FROM claim_line l WHERE l.claim_id = $1
     UNION ALL SELECT 'filing', c.filing_id, 3, 0 FROM claim c WHERE c.id = $1) AS owner
     JOIN document_version v ON v.owner_kind = owner.of_kind AND v.owner_id = owner.of_id
     JOIN stored_file s ON s.id = v.file_id
   ORDER BY owner.place, owner.position, v.kind, v.version`,
);

/** Every version of every paper of a claim, of its lines and of its class. */
export async function readEveryVersion(
  connection: Connection,
  sealer: Sealer,
  claimId: string,
): Promise<readonly ListedPaper[]> {
  return (await fetchAll(connection, everyVersion(claimId))).map(({ paper }) => paperOf(paper, sealer));
}

/** @throws RangeError for a file that is no document */
export async function readVersion(connection: Connection, sealer: Sealer, fileId: string): Promise<ListedPaper> {
  const row = await fetchFirst(connection, version(fileId));
  if (row === undefined) {
    throw new RangeError(`No document ${fileId}`);
  }
  return paperOf(row.paper, sealer);
}

/** All versions of a kind of document of these owners, the newest of each owner first. */
export async function readVersions(
  connection: Connection,
  sealer: Sealer,
  owners: readonly DocumentOwner[],
  kind: string,
): Promise<readonly ListedPaper[]> {
  const asked = versions(
    owners.map(({ of }) => of),
    owners.map(({ id }) => id),
    kind,
  );
  return (await fetchAll(connection, asked)).map(({ paper }) => paperOf(paper, sealer));
}

/** The papers of a claim, of its lines in their order, and of its class. */
export async function readClaimPapers(
  connection: Connection,
  sealer: Sealer,
  claimId: string,
): Promise<readonly ListedPaper[]> {
  return (await fetchAll(connection, claimPapers(claimId))).map(({ paper }) => paperOf(paper, sealer));
}

export function paperOf(
  { fileId: id, nameSealed, uploader, uploadedAt, ...paper }: DocumentJson,
  sealer: Sealer,
): ListedPaper {
  const name = nameSealed === null ? '' : openFileName(sealer, id, Buffer.from(nameSealed, 'base64'));
  return { ...paper, id, name, uploadedAt: new Date(uploadedAt), uploadedBy: uploaderOf(uploader) };
}

function uploaderOf({ party, partyKind, organ }: DocumentJson['uploader']): Uploader {
  return { kind: party === null ? 'official' : 'applicant', party, isPrivatePerson: partyKind === 'person', organ };
}

export function openFileName(sealer: Sealer, fileId: string, sealed: Buffer | null): string {
  return sealed === null ? '' : sealer.open(sealed, placeOf('stored_file.name_sealed', fileId));
}
