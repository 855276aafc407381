import { ENDED_CLAIM_STATES } from '../../domain/claim/claim-state.ts';
import type pg from 'pg';
import type { Matched, PayoutInbox, Received, Report, UnmatchedEvent } from '../../api/payout/payout-ports.ts';
import type { Caller } from '../../api/kernel/caller.ts';
import {
  isFinalState,
  judgeInboxRow,
  reportedStateOf,
  type InboxVerdict,
  type InstructionState,
  type ReportedInstruction,
} from '../../domain/payout/inbox-judgement.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { inTransaction } from '../kernel/connection.ts';
import { newId } from '../kernel/id-maker.ts';
import { writeFact } from './payout-facts.ts';
import type { Sealer } from '../kernel/sealing.ts';

export function createPayoutInbox(pool: pg.Pool, sealer: Sealer): PayoutInbox {
  return {
    async secrets() {
      const found = await pool.query<{ webhook_secret_sealed: Buffer }>(
        `SELECT m.webhook_secret_sealed FROM machine_client m JOIN person p ON p.id = m.person_id
         WHERE 'financeSystem' = ANY (p.roles) AND p.disabled_at IS NULL ORDER BY m.name`,
      );
      return found.rows.map((row) => sealer.open(row.webhook_secret_sealed));
    },

    receive: (report, at) => inTransaction(pool, (client) => receiveReport(client, report, at)),

    async unmatched({ limit, after }, caller) {
      const [afterMs, id] = after ?? [null, null];
      const found = await pool.query<UnmatchedEvent>(
        `SELECT x.id, x.source, x.type, x.park_reason AS reason, x.instruction_id AS "instructionId",
           x.amount_fen AS "amountFen", x.received_at AS "receivedAt"
         FROM payout_inbox x LEFT JOIN payout_instruction i ON i.id = x.instruction_id
           LEFT JOIN batch b ON b.id = i.batch_id
         WHERE x.state = 'parked' AND (b.jurisdiction IS NULL OR b.jurisdiction = $1)
           AND ($2::timestamptz IS NULL OR (x.received_at, x.id) > ($2, $3))
         ORDER BY x.received_at, x.id LIMIT $4`,
        [caller.jurisdiction, afterMs === null ? null : new Date(afterMs), id, limit + 1],
      );
      return found.rows;
    },

    match: (asked) => inTransaction(pool, (client) => matchEvent(client, asked)),
  };
}

interface InstructionRow {
  readonly id: string;
  readonly batch_id: string;
  readonly claim_id: string;
  readonly purpose: string;
  readonly jurisdiction: string;
  readonly state: InstructionState;
  readonly amount_fen: number;
  readonly claim_state: string;
}

/**
 * Stores a report once per sender's id, in the caller's transaction, and judges it at once: parked with its reason,
 * noted if it moves no claim, or waiting for its batch to take it (D3).
 */
export async function receiveReport(client: pg.PoolClient, report: Report, at: Date): Promise<Received> {
  const instruction = report.instructionId === null ? null : await readInstruction(client, report.instructionId);
  const verdict = judgeInboxRow(report, instruction === null ? null : asReported(instruction));
  const isParked = verdict.kind === 'park' || instruction === null;
  const { valueDate, bankReference, reasonCode } = report;
  const kept = await client.query<InboxRow>(
    `INSERT INTO payout_inbox (id, source, sender_id, type, instruction_id, amount_fen, body, received_at, state,
       park_reason, batch_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     ON CONFLICT (source, sender_id) DO NOTHING RETURNING ${INBOX_COLUMNS}`,
    [
      newId('evt'),
      report.source,
      report.senderId,
      report.type,
      report.instructionId,
      report.amountFen,
      JSON.stringify({ valueDate, bankReference, reasonCode, raw: report.raw ?? undefined }),
      at,
      isParked ? 'parked' : 'new',
      verdict.kind === 'park' ? verdict.reason : null,
      isParked ? null : instruction.batch_id,
    ],
  );
  const row = kept.rows[0];
  if (row === undefined) {
    return { kind: 'repeated' };
  }
  if (verdict.kind === 'park' || instruction === null) {
    return { kind: 'parked' };
  }
  return applyOrLeave(client, row, instruction, verdict);
}

/** A final result is left for its batch, which sends it to its claim; all earlier states are noted here. */
async function applyOrLeave(
  client: pg.PoolClient,
  row: InboxRow,
  instruction: InstructionRow,
  verdict: Exclude<InboxVerdict, { kind: 'park' }>,
): Promise<Extract<Received, { kind: 'noted' | 'taken' }>> {
  if (verdict.kind === 'advances' && isFinalState(verdict.state)) {
    return { kind: 'taken', batchId: instruction.batch_id };
  }
  await noteFact(client, row, instruction, verdict);
  return { kind: 'noted' };
}

interface InboxRow {
  readonly id: string;
  readonly type: string;
  readonly instruction_id: string | null;
  readonly amount_fen: number | null;
  readonly state: string;
  readonly received_at: Date;
}

