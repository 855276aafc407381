import type { LeadingPurpose } from '../../domain/claim/claim-course.ts';
import { sqlList } from '../kernel/sql-list.ts';
import type pg from 'pg';
import { isActKept } from '../kernel/act-store.ts';
import type { Caller } from '../../api/kernel/caller.ts';
import type {
  Drafted,
  NoticeClaimFacts,
  NoticeGlance,
  NoticeItemRecord,
  NoticeQuery,
  NoticeRecord,
  NoticeStore,
  PublicNotice,
  PublicNoticeGlance,
} from '../../api/notice/notice-ports.ts';
import type { OrganCode } from '../../domain/codes.ts';
import {
  LIVE_NOTICE_CLAIM_STATES,
  sideOf,
  type NoticeClaimState,
  type NoticeCourse,
} from '../../domain/notice/notice-course.ts';
import { claimReachOf, claimSightOf, VISIBLE_CLAIM } from '../kernel/claim-visibility.ts';
import { inTransaction } from '../kernel/connection.ts';
import { idOfCreation } from '../kernel/id-maker.ts';
import { noticePage, withoutEmptyDetail, type WithDetail } from './notice-page.ts';
import { draftNotice } from './notice-drafting.ts';
import { keepObjection } from './objection-keeping.ts';
import type { Sealer } from '../kernel/sealing.ts';

/** A person who may see one of a notice's claims may see the notice; parameters of `claimSightOf`. */
const VISIBLE_NOTICE = `(n.jurisdiction LIKE $2 OR (n.jurisdiction LIKE $3 AND n.responsible_department = $4)
  OR EXISTS (SELECT FROM notice_claim own JOIN claim c ON c.id = own.claim_id
    WHERE own.notice_id = n.id AND c.applicant_party_id = $1))`;

const PUBLIC_STATE = `CASE n.state WHEN 'withdrawn' THEN 'superseded' WHEN 'closed' THEN 'closed' ELSE 'published' END`;

export function createNoticeStore(pool: pg.Pool, sealer: Sealer): NoticeStore {
  return {
    draft: (claimIds, asked) => inTransaction(pool, (client) => draftOnce(client, claimIds, { ...asked, sealer })),
    list: (query, caller) => listNotices(pool, query, caller),
    find: (noticeId, caller) => findNotice(pool, noticeId, caller),

    async items(noticeId) {
      const found = await pool.query<WithDetail<NoticeItemRecord>>(
        `SELECT item_no AS "itemNo", claim_id AS "claimId", line_id AS "lineId", masked_name AS name,
           masked_id_number AS "idNumber", amount_fen AS "amountFen", facts AS detail
         FROM notice_item WHERE notice_id = $1 ORDER BY item_no`,
        [noticeId],
      );
      return found.rows.map(withoutEmptyDetail);
    },

    async publicList(limit, after) {
      const [beforeMs, id] = after ?? [null, null];
      const found = await pool.query<
        Omit<PublicNoticeGlance, 'publishedAt' | 'endsAt'> & { publishedAt: Date; endsAt: Date }
      >(
        `SELECT n.id AS "noticeId", n.notice_no AS "noticeNo", ARRAY[n.responsible_department, 'HRSS'] AS organs,
           ${PUBLIC_STATE} AS state, n.published_at AS "publishedAt", n.ends_at AS "endsAt",
           (SELECT count(*)::int FROM notice_claim nc WHERE nc.notice_id = n.id) AS claims,
           (SELECT count(*)::int FROM notice_item i WHERE i.notice_id = n.id) AS items
         FROM notice n WHERE n.published_at IS NOT NULL
           AND ($1::timestamptz IS NULL OR (n.published_at, n.id) < ($1, $2))
         ORDER BY n.published_at DESC, n.id DESC LIMIT $3`,
        [beforeMs === null ? null : new Date(beforeMs), id, limit + 1],
      );
      return found.rows.map((row) => ({
        ...row,
        publishedAt: row.publishedAt.toISOString(),
        endsAt: row.endsAt.toISOString(),
      }));
    },

    async publicPage(noticeId) {
      const found = await pool.query<Pick<PublicNotice, 'state' | 'pageHash'>>(
        `SELECT ${PUBLIC_STATE} AS state, n.page_digest AS "pageHash" FROM notice n
         WHERE n.id = $1 AND n.published_at IS NOT NULL`,
        [noticeId],
      );
      const row = found.rows[0];
      return row === undefined ? null : { ...(await noticePage(pool, noticeId)), ...row };
    },

    object: (objection, at) => inTransaction(pool, (client) => keepObjection(client, objection, { at, sealer })),

    isActKept: (personId, idempotencyKey) => isActKept(pool, personId, idempotencyKey),
  };
}

