import type pg from 'pg';
import { authorizeRuling, type RulingSeat } from '../../domain/authority/authorize-ruling.ts';
import type { OrganCode } from '../../domain/codes.ts';
import { judgeRuledLines, judgeSeenObjections, ruledTogether } from '../../domain/notice/objections.ts';
import type { NoticeMessage } from '../../domain/notice/notice-course.ts';
import type { OpenTask } from '../../domain/task/task-changes.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import { fetchFirst, sqlText, type Row, type Statement } from '../kernel/statements.ts';
import { MAY_RULE_FOR_DEPARTMENT } from '../notice/who-rules.ts';
import type { NoticeAct } from './notice-act.ts';

/** What an act on objections needs of the claim that they are about; for every other act nothing. */
export interface RulingRead extends RulingSeat {
  /** Ids of the lines that a ruling may name: those of a group that is shown without names; else empty. */
  readonly linesOfGroup: readonly string[];
  /** Of an application for a grant, which has no lines. */
  readonly isOfGrant: boolean;
}

type RulingRow = { readonly organ: OrganCode; readonly jurisdiction: string } & {
  readonly deciders: readonly string[];
  readonly linesOfGroup: readonly string[];
  readonly isOfGrant: boolean;
};

/** The seat of its open task; for an objection without one, the seat that its task will have. */
const rulingOf = sqlText<RulingRow, [objectionId: string]>(
  'recordings.rulingOf',
  `SELECT coalesce(t.organ, CASE WHEN n.grant_call_id IS NULL AND EXISTS (SELECT FROM person p WHERE ${MAY_RULE_FOR_DEPARTMENT})
       THEN n.responsible_department ELSE 'HRSS' END) AS organ, n.jurisdiction,
     ARRAY(SELECT d.person_id FROM claim_decider d WHERE d.claim_id = o.claim_id
       UNION SELECT d.person_id FROM grant_decider d WHERE d.grant_id = o.grant_id) AS deciders,
     ARRAY(SELECT l.id FROM claim_line l WHERE l.claim_id = o.claim_id AND o.line_id IS NULL) AS "linesOfGroup", o.grant_id IS NOT NULL AS "isOfGrant"
   FROM objection o JOIN notice n ON n.id = o.notice_id
     LEFT JOIN task t ON t.objection_id = o.id AND t.state = 'open' WHERE o.id = $1`,
);

export async function readRuling(client: pg.PoolClient, message: NoticeMessage): Promise<RulingRead | null> {
  if (message.kind !== 'ruleObjection' && message.kind !== 'fileObjection') {
    return null;
  }
  return (await fetchFirst(client, rulingOf(message.objectionId))) ?? null;
}

const rule = sqlText<
  never,
  [
    ids: readonly string[],
    state: Row<'objection'>['state'],
    ruledBy: string,
    at: Date,
    remark: string | null,
    refusedLines: readonly string[] | null,
  ]
>(
  'recordings.rule',
  `UPDATE objection SET state = $2, ruled_by = $3, ruled_at = $4, remark = $5, refuse_lines = coalesce($6, refuse_lines)
   WHERE id = ANY ($1)`,
);

/**
 * One ruling answers all objections to its item (S8, R-099).
 * @throws RefusedForGood
 */
export function rulingWrites(
  { row, body, ruling: read }: NoticeAct,
  message: Extract<NoticeMessage, { kind: 'ruleObjection' }>,
): readonly Statement<unknown>[] {
  const { objectionId, ruling, actor } = message;
  const ofClaim = read?.linesOfGroup ?? [];
  const named = (body.refuseLines ?? []).map(({ lineId }) => lineId);
  const lines = read?.isOfGrant === true ? null : granted(judgeRuledLines(message, row.objections, { named, ofClaim }));
  if (read !== null) {
    granted(authorizeRuling(actor, read));
  }
  const ruled = ruledTogether(row.objections, objectionId);
  granted(judgeSeenObjections(ruled, body.objections));
  const state = ruling === 'uphold' ? 'upheld' : 'dismissed';
  return [rule(ruled, state, actor.personId, new Date(message.atMs), body.remark ?? null, lines)];
}

function granted<Value>(
  verdict: { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly reason: string },
): Value {
  if (!verdict.ok) {
    throw new RefusedForGood(verdict.reason);
  }
  return verdict.value;
}

const raiseCount = sqlText<never, [taskId: string, count: number]>(
  'recordings.raiseCount',
  'UPDATE task SET objections = $2, revision = revision + 1 WHERE id = $1 AND objections <> $2',
);

/** A later objection to an item raises the count of its open task, so that a ruling that saw fewer is stale. */
export function countWrites(
  open: readonly OpenTask[],
  wanted: readonly { readonly objectionId?: string; readonly objections?: number }[],
): readonly Statement<unknown>[] {
  return wanted.flatMap(({ objectionId, objections }) => {
    const task = open.find((one) => one.objectionId !== null && one.objectionId === objectionId);
    return task === undefined || objections === undefined ? [] : [raiseCount(task.id, objections)];
  });
}
