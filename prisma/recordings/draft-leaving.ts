import { sqlList } from '../kernel/sql-list.ts';
import { LIVE_NOTICE_CLAIM_STATES } from '../../domain/notice/notice-course.ts';
import { isEmptied } from '../../domain/notice/notice-tasks.ts';
import type pg from 'pg';
import { auditWrites } from '../kernel/audit-writing.ts';
import { execute, fetchFirst, query, sqlText, type Statement } from '../kernel/statements.ts';
import type { ClaimAct } from './claim-act.ts';

const leftInDraft = sqlText<{ readonly others: number; readonly tasks: number }, [noticeId: string, claimId: string]>(
  'recordings.leftInDraft',
  `SELECT (SELECT count(*) FROM notice_claim WHERE notice_id = $1 AND claim_id <> $2
       AND state IN (${sqlList(LIVE_NOTICE_CLAIM_STATES)}))::int AS others,
     (SELECT count(*) FROM task WHERE entity_kind = 'notice' AND entity_id = $1 AND state = 'open')::int AS tasks`,
);

const cancelTasksOfNotice = sqlText<never, [noticeId: string, at: Date]>(
  'recordings.cancelTasksOfNotice',
  `UPDATE task SET state = 'cancelled', done_at = $2, done_act = 'claimEnded', revision = revision + 1
   WHERE entity_kind = 'notice' AND entity_id = $1 AND state = 'open'`,
);

/**
 * Removes an ended claim from its draft notice; if the notice is now empty, cancels its confirmation tasks. The
 * notice is locked, so if two claims leave at the same time, the second one reads the change of the first.
 */
export async function leaveDraftWrites(client: pg.PoolClient, act: ClaimAct): Promise<readonly Statement<unknown>[]> {
  const drafts = act.row.notices.filter(({ state }) => state === 'drafted');
  const left = await Promise.all(drafts.map(({ noticeId }) => leaveDraft(client, noticeId, act)));
  return left.flat();
}

async function leaveDraft(
  client: pg.PoolClient,
  noticeId: string,
  { plan, message }: ClaimAct,
): Promise<readonly Statement<unknown>[]> {
  const { claimId } = plan;
  const at = new Date(message.atMs);
  const [, counted] = await Promise.all([
    execute(client, query.selectFrom('notice').select('id').where('id', '=', noticeId).forNoKeyUpdate()),
    fetchFirst(client, leftInDraft(noticeId, claimId)),
  ]);
  const { others = 0, tasks = 0 } = counted ?? {};
  const dropped = query
    .updateTable('notice_claim')
    .set({ state: 'dropped', drop_reason: 'CLAIM_ENDED' })
    .where('notice_id', '=', noticeId)
    .where('claim_id', '=', claimId);
  if (!isEmptied({ others, tasks })) {
    return [dropped];
  }
  return [
    dropped,
    cancelTasksOfNotice(noticeId, at),
    ...auditWrites({
      entityKind: 'notice',
      entityId: noticeId,
      revision: null,
      act: 'emptied',
      actId: null,
      person: null,
      at,
      facts: { claimId, tasksCancelled: tasks },
    }),
  ];
}
