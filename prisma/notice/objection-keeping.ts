import type pg from 'pg';
import type { NoticeStore, Objected } from '../../api/notice/notice-ports.ts';
import { newId, newReadableNo } from '../kernel/id-maker.ts';
import type { Sealer } from '../kernel/sealing.ts';

/**
 * Stores an objection. Locks the notice's row, so that an objection and the end of the period are always handled one
 * after the other.
 */
export async function keepObjection(
  client: pg.PoolClient,
  objection: Parameters<NoticeStore['object']>[0],
  { at, sealer }: { readonly at: Date; readonly sealer: Sealer },
): Promise<Objected> {
  const found = await client.query<{ state: string; ends_at: Date | null; jurisdiction: string }>(
    'SELECT state, ends_at, jurisdiction FROM notice WHERE id = $1 AND published_at IS NOT NULL FOR UPDATE',
    [objection.noticeId],
  );
  const notice = found.rows[0];
  if (notice === undefined) {
    return { kind: 'hidden' };
  }
  if (notice.state !== 'published' || notice.ends_at === null || notice.ends_at <= at) {
    return { kind: 'closed' };
  }
  const item = await client.query<{ claim_id: string; line_id: string | null }>(
    `SELECT i.claim_id, i.line_id FROM notice_item i
       JOIN notice_claim nc ON nc.notice_id = i.notice_id AND nc.claim_id = i.claim_id AND nc.state = 'open'
     WHERE i.notice_id = $1 AND i.item_no = $2`,
    [objection.noticeId, objection.itemNo],
  );
  const about = item.rows[0];
  if (about === undefined) {
    return { kind: 'unknownItem' };
  }
  const objectionId = newId('obj');
  const receiptNo = newReadableNo('YY', notice.jurisdiction, at.toISOString().slice(0, 4));
  const seal = (text: string | null) => (text === null ? null : sealer.seal(text));
  await client.query(
    `INSERT INTO objection (id, receipt_no, notice_id, item_no, claim_id, line_id, statement_sealed, name_sealed,
       contact_sealed, at, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open')`,
    [
      objectionId,
      receiptNo,
      objection.noticeId,
      objection.itemNo,
      about.claim_id,
      about.line_id,
      sealer.seal(objection.statement),
      seal(objection.name),
      seal(objection.contact),
      at,
    ],
  );
  return { kind: 'received', objectionId, receiptNo };
}
