import type pg from 'pg';
import type { ListedPaper } from '../../api/kernel/papers.ts';
import { putAct, putFacts } from '../../domain/filing/put-paper.ts';
import type { StoredDocument } from '../../api/kernel/uploaded-document.ts';
import { CHANGEABLE_CLAIM_STATES } from '../../domain/claim/claim-state.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { putDocument } from '../kernel/file-store.ts';
import { constants, fetchAll, query } from '../kernel/statements.ts';
import { auditFiling, type By } from './filing-writing.ts';

/**
 * Puts a paper of a class. The audit of the class says so, and the timeline of each of its claims that the applicant may
 * change. The caller has locked the class and then its claims in the order of their ids.
 */
export async function putFilingPaper(
  client: pg.PoolClient,
  filingId: string,
  { kind, document }: { readonly kind: string; readonly document: StoredDocument },
  { caller, at, sealer }: By,
): Promise<ListedPaper> {
  const owner = { of: 'filing', id: filingId } as const;
  const paper = await putDocument(client, sealer, owner, { kind, personId: caller.personId, at, document });
  const facts = putFacts(paper);
  const claims = await fetchAll(client, changeableClaims(filingId));
  await auditFiling(client, filingId, putAct(paper), { facts, caller, at });
  const person = { personId: caller.personId, organ: caller.organ, section: caller.section };
  for (const { id } of claims) {
    const about = { entityKind: 'claim', entityId: id, revision: null, actId: null } as const;
    await appendAudit(client, { ...about, act: putAct(paper), person, at, facts: { ...facts, of: 'filing' } });
  }
  return paper;
}

function changeableClaims(filingId: string) {
  return query
    .selectFrom('claim')
    .select('id')
    .where('filing_id', '=', filingId)
    .where('kind', '<>', 'advance')
    .where('state', 'in', constants(CHANGEABLE_CLAIM_STATES))
    .orderBy('id');
}
