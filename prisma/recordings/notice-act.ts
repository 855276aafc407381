import type { ActBody } from '../../api/kernel/desk-port.ts';
import { judgeObjectionsOpen, type OpenObjection } from '../../domain/notice/objections.ts';
import { sideOf, type NoticeMessage, type NoticePlan } from '../../domain/notice/notice-course.ts';
import { unreachable } from '../../domain/verdict.ts';
import { query, type Row, type Statement } from '../kernel/statements.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import { rulingWrites, type RulingRead } from './objection-rulings.ts';

/** What recordings read of a notice whose row is locked. */
export interface LockedNotice extends Row<
  'notice',
  'notice_no' | 'policy_snapshot_id' | 'jurisdiction' | 'responsible_department' | 'state_since' | 'grant_call_id'
> {
  readonly claims_open: number;
  /** Oldest first. */
  readonly objections: readonly OpenObjection[];
}

export interface NoticeAct {
  readonly row: LockedNotice;
  /** Null for an act that is about no objection. */
  readonly ruling: RulingRead | null;
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
