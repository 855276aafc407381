import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { StoredDocument } from '../api/filing-ports.ts';
import type { PolicySnapshot } from '../domain/policy/policy-snapshot.ts';
import { newId } from './id-maker.ts';

type Queryable = Pick<pg.PoolClient, 'query'>;

/** Keeps a file as it came and lets it count for its kind; the former one stays as a file. */
export async function putClaimDocument(
  client: Queryable,
  at: { readonly claimId: string; readonly kind: string; readonly personId: string; readonly at: Date },
  document: StoredDocument,
): Promise<void> {
  const fileId = newId('fle');
  await client.query(
    `INSERT INTO stored_file (id, sha256, media_type, name, content, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      fileId,
      createHash('sha256').update(document.content).digest(),
      document.mediaType,
      document.name,
      document.content,
      at.personId,
      at.at,
    ],
  );
  await client.query(
    `INSERT INTO claim_document (claim_id, kind, file_id, uploaded_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (claim_id, kind) DO UPDATE SET file_id = excluded.file_id, uploaded_at = excluded.uploaded_at`,
    [at.claimId, at.kind, fileId, at.at],
  );
}

export async function readClaimDocument(
  client: Queryable,
  claimId: string,
  kind: string,
): Promise<StoredDocument | null> {
  const found = await client.query<{ name: string; media_type: string; content: Buffer }>(
    `SELECT s.name, s.media_type, s.content FROM claim_document d JOIN stored_file s ON s.id = d.file_id
     WHERE d.claim_id = $1 AND d.kind = $2`,
    [claimId, kind],
  );
  const row = found.rows[0];
  return row === undefined ? null : { name: row.name, mediaType: row.media_type, content: row.content };
}

export interface ListedDocument {
  readonly kind: string;
  readonly name: string;
  readonly mediaType: string;
  readonly uploadedAt: Date;
}

export async function listClaimDocuments(client: Queryable, claimId: string): Promise<readonly ListedDocument[]> {
  const found = await client.query<ListedDocument>(
    `SELECT d.kind, s.name, s.media_type AS "mediaType", d.uploaded_at AS "uploadedAt"
     FROM claim_document d JOIN stored_file s ON s.id = d.file_id WHERE d.claim_id = $1 ORDER BY d.kind`,
    [claimId],
  );
  return found.rows;
}

/** What a class's tables are instead of a document. */
const TABLES = ['ATTENDANCE', 'RESULTS'];

/** The documents that the route wants with a claim and that nobody has put, in the order of the pack. */
export async function missingDocuments(
  client: Queryable,
  claimId: string,
  { routeDefinition }: PolicySnapshot,
): Promise<readonly string[]> {
  const wanted = routeDefinition.documents
    .filter(({ when, required, code }) => when === 'claim' && required && !TABLES.includes(code))
    .map(({ code }) => code);
  const present = wanted.length === 0 ? [] : await listClaimDocuments(client, claimId);
  return wanted.filter((code) => !present.some(({ kind }) => kind === code));
}
