import type pg from 'pg';
import type { ActBody } from '../../api/kernel/desk-port.ts';
import { sideOf, type NoticeMessage, type NoticePlan } from '../../domain/notice/notice-course.ts';
import { unreachable } from '../../domain/verdict.ts';
import { anyOf, fetchAll, query, type Row, type Statement } from '../kernel/statements.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';

/** What recordings read of a notice whose row is locked. */
export interface LockedNotice extends Row<'notice', 'notice_no' | 'policy_snapshot_id'> {
  readonly claims_open: number;
  /** Objections without a ruling, oldest first; routed: the notice's workflow has received the objection. */
  readonly objections: readonly {
    readonly id: string;
    readonly isRouted: boolean;
    /** Null: the objection is to a group that is shown without names. */
    readonly lineId: string | null;
  }[];
}

export interface NoticeAct {
  readonly client: pg.PoolClient;
  readonly row: LockedNotice;
  readonly message: NoticeMessage;
  readonly plan: NoticePlan;
  readonly body: ActBody;
}

/**
 * The statements of an act, run before the notice moves.
 * @throws RefusedForGood
 */
export async function noticeActWrites(act: NoticeAct): Promise<readonly Statement<unknown>[]> {
  const { message, row } = act;
  switch (message.kind) {
    case 'confirm':
      return [confirmationWrite(act, message)];
    case 'fileObjection':
      return [
        query
          .updateTable('objection')
          .set({ routed_at: new Date(message.atMs) })
          .where('id', '=', message.objectionId),
      ];
    case 'ruleObjection':
      return rulingWrites(act, message);
    case 'withdraw':
      // an objection is answered before its notice ends. The notice's row is locked, so no objection arrives in
      // the meantime.
      if (row.objections.length > 0) {
        throw new RefusedForGood('OBJECTIONS_OPEN');
      }
      return [];
    case 'begin':
    case 'publish':
    case 'reject':
    case 'settle':
      return [];
    default:
      return unreachable(message);
  }
}

function confirmationWrite(
  { plan }: NoticeAct,
  message: Extract<NoticeMessage, { kind: 'confirm' }>,
): Statement<unknown> {
  const side = sideOf(message.actor, plan);
  if (!side.ok) {
    throw new RefusedForGood(side.reason);
  }
  const { personId, organ, section } = message.actor;
  if (organ === null) {
    throw new RangeError(`Nobody without an organ confirms for a side: ${personId}`);
  }
  return query.insertInto('notice_confirmation').values({
    notice_id: plan.noticeId,
    side: side.value,
    person_id: personId,
    organ,
    section,
    at: new Date(message.atMs),
  });
}

async function rulingWrites(
  act: NoticeAct,
  message: Extract<NoticeMessage, { kind: 'ruleObjection' }>,
): Promise<readonly Statement<unknown>[]> {
  const { objectionId, ruling, actor } = message;
  const objection = act.row.objections.find(({ id }) => id === objectionId);
  if (objection === undefined) {
    throw new RefusedForGood('WRONG_STATE');
  }
  const isOfGroup = ruling === 'uphold' && objection.lineId === null;
  const refused = isOfGroup ? await namedLines(act, objectionId) : null;
  return [
    query
      .updateTable('objection')
      .set({
        state: ruling === 'uphold' ? 'upheld' : 'dismissed',
        ruled_by: actor.personId,
        ruled_at: new Date(message.atMs),
        remark: act.body.remark ?? null,
        ...(refused !== null && { refuse_lines: [...refused] }),
      })
      .where('id', '=', objectionId),
  ];
}

/** For a group shown without names, the ruling names the lines that are refused. */
async function namedLines({ client, body }: NoticeAct, objectionId: string): Promise<readonly string[]> {
  const lines = [...new Set((body.refuseLines ?? []).map(({ lineId }) => lineId))];
  const ofClaim = query.selectFrom('claim_line').innerJoin('objection', 'objection.claim_id', 'claim_line.claim_id');
  const named = await fetchAll(
    client,
    ofClaim.select('claim_line.id').where('objection.id', '=', objectionId).where('claim_line.id', '=', anyOf(lines)),
  );
  if (lines.length === 0 || named.length !== lines.length) {
    throw new RefusedForGood('LINE_UNKNOWN');
  }
  return lines;
}
