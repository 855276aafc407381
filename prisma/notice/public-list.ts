import type pg from 'pg';
import type { PublicNoticeGlance } from '../../api/notice/notice-ports.ts';
import { organsOfNotice, publicNoticeState } from '../../domain/notice/notice-page.ts';
import { fetchAll, sqlText, type Row } from '../kernel/statements.ts';

/** Published notices, newest first. */
export async function listPublic(
  pool: pg.Pool,
  limit: number,
  after: readonly [number, string] | null,
): Promise<readonly PublicNoticeGlance[]> {
  const [beforeMs, id] = after ?? [null, null];
  const rows = await fetchAll(pool, publicPage(beforeMs === null ? null : new Date(beforeMs), id, limit + 1));
  return rows.map((row) => ({
    noticeId: row.id,
    noticeNo: row.notice_no,
    organs: organsOfNotice(row.responsible_department),
    state: publicNoticeState(row.state),
    publishedAt: row.published_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    claims: row.claims,
    items: row.items,
  }));
}

type PublicRow = Row<'notice', 'id' | 'notice_no' | 'responsible_department' | 'state'> & {
  readonly published_at: NonNullable<Row<'notice'>['published_at']>;
  readonly ends_at: NonNullable<Row<'notice'>['ends_at']>;
  readonly claims: number;
  readonly items: number;
};

const publicPage = sqlText<PublicRow, [beforeAt: Date | null, beforeId: string | null, limit: number]>(
  'notice.publicPage',
  `SELECT n.id, n.notice_no, n.responsible_department, n.state, n.published_at, n.ends_at,
     (SELECT count(*) FROM notice_claim nc WHERE nc.notice_id = n.id) AS claims,
     (SELECT count(*) FROM notice_item i WHERE i.notice_id = n.id)
       + (SELECT count(*) FROM notice_grant g WHERE g.notice_id = n.id) AS items
   FROM notice n WHERE n.published_at IS NOT NULL
     AND ($1::timestamptz IS NULL OR (n.published_at, n.id) < ($1, $2))
   ORDER BY n.published_at DESC, n.id DESC LIMIT $3`,
);
