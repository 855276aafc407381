import type pg from 'pg';
import type { ClaimStore } from '../../api/claim/claim-ports.ts';
import type { ClaimChange, EntriesChanged } from '../../api/claim/entry-ports.ts';
import type { ListedPaper } from '../../api/kernel/papers.ts';
import { putAct, putFacts } from '../../domain/filing/put-paper.ts';
import type { StoredDocument } from '../../api/kernel/uploaded-document.ts';
import { recordAccess } from '../kernel/access-record.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { inTransaction } from '../kernel/connection.ts';
import { readClaimPapers, readEveryVersion } from '../kernel/document-versions.ts';
import { putDocument as keepDocument, readDocument } from '../kernel/file-store.ts';
import { execute, fetchFirst, query } from '../kernel/statements.ts';
import type { ClaimContext } from './claim-drafting.ts';
import { findClaim, lockClaim } from './claim-rows.ts';
import { recountDraft } from './draft-recounting.ts';

type DocumentActs = Pick<ClaimStore, 'putDocument' | 'documents' | 'versions' | 'readPaper' | 'putLineDocument'>;

/** The documents of claims, and the papers of the people in their lines. */
export function createDocumentActs(pool: pg.Pool, context: ClaimContext): DocumentActs {
  return {
    putDocument: (change, kind, document) =>
      inTransaction(pool, (client) => putDocument(client, context, change, { kind, document })),

    documents: (claimId) => readClaimPapers(pool, context.sealer, claimId),
    async versions(claimId, kind) {
      const papers = await readEveryVersion(pool, context.sealer, claimId);
      return papers.filter((one) => one.kind === kind).toReversed();
    },
    readPaper: (claimId, reading) => inTransaction(pool, (client) => readPaper(client, context, claimId, reading)),

    putLineDocument: (change, { lineId, kind }, document) =>
      inTransaction(pool, async (client) => {
        const put = await putDocument(client, context, change, { kind, document, lineId });
        if (put.kind === 'done') {
          await recountDraft(client, context, change);
        }
        return put;
      }),
  };
}

/** Opens a paper and records who read it (S5); a paper of a line only if the line is the claim's. */
async function readPaper(
  client: pg.PoolClient,
  { sealer }: ClaimContext,
  claimId: string,
  { kind, lineId, caller, at, purpose }: Parameters<DocumentActs['readPaper']>[1],
): Promise<StoredDocument | null> {
  if (lineId !== undefined && (await fetchFirst(client, lineOfClaim(claimId, lineId))) === undefined) {
    return null;
  }
  const owner = lineId === undefined ? ({ of: 'claim', id: claimId } as const) : ({ of: 'line', id: lineId } as const);
  const document = await readDocument(client, sealer, owner, kind);
  if (document !== null) {
    const { fileId } = document;
    const facts = { document: kind, fileId, purpose, ...(lineId !== undefined && { lineId }) };
    await recordAccess(client, { act: 'read', caller, at, entityId: claimId, facts });
  }
  return document;
}

function lineOfClaim(claimId: string, lineId: string) {
  return query.selectFrom('claim_line').select('id').where('id', '=', lineId).where('claim_id', '=', claimId);
}

async function putDocument(
  client: pg.PoolClient,
  context: ClaimContext,
  change: ClaimChange,
  put: { readonly kind: string; readonly document: StoredDocument; readonly lineId?: string },
): Promise<EntriesChanged<ListedPaper> | { readonly kind: 'unknown' }> {
  const { caller, at, claimId } = change;
  const { kind, document, lineId } = put;
  // The claim is read and judged after its row is locked.
  await lockClaim(client, claimId);
  const claim = await findClaim(client, claimId, caller, context);
  if (claim === null) {
    return { kind: 'hidden' };
  }
  if (!change.isOpen(claim)) {
    return { kind: 'closed' };
  }
  const known = claim.snapshot?.routeDefinition.documents ?? [];
  const when = lineId === undefined ? 'claim' : 'line';
  const isKnown = known.some((listed) => listed.when === when && listed.code === kind);
  if (!isKnown || (lineId !== undefined && (await fetchFirst(client, lineOfClaim(claimId, lineId))) === undefined)) {
    return { kind: 'unknown' };
  }
  const owner = lineId === undefined ? ({ of: 'claim', id: claimId } as const) : ({ of: 'line', id: lineId } as const);
  const paper = await keepDocument(client, context.sealer, owner, { kind, personId: caller.personId, at, document });
  const changed = query.updateTable('claim').set({ training_data_changed: true }).where('id', '=', claimId);
  await execute(client, changed.where('state', '=', 'returnedToApplicant'));
  await appendAudit(client, {
    entityKind: 'claim',
    entityId: claimId,
    revision: null,
    act: putAct(paper),
    actId: null,
    person: { personId: caller.personId, organ: caller.organ, section: caller.section },
    at,
    facts: { ...putFacts(paper), ...(lineId !== undefined && { lineId }) },
  });
  return { kind: 'done', value: paper };
}
