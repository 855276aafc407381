import type pg from 'pg';
import type { Recorded, Recording } from '../../activities/recording-ports.ts';
import { isStartedAsOwn } from '../../domain/authority/own-turn.ts';
import {
  isCallSettled,
  NO_CALL_FACTS,
  type CallCourse,
  type CallFacts,
  type CallMessage,
  type CallPlan,
} from '../../domain/grant/call-course.ts';
import { moveCall } from '../../domain/grant/call-moves.ts';
import { leftAfterNotice, unheardGrants } from '../../domain/grant/call-rules.ts';
import { snapshotInt } from '../../domain/policy/policy-snapshot.ts';
import { unreachable } from '../../domain/verdict.ts';
import type { JsonText } from '../kernel/column-types.ts';
import { callStart } from '../kernel/grant-start-inputs.ts';
import { fetchFirst, jsonText, sqlText, type Row, type Statement } from '../kernel/statements.ts';
import { periodClosedWrite } from '../period/period-store.ts';
import { lockCallGrants, readCallGrants, type GrantOfCall } from '../grant/call-grants.ts';
import { askingOfCall } from './asking-call.ts';
import { freePlace } from './grant-application-writes.ts';
import { closeWrites, panelChangeWrites, panelWrites, quotaWrites } from './call-writes.ts';
import type { CallAct, LockedCall } from './call-act.ts';
import { proposalWrites } from './proposal-writes.ts';
import { recordAct, type RecordedRead, type RecordedWork } from './record-act.ts';
import type { RecordingContext } from './recording-context.ts';

type CallRecording = Recording<CallCourse, CallMessage, CallPlan>;

interface CallRead {
  readonly row: LockedCall;
  readonly grants: readonly GrantOfCall[];
}

const lockCall = sqlText<Row<'grant_call', 'revision' | 'course'>, [id: string]>(
  'recordings.lockCall',
  'SELECT revision, course FROM grant_call WHERE id = $1 FOR UPDATE',
);

/** Records one act of a call with all its changes in one transaction (D2). */
export function recordGrantCall(
  context: RecordingContext,
  recording: CallRecording,
): Promise<Recorded<CallCourse, CallFacts>> {
  const { callId } = recording.plan;
  const entity = { kind: 'grantCall', id: callId } as const;
  return recordAct<CallCourse, CallMessage, CallPlan, CallFacts, CallRead>(context, entity, recording, {
    lock: lockCall,
    asking: (client) => askingOfCall(client, context, { callId, message: recording.message }),
    async read(client) {
      const readGrants = recording.message.kind === 'propose' ? lockCallGrants : readCallGrants;
      const [row, grants] = await Promise.all([readCall(client, callId), readGrants(client, callId)]);
      return { row, grants };
    },
    isStartedAsOwn: (_client, { row }, isBegun) => {
      const own = callStart(row, { callId, clockOffsetMs: 0 });
      const { before: course, plan } = recording;
      return Promise.resolve(isStartedAsOwn({ course, plan }, isBegun ? { ...own, course: null } : own));
    },
    dueAtMs: () => (recording.message.kind === 'timerFired' ? recording.plan.closesAtMs : null),
    decide: (client, read) => decide(context, client, recording, read),
  });
}

const lockedCall = sqlText<LockedCall, [callId: string]>(
  'recordings.lockedCall',
  `SELECT c.id, c.jurisdiction, c.route, c.year, c.kind, c.level, c.amount_fen, c.closes_on, c.state, c.state_since, c.places,
     c.policy_snapshot_id, (SELECT coalesce(array_agg(p.no ORDER BY p.no), '{}') FROM grant_place p
       WHERE p.call_id = c.id AND p.grant_id IS NULL) AS free_places,
     (SELECT count(*) FROM grant_place p WHERE p.call_id = c.id AND p.grant_id IS NOT NULL)::int AS taken,
     (SELECT coalesce(max(p.no), 0) FROM grant_place p WHERE p.call_id = c.id)::int AS last_place
   FROM grant_call c WHERE c.id = $1`,
);

async function readCall(client: pg.PoolClient, callId: string): Promise<LockedCall> {
  const row = await fetchFirst(client, lockedCall(callId));
  if (row === undefined) {
    throw new RangeError(`No call ${callId}`);
  }
  return row;
}

