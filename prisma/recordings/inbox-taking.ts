import type pg from 'pg';
import type { InboxStep } from '../../activities/entity-ports.ts';
import type { Purpose } from '../../domain/claim/claim-course.ts';
import {
  isFinalState,
  judgeInboxRow,
  REPORTED_STATES,
  type InstructionState,
  type ReportedState,
} from '../../domain/payout/inbox-judgement.ts';
import { writeFact } from './payout-effects.ts';

interface InboxRow {
  readonly id: string;
  readonly type: string;
  readonly instruction_id: string | null;
  readonly amount_fen: number | null;
  readonly received_at: Date;
  readonly claim_id: string | null;
  readonly purpose: Purpose | null;
  readonly instruction_state: InstructionState | null;
  readonly instruction_fen: number | null;
  readonly claim_state: string | null;
}

/**
 * Judges the oldest report that a batch has not taken. Intermediate states and repeated words are facts and are applied
 * here; what fits nothing is parked for a person; a final result goes on to its claim, whose record applies it.
 */
export async function takeNextInboxRow(client: pg.PoolClient, batchId: string): Promise<InboxStep | null> {
  const found = await client.query<InboxRow>(
    `SELECT i.id, i.type, i.instruction_id, i.amount_fen, i.received_at, p.claim_id, p.purpose,
       p.state AS instruction_state, p.amount_fen AS instruction_fen, c.state AS claim_state
     FROM payout_inbox i LEFT JOIN payout_instruction p ON p.id = i.instruction_id LEFT JOIN claim c ON c.id = p.claim_id
     WHERE i.batch_id = $1 AND i.state = 'new' ORDER BY i.received_at, i.id LIMIT 1 FOR UPDATE OF i`,
    [batchId],
  );
  const row = found.rows[0];
  if (row === undefined) {
    return null;
  }
  const state = reportedState(row.type);
  const report = { state, instructionId: row.instruction_id, amountFen: row.amount_fen };
  const verdict = judgeInboxRow(report, instructionOf(row));
  if (verdict.kind === 'park') {
    await mark(client, row.id, 'parked', verdict.reason);
    return { kind: 'noted', inboxId: row.id };
  }
  if (
    verdict.kind === 'advances' &&
    isFinalState(verdict.state) &&
    row.instruction_id !== null &&
    row.claim_id !== null
  ) {
    return {
      kind: 'final',
      inboxId: row.id,
      instructionId: row.instruction_id,
      claimId: row.claim_id,
      purpose: row.purpose ?? 'base',
      outcome: verdict.state,
      receivedAtMs: row.received_at.getTime(),
    };
  }
  await applyFact(client, row, state, verdict.kind === 'advances');
  return { kind: 'noted', inboxId: row.id };
}

/** `payout.in_transit` is the state `inTransit`; null for a type that nobody knows. */
function reportedState(type: string): ReportedState | null {
  const word = type.replace(/^payout\./, '').replace(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase());
  return REPORTED_STATES.find((state) => state === word) ?? null;
}

function instructionOf(row: InboxRow) {
  return row.instruction_state === null || row.instruction_fen === null
    ? null
    : {
        state: row.instruction_state,
        amountFen: row.instruction_fen,
        claimIsSettled: ['closed', 'rejected', 'withdrawn'].includes(row.claim_state ?? ''),
      };
}

async function applyFact(
  client: pg.PoolClient,
  row: InboxRow,
  state: ReportedState | null,
  moves: boolean,
): Promise<void> {
  if (row.instruction_id === null || state === null) {
    throw new RangeError('A report without an instruction was parked before');
  }
  await writeFact(client, {
    instructionId: row.instruction_id,
    inboxId: row.id,
    state,
    amountFen: row.amount_fen ?? 0,
    at: row.received_at,
  });
  if (moves) {
    await client.query('UPDATE payout_instruction SET state = $2, state_since = $3 WHERE id = $1', [
      row.instruction_id,
      state,
      row.received_at,
    ]);
  }
  await mark(client, row.id, 'applied', null);
}

async function mark(
  client: pg.PoolClient,
  inboxId: string,
  state: 'parked' | 'applied',
  reason: string | null,
): Promise<void> {
  await client.query(
    `UPDATE payout_inbox SET state = $2, park_reason = $3, applied_at = CASE WHEN $2 = 'applied' THEN received_at END WHERE id = $1`,
    [inboxId, state, reason],
  );
}
