import type pg from 'pg';
import type { PayoutInbox } from '../../api/payout/payout-ports.ts';
import { judgeDismissal } from '../../domain/payout/report-handling.ts';
import { refused } from '../../domain/verdict.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { execute, fetchFirst, query, sqlText, type Row } from '../kernel/statements.ts';
import { EVENT_TABLES, eventInSight } from './inbox-reading.ts';
import { matchWaits } from './lump-rows.ts';

const lockParked = sqlText<
  Row<'payout_inbox', 'state'> & { readonly waits: boolean },
  [eventId: string, jurisdiction: string]
>(
  'payout.lockParked',
  `SELECT x.state, ${matchWaits('x.id')} AS waits
   FROM ${EVENT_TABLES} WHERE x.id = $1 AND ${eventInSight('$2')} FOR UPDATE OF x`,
);

/** Ends a parked report that is none of ours; it stays with who said so and why. */
export async function dismissReport(
  client: pg.PoolClient,
  { eventId, reason, caller, at }: Parameters<PayoutInbox['dismiss']>[0],
): ReturnType<PayoutInbox['dismiss']> {
  const row = await fetchFirst(client, lockParked(eventId, caller.jurisdiction));
  if (row === undefined) {
    return refused('NOT_FOUND');
  }
  const verdict = judgeDismissal(row, { hasWaitingMatch: row.waits });
  if (!verdict.ok) {
    return verdict;
  }
  const { personId, organ, section } = caller;
  const dismissed = query
    .updateTable('payout_inbox')
    .set({ state: 'dismissed', dismissed_by: personId, dismissal_reason: reason });
  await execute(client, dismissed.where('id', '=', eventId));
  await appendAudit(client, {
    entityKind: 'payoutEvent',
    entityId: eventId,
    revision: null,
    act: 'dismissEvent',
    actId: null,
    person: { personId, organ, section },
    at,
    facts: { reason },
  });
  return verdict;
}
