import type { Purpose } from '../../domain/claim/claim-course.ts';
import type pg from 'pg';
import { isActKept } from '../kernel/act-store.ts';
import type { Caller } from '../../api/kernel/caller.ts';
import type {
  BatchQuery,
  BatchRecord,
  InstructionRecord,
  PaymentLine,
  PayoutStore,
} from '../../api/payout/payout-ports.ts';
import type { Decider } from '../../domain/authority/authorize-decision.ts';
import type { BatchCourse } from '../../domain/payout/batch-course.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { inTransaction } from '../kernel/connection.ts';
import { overBudgetOfBatch } from './over-budget.ts';
import { openPayee } from '../kernel/payee-account.ts';
import { draftBatch } from './payout-drafting.ts';
import { confirmResults, keepResults } from './payout-results.ts';
import type { Sealer } from '../kernel/sealing.ts';

export function createPayoutStore(pool: pg.Pool, sealer: Sealer): PayoutStore {
  return {
    draft: (batch, asked) => inTransaction(pool, (client) => draftBatch(client, batch, { ...asked, sealer })),
    list: (query, caller) => listBatches(pool, query, caller),
    find: (batchId, caller) => findBatch(pool, batchId, caller),
    instructions: (batchId) => readInstructions(pool, batchId),
    overBudget: (batchId) => overBudgetOfBatch(pool, batchId),
    deciders: (batchId) => readDeciders(pool, batchId),
    paymentLines: (batchId, format, caller, at) =>
      inTransaction(pool, (client) => readPaymentLines(client, batchId, { format, caller, at, sealer })),
    keepResults: (batchId, rows, caller, at) =>
      inTransaction(pool, (client) => keepResults(client, batchId, rows, { caller, at })),
    confirmResults: (asked) => inTransaction(pool, (client) => confirmResults(client, asked)),

    isActKept: (personId, idempotencyKey) => isActKept(pool, personId, idempotencyKey),
  };
}

interface BatchRow {
  readonly id: string;
  readonly batch_no: string;
  readonly jurisdiction: string;
  readonly fund: string;
  readonly state: BatchCourse['state'];
  readonly revision: number;
  readonly maker_id: string;
  readonly checker_id: string | null;
  readonly control_sum_fen: number;
  readonly line_count: number;
  readonly over_budget_fen: number | null;
  readonly reason: string | null;
  readonly course: BatchCourse | null;
  readonly created_at: Date;
  readonly state_since: Date;
}

const COLUMNS = `id, batch_no, jurisdiction, fund, state, revision, maker_id, checker_id, control_sum_fen, line_count,
  over_budget_fen, reason, course, created_at, state_since`;

async function listBatches(pool: pg.Pool, query: BatchQuery, caller: Caller): Promise<readonly BatchRecord[]> {
  const [beforeMs, id] = query.after ?? [null, null];
  const found = await pool.query<BatchRow>(
    `SELECT ${COLUMNS} FROM batch WHERE jurisdiction = $1 AND ($2::text[] IS NULL OR state = ANY ($2))
       AND ($3::timestamptz IS NULL OR (created_at, id) < ($3, $4)) ORDER BY created_at DESC, id DESC LIMIT $5`,
    [caller.jurisdiction, query.states, beforeMs === null ? null : new Date(beforeMs), id, query.limit + 1],
  );
  return found.rows.map(batchOf);
}

async function findBatch(pool: pg.Pool, batchId: string, caller: Caller): Promise<BatchRecord | null> {
  const found = await pool.query<BatchRow>(`SELECT ${COLUMNS} FROM batch WHERE id = $1 AND jurisdiction = $2`, [
    batchId,
    caller.jurisdiction,
  ]);
  return found.rows[0] === undefined ? null : batchOf(found.rows[0]);
}

function batchOf(row: BatchRow): BatchRecord {
  const { id: batchId, revision, state, jurisdiction, maker_id: makerId } = row;
  return {
    batchId,
    batchNo: row.batch_no,
    jurisdiction,
    fund: row.fund,
    revision,
    makerId,
    checkerId: row.checker_id,
    controlSumFen: row.control_sum_fen,
    lineCount: row.line_count,
    overBudgetFen: row.over_budget_fen,
    reason: row.reason,
    createdAt: row.created_at,
    stateSince: row.state_since,
    course: row.course ?? { revision, state, lastActId: '' },
    plan: { batchId, jurisdiction, makerId, clockOffsetMs: 0 },
  };
}

async function readInstructions(pool: pg.Pool, batchId: string): Promise<readonly InstructionRecord[]> {
  const found = await pool.query<InstructionRecord>(
    `SELECT i.id, i.claim_id AS "claimId", c.claim_no AS "claimNo", i.line_id AS "lineId", i.purpose, i.payee_masked AS payee,
       i.amount_fen AS "amountFen", i.fund, i.state, i.reason_code AS "reasonCode", i.state_since AS "stateSince"
     FROM payout_instruction i JOIN claim c ON c.id = i.claim_id LEFT JOIN claim_line l ON l.id = i.line_id
     WHERE i.batch_id = $1 ORDER BY c.claim_no, i.purpose, l.position, i.id`,
    [batchId],
  );
  return found.rows;
}

async function readDeciders(pool: pg.Pool, batchId: string): Promise<readonly Decider[]> {
  const found = await pool.query<{ deciders: readonly Decider[] }>(
    `SELECT DISTINCT c.course -> 'deciders' AS deciders FROM payout_instruction i JOIN claim c ON c.id = i.claim_id
     WHERE i.batch_id = $1 AND i.state <> 'cancelled'`,
    [batchId],
  );
  return found.rows.flatMap((row) => row.deciders);
}

async function readPaymentLines(
  client: pg.PoolClient,
  batchId: string,
  by: { readonly format: string; readonly caller: Caller; readonly at: Date; readonly sealer: Sealer },
): Promise<readonly PaymentLine[]> {
  const { format, caller, at, sealer } = by;
  const found = await client.query<{
    id: string;
    claim_no: string;
    purpose: Purpose;
    payee_sealed: Buffer;
    amount_fen: number;
    fund: string;
  }>(
    `SELECT i.id, c.claim_no, i.purpose, i.payee_sealed, i.amount_fen, i.fund
     FROM payout_instruction i JOIN claim c ON c.id = i.claim_id LEFT JOIN claim_line l ON l.id = i.line_id
     WHERE i.batch_id = $1 AND i.state <> 'cancelled' ORDER BY c.claim_no, i.purpose, l.position, i.id`,
    [batchId],
  );
  const { personId, organ, section } = caller;
  await appendAudit(client, {
    entityKind: 'batch',
    entityId: batchId,
    revision: null,
    act: 'takeFile',
    actId: null,
    person: { personId, organ, section },
    at,
    facts: { format, lines: found.rows.length },
  });
  return found.rows.map((row) => {
    const { holder, bank, number } = openPayee(sealer, row.payee_sealed);
    return {
      instructionId: row.id,
      claimNo: row.claim_no,
      purpose: row.purpose,
      holder,
      bank,
      account: number.replaceAll(/[\s-]/g, ''),
      amountFen: row.amount_fen,
      fund: row.fund,
    };
  });
}