interface LiveDraft {
  readonly claim_id: string;
  readonly notice_id: string;
  readonly is_replaceable: boolean;
}

interface DraftedWith {
  readonly caller: Caller;
  readonly at: Date;
  readonly key: string | undefined;
  readonly sealer: Sealer;
}

/** Drafts one joint notice for claims that wait for a notice; it replaces the automatic draft of a single claim. */
async function draftOnce(client: pg.PoolClient, claimIds: readonly string[], by: DraftedWith): Promise<Drafted> {
  const id = idOfCreation('ntc', by.caller.personId, by.key);
  const known = await client.query('SELECT FROM notice WHERE id = $1', [id]);
  return known.rowCount === 1 ? { kind: 'drafted', noticeId: id, replaced: [] } : draftJoint(client, id, claimIds, by);
}

async function draftJoint(
  client: pg.PoolClient,
  id: string,
  claimIds: readonly string[],
  { caller, at, sealer }: DraftedWith,
): Promise<Drafted> {
  const found = await client.query<{
    id: string;
    jurisdiction: string;
    responsible_department: OrganCode;
    state: string;
  }>(
    `SELECT c.id, c.jurisdiction, c.responsible_department, c.state FROM claim c
     WHERE ${VISIBLE_CLAIM} AND c.id = ANY ($5) ORDER BY c.id FOR UPDATE OF c`,
    [...claimReachOf(caller), claimIds],
  );
  const claims = new Map(found.rows.map((row) => [row.id, row]));
  const where = (is: (claim: (typeof found.rows)[number] | undefined) => boolean) =>
    claimIds.flatMap((claimId, position) => (is(claims.get(claimId)) ? [position] : []));
  const first = claims.get(claimIds[0] ?? '');
  const unknown = where((claim) => claim === undefined);
  if (unknown.length > 0 || first === undefined) {
    return { kind: 'refused', reason: 'CLAIM_UNKNOWN', positions: unknown };
  }
  const plan = {
    noticeId: '',
    jurisdiction: first.jurisdiction,
    responsibleDepartment: first.responsible_department,
    clockOffsetMs: 0,
  };
  const checks = [
    ['DIFFERENT_JURISDICTIONS', where((claim) => claim?.jurisdiction !== first.jurisdiction)],
    ['DIFFERENT_DEPARTMENTS', where((claim) => claim?.responsible_department !== first.responsible_department)],
    ['NOT_YOUR_SIDE', sideOf(caller, plan).ok ? [] : [0]],
    ['CLAIM_HELD', where((claim) => claim?.state === 'suspended')],
    ['WRONG_STATE', where((claim) => claim?.state !== 'noticePending' && claim?.state !== 'noticeOpen')],
  ] as const;
  const failed = checks.find(([, positions]) => positions.length > 0);
  if (failed !== undefined) {
    return { kind: 'refused', reason: failed[0], positions: failed[1] };
  }
  const live = await readLive(client, claimIds);
  const taken = new Set(live.filter((row) => !row.is_replaceable).map((row) => row.claim_id));
  const busy = where((claim) => claim !== undefined && (taken.has(claim.id) || claim.state === 'noticeOpen'));
  if (busy.length > 0) {
    return { kind: 'refused', reason: 'ALREADY_IN_NOTICE', positions: busy };
  }
  const replaced = live.map((row) => row.notice_id);
  await client.query(
    `UPDATE notice_claim SET state = 'dropped', drop_reason = 'REPLACED' WHERE notice_id = ANY ($1) AND state = 'drafted'`,
    [replaced],
  );
  const { personId, organ, section } = caller;
  const noticeId = await draftNotice(client, { id, claimIds, at, sealer, createdBy: { personId, organ, section } });
  return { kind: 'drafted', noticeId, replaced };
}

