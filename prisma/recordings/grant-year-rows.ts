import type { IsoDate } from '../../domain/calendar.ts';
import type { GrantCourse, GrantMessage } from '../../domain/grant/grant-course.ts';
import type { TitleYear, YearOutcome } from '../../domain/grant/grant-title-course.ts';
import type { ComputedYear } from '../../domain/grant/year-assessment.ts';
import type { YearReport } from '../../domain/grant/year-report.ts';
import type { JsonText } from '../kernel/column-types.ts';
import { jsonText, query, sqlText, type Row, type Statement } from '../kernel/statements.ts';
import type { GrantAct } from './grant-act.ts';
import { dayBefore } from './grant-title-rows.ts';
import type { TitleFound } from './grant-title-writes.ts';
import type { OpenedYear } from './grant-year-facts.ts';

/** The rows of the years that an act opens or moves. */
export function yearWrites(act: GrantAct, after: GrantCourse, found: TitleFound | null): readonly Statement<unknown>[] {
  const known = new Map(act.before.title?.years.map((year) => [year.year, year]));
  const years = after.title?.years ?? [];
  return years.flatMap((year) => {
    const former = known.get(year.year);
    const again = found?.later?.find((one) => one.year === year.year);
    if (again !== undefined) {
      return [recomputeYear(act.row.id, year.year, jsonText(again.computed))];
    }
    if (former === undefined) {
      return found?.year === undefined ? [] : [openWrite(act, found.year)];
    }
    return former === year || JSON.stringify(former) === JSON.stringify(year)
      ? []
      : [moveWrite(act, former, year, found)];
  });
}

function openWrite({ row, message }: GrantAct, { opened, law, snapshotId }: OpenedYear): Statement<unknown> {
  return query.insertInto('grant_year').values({
    grant_id: row.id,
    year: opened.year,
    state: 'open',
    law: jsonText(law),
    policy_snapshot_id: snapshotId,
    opens_on: law.opensOn,
    report_due_on: dayBefore(opened.reportEndsMs) ?? law.reportDueOn,
    review_due_on: law.reviewDueOn,
    opened_at: new Date(message.atMs),
  });
}

/** A later year of a studio: what it came to is judged by its recheck once that is open. */
const recomputeYear = sqlText<never, [grantId: string, year: number, computed: JsonText<ComputedYear>]>(
  'recordings.recomputeYear',
  `UPDATE grant_year SET computed = CASE WHEN state = 'recheck' THEN computed ELSE $3::jsonb END,
     recheck_computed = CASE WHEN state = 'recheck' THEN $3::jsonb ELSE recheck_computed END
   WHERE grant_id = $1 AND year = $2`,
);

const moveYear = sqlText<
  never,
  [
    grantId: string,
    year: number,
    state: Row<'grant_year'>['state'],
    late: boolean,
    report: JsonText<YearReport> | null,
    computed: JsonText<ComputedYear> | null,
    reportedAt: Date | null,
    outcome: YearOutcome | null,
    assessedBy: string | null,
    decidedAt: Date | null,
    rectifyDueOn: IsoDate | null,
    rectification: JsonText<YearReport> | null,
    recheckComputed: JsonText<ComputedYear> | null,
    recheckedBy: string | null,
    recheckedAt: Date | null,
    reportDueOn: IsoDate | null,
  ]
>(
  'recordings.moveYear',
  `UPDATE grant_year SET state = $3, late = $4, report = coalesce($5::jsonb, report), computed = coalesce($6::jsonb, computed),
     reported_at = coalesce($7, reported_at), outcome = coalesce($8, outcome), assessed_by = coalesce(assessed_by, $9),
     decided_at = coalesce($10, decided_at), rectify_due_on = coalesce($11::date, rectify_due_on),
     rectification = coalesce($12::jsonb, rectification), recheck_computed = coalesce($13::jsonb, recheck_computed),
     rechecked_by = coalesce($14, rechecked_by), rechecked_at = coalesce($15, rechecked_at),
     report_due_on = coalesce($16::date, report_due_on)
   WHERE grant_id = $1 AND year = $2`,
);

function moveWrite(
  { row, before, message, body }: GrantAct,
  former: TitleYear,
  year: TitleYear,
  found: TitleFound | null,
): Statement<unknown> {
  const at = new Date(message.atMs);
  const { isReport, isRectification, isAssessment, isRecheck, outcome } = saidOf(message);
  const isOverdue = before.timer?.kind === 'reportDue' && message.kind === 'timerFired';
  const isRecheckOpen = former.state === 'rectifying' && year.state === 'recheck';
  const computed = found?.computed === undefined ? null : jsonText(found.computed);
  const report = body.report === undefined ? null : jsonText(body.report);
  return moveYear(
    row.id,
    year.year,
    year.state,
    year.late,
    isReport ? report : null,
    isReport || isOverdue ? computed : null,
    isReport ? at : null,
    outcome,
    isAssessment ? year.assessorId : null,
    (isAssessment || isRecheck) && outcome !== null ? at : null,
    year.state === 'rectifying' ? dayBefore(year.rectifyEndsMs) : null,
    isRectification ? report : null,
    isRecheckOpen ? computed : null,
    isRecheck && message.kind === 'decide' ? message.actor.personId : null,
    isRecheck ? at : null,
    dayBefore(year.reportEndsMs),
  );
}

function saidOf(message: GrantMessage) {
  const isDecision = message.kind === 'decide';
  const isOutcome = isDecision && message.decision !== 'returnForCorrection';
  return {
    isReport: message.kind === 'reportYear',
    isRectification: message.kind === 'rectifyYear',
    isAssessment: isDecision && message.stage === 'assessment' && isOutcome,
    isRecheck: isDecision && message.stage === 'recheck',
    outcome: isOutcome && isDecision ? outcomeOf(message.decision) : null,
  };
}

function outcomeOf(decision: string): YearOutcome | null {
  const outcomes: Readonly<Record<string, YearOutcome>> = {
    pass: 'pass',
    rectify: 'rectify',
    fail: 'fail',
    excuse: 'excuse',
  };
  return outcomes[decision] ?? null;
}
