import type pg from 'pg';
import type { BatchPayment, EntityPaging, InboxStep, NoticeClaimRow } from '../../activities/entity-ports.ts';
import type { Actor } from '../../domain/authority/actor.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { inTransaction } from '../kernel/connection.ts';
import { writeOutbox } from '../kernel/outbox-writing.ts';
import { takeNextInboxRow } from '../recordings/inbox-taking.ts';

interface ActorRow {
  readonly person_id: string;
  readonly organ: Actor['organ'];
  readonly section: string | null;
  readonly jurisdiction: string;
  readonly roles: Actor['roles'];
  readonly party_id: string | null;
}

/** What batch entities read and note of their claims, page by page. */
export function createEntityPaging(pool: pg.Pool): EntityPaging {
  return {
    async noticeClaims(noticeId) {
      const found = await pool.query<NoticeClaimRow>(
        `SELECT nc.claim_id AS "claimId", nc.state, EXISTS (SELECT FROM objection o WHERE o.notice_id = nc.notice_id
           AND o.claim_id = nc.claim_id AND o.state = 'open') AS "hasOpenObjection"
         FROM notice_claim nc WHERE nc.notice_id = $1 ORDER BY nc.claim_id`,
        [noticeId],
      );
      return found.rows;
    },

    dropFromNotice: (noticeId, claimId, dropped) =>
      inTransaction(pool, (client) => dropFromNotice(client, { noticeId, claimId, ...dropped })),

    async draftedPayments(batchId) {
      const people = await pool.query<ActorRow & { readonly seat: string }>(
        `SELECT p.id AS person_id, p.organ, p.section, p.jurisdiction, p.roles, p.party_id,
           CASE WHEN p.id = b.maker_id THEN 'maker' ELSE 'checker' END AS seat
         FROM batch b JOIN person p ON p.id IN (b.maker_id, b.checker_id) WHERE b.id = $1`,
        [batchId],
      );
      const payments = await pool.query<BatchPayment>(
        `SELECT claim_id AS "claimId", purpose FROM payout_instruction WHERE batch_id = $1 AND state = 'draft'
         GROUP BY claim_id, purpose ORDER BY claim_id, purpose`,
        [batchId],
      );
      return {
        maker: actorIn(people.rows, 'maker'),
        checker: actorIn(people.rows, 'checker'),
        payments: payments.rows,
      };
    },

    async cancelPayment(batchId, { claimId, purpose }, { reason, atMs }) {
      await pool.query(
        `UPDATE payout_instruction SET state = 'cancelled', reason_code = $4, state_since = $5
         WHERE batch_id = $1 AND claim_id = $2 AND purpose = $3 AND state = 'draft'`,
        [batchId, claimId, purpose, reason, new Date(atMs)],
      );
    },

    nextInboxStep: (batchId): Promise<InboxStep | null> =>
      inTransaction(pool, (client) => takeNextInboxRow(client, batchId)),

    async parkInbox(inboxId, reason) {
      await pool.query(`UPDATE payout_inbox SET state = 'parked', park_reason = $2 WHERE id = $1 AND state = 'new'`, [
        inboxId,
        reason,
      ]);
    },
  };
}

function actorIn(rows: readonly (ActorRow & { readonly seat: string })[], seat: string): Actor {
  const row = rows.find((one) => one.seat === seat);
  if (row === undefined) {
    throw new RangeError(`The batch has no ${seat}`);
  }
  const { person_id: personId, organ, section, jurisdiction, roles, party_id: partyId } = row;
  return { personId, organ, section, jurisdiction, roles, partyId };
}

/** The reason stands in the notice's audit and goes out as an event, so that a person hears of it (D5). */
async function dropFromNotice(
  client: pg.PoolClient,
  drop: { readonly noticeId: string; readonly claimId: string; readonly reason: string; readonly atMs: number },
): Promise<void> {
  const { noticeId, claimId, reason, atMs } = drop;
  const dropped = await client.query(
    `UPDATE notice_claim SET state = 'dropped', drop_reason = $3
     WHERE notice_id = $1 AND claim_id = $2 AND state = 'drafted'`,
    [noticeId, claimId, reason],
  );
  if (dropped.rowCount === 0) {
    return;
  }
  const about = { entityKind: 'notice', entityId: noticeId, at: new Date(atMs) };
  const facts = { claimId, reason };
  await appendAudit(client, { ...about, revision: null, act: 'claimDropped', actId: null, person: null, facts });
  await writeOutbox(client, { ...about, topic: 'notice.claimDropped', payload: { noticeId, ...facts } });
}
