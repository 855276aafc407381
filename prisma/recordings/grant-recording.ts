import type pg from 'pg';
import type { Recorded, Recording } from '../../activities/recording-ports.ts';
import { senderOf } from '../../domain/authority/actor.ts';
import { isStartedAsOwn } from '../../domain/authority/own-turn.ts';
import {
  NO_GRANT_FACTS,
  type GrantCourse,
  type GrantFacts,
  type GrantMessage,
  type GrantPlan,
} from '../../domain/grant/grant-course.ts';
import { grantEvent } from '../../domain/grant/grant-event.ts';
import { moveGrant } from '../../domain/grant/grant-moves.ts';
import { wantedGrantTasks } from '../../domain/grant/grant-tasks.ts';
import { grantTimerAtMs } from '../../domain/grant/grant-times.ts';
import { titleStateAfter } from '../../domain/grant/grant-title-course.ts';
import { grantStart } from '../kernel/grant-start-inputs.ts';
import { outboxWrite } from '../kernel/outbox-writing.ts';
import { fetchFirst, sqlText, type Row, type Statement } from '../kernel/statements.ts';
import { askingOfGrant } from './asking-grant.ts';
import { applicationWrites, countedScore, readTotals } from './grant-application-writes.ts';
import type { GrantAct, LockedGrant } from './grant-act.ts';
import { titleStep } from './grant-title-writes.ts';
import { grantRowWrite } from './grant-row-write.ts';
import { recordAct, type RecordedRead, type RecordedWork } from './record-act.ts';
import type { RecordingContext } from './recording-context.ts';
import { taskWrites } from './task-reconciling.ts';

type GrantRecording = Recording<GrantCourse, GrantMessage, GrantPlan>;

interface GrantRead {
  readonly row: LockedGrant;
  /** The totals of the valid scores, which a close counts. */
  readonly totals: readonly number[];
}

const lockGrant = sqlText<Row<'base_grant', 'revision' | 'course'>, [id: string]>(
  'recordings.lockGrant',
  'SELECT revision, course FROM base_grant WHERE id = $1 FOR UPDATE',
);

/** Records one act of a grant with all its changes in one transaction (D2). */
export function recordGrant(
  context: RecordingContext,
  recording: GrantRecording,
): Promise<Recorded<GrantCourse, GrantFacts>> {
  const { grantId } = recording.plan;
  const entity = { kind: 'grant', id: grantId } as const;
  return recordAct<GrantCourse, GrantMessage, GrantPlan, GrantFacts, GrantRead>(context, entity, recording, {
    lock: lockGrant,
    asking: (client) => askingOfGrant(client, context, { grantId, message: recording.message }),
    async read(client) {
      const isClose = recording.message.kind === 'scoringClosed';
      const [row, totals] = await Promise.all([readGrant(client, grantId), isClose ? readTotals(client, grantId) : []]);
      return { row, totals };
    },
    isStartedAsOwn: (_client, { row }, isBegun) => {
      const own = grantStart(row, { grantId, clockOffsetMs: 0 });
      const { before: course, plan } = recording;
      return Promise.resolve(isStartedAsOwn({ course, plan }, isBegun ? { ...own, course: null } : own));
    },
    dueAtMs: () => (recording.message.kind === 'timerFired' ? (recording.before.timer?.atMs ?? null) : null),
    decide: (client, read) => decide(context, client, recording, read),
  });
}

const lockedGrant = sqlText<LockedGrant, [grantId: string]>(
  'recordings.lockedGrant',
  `SELECT g.id, g.grant_no, g.call_id, g.route, g.kind, g.level, g.jurisdiction, g.applicant_jurisdiction, g.applicant_party_id, g.revision,
     g.import_id, g.imported_paid_fen, g.name, g.state, g.state_since, g.policy_snapshot_id, g.amount_fen, g.title_state, g.designated_on,
     concat_ws(' · ', g.name, p.name, g.grant_no) AS subject
   FROM base_grant g JOIN party p ON p.id = g.applicant_party_id WHERE g.id = $1`,
);

async function readGrant(client: pg.PoolClient, grantId: string): Promise<LockedGrant> {
  const row = await fetchFirst(client, lockedGrant(grantId));
  if (row === undefined) {
    throw new RangeError(`No grant ${grantId}`);
  }
  return row;
}

async function decide(
  context: RecordingContext,
  client: pg.PoolClient,
  { before, message, plan }: GrantRecording,
  { row, totals, openTasks, body }: GrantRead & RecordedRead,
): Promise<RecordedWork<GrantCourse, GrantFacts>> {
  if (row.policy_snapshot_id === null) {
    throw new RangeError(`The grant ${row.id} was submitted without its law`);
  }
  const snapshot = await context.snapshots.read(client, row.policy_snapshot_id);
  const law = { snapshot, calendar: context.calendar };
  const act: GrantAct = { row, before, message, plan, body, law };
  const title = await titleStep(client, context, act);
  const found: GrantFacts = {
    ...NO_GRANT_FACTS,
    score: message.kind === 'scoringClosed' ? countedScore(totals, snapshot) : null,
    title: title.facts,
  };
  // The state that the act leads to says which end it has.
  const { state } = moveGrant(before, message, found, plan);
  const isKept = state === before.state;
  const facts = { ...found, timerAtMs: isKept ? null : grantTimerAtMs(state, message.atMs, law) };
  const after = moveGrant(before, message, facts, plan);
  return {
    facts,
    after,
    audit: { ...auditFacts(act, facts), ...title.audit },
    writes: [
      ...applicationWrites(act, after),
      ...title.writes(after),
      grantRowWrite(act, after, facts),
      ...eventWrites(act, after),
      ...taskChanges(act, after, openTasks),
    ],
  };
}

function eventWrites({ row, before, message }: GrantAct, after: GrantCourse): readonly Statement<unknown>[] {
  const title = { before: row.title_state, after: titleStateAfter(row.title_state, before, after) };
  const event = grantEvent(row.id, after, title, message);
  return event === null ? [] : [outboxWrite(event)];
}

function taskChanges(
  { row, message, plan, law }: GrantAct,
  after: GrantCourse,
  open: RecordedRead['openTasks'],
): readonly Statement<unknown>[] {
  return taskWrites({
    owner: { kind: 'grant', id: plan.grantId, jurisdiction: plan.jurisdiction, subject: row.subject },
    open,
    wanted: wantedGrantTasks(after, plan),
    ...law,
    atMs: message.atMs,
    doneBy: senderOf(message)?.personId ?? null,
    act: message.kind === 'decide' ? message.decision : message.kind,
  });
}

/** Ids, codes and figures; an expert's points stay in the score's own row until scoring is closed. */
function auditFacts({ message, body }: GrantAct, { score }: GrantFacts): Readonly<Record<string, unknown>> {
  return {
    ...(message.kind === 'decide' && { stage: message.stage, decision: message.decision, year: message.year }),
    ...('callId' in message && { callId: message.callId }),
    ...('caseId' in message && message.caseId !== null && { caseId: message.caseId }),
    ...('noticeId' in message && { noticeId: message.noticeId }),
    ...(message.kind === 'noticeClosed' && { outcome: message.outcome }),
    ...(score !== null && score),
    remark: body.remark ?? body.reason ?? null,
    answers: body.answers ?? null,
    corrections: body.corrections ?? null,
    ...(body.documentNo !== undefined && { documentNo: body.documentNo }),
  };
}