async function readLive(client: pg.PoolClient, claimIds: readonly string[]): Promise<readonly LiveDraft[]> {
  const found = await client.query<LiveDraft>(
    `SELECT nc.claim_id, nc.notice_id, (n.created_by IS NULL AND n.state = 'draft' AND nc.state = 'drafted'
       AND (SELECT count(*) FROM notice_claim other WHERE other.notice_id = n.id) = 1) AS is_replaceable
     FROM notice_claim nc JOIN notice n ON n.id = nc.notice_id
     WHERE nc.claim_id = ANY ($1) AND nc.state IN (${sqlList(LIVE_NOTICE_CLAIM_STATES)}) ORDER BY n.id FOR UPDATE OF n, nc`,
    [claimIds],
  );
  return found.rows;
}

async function listNotices(pool: pg.Pool, query: NoticeQuery, caller: Caller): Promise<readonly NoticeGlance[]> {
  const [beforeMs, id] = query.after ?? [null, null];
  const found = await pool.query<NoticeGlance>(
    `SELECT n.id, n.notice_no AS "noticeNo", n.jurisdiction, n.responsible_department AS "responsibleDepartment",
       n.state, n.revision, n.published_at AS "publishedAt", n.ends_at AS "endsAt", n.created_at AS "createdAt",
       ARRAY(SELECT nc.claim_id FROM notice_claim nc WHERE nc.notice_id = n.id ORDER BY nc.claim_id) AS "claimIds",
       (SELECT count(*)::int FROM notice_item i WHERE i.notice_id = n.id) AS items
     FROM notice n WHERE ${VISIBLE_NOTICE}
       AND ($5::text IS NULL OR EXISTS (SELECT FROM notice_claim nc WHERE nc.notice_id = n.id AND nc.claim_id = $5))
       AND ($6::text[] IS NULL OR n.state = ANY ($6))
       AND ($7::timestamptz IS NULL OR (n.created_at, n.id) < ($7, $8))
     ORDER BY n.created_at DESC, n.id DESC LIMIT $9`,
    [
      ...claimSightOf(caller),
      query.claimId ?? null,
      query.states,
      beforeMs === null ? null : new Date(beforeMs),
      id,
      query.limit + 1,
    ],
  );
  return found.rows;
}

interface NoticeRow {
  readonly id: string;
  readonly notice_no: string;
  readonly jurisdiction: string;
  readonly responsible_department: OrganCode;
  readonly state: NoticeCourse['state'];
  readonly revision: number;
  readonly policy_snapshot_id: string;
  readonly course: NoticeCourse | null;
  readonly published_at: Date | null;
  readonly ends_on: string | null;
  readonly ends_at: Date | null;
  readonly page_digest: string | null;
  readonly outcome_reason: string | null;
  readonly created_at: Date;
  readonly state_since: Date;
  readonly confirmations: NoticeRecord['confirmations'];
  readonly open_objections: number;
}

async function findNotice(pool: pg.Pool, noticeId: string, caller: Caller): Promise<NoticeRecord | null> {
  const found = await pool.query<NoticeRow>(
    `SELECT n.*, (SELECT count(*)::int FROM objection o WHERE o.notice_id = n.id AND o.state = 'open') AS open_objections,
       (SELECT coalesce(json_agg(json_build_object('side', w.side, 'organ', w.organ, 'section', w.section,
           'displayName', p.display_name, 'at', w.at) ORDER BY w.at, w.side), '[]')
         FROM notice_confirmation w JOIN person p ON p.id = w.person_id WHERE w.notice_id = n.id) AS confirmations
     FROM notice n WHERE ${VISIBLE_NOTICE} AND n.id = $5`,
    [...claimSightOf(caller), noticeId],
  );
  const row = found.rows[0];
  if (row === undefined) {
    return null;
  }
  const claims = await pool.query<{
    claimId: string;
    purpose: LeadingPurpose;
    state: NoticeClaimState;
    dropReason: string | null;
    facts: NoticeClaimFacts;
  }>(
    `SELECT claim_id AS "claimId", purpose, state, drop_reason AS "dropReason", facts FROM notice_claim
     WHERE notice_id = $1 ORDER BY facts ->> 'claimNo'`,
    [noticeId],
  );
  const { revision, state } = row;
  return {
    noticeId,
    noticeNo: row.notice_no,
    jurisdiction: row.jurisdiction,
    responsibleDepartment: row.responsible_department,
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
    plan: {
      noticeId,
      jurisdiction: row.jurisdiction,
      responsibleDepartment: row.responsible_department,
      clockOffsetMs: 0,
    },
    confirmations: row.confirmations.map((word) => ({ ...word, at: new Date(word.at).toISOString() })),
    claims: claims.rows,
    openObjections: row.open_objections,
  };
}
