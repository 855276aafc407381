import { sqlList } from '../kernel/sql-list.ts';
import { UNPAID_CLAIM_STATES } from '../../domain/claim/claim-state.ts';
import type pg from 'pg';
import type { Recorded, Recording } from '../../activities/recording-ports.ts';
import type { ActBody } from '../../api/kernel/desk-port.ts';
import { addDays, dayAt, type IsoDate } from '../../domain/calendar.ts';
import {
  moveFiling,
  type FilingCourse,
  type FilingMessage,
  type FilingPlan,
} from '../../domain/filing/filing-course.ts';
import { openedBeforeFiling } from '../../domain/filing/filing-rules.ts';
import { wantedFilingTasks } from '../../domain/filing/filing-tasks.ts';
import { snapshotInt, type PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import type { OpenTask } from '../../domain/task/task-changes.ts';
import { prepared } from '../kernel/prepared.ts';
import type { Statement } from '../kernel/statements.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import { recordAct, type RecordedWork } from './record-act.ts';
import type { RecordingContext } from './recording-context.ts';
import { readOpenTasks, taskWrites } from './task-reconciling.ts';

type FilingRecording = Recording<FilingCourse, FilingMessage, FilingPlan>;

interface FilingRow {
  readonly id: string;
  readonly opens_on: IsoDate;
  readonly ends_on: IsoDate;
  readonly state: string;
  readonly state_since: Date;
  readonly policy_snapshot_id: string;
  readonly subject: string;
  /** The class has an advance that was neither rejected nor withdrawn. */
  readonly has_advance: boolean;
}

interface FilingRead {
  readonly row: FilingRow;
  readonly openTasks: readonly OpenTask[];
}

/** Records one act of a class filing with all its changes in one transaction (D2, D23). */
export function recordFiling(
  context: RecordingContext,
  recording: FilingRecording,
): Promise<Recorded<FilingCourse, null>> {
  const { filingId } = recording.plan;
  const entity = { kind: 'filing', id: filingId } as const;
  return recordAct<FilingCourse, FilingMessage, FilingPlan, null, FilingRead>(context.pool, entity, recording, {
    async read(client) {
      const [row, openTasks] = await Promise.all([
        readFiling(client, filingId),
        readOpenTasks(client, { kind: 'filing', id: filingId }),
      ]);
      return { row, openTasks };
    },
    decide: (client, read, body) => decide(context, client, recording, { ...read, body }),
  });
}

async function readFiling(client: pg.PoolClient, filingId: string): Promise<FilingRow> {
  const found = await client.query<FilingRow>(
    prepared(
      `SELECT f.id, f.opens_on, f.ends_on, f.state, f.state_since, f.policy_snapshot_id,
         concat_ws(' · ', f.occupation_name, f.skill_level, p.name, f.filing_no) AS subject,
         EXISTS (SELECT FROM claim c WHERE c.filing_id = f.id AND c.kind = 'advance'
           AND c.state NOT IN (${sqlList(UNPAID_CLAIM_STATES)})) AS has_advance
       FROM filing f JOIN party p ON p.id = f.applicant_party_id WHERE f.id = $1`,
      [filingId],
    ),
  );
  const row = found.rows[0];
  if (row === undefined) {
    throw new RangeError(`No class filing ${filingId}`);
  }
  return row;
}

async function decide(
  context: RecordingContext,
  client: pg.PoolClient,
  { before, message, plan }: FilingRecording,
  { row, openTasks, body }: FilingRead & { readonly body: ActBody },
): Promise<RecordedWork<FilingCourse, null>> {
  if (message.kind === 'withdraw' && row.has_advance) {
    // a claim of the class settles what was paid in advance. A request for an advance locks the class as well.
    throw new RefusedForGood('ADVANCE_OPEN');
  }
  const snapshot = await context.snapshots.read(client, row.policy_snapshot_id);
  const after = moveFiling(before, message);
  const decision = message.kind === 'decide' ? { decision: message.decision, organ: message.organ } : {};
  const words = {
    remark: body.remark ?? body.reason ?? null,
    answers: body.answers ?? null,
    corrections: body.corrections ?? null,
  };
  return {
    facts: null,
    after,
    audit: { ...decision, ...words, round: after.round },
    writes: [
      filingWrite(row, { after, message, snapshot }),
      ...taskWrites({
        owner: { kind: 'filing', id: plan.filingId, jurisdiction: plan.jurisdiction, subject: row.subject },
        open: openTasks,
        wanted: wantedFilingTasks(after),
        snapshot,
        calendar: context.calendar,
        atMs: message.atMs,
        doneBy: 'actor' in message ? message.actor.personId : null,
        act: message.kind === 'decide' ? message.decision : message.kind,
      }),
    ],
  };
}

/**
 * a class accepted after its opening day is marked, and the department must give a reason why it may be claimed.
 */
function filingWrite(
  row: FilingRow,
  moved: { readonly after: FilingCourse; readonly message: FilingMessage; readonly snapshot: PolicySnapshot },
): Statement<unknown> {
  const { after, message, snapshot } = moved;
  const at = new Date(message.atMs);
  const accepted = message.kind === 'decide' && message.decision === 'accept';
  const late = accepted ? openedBeforeFiling(dayAt(message.atMs), row.opens_on) : undefined;
  return prepared(
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
      addDays(row.ends_on, snapshotInt(snapshot, 'filing.assessmentDays')),
      late !== undefined,
      JSON.stringify(late === undefined ? [] : [late]),
    ],
  );
}
