import { createHash } from 'node:crypto';
import type { StoredDocument } from '../../api/kernel/uploaded-document.ts';
import { newId } from './id-maker.ts';
import { execute, fetchFirst, query, type Connection } from './statements.ts';
import type { Tables } from './tables.ts';

/** The owner of documents: a class filing, a claim or one line of a claim. */
export type DocumentOwner = { readonly of: 'filing' | 'claim' | 'line'; readonly id: string };

/** Stores a file unchanged and makes it the current document of its kind; the previous file is kept. */
export async function putDocument(
  client: Connection,
  owner: DocumentOwner,
  put: { readonly kind: string; readonly personId: string; readonly at: Date; readonly document: StoredDocument },
): Promise<void> {
  const { kind, personId, at, document } = put;
  const fileId = newId('fle');
  await execute(
    client,
    query.insertInto('stored_file').values({
      id: fileId,
      sha256: createHash('sha256').update(document.content).digest(),
      media_type: document.mediaType,
      name: document.name,
      content: document.content,
      created_by: personId,
      created_at: at,
    }),
  );
  await execute(client, COUNTING[owner.of](owner.id, { kind, file_id: fileId, uploaded_at: at }));
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
  line: (lineId: string, counting: Counting) =>
    query
      .insertInto('claim_line_document')
      .values({ line_id: lineId, ...counting })
      .onConflict((former) => former.columns(['line_id', 'kind']).doUpdateSet(counting)),
};

export async function readDocument(
  client: Connection,
  owner: DocumentOwner,
  kind: string,
): Promise<StoredDocument | null> {
  const file = query.selectFrom('stored_file as file').select(['file.name', 'file.media_type', 'file.content']);
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
    line: () =>
      file
        .innerJoin('claim_line_document as document', 'document.file_id', 'file.id')
        .where('document.line_id', '=', owner.id)
        .where('document.kind', '=', kind),
  };
  const row = await fetchFirst(client, counting[owner.of]());
  return row === undefined ? null : { name: row.name, mediaType: row.media_type, content: row.content };
}
