import type pg from 'pg';
import type { ActBody } from '../../api/kernel/desk-port.ts';
import { judgeObjectionsOpen, judgeRuledLines, type OpenObjection } from '../../domain/notice/objections.ts';
import { sideOf, type NoticeMessage, type NoticePlan } from '../../domain/notice/notice-course.ts';
import { unreachable } from '../../domain/verdict.ts';
import { fetchAll, query, sqlText, type Row, type Statement } from '../kernel/statements.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';

/** What recordings read of a notice whose row is locked. */
export interface LockedNotice extends Row<
  'notice',
  'notice_no' | 'policy_snapshot_id' | 'jurisdiction' | 'responsible_department' | 'state_since'
> {
  readonly claims_open: number;
  /** Oldest first. */
  readonly objections: readonly OpenObjection[];
}

export interface NoticeAct {
  readonly row: LockedNotice;
  /** Ids of the lines of the claim whose group an upheld objection is about; empty for every other act. */
  readonly linesOfGroup: readonly string[];
  readonly message: NoticeMessage;
  readonly plan: NoticePlan;
  readonly body: ActBody;
}

/**
 * The statements of an act, run before the notice moves.
 * @throws RefusedForGood
 */
export function noticeActWrites(act: NoticeAct): readonly Statement<unknown>[] {
  const { message, row } = act;
  // The notice's row is locked, so no objection arrives in the meantime.
  const verdict = judgeObjectionsOpen(message, row.objections);
  if (!verdict.ok) {
    throw new RefusedForGood(verdict.reason);
  }
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
    case 'begin':
    case 'publish':
    case 'reject':
    case 'settle':
    case 'withdraw':
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

function rulingWrites(
  { row, body, linesOfGroup }: NoticeAct,
  message: Extract<NoticeMessage, { kind: 'ruleObjection' }>,
): readonly Statement<unknown>[] {
  const { objectionId, ruling, actor } = message;
  const named = (body.refuseLines ?? []).map(({ lineId }) => lineId);
  const verdict = judgeRuledLines(message, row.objections, { named, ofClaim: linesOfGroup });
  if (!verdict.ok) {
    throw new RefusedForGood(verdict.reason);
  }
  const refused = verdict.value;
  return [
    query
      .updateTable('objection')
      .set({
        state: ruling === 'uphold' ? 'upheld' : 'dismissed',
        ruled_by: actor.personId,
        ruled_at: new Date(message.atMs),
        remark: body.remark ?? null,
        ...(refused !== null && { refuse_lines: [...refused] }),
      })
      .where('id', '=', objectionId),
  ];
}

const linesOfGroup = sqlText<Row<'claim_line', 'id'>, [objectionId: string]>(
  'recordings.linesOfGroup',
  `SELECT l.id FROM objection o JOIN claim_line l ON l.claim_id = o.claim_id WHERE o.id = $1 AND o.line_id IS NULL`,
);

/** The lines that a ruling may name: those of the claim, if its objection is to a group shown without names. */
export async function readLinesOfGroup(client: pg.PoolClient, message: NoticeMessage): Promise<readonly string[]> {
  if (message.kind !== 'ruleObjection' || message.ruling !== 'uphold') {
    return [];
  }
  return (await fetchAll(client, linesOfGroup(message.objectionId))).map(({ id }) => id);
}
