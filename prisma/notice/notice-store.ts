import { ENTITIES } from '../../domain/entities.ts';
import type pg from 'pg';
import type { WorkingCalendar } from '../../domain/calendar.ts';
import type { Caller } from '../../api/kernel/caller.ts';
import type { Drafted, NoticeGlance, NoticeQuery, NoticeRecord, NoticeStore } from '../../api/notice/notice-ports.ts';
import {
  judgeJointDraft,
  judgeLivePlaces,
  type ClaimToDraft,
  type LivePlace,
} from '../../domain/notice/joint-draft.ts';
import { LIVE_NOTICE_CLAIM_STATES } from '../../domain/notice/notice-course.ts';
import { shownGrants, withoutEmptyDetail } from '../../domain/notice/notice-page.ts';
import { isActKept } from '../kernel/act-store.ts';
import { claimReachOf, claimSightOf, VISIBLE_CLAIM, type ClaimSight } from '../kernel/claim-visibility.ts';
import { inTransaction } from '../kernel/connection.ts';
import { idOfCreation } from '../kernel/id-maker.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { noticeStart } from '../kernel/start-inputs.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { anyOf, execute, fetchAll, fetchFirst, query, sqlText, type InJson, type Row } from '../kernel/statements.ts';
import { draftNotice } from './notice-drafting.ts';
import { previewNotice } from './notice-preview.ts';
import { claimsOfNotice, grantsOfNotice, itemsOfNotice } from './notice-page.ts';
import { listPublic } from './public-list.ts';
import { findPublicPage } from './public-page.ts';
import { keepObjection } from './objection-keeping.ts';

/** Offices see the notices of their place; an applicant that of their claim or grant once it is published. Parameters of `claimSightOf`. */
export const VISIBLE_NOTICE = `(n.jurisdiction LIKE $2 OR (n.jurisdiction LIKE $3 AND (n.responsible_department = $4 OR n.grant_call_id IS NOT NULL AND $4 = 'HRSS'))
  OR n.published_at IS NOT NULL AND (EXISTS (SELECT FROM notice_claim own JOIN claim c ON c.id = own.claim_id
      WHERE own.notice_id = n.id AND c.applicant_party_id = $1)
    OR EXISTS (SELECT FROM notice_grant own JOIN base_grant g ON g.id = own.grant_id
      WHERE own.notice_id = n.id AND g.applicant_party_id = $1)))`;

/** @param personsDays for how many days after its end a public notice still shows its persons */
export function createNoticeStore(
  pool: pg.Pool,
  sealer: Sealer,
  { personsDays, calendar }: { readonly personsDays: number; readonly calendar: WorkingCalendar },
): NoticeStore {
  return {
    preview: (noticeId, at) => previewNotice(pool, noticeId, { at, sealer, calendar }),
    draft: (claimIds, asked) => inTransaction(pool, (client) => draftOnce(client, claimIds, { ...asked, sealer })),
    list: (asked, caller) => listNotices(pool, asked, caller),
    find: (noticeId, caller) => findNotice(pool, noticeId, caller),
    grants: async (noticeId) => shownGrants(await fetchAll(pool, grantsOfNotice(noticeId))),
    items: async (noticeId) => (await fetchAll(pool, itemsOfNotice(noticeId))).map(withoutEmptyDetail),
    publicList: (limit, after) => listPublic(pool, limit, after),
    publicPage: (noticeId, at) => findPublicPage(pool, noticeId, { at, personsDays }),
    object: (objection, at) => inTransaction(pool, (client) => keepObjection(client, objection, { at, sealer })),
    isActKept: (personId, idempotencyKey) => isActKept(pool, personId, idempotencyKey),
  };
}

interface DraftedWith {
  readonly caller: Caller;
  readonly at: Date;
  readonly key: string | undefined;
  readonly sealer: Sealer;
}

/** Drafts one joint notice for claims that wait for a notice; it replaces the automatic draft of a single claim. */
async function draftOnce(client: pg.PoolClient, claimIds: readonly string[], by: DraftedWith): Promise<Drafted> {
  const id = idOfCreation(ENTITIES.notice.idPrefix, by.caller.personId, by.key);
  const known = await fetchFirst(client, query.selectFrom('notice').select('id').where('id', '=', id));
  return known === undefined ? draftJoint(client, id, claimIds, by) : { kind: 'drafted', noticeId: id, replaced: [] };
}

