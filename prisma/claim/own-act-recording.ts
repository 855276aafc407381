import type pg from 'pg';
import type { ClaimAct } from '../../api/claim/claim-ports.ts';
import { digestOfBody } from '../kernel/act-signing.ts';
import { appendAudit, type AuditEntryToWrite } from '../kernel/audit-writing.ts';
import { newId } from '../kernel/id-maker.ts';
import { execute, sqlText } from '../kernel/statements.ts';

/** Acts that need no consent of a workflow are stored too, so that a repeat under their key finds them. */
export async function recordOwnAct(
  client: pg.PoolClient,
  { claimId, caller, idempotencyKey, at }: ClaimAct,
  recorded: Pick<AuditEntryToWrite, 'act' | 'facts'> & { readonly revision: number },
): Promise<void> {
  const actId = newId('act');
  const said = { act: recorded.act };
  const body = JSON.stringify(said);
  const digest = digestOfBody(said);
  const { act, revision } = recorded;
  await execute(client, insertOwnAct(actId, claimId, act, caller.personId, idempotencyKey, digest, body, at, revision));
  await appendAudit(client, {
    entityKind: 'claim',
    entityId: claimId,
    revision: recorded.revision,
    act: recorded.act,
    actId,
    person: { personId: caller.personId, organ: caller.organ, section: caller.section },
    at,
    facts: recorded.facts,
  });
}

const insertOwnAct = sqlText<
  never,
  [
    actId: string,
    claimId: string,
    act: string,
    personId: string,
    idempotencyKey: string,
    digest: Buffer,
    body: string,
    at: Date,
    revision: number,
  ]
>(
  'claim.insertOwnAct',
  `INSERT INTO act (id, entity_kind, entity_id, act, person_id, idempotency_key, body_digest, body, at, state,
     recorded_revision, answered_at)
   VALUES ($1, 'claim', $2, $3, $4, $5, $6, $7, $8, 'recorded', $9, now())`,
);
