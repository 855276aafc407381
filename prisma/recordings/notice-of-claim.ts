import type pg from 'pg';
import type { ClaimMessage } from '../../domain/claim/claim-message.ts';
import { appendAudit } from '../kernel/audit-writing.ts';

/** A claim that entered its notice, or that its notice let go. */
export async function moveNoticeClaim(
  client: pg.PoolClient,
  claimId: string,
  message: Extract<ClaimMessage, { kind: 'noticeOpening' | 'noticeClosed' }>,
): Promise<void> {
  const left = message.kind === 'noticeClosed' && message.outcome === 'clean' ? 'released' : 'dropped';
  const state = message.kind === 'noticeOpening' ? 'open' : left;
  await client.query('UPDATE notice_claim SET state = $3 WHERE notice_id = $1 AND claim_id = $2', [
    message.noticeId,
    claimId,
    state,
  ]);
}

export async function hasLivingNotice(client: pg.PoolClient, claimId: string): Promise<boolean> {
  const found = await client.query(
    `SELECT FROM notice_claim WHERE claim_id = $1 AND state IN ('drafted', 'open') LIMIT 1`,
    [claimId],
  );
  return found.rowCount !== 0;
}

/** An ended claim leaves the draft that it was in; a draft that nobody is left in asks nobody for a word. */
export async function leaveDrafts(client: pg.PoolClient, claimId: string, at: Date): Promise<void> {
  const left = await client.query<{ notice_id: string }>(
    `UPDATE notice_claim SET state = 'dropped', drop_reason = 'CLAIM_ENDED' WHERE claim_id = $1 AND state = 'drafted'
     RETURNING notice_id`,
    [claimId],
  );
  for (const { notice_id: noticeId } of left.rows) {
    await endEmptyDraft(client, { noticeId, claimId, at });
  }
}

async function endEmptyDraft(
  client: pg.PoolClient,
  { noticeId, claimId, at }: { readonly noticeId: string; readonly claimId: string; readonly at: Date },
): Promise<void> {
  // Held, so that of two claims that leave at once the second one sees the first.
  await client.query('SELECT FROM notice WHERE id = $1 FOR NO KEY UPDATE', [noticeId]);
  const ended = await client.query(
    `UPDATE task SET state = 'cancelled', done_at = $2, done_act = 'claimEnded', revision = revision + 1
     WHERE notice_id = $1 AND state = 'open'
       AND NOT EXISTS (SELECT FROM notice_claim WHERE notice_id = $1 AND state IN ('drafted', 'open'))`,
    [noticeId, at],
  );
  if ((ended.rowCount ?? 0) > 0) {
    await appendAudit(client, {
      entityKind: 'notice',
      entityId: noticeId,
      revision: null,
      act: 'emptied',
      actId: null,
      person: null,
      at,
      facts: { claimId, tasksCancelled: ended.rowCount },
    });
  }
}
