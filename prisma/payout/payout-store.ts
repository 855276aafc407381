import type pg from 'pg';
import type { Caller } from '../../api/kernel/caller.ts';
import type { BatchQuery, BatchRecord, InstructionRecord, PayoutStore } from '../../api/payout/payout-ports.ts';
import type { Decider } from '../../domain/authority/authorize-decision.ts';
import { isActKept } from '../kernel/act-store.ts';
import { inTransaction } from '../kernel/connection.ts';
import { anyOf, fetchAll, fetchFirst, query, sqlText, type Row } from '../kernel/statements.ts';
import { BATCH_LINE_COUNT, BATCH_SUM_FEN } from './batch-sum.ts';
import { budgetAroundBatch, overBudgetOfBatch } from './over-budget.ts';
import { draftGrantBatch } from './grant-drafting.ts';
import { listPayables } from './payable-list.ts';
import { draftBatch } from './payout-drafting.ts';
import type { ReportIntake } from './inbox-store.ts';
import { confirmResults, keepResults } from './payout-results.ts';
import { listResults } from './results-list.ts';

export function createPayoutStore(pool: pg.Pool, intake: ReportIntake): PayoutStore {
  const { sealer } = intake;
  return {
    draft: (batch, asked) => inTransaction(pool, (client) => draftBatch(client, batch, { ...asked, sealer })),
    draftGrants: (grantIds, asked) =>
      inTransaction(pool, (client) => draftGrantBatch(client, grantIds, { ...asked, sealer })),
    payables: (asked, by) => listPayables(pool, asked, { ...by, sealer }),
    list: (asked, caller) => listBatches(pool, asked, caller),
    find: (batchId, caller) => findBatch(pool, batchId, caller),
    instructions: (batchId) => readInstructions(pool, batchId),
    overBudget: (batchId) => overBudgetOfBatch(pool, batchId),
    budgetAround: (batchId) => budgetAroundBatch(pool, batchId),
    names: (personIds) => readNames(pool, personIds),
    deciders: (batchId) => readDeciders(pool, batchId),
    results: (batchId, page) => listResults(pool, batchId, page),
    keepResults: (batchId, rows, caller, at) =>
      inTransaction(pool, (client) => keepResults(client, intake, { batchId, rows }, { caller, at })),
    confirmResults: (asked) => inTransaction(pool, (client) => confirmResults(client, intake, asked)),

    isActKept: (personId, idempotencyKey) => isActKept(pool, personId, idempotencyKey),
  };
}

const BATCH_COLUMNS = [
  'id',
  'batch_no',
  'jurisdiction',
  'fund',
  'state',
  'revision',
  'maker_id',
  'checker_id',
  'over_budget_fen',
  'reason',
  'course',
  'created_at',
  'state_since',
] as const;

type BatchRow = Row<'batch', (typeof BATCH_COLUMNS)[number]> &
  Row<'batch', 'control_sum_fen' | 'line_count'> &
  Row<'person', 'display_name'> & { readonly checker: string | null };

const BATCHES = `SELECT ${BATCH_COLUMNS.map((column) => `b.${column}`).join(', ')}, ${BATCH_SUM_FEN} AS control_sum_fen,
   ${BATCH_LINE_COUNT} AS line_count, p.display_name, c.display_name AS checker
   FROM batch b JOIN person p ON p.id = b.maker_id LEFT JOIN person c ON c.id = b.checker_id`;

async function listBatches(pool: pg.Pool, asked: BatchQuery, caller: Caller): Promise<readonly BatchRecord[]> {
  const [beforeMs, id] = asked.after ?? [null, null];
  const before = beforeMs === null ? null : new Date(beforeMs);
  const rows = await fetchAll(
    pool,
    batchPage(caller.jurisdiction, asked.states, before, id, asked.limit + 1, asked.q ?? null),
  );
  return rows.map(batchOf);
}

const batchPage = sqlText<
  BatchRow,
  [
    jurisdiction: string,
    states: BatchQuery['states'],
    beforeAt: Date | null,
    beforeId: string | null,
    limit: number,
    partOfNumber: string | null,
  ]
