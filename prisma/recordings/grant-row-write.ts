import { dayAt } from '../../domain/calendar.ts';
import type { GrantReturn } from '../../domain/grant/grant-content.ts';
import type { GrantCourse, GrantFacts } from '../../domain/grant/grant-course.ts';
import { isGrantSettled } from '../../domain/grant/grant-course.ts';
import { titleStateAfter } from '../../domain/grant/grant-title-course.ts';
import type { JsonText } from '../kernel/column-types.ts';
import { jsonText, sqlText, type Row, type Statement } from '../kernel/statements.ts';
import type { GrantAct } from './grant-act.ts';

const updateGrant = sqlText<
  never,
  [
    grantId: string,
    revision: number,
    course: JsonText<GrantCourse>,
    state: Row<'base_grant'>['state'],
    at: Date,
    round: number,
    timerAt: Date | null,
    scoreCenti: number | null,
    validScores: number | null,
    titleState: Row<'base_grant'>['title_state'],
    designatedOn: Row<'base_grant'>['designated_on'],
    documentNo: string | null,
    noticeId: string | null,
    outcomeReason: string | null,
    returned: JsonText<GrantReturn> | null,
  ]
>(
  'recordings.updateGrant',
  `UPDATE base_grant SET revision = $2, course = $3, started_at = coalesce(started_at, $5), round = $6, timer_at = $7,
     state_since = CASE WHEN state = $4 THEN state_since ELSE $5 END, state = $4,
     score_centi = coalesce($8, score_centi), valid_scores = coalesce($9, valid_scores), title_state = $10,
     designated_on = coalesce(designated_on, $11::date), document_no = coalesce($12, document_no),
     notice_id = coalesce($13, notice_id), outcome_reason = coalesce($14, outcome_reason),
     returned = coalesce($15::jsonb, returned)
   WHERE id = $1`,
);

/** The grant's own row after an act. */
export function grantRowWrite(
  { row, before, message, body }: GrantAct,
  after: GrantCourse,
  { score }: GrantFacts,
): Statement<unknown> {
  const isDesignation = message.kind === 'decide' && message.decision === 'designate';
  const isReturn = message.kind === 'decide' && message.decision === 'returnForCorrection';
  const ofYear = isReturn ? message.year : null;
  const words = { year: ofYear, corrections: body.corrections ?? [], remark: body.remark ?? null };
  return updateGrant(
    row.id,
    after.revision,
    jsonText(after),
    after.state,
    new Date(message.atMs),
    after.round,
    after.timer === null ? null : new Date(after.timer.atMs),
    score?.scoreCenti ?? null,
    score?.validScores ?? null,
    titleStateAfter(row.title_state, before, after),
    isDesignation ? dayAt(message.atMs) : null,
    isDesignation ? (body.documentNo ?? null) : null,
    message.kind === 'noticeOpening' ? message.noticeId : null,
    isGrantSettled(after) ? (body.reason ?? body.remark ?? null) : null,
    isReturn ? jsonText(words) : null,
  );
}
