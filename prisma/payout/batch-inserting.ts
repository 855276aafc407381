import type pg from 'pg';
import type { Caller } from '../../api/kernel/caller.ts';
import { dayAt } from '../../domain/calendar.ts';
import type { FundCode } from '../../domain/codes.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { newReadableNo } from '../kernel/id-maker.ts';
import { execute, query } from '../kernel/statements.ts';

/** A batch as its maker drafts it: lines and sum are frozen. Amounts in fen. */
interface DraftedBatch {
  readonly id: string;
  readonly fund: FundCode;
  readonly sumFen: number;
  readonly lines: number;
  /** Above the budget of its plan lines; 0 for none. */
  readonly overBudgetFen: number;
  /** What it pays, for the audit. */
  readonly of: { readonly claimIds: readonly string[] } | { readonly grantIds: readonly string[] };
}

interface By {
  readonly caller: Caller;
  readonly at: Date;
}

/** Writes the row of a batch, which asks for its workflow's start. */
export async function insertBatchRow(client: pg.PoolClient, batch: DraftedBatch, { caller, at }: By): Promise<void> {
  const { id, fund, sumFen, lines, overBudgetFen } = batch;
  await execute(
    client,
    query.insertInto('batch').values({
      id,
      batch_no: newReadableNo('ZF', caller.jurisdiction, dayAt(at.getTime()).slice(0, 4)),
      jurisdiction: caller.jurisdiction,
      fund,
      state: 'draft',
      maker_id: caller.personId,
      control_sum_fen: sumFen,
      line_count: lines,
      over_budget_fen: overBudgetFen === 0 ? null : overBudgetFen,
      created_at: at,
      state_since: at,
      start_requested_at: at,
    }),
  );
}

/** Writes into the audit what was drafted, once its instructions stand. */
export function auditDraft(
  client: pg.PoolClient,
  { id, of, sumFen, overBudgetFen, fund }: DraftedBatch,
  { caller: { personId, organ, section }, at }: By,
): Promise<void> {
  return appendAudit(client, {
    entityKind: 'batch',
    entityId: id,
    revision: null,
    act: 'draft',
    actId: null,
    person: { personId, organ, section },
    at,
    facts: { ...of, controlSumFen: sumFen, overBudgetFen, fund },
  });
}
