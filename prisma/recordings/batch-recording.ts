import type pg from 'pg';
import type { Recorded, Recording } from '../../activities/recording-ports.ts';
import type { ActBody } from '../../api/kernel/desk-port.ts';
import {
  moveBatch,
  type BatchCourse,
  type BatchFacts,
  type BatchMessage,
  type BatchPlan,
} from '../../domain/payout/batch-course.ts';
import { overBudgetOnRelease } from '../payout/over-budget.ts';
import { recordAct, type RecordedWork } from './record-act.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import type { RecordingContext } from './recording-context.ts';
import { reconcileTasks, type TaskToOpen } from './task-reconciling.ts';

type BatchRecording = Recording<BatchCourse, BatchMessage, BatchPlan>;

/**
 * Everything that one act changes of a payout batch, in one transaction (D2, D5). A release above the budget of a plan
 * line needs its reason, whatever another batch took meanwhile (R-016).
 */
export function recordBatch(
  context: RecordingContext,
  recording: BatchRecording,
): Promise<Recorded<BatchCourse, BatchFacts>> {
  const entity = { table: 'batch', kind: 'batch', id: recording.plan.batchId } as const;
  return recordAct(context.pool, entity, recording, (client, body) => work(context, client, recording, body));
}

async function work(
  context: RecordingContext,
  client: pg.PoolClient,
  { before, message, plan }: BatchRecording,
  body: ActBody,
): Promise<RecordedWork<BatchCourse, BatchFacts>> {
  const at = new Date(message.atMs);
  if (message.kind === 'reject') {
    // The obligations end with the batch: its claims can be drafted again.
    await client.query(
      `UPDATE payout_instruction SET state = 'cancelled', state_since = $2 WHERE batch_id = $1 AND state = 'draft'`,
      [plan.batchId, at],
    );
  }
  const overBudgetFen = message.kind === 'release' ? await overBudgetOnRelease(client, plan.batchId) : 0;
  const reason = body.reason ?? null;
  if (overBudgetFen > 0 && reason === null) {
    throw new RefusedForGood('OVER_BUDGET');
  }
  const open = await client.query<{ open: number }>(
    `SELECT count(*)::int AS open FROM payout_instruction
     WHERE batch_id = $1 AND state IN ('draft', 'instructed', 'accepted', 'inTransit')`,
    [plan.batchId],
  );
  const facts: BatchFacts = { linesOpen: open.rows[0]?.open ?? 0 };
  const after = moveBatch(before, message, facts);
  await client.query(
    `UPDATE batch SET revision = $2, course = $3, state = $4, started_at = coalesce(started_at, $5),
       state_since = CASE WHEN state = $4 THEN state_since ELSE $5 END,
       checker_id = CASE WHEN $6 THEN $7 ELSE checker_id END, reason = coalesce($8, reason),
       over_budget_fen = CASE WHEN $6 THEN nullif($9::bigint, 0) ELSE over_budget_fen END
     WHERE id = $1`,
    [
      plan.batchId,
      after.revision,
      JSON.stringify(after),
      after.state,
      at,
      message.kind === 'release',
      'actor' in message ? message.actor.personId : null,
      reason,
      overBudgetFen,
    ],
  );
  await reconcileBatchTasks(context, client, { after, message, plan });
  const audit = { linesOpen: facts.linesOpen, reason, ...(message.kind === 'release' && { overBudgetFen }) };
  return { facts, after, audit };
}

/** A drafted batch waits for its checker, for the days of Finance in its first claim's law. */
async function reconcileBatchTasks(
  context: RecordingContext,
  client: pg.PoolClient,
  { after, message, plan }: { readonly after: BatchCourse; readonly message: BatchMessage; readonly plan: BatchPlan },
): Promise<void> {
  const found = await client.query<{ batch_no: string; policy_snapshot_id: string }>(
    `SELECT b.batch_no, c.policy_snapshot_id FROM batch b JOIN payout_instruction i ON i.batch_id = b.id
       JOIN claim c ON c.id = i.claim_id WHERE b.id = $1 ORDER BY i.id LIMIT 1`,
    [plan.batchId],
  );
  const row = found.rows[0];
  if (row === undefined) {
    throw new RangeError(`A batch without a line: ${plan.batchId}`);
  }
  await reconcileTasks(client, {
    owner: { column: 'batch_id', id: plan.batchId, jurisdiction: plan.jurisdiction, subject: row.batch_no },
    wanted: after.state === 'draft' ? [RELEASE_TASK] : [],
    snapshot: await context.snapshots.read(client, row.policy_snapshot_id),
    calendar: context.calendar,
    atMs: message.atMs,
    doneBy: 'actor' in message ? message.actor.personId : null,
    act: message.kind,
  });
}

const RELEASE_TASK: TaskToOpen = {
  kind: 'batchRelease',
  stage: 'disbursement',
  purpose: null,
  round: 1,
  organ: 'FINANCE',
  section: null,
  role: 'financeChecker',
  daysKey: 'finance.days',
};
