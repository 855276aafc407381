import { createHash } from 'node:crypto';
import type pg from 'pg';
import { canonicalJson } from '../../domain/canonical-json.ts';
import type { NoticeClaimFacts, NoticeItemDetail, NoticePage, NoticePageItem } from '../../api/notice/notice-ports.ts';
import { findLeaks } from '../../domain/notice/publish-gate.ts';
import { MASK_VERSION } from '../../domain/notice/mask.ts';

/** When a notice is public. Given before the row has it, because the digest is stored together with the publication. */
export interface NoticeSpan {
  readonly publishedAt: Date;
  readonly endsOn: string;
  readonly endsAt: Date;
}

interface PageRow {
  readonly notice_no: string;
  readonly jurisdiction: string;
  readonly responsible_department: string;
  readonly policy_snapshot_id: string;
  readonly published_at: Date | null;
  readonly ends_on: string | null;
  readonly ends_at: Date | null;
}

/** Claims that were dropped for a reason were never public; a claim that left later stays on the page. */
const ON_PAGE = `NOT (nc.state = 'dropped' AND nc.drop_reason IS NOT NULL)`;

/**
 * The public content of a notice, the same for every reader at every time: page, JSON and digest are made of it.
 * @throws RangeError when the notice is unknown, or when the gate finds a number in it that must not be public
 */
export async function noticePage(
  client: pg.Pool | pg.PoolClient,
  noticeId: string,
  span?: NoticeSpan,
): Promise<NoticePage> {
  const found = await client.query<PageRow>(
    `SELECT notice_no, jurisdiction, responsible_department, policy_snapshot_id, published_at, ends_on, ends_at
     FROM notice WHERE id = $1`,
    [noticeId],
  );
  const row = found.rows[0];
  if (row === undefined) {
    throw new RangeError(`No notice ${noticeId}`);
  }
  const claims = await client.query<{ facts: NoticeClaimFacts }>(
    `SELECT nc.facts FROM notice_claim nc WHERE nc.notice_id = $1 AND ${ON_PAGE} ORDER BY nc.facts ->> 'claimNo'`,
    [noticeId],
  );
  const items = await client.query<WithDetail<NoticePageItem>>(
    `SELECT i.item_no AS "itemNo", nc.facts ->> 'claimNo' AS "claimNo", i.masked_name AS name,
       i.masked_id_number AS "idNumber", i.amount_fen AS "amountFen", i.facts AS detail
     FROM notice_item i JOIN notice_claim nc ON nc.notice_id = i.notice_id AND nc.claim_id = i.claim_id
     WHERE i.notice_id = $1 AND ${ON_PAGE} ORDER BY i.item_no`,
    [noticeId],
  );
  const page: NoticePage = {
    noticeId,
    noticeNo: row.notice_no,
    jurisdiction: row.jurisdiction,
    organs: [row.responsible_department, 'HRSS'],
    publishedAt: (span?.publishedAt ?? row.published_at)?.toISOString() ?? null,
    endsOn: span?.endsOn ?? row.ends_on,
    endsAt: (span?.endsAt ?? row.ends_at)?.toISOString() ?? null,
    policyVersion: row.policy_snapshot_id,
    maskVersion: MASK_VERSION,
    claims: claims.rows.map((claim) => claim.facts),
    items: items.rows.map(withoutEmptyDetail),
  };
  refuseLeaks(page);
  return page;
}

/** A row as the database returns it. */
export type WithDetail<Item extends { readonly detail?: NoticeItemDetail }> = Omit<Item, 'detail'> & {
  readonly detail: NoticeItemDetail | null;
};

/** Leaves out an empty detail, so that the content of an earlier notice is the same as when it was published. */
export function withoutEmptyDetail<Row extends { readonly detail: NoticeItemDetail | null }>({ detail, ...item }: Row) {
  return detail === null ? item : { ...item, detail };
}

/** SHA-256 over the canonical JSON of the content, in hexadecimal digits: fields in one order, no blanks. */
export function noticePageDigest(page: NoticePage): string {
  return createHash('sha256').update(canonicalJson(page)).digest('hex');
}

/** The last check before a publication. A leak here is a defect of the product, and nothing is published. */
function refuseLeaks(page: NoticePage): void {
  const texts = [
    ...page.claims.flatMap((claim) => [
      claim.payee ?? '',
      claim.applicant ?? '',
      claim.occupation?.name ?? '',
      claim.routeName.zh,
      claim.routeName.en,
    ]),
    ...page.items.flatMap(({ name, idNumber, detail }) => [
      name,
      idNumber,
      detail?.title ?? '',
      detail?.occupation ?? '',
    ]),
  ];
  const leaks = new Set(texts.flatMap(findLeaks));
  if (leaks.size > 0) {
    throw new RangeError(`Notice ${page.noticeId} would publish: ${[...leaks].join(', ')}`);
  }
}
