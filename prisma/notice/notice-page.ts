import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { canonicalJson } from '../../domain/canonical-json.ts';
import { leaksOfPage, noticePageOf, type NoticePage } from '../../domain/notice/notice-page.ts';
import { fetchAll, fetchFirst, query, type Connection } from '../kernel/statements.ts';

/** When a notice is public. Given before the row has it, because the digest is stored together with the publication. */
export interface NoticeSpan {
  readonly publishedAt: Date;
  readonly endsOn: string;
  readonly endsAt: Date;
}

/** The rows of which a notice's page is made. */
export type NoticeContent = Awaited<ReturnType<typeof readNoticeContent>>;

/** @throws RangeError when the notice is unknown */
export async function readNoticeContent(connection: Connection, noticeId: string) {
  const [notice, claims, items, grants] = await Promise.all([
    fetchFirst(connection, noticeToShow(noticeId)),
    fetchAll(connection, claimsOfNotice(noticeId)),
    fetchAll(connection, itemsOfNotice(noticeId)),
    fetchAll(connection, grantsOfNotice(noticeId)),
  ]);
  if (notice === undefined) {
    throw new RangeError(`No notice ${noticeId}`);
  }
  return { notice, claims, items, grants };
}

/**
 * The public content of a notice, the same for every reader at every time: page, JSON and digest are made of it.
 * @throws RangeError when the gate finds a number in it that must not be public
 */
export function noticePageFrom({ notice, claims, items, grants }: NoticeContent, span?: NoticeSpan): NoticePage {
  const { publishedAt, endsOn, endsAt } = span ?? notice;
  const times = {
    publishedAt: publishedAt?.toISOString() ?? null,
    endsOn,
    endsAt: endsAt?.toISOString() ?? null,
  };
  const page = noticePageOf({ ...notice, ...times }, claims, items, grants);
  refuseLeaks(page);
  return page;
}

/** The page of a notice as it is stored. */
export async function noticePage(connection: Connection, noticeId: string): Promise<NoticePage> {
  return noticePageFrom(await readNoticeContent(connection, noticeId));
}

function noticeToShow(noticeId: string) {
  return query
    .selectFrom('notice')
    .select(['id as noticeId', 'notice_no as noticeNo', 'jurisdiction'])
    .select(['responsible_department as responsibleDepartment', 'policy_snapshot_id as policyVersion'])
    .select(['mask_version as maskVersion', 'published_at as publishedAt', 'ends_on as endsOn', 'ends_at as endsAt'])
    .where('id', '=', noticeId);
}

/** The claims of a notice with their public data, by claim number. */
export function claimsOfNotice(noticeId: string) {
  return query
    .selectFrom('notice_claim')
    .select(['claim_id as claimId', 'purpose', 'state', 'drop_reason as dropReason', 'facts'])
    .where('notice_id', '=', noticeId)
    .orderBy(sql`facts ->> 'claimNo'`);
}

/** The applications of a notice of a proposal, in order. */
export function grantsOfNotice(noticeId: string) {
  return query
    .selectFrom('notice_grant')
    .select(['grant_id as grantId', 'item_no as itemNo', 'state', 'drop_reason as dropReason', 'facts'])
    .where('notice_id', '=', noticeId)
    .orderBy('item_no');
}

/** The items of a notice, in order; a person's name and ID number are masked. */
export function itemsOfNotice(noticeId: string) {
  return query
    .selectFrom('notice_item')
    .select(['item_no as itemNo', 'claim_id as claimId', 'line_id as lineId', 'masked_name as name'])
    .select(['masked_id_number as idNumber', 'amount_fen as amountFen', 'facts as detail'])
    .where('notice_id', '=', noticeId)
    .orderBy('item_no');
}

/** SHA-256 over the canonical JSON of the content, in hexadecimal digits: fields in one order, no blanks. */
export function noticePageDigest(page: NoticePage): string {
  return createHash('sha256').update(canonicalJson(page)).digest('hex');
}

/** The last check before a publication. A leak here is a defect of the product, and nothing is published. */
function refuseLeaks(page: NoticePage): void {
  const leaks = leaksOfPage(page);
  if (leaks.length > 0) {
    throw new RangeError(`Notice ${page.noticeId} would publish: ${leaks.join(', ')}`);
  }
}
