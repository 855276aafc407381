import type pg from 'pg';
import type { FileOwner, FileStore } from '../../api/oversight/file-ports.ts';
import { recordAccess } from '../kernel/access-record.ts';
import { inTransaction } from '../kernel/connection.ts';
import { readFile } from '../kernel/file-store.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { fetchFirst, query } from '../kernel/statements.ts';

/** Files by their ids: what they are papers of, and who read them. */
export function createFileReads(pool: pg.Pool, sealer: Sealer): FileStore {
  return {
    ownerOf: (fileId) => ownerOf(pool, fileId),

    read: ({ id: entityId, kind, version, lineId }, { fileId, caller, at, purpose }) =>
      inTransaction(pool, async (client) => {
        const document = await readFile(client, sealer, fileId);
        if (document !== null) {
          const facts = { document: kind, fileId, version, purpose, ...(lineId !== null && { lineId }) };
          await recordAccess(client, { act: 'read', caller, at, entityId, facts });
        }
        return document;
      }),
  };
}

async function ownerOf(pool: pg.Pool, fileId: string): Promise<FileOwner | null> {
  const row = await fetchFirst(
    pool,
    query
      .selectFrom('document_version as v')
      .leftJoin('claim_line as l', (join) => join.onRef('l.id', '=', 'v.owner_id').on('v.owner_kind', '=', 'line'))
      .select(['v.owner_kind as of', 'v.owner_id as id', 'v.kind', 'v.version', 'l.claim_id'])
      .where('v.file_id', '=', fileId),
  );
  if (row === undefined) {
    return null;
  }
  const { of, id, kind, version, claim_id: claimId } = row;
  if (of !== 'line') {
    return { of, id, lineId: null, kind, version };
  }
  return claimId === null ? null : { of: 'claim', id: claimId, lineId: id, kind, version };
}