async function decide(
  context: RecordingContext,
  client: pg.PoolClient,
  { before, message, plan }: CallRecording,
  { row, grants, body }: CallRead & RecordedRead,
): Promise<RecordedWork<CallCourse, CallFacts>> {
  const snapshot = await context.snapshots.read(client, row.policy_snapshot_id);
  const act: CallAct = { row, grants, before, message, plan, body, snapshot };
  const facts = factsOf(act);
  const writes = await callWrites(client, act);
  const after = moveCall(before, message, facts);
  return {
    facts,
    after,
    audit: { ...auditFacts(act), ...(message.kind === 'noticeSettled' && facts), reason: body.reason ?? null },
    writes: [
      ...writes,
      callRowWrite(act, after),
      ...(isCallSettled(after) ? [periodClosedWrite(plan.callId, new Date(message.atMs))] : []),
    ],
  };
}

/** What the row says when the act is recorded. @throws RefusedForGood */
async function callWrites(client: pg.PoolClient, act: CallAct): Promise<readonly Statement<unknown>[]> {
  const { message } = act;
  switch (message.kind) {
    case 'setQuota':
      return quotaWrites(act, message);
    case 'setPanel':
      return panelWrites(client, act, message);
    case 'changePanel':
      return panelChangeWrites(client, act, message);
    case 'closeScoring':
      return closeWrites(act, message);
    case 'propose':
      return proposalWrites(client, act, message);
    case 'noticeSettled':
      return unheardGrants(act.grants).map((grantId) => freePlace(grantId));
    case 'begin':
    case 'timerFired':
    case 'end':
    case 'cancel':
      return [];
    default:
      return unreachable(message);
  }
}

function factsOf({ message, grants, row, snapshot }: CallAct): CallFacts {
  if (message.kind === 'timerFired') {
    return { ...NO_CALL_FACTS, submitted: grants.filter(({ state }) => state !== 'withdrawn').length };
  }
  const passMarkCenti = snapshotInt(snapshot, 'panel.passMark');
  return message.kind === 'noticeSettled'
    ? { ...NO_CALL_FACTS, ...leftAfterNotice(grants, { places: row.places ?? 0, passMarkCenti }) }
    : NO_CALL_FACTS;
}

function auditFacts({ message }: CallAct): Readonly<Record<string, unknown>> {
  switch (message.kind) {
    case 'setQuota':
      return { places: message.places, overTarget: message.overTarget };
    case 'setPanel':
      return { experts: message.experts };
    case 'changePanel':
      return { changes: message.changes, leaving: message.leaving };
    case 'closeScoring':
      return { leaveOut: message.leaveOut };
    case 'propose':
      return { noticeId: message.noticeId, grantIds: message.grantIds };
    case 'noticeSettled':
      return { noticeId: message.noticeId };
    case 'begin':
    case 'timerFired':
    case 'end':
    case 'cancel':
      return {};
    default:
      return unreachable(message);
  }
}

const updateCall = sqlText<
  never,
  [
    callId: string,
    revision: number,
    course: JsonText<CallCourse>,
    state: Row<'grant_call'>['state'],
    at: Date,
    places: number | null,
    quotaReason: string | null,
    closedAt: Date | null,
    outcomeReason: string | null,
  ]
>(
  'recordings.updateCall',
  `UPDATE grant_call SET revision = $2, course = $3, started_at = coalesce(started_at, $5),
     state_since = CASE WHEN state = $4 THEN state_since ELSE $5 END, state = $4,
     places = coalesce($6, places), quota_reason = coalesce($7, quota_reason),
     scoring_closed_at = coalesce(scoring_closed_at, $8), outcome_reason = coalesce($9, outcome_reason)
   WHERE id = $1`,
);

function callRowWrite({ row, message, body }: CallAct, after: CallCourse): Statement<unknown> {
  const at = new Date(message.atMs);
  const isQuota = message.kind === 'setQuota';
  const isEnd = message.kind === 'end' || message.kind === 'cancel';
  return updateCall(
    row.id,
    after.revision,
    jsonText(after),
    after.state,
    at,
    isQuota ? message.places : null,
    isQuota ? (body.reason ?? null) : null,
    // Nothing is scored after a call has ended, either.
    message.kind === 'closeScoring' || isEnd ? at : null,
    isEnd ? (body.reason ?? null) : null,
  );
}