/** Lock order: claims, then notices. */
async function draftJoint(
  client: pg.PoolClient,
  id: string,
  claimIds: readonly string[],
  { caller, at, sealer }: DraftedWith,
): Promise<Drafted> {
  const claims = (await fetchAll(client, lockClaims(...claimReachOf(caller, 'getClaim'), claimIds))).map(claimOf);
  const judged = judgeJointDraft(claimIds, claims, caller);
  if (!judged.ok) {
    return { kind: 'refused', reason: judged.reason, positions: judged.positions };
  }
  const live = (await fetchAll(client, lockLivePlaces(claimIds))).map(placeOf);
  const replaced = judgeLivePlaces(claimIds, claims, live);
  if (!replaced.ok) {
    return { kind: 'refused', reason: replaced.reason, positions: replaced.positions };
  }
  await execute(
    client,
    query
      .updateTable('notice_claim')
      .set({ state: 'dropped', drop_reason: 'REPLACED' })
      .where('notice_id', '=', anyOf(replaced.value))
      .where('state', '=', 'drafted'),
  );
  const { personId, organ, section } = caller;
  const noticeId = await draftNotice(client, { id, claimIds, at, sealer, createdBy: { personId, organ, section } });
  return { kind: 'drafted', noticeId, replaced: replaced.value };
}

type DraftedClaim = Row<'claim', 'id' | 'jurisdiction' | 'responsible_department' | 'state'>;

const lockClaims = sqlText<DraftedClaim, [...ClaimSight, claimIds: readonly string[]]>(
  'notice.lockClaims',
  `SELECT c.id, c.jurisdiction, c.responsible_department, c.state FROM claim c
   WHERE ${VISIBLE_CLAIM} AND c.id = ANY ($5) ORDER BY c.id FOR UPDATE OF c`,
);

function claimOf({ responsible_department: responsibleDepartment, ...claim }: DraftedClaim): ClaimToDraft {
  return { ...claim, responsibleDepartment };
}

type LiveRow = Row<'notice_claim', 'claim_id' | 'notice_id' | 'state'> &
  Row<'notice', 'created_by'> & { readonly notice_state: Row<'notice'>['state']; readonly claims: number };

const lockLivePlaces = sqlText<LiveRow, [claimIds: readonly string[]]>(
  'notice.lockLivePlaces',
  `SELECT nc.claim_id, nc.notice_id, nc.state, n.created_by, n.state AS notice_state,
     (SELECT count(*) FROM notice_claim other WHERE other.notice_id = n.id) AS claims
   FROM notice_claim nc JOIN notice n ON n.id = nc.notice_id
   WHERE nc.claim_id = ANY ($1) AND nc.state IN (${sqlList(LIVE_NOTICE_CLAIM_STATES)}) ORDER BY n.id FOR UPDATE OF n, nc`,
);

function placeOf(row: LiveRow): LivePlace {
  return {
    claimId: row.claim_id,
    noticeId: row.notice_id,
    state: row.state,
    noticeState: row.notice_state,
    isAutomatic: row.created_by === null,
    claims: row.claims,
  };
}

async function listNotices(pool: pg.Pool, asked: NoticeQuery, caller: Caller): Promise<readonly NoticeGlance[]> {
  const [beforeMs, id] = asked.after ?? [null, null];
  const before = beforeMs === null ? null : new Date(beforeMs);
  const rows = await fetchAll(
    pool,
    noticeList(
      ...claimSightOf(caller, 'readNotice'),
      asked.claimId ?? null,
      asked.states,
      before,
      id,
      asked.limit + 1,
      asked.grantCallId ?? null,
      asked.q ?? null,
    ),
  );
  return rows.map((row) => ({
    id: row.id,
    noticeNo: row.notice_no,
    jurisdiction: row.jurisdiction,
    responsibleDepartment: row.responsible_department,
    state: row.state,
    revision: row.revision,
    publishedAt: row.published_at,
    endsAt: row.ends_at,
    createdAt: row.created_at,
    claimIds: row.claim_ids,
    callId: row.grant_call_id,
    items: row.items,
  }));
}

const noticeList = sqlText<
  Row<
    'notice',
    | ('id' | 'notice_no' | 'jurisdiction' | 'responsible_department' | 'state' | 'revision')
    | ('published_at' | 'ends_at' | 'created_at' | 'grant_call_id')
  > & { readonly claim_ids: readonly string[]; readonly items: number },
  [
    ...ClaimSight,
    claimId: string | null,
    states: NoticeQuery['states'],
    before: Date | null,
    beforeId: string | null,
    limit: number,
    callId: string | null,
    partOfNumber: string | null,
  ]
