import { sqlList } from '../kernel/sql-list.ts';
import { OPEN_INSTRUCTION_STATES } from '../../domain/payout/inbox-judgement.ts';
import type pg from 'pg';
import type { Recorded, Recording } from '../../activities/recording-ports.ts';
import { senderOf } from '../../domain/authority/actor.ts';
import { isStartedAsOwn } from '../../domain/authority/own-turn.ts';
import {
  moveBatch,
  type BatchCourse,
  type BatchFacts,
  type BatchMessage,
  type BatchPlan,
} from '../../domain/payout/batch-course.ts';
import { batchFactsOf, judgeOverBudget, keptReason } from '../../domain/payout/batch-release.ts';
import { batchTopic } from '../../domain/payout/batch-event.ts';
import { wantedBatchTasks } from '../../domain/payout/batch-tasks.ts';
import type { JsonText } from '../kernel/column-types.ts';
import { outboxWrite } from '../kernel/outbox-writing.ts';
import { batchStart } from '../kernel/start-inputs.ts';
import { fetchFirst, jsonText, query, sqlText, type Row, type Statement } from '../kernel/statements.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import { overBudgetOnRelease } from '../payout/over-budget.ts';
import { recordAct, type RecordedRead, type RecordedWork } from './record-act.ts';
import type { RecordingContext } from './recording-context.ts';
import { taskWrites } from './task-reconciling.ts';

type BatchRecording = Recording<BatchCourse, BatchMessage, BatchPlan>;

interface LockedBatch extends Row<'batch', 'batch_no' | 'jurisdiction' | 'maker_id'> {
  /** The policy snapshot of the batch's first claim or grant; the batch's tasks take their days from it. */
  readonly policy_snapshot_id: string;
  /** Instructions without a final result, and how many of them are drafts. */
  readonly lines_open: number;
  readonly lines_drafted: number;
}

interface BatchRead {
  readonly row: LockedBatch;
  /** What a release takes beyond the budgets of the plan lines, in fen; 0 for every other act. */
  readonly overBudgetFen: number;
}

const lockBatch = sqlText<Row<'batch', 'revision' | 'course'>, [id: string]>(
  'recordings.lockBatch',
  'SELECT revision, course FROM batch WHERE id = $1 FOR UPDATE',
);

/**
 * Records one act of a payout batch with all its changes in one transaction (D2, D5). A release above the budget of a
 * plan line requires a reason, even if another batch has used the budget in the meantime.
 */
export function recordBatch(
  context: RecordingContext,
  recording: BatchRecording,
): Promise<Recorded<BatchCourse, BatchFacts>> {
  const { batchId } = recording.plan;
  const entity = { kind: 'batch', id: batchId } as const;
  return recordAct<BatchCourse, BatchMessage, BatchPlan, BatchFacts, BatchRead>(context, entity, recording, {
    lock: lockBatch,
    asking: () => null,
    async read(client) {
      const [row, overBudgetFen] = await Promise.all([
        readBatch(client, batchId),
        recording.message.kind === 'release' ? overBudgetOnRelease(client, batchId) : 0,
      ]);
      return { row, overBudgetFen };
    },
    isStartedAsOwn: (_client, { row }, isBegun) => {
      const own = batchStart(row, { batchId, clockOffsetMs: 0 });
      const { before: course, plan } = recording;
      return Promise.resolve(isStartedAsOwn({ course, plan }, isBegun ? { ...own, course: null } : own));
    },
    dueAtMs: () => null,
    decide: (client, read) => decide(context, client, recording, read),
  });
}

const lockedBatch = sqlText<LockedBatch, [batchId: string]>(
  'recordings.lockedBatch',
  `SELECT b.batch_no, b.jurisdiction, b.maker_id, (SELECT coalesce(c.policy_snapshot_id, g.policy_snapshot_id) FROM payout_instruction i
       LEFT JOIN claim c ON c.id = i.claim_id LEFT JOIN base_grant g ON g.id = i.grant_id
       WHERE i.batch_id = b.id ORDER BY i.id LIMIT 1) AS policy_snapshot_id, line.*
   FROM batch b CROSS JOIN LATERAL (
     SELECT (count(*) FILTER (WHERE state IN (${sqlList(OPEN_INSTRUCTION_STATES)})))::int AS lines_open,
       (count(*) FILTER (WHERE state = 'draft'))::int AS lines_drafted
     FROM payout_instruction WHERE batch_id = b.id) AS line
   WHERE b.id = $1`,
);