const INBOX_COLUMNS = 'id, type, instruction_id, amount_fen, state, received_at';

/**
 * A person names the instruction that a parked report belongs to. The amount must be equal, and the report is judged
 * again.
 */
async function matchEvent(client: pg.PoolClient, asked: Parameters<PayoutInbox['match']>[0]): Promise<Matched> {
  const { eventId, instructionId, caller, at } = asked;
  const found = await client.query<InboxRow>(`SELECT ${INBOX_COLUMNS} FROM payout_inbox WHERE id = $1 FOR UPDATE`, [
    eventId,
  ]);
  const row = found.rows[0];
  const instruction = await readInstruction(client, instructionId);
  if (row === undefined || !(await isOfJurisdiction(client, row, caller))) {
    return { kind: 'refused', code: 'NOT_FOUND' };
  }
  if (row.state !== 'parked') {
    return { kind: 'refused', code: 'ALREADY_MATCHED' };
  }
  if (instruction === null || instruction.jurisdiction !== caller.jurisdiction) {
    return { kind: 'refused', code: 'INVALID' };
  }
  const verdict = judgeRow({ ...row, instruction_id: instructionId }, instruction);
  if (verdict.kind === 'park') {
    return { kind: 'refused', code: matchRefusal(verdict.reason) };
  }
  await client.query(
    `UPDATE payout_inbox SET state = 'new', park_reason = NULL, instruction_id = $2, batch_id = $3, matched_by = $4
     WHERE id = $1`,
    [eventId, instructionId, instruction.batch_id, caller.personId],
  );
  await auditMatch(client, instruction, { eventId, caller, at });
  return applyOrLeave(client, row, instruction, verdict);
}

/** A report that names an instruction of another jurisdiction is absent for the Finance of this one. */
async function isOfJurisdiction(client: pg.PoolClient, row: InboxRow, caller: Caller): Promise<boolean> {
  const named = row.instruction_id === null ? null : await readInstruction(client, row.instruction_id);
  return named === null || named.jurisdiction === caller.jurisdiction;
}

function matchRefusal(reason: Extract<InboxVerdict, { kind: 'park' }>['reason']) {
  if (reason === 'AMOUNT_MISMATCH' || reason === 'MALFORMED') {
    return 'AMOUNT_MISMATCH';
  }
  return reason === 'CLAIM_CLOSED' ? 'CLAIM_CLOSED' : 'WRONG_STATE';
}

function auditMatch(
  client: pg.PoolClient,
  instruction: InstructionRow,
  { eventId, caller, at }: { readonly eventId: string; readonly caller: Caller; readonly at: Date },
): Promise<void> {
  const { personId, organ, section } = caller;
  return appendAudit(client, {
    entityKind: 'batch',
    entityId: instruction.batch_id,
    revision: null,
    act: 'matchEvent',
    actId: null,
    person: { personId, organ, section },
    at,
    facts: { eventId, instructionId: instruction.id },
  });
}

/** Stores the report for good, with its effect if it has one (D9). */
async function noteFact(
  client: pg.PoolClient,
  row: InboxRow,
  instruction: InstructionRow,
  verdict: Exclude<InboxVerdict, { kind: 'park' }>,
): Promise<void> {
  const at = row.received_at;
  await writeFact(client, {
    instructionId: instruction.id,
    inboxId: row.id,
    state: verdict.kind === 'advances' ? verdict.state : (reportedStateOf(row.type) ?? instruction.state),
    amountFen: instruction.amount_fen,
    at,
  });
  if (verdict.kind === 'advances') {
    await client.query('UPDATE payout_instruction SET state = $2, state_since = $3 WHERE id = $1', [
      instruction.id,
      verdict.state,
      at,
    ]);
  }
  await client.query(`UPDATE payout_inbox SET state = 'applied', applied_at = $2 WHERE id = $1`, [row.id, at]);
}

async function readInstruction(client: pg.PoolClient, instructionId: string): Promise<InstructionRow | null> {
  const found = await client.query<InstructionRow>(
    `SELECT i.id, i.batch_id, i.claim_id, i.purpose, b.jurisdiction, i.state, i.amount_fen, c.state AS claim_state
     FROM payout_instruction i JOIN batch b ON b.id = i.batch_id JOIN claim c ON c.id = i.claim_id
     WHERE i.id = $1 FOR UPDATE OF i`,
    [instructionId],
  );
  return found.rows[0] ?? null;
}

function judgeRow(row: InboxRow, instruction: InstructionRow): InboxVerdict {
  const report = { state: reportedStateOf(row.type), instructionId: row.instruction_id, amountFen: row.amount_fen };
  return judgeInboxRow(report, asReported(instruction));
}

function asReported({ state, amount_fen: amountFen, claim_state: claimState }: InstructionRow): ReportedInstruction {
  return { state, amountFen, claimIsSettled: ENDED_CLAIM_STATES.some((ended) => ended === claimState) };
}