>(
  'notice.list',
  `SELECT n.id, n.notice_no, n.jurisdiction, n.responsible_department, n.state, n.revision, n.published_at, n.ends_at,
     n.created_at,
     ARRAY(SELECT nc.claim_id FROM notice_claim nc WHERE nc.notice_id = n.id ORDER BY nc.claim_id) AS claim_ids,
     (SELECT count(*) FROM notice_item i WHERE i.notice_id = n.id)
       + (SELECT count(*) FROM notice_grant g WHERE g.notice_id = n.id) AS items, n.grant_call_id
   FROM notice n WHERE ${VISIBLE_NOTICE}
     AND ($5::text IS NULL OR EXISTS (SELECT FROM notice_claim nc WHERE nc.notice_id = n.id AND nc.claim_id = $5))
     AND ($10::text IS NULL OR n.grant_call_id = $10) AND ($6::text[] IS NULL OR n.state = ANY ($6))
     AND ($7::timestamptz IS NULL OR (n.created_at, n.id) < ($7, $8))
     AND ($11::text IS NULL OR position(upper($11) IN n.notice_no) > 0)
   ORDER BY n.created_at DESC, n.id DESC LIMIT $9`,
);

async function findNotice(pool: pg.Pool, noticeId: string, caller: Caller): Promise<NoticeRecord | null> {
  const row = await fetchFirst(pool, visibleNotice(...claimSightOf(caller, 'readNotice'), noticeId));
  if (row === undefined) {
    return null;
  }
  const claims = await fetchAll(pool, claimsOfNotice(noticeId));
  const { revision, state } = row;
  const whose = { jurisdiction: row.jurisdiction, responsibleDepartment: row.responsible_department };
  return {
    noticeId,
    noticeNo: row.notice_no,
    ...whose,
    revision,
    policyVersion: row.policy_snapshot_id,
    publishedAt: row.published_at,
    endsOn: row.ends_on,
    endsAt: row.ends_at,
    pageHash: row.page_digest,
    outcomeReason: row.outcome_reason,
    createdAt: row.created_at,
    stateSince: row.state_since,
    course: row.course ?? { revision, state, lastActId: '', words: [], endsAtMs: null },
    callId: row.grant_call_id,
    plan: noticeStart(row, { noticeId, clockOffsetMs: 0 }).plan,
    confirmations: row.confirmations.map(({ display_name: displayName, at, ...word }) => ({
      ...word,
      displayName,
      at: new Date(at).toISOString(),
    })),
    claims,
    openObjections: row.open_objections,
  };
}

const visibleNotice = sqlText<
  Row<
    'notice',
    | ('id' | 'notice_no' | 'jurisdiction' | 'responsible_department' | 'state' | 'revision' | 'policy_snapshot_id')
    | (
        | 'course'
        | 'published_at'
        | 'ends_on'
        | 'ends_at'
        | 'page_digest'
        | 'outcome_reason'
        | 'created_at'
        | 'state_since'
        | 'grant_call_id'
      )
  > & {
    readonly open_objections: number;
    readonly confirmations: readonly InJson<
      Row<'notice_confirmation', 'side' | 'organ' | 'section' | 'at'> & Row<'person', 'display_name'>
    >[];
  },
  [...ClaimSight, noticeId: string]
>(
  'notice.visible',
  `SELECT n.id, n.notice_no, n.jurisdiction, n.responsible_department, n.state, n.revision, n.policy_snapshot_id, n.course,
     n.published_at, n.ends_on, n.ends_at, n.page_digest, n.outcome_reason, n.created_at, n.state_since, n.grant_call_id,
     (SELECT count(*) FROM objection o WHERE o.notice_id = n.id AND o.state = 'open') AS open_objections,
     (SELECT coalesce(json_agg(json_build_object('side', w.side, 'organ', w.organ, 'section', w.section,
         'display_name', p.display_name, 'at', w.at) ORDER BY w.at, w.side), '[]')
       FROM notice_confirmation w JOIN person p ON p.id = w.person_id WHERE w.notice_id = n.id) AS confirmations
   FROM notice n WHERE ${VISIBLE_NOTICE} AND n.id = $5`,
);
