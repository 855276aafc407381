import { ENTITIES } from '../../domain/entities.ts';
import type pg from 'pg';
import { dayAt } from '../../domain/calendar.ts';
import { publishClaim, type PublishedClaim } from '../../domain/notice/claim-in-notice.ts';
import { MASK_VERSION } from '../../domain/notice/mask.ts';
import type { NoticeItem } from '../../domain/notice/notice-items.ts';
import { auditWrites } from '../kernel/audit-writing.ts';
import { newId, newReadableNo } from '../kernel/id-maker.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { jsonText, query, sendTogether, sqlText, type Statement } from '../kernel/statements.ts';
import { readClaimsToPublish, type ReadClaim } from './claims-to-publish.ts';

/** The person who drafts a notice; null when the jurisdiction's parameter drafts it. */
export type DraftedBy = {
  readonly personId: string;
  readonly organ: string | null;
  readonly section: string | null;
} | null;

/** The claims that a notice is drafted for, the time, and the person who drafts it. */
interface NoticeToDraft {
  /** Random if left out. */
  readonly id?: string;
  readonly claimIds: readonly string[];
  readonly at: Date;
  readonly createdBy: DraftedBy;
  readonly sealer: Sealer;
}

/** Drafts one notice inside the caller's transaction. Returns the notice's id. */
export async function draftNotice(client: pg.PoolClient, draft: NoticeToDraft): Promise<string> {
  const { noticeId, writes } = await readDraft(client, draft);
  await sendTogether(client, writes);
  return noticeId;
}

/**
 * Reads what a notice shows of its claims, and returns the statements that draft it: rows, masked items, and the
 * request to start its workflow (D4). The caller has checked that the claims belong to one jurisdiction and department;
 * the index `notice_claim_one_live` ensures that each claim is in at most one live notice.
 */
export async function readDraft(
  client: pg.PoolClient,
  draft: NoticeToDraft,
): Promise<{ readonly noticeId: string; readonly writes: readonly Statement<unknown>[] }> {
  const { at, createdBy, claimIds, sealer } = draft;
  const read = await readClaimsToPublish(client, claimIds, sealer);
  const [first] = read;
  if (first === undefined || read.length !== claimIds.length) {
    throw new RangeError('A notice wants claims that exist');
  }
  const noticeId = draft.id ?? newId(ENTITIES.notice.idPrefix);
  const publishedOn = dayAt(at.getTime());
  const published = read.map(({ row, claim, lines }) => ({
    claimId: row.id,
    ...publishClaim(claim, lines, publishedOn),
  }));
  const items = published.flatMap(({ claimId, items: own }) => own.map((item) => ({ ...item, claimId })));
  const entry = {
    entityKind: 'notice',
    entityId: noticeId,
    revision: null,
    act: 'draft',
    actId: null,
    person: createdBy,
    at,
    facts: { claimIds: [...claimIds], items: items.length, maskVersion: MASK_VERSION },
  } as const;
  const writes = [
    noticeWrite(noticeId, first.row, draft),
    ...published.map((one) => claimWrite(noticeId, one)),
    itemsWrite(noticeId, items),
    ...auditWrites(entry),
  ];
  return { noticeId, writes };
}

function noticeWrite(noticeId: string, first: ReadClaim['row'], { at, createdBy }: NoticeToDraft): Statement<unknown> {
  return query.insertInto('notice').values({
    id: noticeId,
    notice_no: newReadableNo('GS', first.jurisdiction, dayAt(at.getTime()).slice(0, 4)),
    jurisdiction: first.jurisdiction,
    responsible_department: first.responsible_department,
    state: 'draft',
    policy_snapshot_id: first.snapshot_id,
    mask_version: MASK_VERSION,
    created_by: createdBy?.personId ?? null,
    created_at: at,
    state_since: at,
    start_requested_at: at,
  });
}

function claimWrite(
  noticeId: string,
  { claimId, facts }: PublishedClaim & { readonly claimId: string },
): Statement<unknown> {
  return query.insertInto('notice_claim').values({
    notice_id: noticeId,
    claim_id: claimId,
    purpose: facts.purpose,
    state: 'drafted',
    facts: jsonText(facts),
  });
}

/** Items are numbered in the order of claims and lines. */
function itemsWrite(
  noticeId: string,
  items: readonly (NoticeItem & { readonly claimId: string })[],
): Statement<unknown> {
  return addItems(
    noticeId,
    items.map((_item, position) => position + 1),
    items.map((item) => item.claimId),
    items.map((item) => item.lineId),
    items.map((item) => item.name),
    items.map((item) => item.idNumber),
    items.map((item) => item.amountFen),
    items.map((item) => (item.detail === null ? null : jsonText(item.detail))),
  );
}

const addItems = sqlText<
  never,
  [
    noticeId: string,
    itemNos: readonly number[],
    claimIds: readonly string[],
    lineIds: readonly (string | null)[],
    names: readonly string[],
    idNumbers: readonly string[],
    amountsFen: readonly number[],
    details: readonly (string | null)[],
  ]
>(
  'notice.addItems',
  `INSERT INTO notice_item (notice_id, item_no, claim_id, line_id, masked_name, masked_id_number, amount_fen, facts)
   SELECT $1, item_no, claim_id, line_id, name, id_number, amount_fen, facts
   FROM unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::jsonb[])
     AS item (item_no, claim_id, line_id, name, id_number, amount_fen, facts)`,
);
