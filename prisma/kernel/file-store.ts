import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { StoredDocument } from '../../api/filing/filing-ports.ts';
import { newId } from './id-maker.ts';

type Queryable = Pick<pg.PoolClient, 'query'>;

/** Whose documents they are: those of a class filing, or those of a claim. */
export type DocumentOwner = { readonly of: 'filing' | 'claim'; readonly id: string };

/** Keeps a file as it came and lets it count for its kind; the former one stays as a file. */
export async function putDocument(
  client: Queryable,
  owner: DocumentOwner,
  put: { readonly kind: string; readonly personId: string; readonly at: Date; readonly document: StoredDocument },
): Promise<void> {
  const { kind, personId, at, document } = put;
  const fileId = newId('fle');
  await client.query(
    `INSERT INTO stored_file (id, sha256, media_type, name, content, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      fileId,
      createHash('sha256').update(document.content).digest(),
      document.mediaType,
      document.name,
      document.content,
      personId,
      at,
    ],
  );
  await client.query(
    `INSERT INTO ${owner.of}_document (${owner.of}_id, kind, file_id, uploaded_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (${owner.of}_id, kind) DO UPDATE SET file_id = excluded.file_id, uploaded_at = excluded.uploaded_at`,
    [owner.id, kind, fileId, at],
  );
}

export async function readDocument(
  client: Queryable,
  owner: DocumentOwner,
  kind: string,
): Promise<StoredDocument | null> {
  const found = await client.query<{ name: string; media_type: string; content: Buffer }>(
    `SELECT s.name, s.media_type, s.content FROM ${owner.of}_document d JOIN stored_file s ON s.id = d.file_id
     WHERE d.${owner.of}_id = $1 AND d.kind = $2`,
    [owner.id, kind],
  );
  const row = found.rows[0];
  return row === undefined ? null : { name: row.name, mediaType: row.media_type, content: row.content };
}