async function readBatch(client: pg.PoolClient, batchId: string): Promise<LockedBatch> {
  const row = await fetchFirst(client, lockedBatch(batchId));
  if (row === undefined) {
    throw new RangeError(`No batch ${batchId}`);
  }
  return row;
}

async function decide(
  context: RecordingContext,
  client: pg.PoolClient,
  { before, message, plan }: BatchRecording,
  { row, openTasks, overBudgetFen, body }: BatchRead & RecordedRead,
): Promise<RecordedWork<BatchCourse, BatchFacts>> {
  const given = body.reason ?? null;
  const budget = judgeOverBudget(overBudgetFen, given);
  if (!budget.ok) {
    throw new RefusedForGood(budget.reason);
  }
  const reason = keptReason(message, { overBudgetFen, reason: given });
  const snapshot = await context.snapshots.read(client, row.policy_snapshot_id);
  const at = new Date(message.atMs);
  const isRejected = message.kind === 'reject';
  const facts = batchFactsOf(message, { linesOpen: row.lines_open, linesDrafted: row.lines_drafted });
  const after = moveBatch(before, message, facts);
  const doneBy = senderOf(message)?.personId ?? null;
  return {
    facts,
    after,
    audit: { linesOpen: facts.linesOpen, reason, ...(message.kind === 'release' && { overBudgetFen }) },
    writes: [
      ...(isRejected ? [cancelledWrite(plan.batchId, at)] : []),
      batchWrite({ message, plan }, { after, reason, overBudgetFen }),
      ...eventWrites({ before, message, plan }, after),
      ...taskWrites({
        owner: { kind: 'batch', id: plan.batchId, jurisdiction: plan.jurisdiction, subject: row.batch_no },
        open: openTasks,
        wanted: wantedBatchTasks(after),
        snapshot,
        calendar: context.calendar,
        atMs: message.atMs,
        doneBy,
        act: message.kind,
      }),
    ],
  };
}

/** Its maker is told that the batch has ended. */
function eventWrites(
  { before, message, plan }: Pick<BatchRecording, 'before' | 'message' | 'plan'>,
  after: BatchCourse,
): readonly Statement<unknown>[] {
  const topic = batchTopic(before, after);
  const { batchId } = plan;
  const payload = { batchId, by: senderOf(message)?.personId ?? null };
  const at = new Date(message.atMs);
  return topic === null ? [] : [outboxWrite({ topic, entityKind: 'batch', entityId: batchId, at, payload })];
}

/** The obligations end with the batch, so its claims can be drafted again. */
function cancelledWrite(batchId: string, at: Date): Statement<unknown> {
  const cancelled = query.updateTable('payout_instruction').set({ state: 'cancelled', state_since: at });
  return cancelled.where('batch_id', '=', batchId).where('state', '=', 'draft');
}

const updateBatch = sqlText<
  never,
  [
    batchId: string,
    revision: number,
    course: JsonText<BatchCourse>,
    state: Row<'batch'>['state'],
    at: Date,
    isReleased: boolean,
    checkerId: string | null,
    reason: string | null,
    overBudgetFen: number,
  ]
>(
  'recordings.updateBatch',
  `UPDATE batch SET revision = $2, course = $3, state = $4, started_at = coalesce(started_at, $5),
     state_since = CASE WHEN state = $4 THEN state_since ELSE $5 END,
     checker_id = CASE WHEN $6 THEN $7 ELSE checker_id END, reason = coalesce($8, reason),
     over_budget_fen = CASE WHEN $6 THEN nullif($9::bigint, 0) ELSE over_budget_fen END
   WHERE id = $1`,
);

function batchWrite(
  { message, plan }: Pick<BatchRecording, 'message' | 'plan'>,
  moved: { readonly after: BatchCourse; readonly reason: string | null; readonly overBudgetFen: number },
): Statement<unknown> {
  const { after, reason, overBudgetFen } = moved;
  return updateBatch(
    plan.batchId,
    after.revision,
    jsonText(after),
    after.state,
    new Date(message.atMs),
    message.kind === 'release',
    senderOf(message)?.personId ?? null,
    reason,
    overBudgetFen,
  );
}
