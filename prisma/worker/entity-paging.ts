import type pg from 'pg';
import type {
  BatchInstalment,
  BatchPayment,
  EntityPaging,
  InboxStep,
  NoticeClaimRow,
  NoticeGrantRow,
} from '../../activities/entity-ports.ts';
import type { Actor } from '../../domain/authority/actor.ts';
import { ORGAN_CODES, ROLES } from '../../domain/codes.ts';
import { isParkingTold, type ParkReason } from '../../domain/payout/inbox-judgement.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { inTransaction } from '../kernel/connection.ts';
import { writeOutbox } from '../kernel/outbox-writing.ts';
import { execute, fetchAll, fetchFirst, query, sqlText, type Row } from '../kernel/statements.ts';
import { appendPayeeRefused } from '../payout/approved-payees.ts';
import { parkedTelling } from '../payout/payout-telling.ts';
import { readTellings } from './call-tellings.ts';
import { takeNextInboxRow, type Trust } from '../recordings/inbox-taking.ts';

/** Reads and writes of batch entities about their claims, page by page. */
export function createEntityPaging(pool: pg.Pool, trust: Trust): EntityPaging {
  return {
    tellings: (callId) => readTellings(pool, callId),

    async noticeClaims(noticeId) {
      const claims = await fetchAll(pool, claimsOfNotice(noticeId));
      return claims.map((row) => ({
        claimId: row.claim_id,
        state: row.state,
        hasOpenObjection: row.has_open_objection,
        noticeRevision: row.notice_revision,
      }));
    },

    noticeGrants: (noticeId) => fetchAll(pool, grantsOfNotice(noticeId)),

    dropFromNotice: (noticeId, claimId, dropped) =>
      inTransaction(pool, (client) => dropFromNotice(client, { noticeId, claimId, ...dropped })),

    draftedPayments: (batchId) => draftedPayments(pool, batchId),

    async cancelPayment(batchId, { claimId, purpose }, { reason, atMs }) {
      const at = new Date(atMs);
      const cancelled = query
        .updateTable('payout_instruction')
        .set({ state: 'cancelled', reason_code: reason, state_since: at })
        .where('batch_id', '=', batchId)
        .where('claim_id', '=', claimId)
        .where('purpose', '=', purpose)
        .where('state', '=', 'draft');
      await inTransaction(pool, async (client) => {
        const count = await execute(client, cancelled);
        if (count > 0 && reason === 'PAYEE_CHANGED') {
          await appendPayeeRefused(client, claimId, { person: null, at, batchId });
        }
      });
    },

    async cancelInstalment(batchId, { grantId, instalmentNo }, { reason, atMs }) {
      const cancelled = query
        .updateTable('payout_instruction')
        .set({ state: 'cancelled', reason_code: reason, state_since: new Date(atMs) })
        .where('batch_id', '=', batchId)
        .where('grant_id', '=', grantId)
        .where('instalment_no', '=', instalmentNo);
      await execute(pool, cancelled.where('state', '=', 'draft'));
    },

    nextInboxStep: (batchId): Promise<InboxStep | null> =>
      inTransaction(pool, (client) => takeNextInboxRow(client, trust, batchId)),

    parkInbox: (inboxId, reason) => inTransaction(pool, (client) => parkInbox(client, inboxId, reason)),
  };
}

/** Parks a report that its claim or grant refused, and tells other systems (api §8a). */
async function parkInbox(client: pg.PoolClient, inboxId: string, reason: ParkReason): Promise<void> {
  const parked = query
    .updateTable('payout_inbox')
    .set({ state: 'parked', park_reason: reason })
    .where('id', '=', inboxId)
    .where('state', '=', 'new');
  const row = await fetchFirst(
    client,
    parked.returning(['id', 'amount_fen', 'received_at', 'tried_at', 'instruction_id']),
  );
  if (row !== undefined && isParkingTold(reason, row.tried_at !== null)) {
    await execute(client, parkedTelling(row, reason, row.instruction_id));
  }
}