>(
  'payout.batchPage',
  `${BATCHES} WHERE b.jurisdiction = $1 AND ($2::text[] IS NULL OR b.state = ANY ($2))
     AND ($3::timestamptz IS NULL OR (b.created_at, b.id) < ($3, $4))
     AND ($6::text IS NULL OR position(upper($6) IN b.batch_no) > 0) ORDER BY b.created_at DESC, b.id DESC LIMIT $5`,
);

const batchOfOffice = sqlText<BatchRow, [batchId: string, jurisdiction: string]>(
  'payout.batchOfOffice',
  `${BATCHES} WHERE b.id = $1 AND b.jurisdiction = $2`,
);

async function findBatch(pool: pg.Pool, batchId: string, caller: Caller): Promise<BatchRecord | null> {
  const row = await fetchFirst(pool, batchOfOffice(batchId, caller.jurisdiction));
  return row === undefined ? null : batchOf(row);
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
    maker: row.display_name,
    checkerId: row.checker_id,
    checker: row.checker,
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

function readInstructions(pool: pg.Pool, batchId: string): Promise<readonly InstructionRecord[]> {
  return fetchAll(
    pool,
    instructionsOf(batchId)
      .select(['i.id', 'i.claim_id as claimId', 'i.grant_id as grantId', 'i.instalment_no as instalmentNo'])
      .select(['i.line_id as lineId', 'i.purpose'])
      .select(({ fn }) => fn.coalesce('c.claim_no', 'g.grant_no').$notNull().as('claimNo'))
      .select(['i.payee_masked as payee', 'i.amount_fen as amountFen', 'i.fund', 'i.state'])
      .select(['i.reason_code as reasonCode', 'i.state_since as stateSince']),
  );
}

/** The instructions of a batch by claim number, purpose and line. */
function instructionsOf(batchId: string) {
  return query
    .selectFrom('payout_instruction as i')
    .leftJoin('claim as c', 'c.id', 'i.claim_id')
    .leftJoin('base_grant as g', 'g.id', 'i.grant_id')
    .leftJoin('claim_line as l', 'l.id', 'i.line_id')
    .where('i.batch_id', '=', batchId)
    .orderBy('c.claim_no')
    .orderBy('g.grant_no')
    .orderBy('i.purpose')
    .orderBy('l.position')
    .orderBy('i.id');
}

/** Display names in the order of the ids. */
async function readNames(pool: pg.Pool, personIds: readonly string[]): Promise<readonly string[]> {
  const rows = await fetchAll(
    pool,
    query.selectFrom('person').select(['id', 'display_name']).where('id', '=', anyOf(personIds)),
  );
  const names = new Map(rows.map((row) => [row.id, row.display_name]));
  return personIds.flatMap((id) => names.get(id) ?? []);
}

async function readDeciders(pool: pg.Pool, batchId: string): Promise<readonly Decider[]> {
  const claims = await fetchAll(pool, decidersOfClaims(batchId));
  return claims.flatMap(({ deciders }) => deciders);
}

const decidersOfClaims = sqlText<Pick<NonNullable<Row<'claim'>['course']>, 'deciders'>, [batchId: string]>(
  'payout.decidersOfClaims',
  `SELECT DISTINCT c.course -> 'deciders' AS deciders FROM payout_instruction i JOIN claim c ON c.id = i.claim_id
   WHERE i.batch_id = $1 AND i.state <> 'cancelled'
   UNION ALL SELECT jsonb_agg(jsonb_build_object('personId', d.person_id, 'organ', NULL, 'section', NULL,
       'role', CASE d.role WHEN 'maker' THEN 'financeMaker' WHEN 'checker' THEN 'financeChecker' ELSE 'applicant' END))
     FROM payout_instruction i JOIN grant_decider d ON d.grant_id = i.grant_id
     WHERE i.batch_id = $1 AND i.state <> 'cancelled' HAVING count(*) > 0`,
);
