import type pg from 'pg';
import type { Recorded, Recording } from '../../activities/recording-ports.ts';
import type { ActBody } from '../../api/desk-port.ts';
import {
  moveBatch,
  type BatchCourse,
  type BatchFacts,
  type BatchMessage,
  type BatchPlan,
} from '../../domain/payout/batch-course.ts';
import { recordAct, type RecordedWork } from './record-act.ts';
import type { RecordingContext } from './recording-context.ts';

type BatchRecording = Recording<BatchCourse, BatchMessage, BatchPlan>;

/** Everything that one act changes of a payout batch, in one transaction (D2, D5). */
export function recordBatch(
  context: RecordingContext,
  recording: BatchRecording,
): Promise<Recorded<BatchCourse, BatchFacts>> {
  const entity = { table: 'payout_batch', kind: 'batch', id: recording.plan.batchId } as const;
  return recordAct(context.pool, entity, recording, (client, body) => work(client, recording, body));
}

async function work(
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
  const open = await client.query<{ open: number }>(
    `SELECT count(*)::int AS open FROM payout_instruction
     WHERE batch_id = $1 AND state IN ('draft', 'instructed', 'accepted', 'inTransit')`,
    [plan.batchId],
  );
  const facts: BatchFacts = { linesOpen: open.rows[0]?.open ?? 0 };
  const after = moveBatch(before, message, facts);
  await client.query(
    `UPDATE payout_batch SET revision = $2, course = $3, state = $4, started_at = coalesce(started_at, $5),
       state_since = CASE WHEN state = $4 THEN state_since ELSE $5 END,
       checker_id = CASE WHEN $6 THEN $7 ELSE checker_id END, reason = coalesce($8, reason)
     WHERE id = $1`,
    [
      plan.batchId,
      after.revision,
      JSON.stringify(after),
      after.state,
      at,
      message.kind === 'release',
      'actor' in message ? message.actor.personId : null,
      body.reason ?? null,
    ],
  );
  return { facts, after, audit: { linesOpen: facts.linesOpen, reason: body.reason ?? null } };
}