async function draftedPayments(pool: pg.Pool, batchId: string): ReturnType<EntityPaging['draftedPayments']> {
  const people = await fetchAll(
    pool,
    query
      .selectFrom('batch')
      .innerJoin('person', (join) =>
        join.on((of) => of('person.id', 'in', [of.ref('batch.maker_id'), of.ref('batch.checker_id')])),
      )
      .select(['batch.maker_id', 'person.id', 'person.organ', 'person.section', 'person.jurisdiction'])
      .select(['person.roles', 'person.party_id'])
      .where('batch.id', '=', batchId),
  );
  const payments = await fetchAll(
    pool,
    query
      .selectFrom('payout_instruction')
      .select(['claim_id as claimId', 'purpose'])
      .$narrowType<BatchPayment>()
      .distinct()
      .where('batch_id', '=', batchId)
      .where('claim_id', 'is not', null)
      .where('state', '=', 'draft')
      .orderBy('claim_id')
      .orderBy('purpose'),
  );
  const instalments = await fetchAll(
    pool,
    query
      .selectFrom('payout_instruction')
      .select(['grant_id as grantId', 'instalment_no as instalmentNo'])
      .where('batch_id', '=', batchId)
      .where('grant_id', 'is not', null)
      .$narrowType<BatchInstalment>()
      .where('state', '=', 'draft')
      .orderBy('grant_id'),
  );
  const maker = people.find((person) => person.id === person.maker_id);
  const checker = people.find((person) => person.id !== person.maker_id);
  return { maker: actorIn(maker, 'maker'), checker: actorIn(checker, 'checker'), payments, instalments };
}

const claimsOfNotice = sqlText<
  Row<'notice_claim', 'claim_id'> &
    Pick<NoticeClaimRow, 'state'> & { readonly has_open_objection: boolean; readonly notice_revision: number },
  [noticeId: string]
>(
  'worker.claimsOfNotice',
  `SELECT nc.claim_id, nc.state, EXISTS (SELECT FROM objection o WHERE o.notice_id = nc.notice_id
     AND o.claim_id = nc.claim_id AND o.state = 'open') AS has_open_objection, n.revision AS notice_revision
   FROM notice_claim nc JOIN notice n ON n.id = nc.notice_id WHERE nc.notice_id = $1 ORDER BY nc.claim_id`,
);

const grantsOfNotice = sqlText<NoticeGrantRow, [noticeId: string]>(
  'worker.grantsOfNotice',
  `SELECT g.grant_id AS "grantId", g.state, n.revision AS "noticeRevision",
     EXISTS (SELECT FROM objection o WHERE o.notice_id = n.id AND o.grant_id = g.grant_id AND o.state = 'open') AS "hasOpenObjection",
     EXISTS (SELECT FROM objection o WHERE o.notice_id = n.id AND o.grant_id = g.grant_id AND o.state = 'upheld') AS "isUpheld"
   FROM notice_grant g JOIN notice n ON n.id = g.notice_id WHERE g.notice_id = $1 ORDER BY g.grant_id`,
);

/** Roles and organs that this version does not know give no right. */
function actorIn(
  row: Row<'person', 'id' | 'organ' | 'section' | 'jurisdiction' | 'roles' | 'party_id'> | undefined,
  seat: string,
): Actor {
  if (row === undefined) {
    throw new RangeError(`The batch has no ${seat}`);
  }
  return {
    personId: row.id,
    organ: ORGAN_CODES.find((code) => code === row.organ) ?? null,
    section: row.section,
    jurisdiction: row.jurisdiction,
    roles: ROLES.filter((role) => row.roles.includes(role)),
    partyId: row.party_id,
  };
}

/** Writes the reason to the notice's audit and sends it as an event, so that a person is informed (D5). */
async function dropFromNotice(
  client: pg.PoolClient,
  drop: { readonly noticeId: string; readonly claimId: string; readonly reason: string; readonly atMs: number },
): Promise<void> {
  const { noticeId, claimId, reason, atMs } = drop;
  const drafted = query
    .updateTable('notice_claim')
    .set({ state: 'dropped', drop_reason: reason })
    .where('notice_id', '=', noticeId)
    .where('claim_id', '=', claimId)
    .where('state', '=', 'drafted');
  const grant = query
    .updateTable('notice_grant')
    .set({ state: 'dropped', drop_reason: reason })
    .where('notice_id', '=', noticeId)
    .where('grant_id', '=', claimId)
    .where('state', '=', 'drafted');
  if ((await execute(client, drafted)) === 0 && (await execute(client, grant)) === 0) {
    return;
  }
  const about = { entityKind: 'notice', entityId: noticeId, at: new Date(atMs) } as const;
  const facts = { claimId, reason };
  await appendAudit(client, { ...about, revision: null, act: 'claimDropped', actId: null, person: null, facts });
  await writeOutbox(client, { ...about, topic: 'notice.claimDropped', payload: { noticeId, ...facts } });
}
