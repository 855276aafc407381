import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { StoredDocument } from '../api/filing-ports.ts';
import type { FilingDocumentKind } from '../domain/codes.ts';
import { newId } from './id-maker.ts';

type Queryable = Pick<pg.PoolClient, 'query'>;

/** Keeps a file as it came and lets it count for its kind; the former one stays as a file. */
export async function putFilingDocument(
  client: Queryable,
  at: { readonly filingId: string; readonly kind: FilingDocumentKind; readonly personId: string; readonly at: Date },
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
    `INSERT INTO filing_document (filing_id, kind, file_id, uploaded_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (filing_id, kind) DO UPDATE SET file_id = excluded.file_id, uploaded_at = excluded.uploaded_at`,
    [at.filingId, at.kind, fileId, at.at],
  );
}

export async function readFilingDocument(
  client: Queryable,
  filingId: string,
  kind: FilingDocumentKind,
): Promise<StoredDocument | null> {
  const found = await client.query<{ name: string; media_type: string; content: Buffer }>(
    `SELECT s.name, s.media_type, s.content FROM filing_document d JOIN stored_file s ON s.id = d.file_id
     WHERE d.filing_id = $1 AND d.kind = $2`,
    [filingId, kind],
  );
  const row = found.rows[0];
  return row === undefined ? null : { name: row.name, mediaType: row.media_type, content: row.content };
}
