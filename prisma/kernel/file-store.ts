import { createHash } from 'node:crypto';
import type { ListedPaper } from '../../api/kernel/papers.ts';
import type { StoredDocument } from '../../api/kernel/uploaded-document.ts';
import { newId } from './id-maker.ts';
import { openFileName, readVersion, type DocumentOwner } from './document-versions.ts';
import { placeOf } from './sealed-places.ts';
import type { Sealer } from './sealing.ts';
import { execute, fetchAll, fetchFirst, ownerQuery, query, type Connection, type Row } from './statements.ts';
import type { Tables } from './tables.ts';

/** Stores a file sealed and makes it the current document of its kind; every previous version is kept (S5). */
export async function putDocument(
  client: Connection,
  sealer: Sealer,
  owner: DocumentOwner,
  put: { readonly kind: string; readonly personId: string; readonly at: Date; readonly document: StoredDocument },
): Promise<ListedPaper> {
  const { kind, personId, at, document } = put;
  const fileId = newId('fle');
  await execute(
    client,
    query.insertInto('stored_file').values({
      id: fileId,
      sha256: createHash('sha256').update(document.content).digest(),
      size_bytes: document.content.length,
      media_type: document.mediaType,
      ...sealedFile(sealer, fileId, document),
      created_by: personId,
      created_at: at,
    }),
  );
  await execute(client, COUNTING[owner.of](owner.id, { kind, file_id: fileId, uploaded_at: at }));
  return readVersion(client, sealer, fileId);
}

/** The sealed columns of a file. */
export function sealedFile(
  sealer: Sealer,
  fileId: string,
  { name, content }: Pick<StoredDocument, 'name' | 'content'>,
) {
  return {
    name_sealed: sealer.seal(name, placeOf('stored_file.name_sealed', fileId)),
    content_sealed: sealer.seal(content, placeOf('stored_file.content_sealed', fileId)),
  };
}

type Counting = Pick<Tables['filing_document'], 'kind' | 'file_id'> & { readonly uploaded_at: Date };

/** Makes the file the current document of its kind, in place of the previous one. */
const COUNTING = {
  filing: (filingId: string, counting: Counting) =>
    query
      .insertInto('filing_document')
      .values({ filing_id: filingId, ...counting })
      .onConflict((former) => former.columns(['filing_id', 'kind']).doUpdateSet(counting)),
  claim: (claimId: string, counting: Counting) =>
    query
      .insertInto('claim_document')
      .values({ claim_id: claimId, ...counting })
      .onConflict((former) => former.columns(['claim_id', 'kind']).doUpdateSet(counting)),
  grant: (grantId: string, counting: Counting) =>
    query
      .insertInto('grant_document')
      .values({ grant_id: grantId, ...counting })
      .onConflict((former) => former.columns(['grant_id', 'kind']).doUpdateSet(counting)),
  line: (lineId: string, counting: Counting) =>
    query
      .insertInto('claim_line_document')
      .values({ line_id: lineId, ...counting })
      .onConflict((former) => former.columns(['line_id', 'kind']).doUpdateSet(counting)),
};

/** Opens the current document of a kind. The caller has checked who may read it, and records who did. */
export async function readDocument(
  client: Connection,
  sealer: Sealer,
  owner: DocumentOwner,
  kind: string,
): Promise<(StoredDocument & { readonly fileId: string }) | null> {
  const file = query
    .selectFrom('stored_file as file')
    .select(['file.id', 'file.media_type', 'file.name_sealed', 'file.content_sealed']);
  const counting = {
    filing: () =>
      file
        .innerJoin('filing_document as document', 'document.file_id', 'file.id')
        .where('document.filing_id', '=', owner.id)
        .where('document.kind', '=', kind),
    claim: () =>
      file
        .innerJoin('claim_document as document', 'document.file_id', 'file.id')
        .where('document.claim_id', '=', owner.id)
        .where('document.kind', '=', kind),
    grant: () =>
      file
        .innerJoin('grant_document as document', 'document.file_id', 'file.id')
        .where('document.grant_id', '=', owner.id)
        .where('document.kind', '=', kind),
    line: () =>
      file
        .innerJoin('claim_line_document as document', 'document.file_id', 'file.id')
        .where('document.line_id', '=', owner.id)
        .where('document.kind', '=', kind),
  };
  const row = await fetchFirst(client, counting[owner.of]());
  return row === undefined ? null : opened(row, sealer);
}

/** Opens one version of a document. The caller has checked who may read it, and records who did. */
export async function readFile(client: Connection, sealer: Sealer, fileId: string): Promise<StoredDocument | null> {
  const file = query.selectFrom('stored_file as file').where('file.id', '=', fileId);
  const row = await fetchFirst(
    client,
    file.select(['file.id', 'file.media_type', 'file.name_sealed', 'file.content_sealed']),
  );
  return row === undefined ? null : opened(row, sealer);
}

function opened(
  row: Row<'stored_file', 'id' | 'media_type' | 'name_sealed' | 'content_sealed'>,
  sealer: Sealer,
): (StoredDocument & { readonly fileId: string }) | null {
  const { id: fileId, media_type: mediaType, name_sealed: name, content_sealed: content } = row;
  if (content === null) {
    return null;
  }
  return {
    fileId,
    mediaType,
    name: openFileName(sealer, fileId, name),
    content: sealer.openBytes(content, placeOf('stored_file.content_sealed', fileId)),
  };
}

const A_FEW = 20;

/** Seals the next few files of before, in the order of their ids; how many they were. */
export async function sealFilesOfBefore(client: Connection, sealer: Sealer): Promise<number> {
  const files = query.selectFrom('stored_file').select(['id', 'name', 'content']).where('content', 'is not', null);
  const rows = await fetchAll(client, files.orderBy('id').limit(A_FEW).forUpdate());
  for (const { id, name, content } of rows) {
    const sealed = sealedFile(sealer, id, { name: name ?? '', content: content ?? Buffer.alloc(0) });
    await execute(
      client,
      ownerQuery
        .updateTable('stored_file')
        .set({ ...sealed, name: null, content: null })
        .where('id', '=', id),
    );
  }
  return rows.length;
}
