import { sqlList } from '../kernel/sql-list.ts';
import { UNPAID_CLAIM_STATES } from '../../domain/claim/claim-state.ts';
import type pg from 'pg';
import type { Recorded, Recording } from '../../activities/recording-ports.ts';
import { senderOf } from '../../domain/authority/actor.ts';
import { isStartedAsOwn } from '../../domain/authority/own-turn.ts';
import { isAcceptance, judgeClassAct, warningOfAct } from '../../domain/filing/filing-acts.ts';
import {
  filingWaitMs,
  moveFiling,
  type FilingCourse,
  type FilingMessage,
  type FilingPlan,
} from '../../domain/filing/filing-course.ts';
import { filingTopic } from '../../domain/filing/filing-event.ts';
import { assessmentDueOn } from '../../domain/filing/filing-rules.ts';
import { wantedFilingTasks } from '../../domain/filing/filing-tasks.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import type { JsonText } from '../kernel/column-types.ts';
import { outboxWrite } from '../kernel/outbox-writing.ts';
import { filingStart } from '../kernel/start-inputs.ts';
import { fetchFirst, jsonText, sqlText, type Row, type Statement } from '../kernel/statements.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import { askingOfFiling } from './asking-rows.ts';
import { recordAct, type RecordedRead, type RecordedWork } from './record-act.ts';
import type { RecordingContext } from './recording-context.ts';
import { taskWrites } from './task-reconciling.ts';

type FilingRecording = Recording<FilingCourse, FilingMessage, FilingPlan>;

interface LockedFiling extends Row<
  'filing',
  | ('id' | 'state' | 'state_since' | 'opens_on' | 'ends_on' | 'claim_window_ends_on' | 'revision' | 'round')
  | ('jurisdiction' | 'applicant_party_id' | 'responsible_department')
> {
  /** Every submitted filing has one. */
  readonly policy_snapshot_id: string;
  readonly subject: string;
  /** The class has an advance that was neither rejected nor withdrawn. */
  readonly has_advance: boolean;
}

const lockFiling = sqlText<Row<'filing', 'revision' | 'course'>, [id: string]>(
  'recordings.lockFiling',
  'SELECT revision, course FROM filing WHERE id = $1 FOR UPDATE',
);

/** Records one act of a class filing with all its changes in one transaction (D2, D23). */
export function recordFiling(
  context: RecordingContext,
  recording: FilingRecording,
): Promise<Recorded<FilingCourse, null>> {
  const { filingId } = recording.plan;
  const entity = { kind: 'filing', id: filingId } as const;
  return recordAct<FilingCourse, FilingMessage, FilingPlan, null, { readonly row: LockedFiling }>(
    context,
    entity,
    recording,
    {
      lock: lockFiling,
      asking: (client) => askingOfFiling(client, filingId, recording.message),
      read: async (client) => ({ row: await readFiling(client, filingId) }),
      isStartedAsOwn: (_client, { row }, isBegun) => {
        const own = filingStart(row, { filingId, clockOffsetMs: 0 });
        const { before: course, plan } = recording;
        return Promise.resolve(isStartedAsOwn({ course, plan }, isBegun ? { ...own, course: null } : own));
      },
      dueAtMs: () => (recording.message.kind === 'timerFired' ? filingWaitMs(recording.before) : null),
      decide: (client, read) => decide(context, client, recording, read),
    },
  );
}

const lockedFiling = sqlText<LockedFiling, [filingId: string]>(
  'recordings.lockedFiling',
  `SELECT f.id, f.opens_on, f.ends_on, f.state, f.state_since, f.policy_snapshot_id, f.claim_window_ends_on,
     f.revision, f.round, f.jurisdiction, f.applicant_party_id, f.responsible_department,
     concat_ws(' · ', f.occupation_name, f.skill_level, p.name, f.filing_no) AS subject,
     EXISTS (SELECT FROM claim c WHERE c.filing_id = f.id AND c.kind = 'advance'
       AND c.state NOT IN (${sqlList(UNPAID_CLAIM_STATES)})) AS has_advance
   FROM filing f JOIN party p ON p.id = f.applicant_party_id WHERE f.id = $1`,
);

async function readFiling(client: pg.PoolClient, filingId: string): Promise<LockedFiling> {
  const row = await fetchFirst(client, lockedFiling(filingId));
  if (row === undefined) {
    throw new RangeError(`No class filing ${filingId}`);
  }
  return row;
}

async function decide(
  context: RecordingContext,
  client: pg.PoolClient,
  { before, message, plan }: FilingRecording,
  { row, openTasks, body }: { readonly row: LockedFiling } & RecordedRead,
): Promise<RecordedWork<FilingCourse, null>> {
  // A request for an advance locks the class as well.
  const verdict = judgeClassAct(message, { hasAdvance: row.has_advance });
  if (!verdict.ok) {
    throw new RefusedForGood(verdict.reason);
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
      ...eventWrites(message, plan),
      ...taskWrites({
        owner: { kind: 'filing', id: plan.filingId, jurisdiction: plan.jurisdiction, subject: row.subject },
        open: openTasks,
        wanted: wantedFilingTasks(after),
        snapshot,
        calendar: context.calendar,
        atMs: message.atMs,
        doneBy: senderOf(message)?.personId ?? null,
        act: message.kind === 'decide' ? message.decision : message.kind,
      }),
    ],
  };
}

/** The applicant is told that the filing came back. */
function eventWrites(message: FilingMessage, { filingId }: FilingPlan): readonly Statement<unknown>[] {
  const topic = filingTopic(message);
  const payload = { filingId, by: senderOf(message)?.personId ?? null };
  const at = new Date(message.atMs);
  return topic === null ? [] : [outboxWrite({ topic, entityKind: 'filing', entityId: filingId, at, payload })];
}

const updateFiling = sqlText<
  never,
  [
    filingId: string,
    revision: number,
    course: JsonText<FilingCourse>,
    state: Row<'filing'>['state'],
    round: number,
    department: Row<'filing'>['responsible_department'],
    stateSince: Date,
    isAccepted: boolean,
    at: Date,
    assessmentDueOn: Row<'filing'>['ends_on'],
    isLate: boolean,
    warnings: JsonText<Row<'filing'>['warnings']>,
  ]
>(
  'recordings.updateFiling',
  `UPDATE filing SET revision = $2, course = $3, state = $4, round = $5, responsible_department = $6,
     state_since = $7, accepted_at = CASE WHEN $8 THEN $9 ELSE accepted_at END,
     assessment_due_on = coalesce(assessment_due_on, $10::date), started_at = coalesce(started_at, $9),
     warnings = CASE WHEN $11 THEN warnings || $12::jsonb ELSE warnings END
   WHERE id = $1`,
);

function filingWrite(
  row: LockedFiling,
  moved: { readonly after: FilingCourse; readonly message: FilingMessage; readonly snapshot: PolicySnapshot },
): Statement<unknown> {
  const { after, message, snapshot } = moved;
  const at = new Date(message.atMs);
  const warning = warningOfAct(message, row.opens_on);
  return updateFiling(
    row.id,
    after.revision,
    jsonText(after),
    after.state,
    after.round,
    after.responsibleDepartment,
    after.state === row.state ? row.state_since : at,
    isAcceptance(message),
    at,
    assessmentDueOn(row.ends_on, snapshot),
    warning !== undefined,
    jsonText(warning === undefined ? [] : [warning]),
  );
}
