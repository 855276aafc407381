import type pg from 'pg';
import type { ActBody } from '../../api/kernel/desk-port.ts';
import { sideOf, type NoticeMessage, type NoticePlan } from '../../domain/notice/notice-course.ts';
import { unreachable } from '../../domain/verdict.ts';
import { prepared } from '../kernel/prepared.ts';
import type { Statement } from '../kernel/statements.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';

/** What recordings read of a notice whose row is locked. */
export interface NoticeRow {
  readonly notice_no: string;
  readonly policy_snapshot_id: string;
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
  readonly row: NoticeRow;
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
        prepared('UPDATE objection SET routed_at = $2 WHERE id = $1', [message.objectionId, new Date(message.atMs)]),
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
  return prepared(
    'INSERT INTO notice_confirmation (notice_id, side, person_id, organ, section, at) VALUES ($1, $2, $3, $4, $5, $6)',
    [plan.noticeId, side.value, personId, organ, section, new Date(message.atMs)],
  );
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
    prepared(
      `UPDATE objection SET state = $2, ruled_by = $3, ruled_at = $4, remark = $5,
         refuse_lines = coalesce($6::text[], refuse_lines) WHERE id = $1`,
      [
        objectionId,
        ruling === 'uphold' ? 'upheld' : 'dismissed',
        actor.personId,
        new Date(message.atMs),
        act.body.remark ?? null,
        refused,
      ],
    ),
  ];
}

/** For a group shown without names, the ruling names the lines that are refused. */
async function namedLines({ client, body }: NoticeAct, objectionId: string): Promise<readonly string[]> {
  const lines = [...new Set((body.refuseLines ?? []).map(({ lineId }) => lineId))];
  const named = await client.query(
    prepared(
      `SELECT FROM claim_line l JOIN objection o ON o.claim_id = l.claim_id WHERE o.id = $1 AND l.id = ANY ($2)`,
      [objectionId, lines],
    ),
  );
  if (lines.length === 0 || named.rowCount !== lines.length) {
    throw new RefusedForGood('LINE_UNKNOWN');
  }
  return lines;
}
