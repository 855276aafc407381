import type pg from 'pg';
import type { Recorded, Recording } from '../../activities/recording-ports.ts';
import type { ActBody } from '../../api/kernel/desk-port.ts';
import { addDays, dayAt, parseIsoDate } from '../../domain/calendar.ts';
import {
  moveFiling,
  type FilingCourse,
  type FilingMessage,
  type FilingPlan,
} from '../../domain/filing/filing-course.ts';
import { snapshotInt, type PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { openedBeforeFiling } from '../../domain/filing/filing-rules.ts';
import { recordAct, type RecordedWork } from './record-act.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import type { RecordingContext } from './recording-context.ts';
import { reconcileTasks, type TaskToOpen } from './task-reconciling.ts';

type FilingRecording = Recording<FilingCourse, FilingMessage, FilingPlan>;

interface FilingRow {
  readonly id: string;
  readonly opens_on: string;
  readonly ends_on: string;
  readonly state: string;
  readonly state_since: Date;
  readonly policy_snapshot_id: string;
  readonly subject: string;
}

/** Everything that one act changes of a class filing, in one transaction (D2, D23). */
export function recordFiling(
  context: RecordingContext,
  recording: FilingRecording,
): Promise<Recorded<FilingCourse, null>> {
  const entity = { table: 'filing', kind: 'filing', id: recording.plan.filingId } as const;
  return recordAct(context.pool, entity, recording, (client, body) => work(context, client, recording, body));
}

async function work(
  context: RecordingContext,
  client: pg.PoolClient,
  { before, message, plan }: FilingRecording,
  body: ActBody,
): Promise<RecordedWork<FilingCourse, null>> {
  const row = await readRow(client, plan.filingId);
  if (message.kind === 'withdraw') {
    await requireNoAdvance(client, plan.filingId);
  }
  const snapshot = await context.snapshots.read(client, row.policy_snapshot_id);
  const after = moveFiling(before, message);
  await writeRow(client, { row, after, message, snapshot });
  await reconcileTasks(client, {
    owner: { column: 'filing_id', id: plan.filingId, jurisdiction: plan.jurisdiction, subject: row.subject },
    wanted: wantedFilingTasks(after),
    snapshot,
    calendar: context.calendar,
    atMs: message.atMs,
    doneBy: 'actor' in message ? message.actor.personId : null,
    act: message.kind === 'decide' ? message.decision : message.kind,
  });
  const decision = message.kind === 'decide' ? { decision: message.decision, organ: message.organ } : {};
  const said = {
    remark: body.remark ?? body.reason ?? null,
    answers: body.answers ?? null,
    corrections: body.corrections ?? null,
  };
  return { facts: null, after, audit: { ...decision, ...said, round: after.round } };
}

/** what was paid in advance is settled by a claim of the class; whoever asks for one holds the class as well. */
async function requireNoAdvance(client: pg.PoolClient, filingId: string): Promise<void> {
  const living = await client.query(
    `SELECT FROM claim WHERE filing_id = $1 AND kind = 'advance' AND state NOT IN ('rejected', 'withdrawn')`,
    [filingId],
  );
  if (living.rowCount !== 0) {
    throw new RefusedForGood('ADVANCE_OPEN');
  }
}

async function readRow(client: pg.PoolClient, filingId: string): Promise<FilingRow> {
  const found = await client.query<FilingRow>(
    `SELECT f.id, f.opens_on, f.ends_on, f.state, f.state_since, f.policy_snapshot_id,
       concat_ws(' · ', f.occupation_name, f.skill_level, p.name, f.filing_no) AS subject
     FROM filing f JOIN party p ON p.id = f.applicant_party_id WHERE f.id = $1`,
    [filingId],
  );
  const row = found.rows[0];
  if (row === undefined) {
    throw new RangeError(`No class filing ${filingId}`);
  }
  return row;
}

/** a class accepted after its opening day is marked, and the department has to say why it may be claimed. */
async function writeRow(
  client: pg.PoolClient,
  moved: {
    readonly row: FilingRow;
    readonly after: FilingCourse;
    readonly message: FilingMessage;
    readonly snapshot: PolicySnapshot;
  },
): Promise<void> {
  const { row, after, message, snapshot } = moved;
  const at = new Date(message.atMs);
  const accepted = message.kind === 'decide' && message.decision === 'accept';
  const late = accepted ? openedBeforeFiling(dayAt(message.atMs), parseIsoDate(row.opens_on)) : undefined;
  const assessBy = addDays(parseIsoDate(row.ends_on), snapshotInt(snapshot, 'filing.assessmentDays'));
  await client.query(
    `UPDATE filing SET revision = $2, course = $3, state = $4, round = $5, responsible_department = $6,
       state_since = $7, accepted_at = CASE WHEN $8 THEN $9 ELSE accepted_at END,
       assessment_due_on = coalesce(assessment_due_on, $10::date), started_at = coalesce(started_at, $9),
       warnings = CASE WHEN $11 THEN warnings || $12::jsonb ELSE warnings END
     WHERE id = $1`,
    [
      row.id,
      after.revision,
      JSON.stringify(after),
      after.state,
      after.round,
      after.responsibleDepartment,
      after.state === row.state ? row.state_since : at,
      accepted,
      at,
      assessBy,
      late !== undefined,
      JSON.stringify(late === undefined ? [] : [late]),
    ],
  );
}

/** A filing waits for its department's answer, or for the HR bureau's routing. */
function wantedFilingTasks(course: FilingCourse): readonly TaskToOpen[] {
  if (course.state !== 'filed') {
    return [];
  }
  const task = {
    stage: 'filing',
    purpose: null,
    round: course.round,
    section: null,
    role: 'departmentReviewer',
    daysKey: 'filing.answerDays',
  };
  return course.responsibleDepartment === null
    ? [{ ...task, kind: 'routing', organ: 'HRSS' }]
    : [{ ...task, kind: 'filingReview', organ: course.responsibleDepartment }];
}
