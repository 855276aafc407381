import type pg from 'pg';
import type { NoticeStore, Objected } from '../../api/notice/notice-ports.ts';
import { isOpenForObjections } from '../../domain/notice/notice-course.ts';
import { idOfCreation, newId, newReadableNo } from '../kernel/id-maker.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { execute, fetchFirst, query } from '../kernel/statements.ts';

/**
 * Stores an objection. Locks the notice's row, so that an objection and the end of the period are always handled one
 * after the other.
 */
export async function keepObjection(
  client: pg.PoolClient,
  objection: Parameters<NoticeStore['object']>[0],
  { at, sealer }: { readonly at: Date; readonly sealer: Sealer },
): Promise<Objected> {
  const { noticeId, itemNo, key } = objection;
  const notice = await fetchFirst(client, lockPublished(noticeId));
  if (notice === undefined) {
    return { kind: 'hidden' };
  }
  const { state, ends_at: endsAt } = notice;
  if (!isOpenForObjections({ state, endsAtMs: endsAt?.getTime() ?? null }, at.getTime())) {
    return { kind: 'closed' };
  }
  const about =
    (await fetchFirst(client, openItem(noticeId, itemNo))) ?? (await fetchFirst(client, openGrant(noticeId, itemNo)));
  if (about === undefined) {
    return { kind: 'unknownItem' };
  }
  const objectionId = key === undefined ? newId('obj') : idOfCreation('obj', noticeId, key);
  const known = await fetchFirst(
    client,
    query.selectFrom('objection').select('receipt_no').where('id', '=', objectionId),
  );
  if (known !== undefined) {
    return { kind: 'received', objectionId, receiptNo: known.receipt_no };
  }
  const receiptNo = newReadableNo('YY', notice.jurisdiction, at.toISOString().slice(0, 4));
  const { statement, name, contact } = objection;
  const nameOf = placeOf('objection.name_sealed', objectionId);
  const contactOf = placeOf('objection.contact_sealed', objectionId);
  await execute(
    client,
    query.insertInto('objection').values({
      id: objectionId,
      receipt_no: receiptNo,
      notice_id: noticeId,
      item_no: itemNo,
      ...about,
      statement_sealed: sealer.seal(statement, placeOf('objection.statement_sealed', objectionId)),
      name_sealed: name === null ? null : sealer.seal(name, nameOf),
      contact_sealed: contact === null ? null : sealer.seal(contact, contactOf),
      at,
      state: 'open',
      refuse_lines: [],
    }),
  );
  return { kind: 'received', objectionId, receiptNo };
}

function lockPublished(noticeId: string) {
  return query
    .selectFrom('notice')
    .select(['state', 'ends_at', 'jurisdiction'])
    .where('id', '=', noticeId)
    .where('published_at', 'is not', null)
    .forUpdate();
}

/** An item whose claim is still in the notice. */
function openItem(noticeId: string, itemNo: number) {
  return query
    .selectFrom('notice_item as i')
    .innerJoin('notice_claim as nc', (join) =>
      join.onRef('nc.notice_id', '=', 'i.notice_id').onRef('nc.claim_id', '=', 'i.claim_id'),
    )
    .select(['i.claim_id', 'i.line_id'])
    .where('i.notice_id', '=', noticeId)
    .where('i.item_no', '=', itemNo)
    .where('nc.state', '=', 'open');
}

/** An application that is still in the notice. */
function openGrant(noticeId: string, itemNo: number) {
  return query
    .selectFrom('notice_grant')
    .select('grant_id')
    .where('notice_id', '=', noticeId)
    .where('item_no', '=', itemNo)
    .where('state', '=', 'open');
}
