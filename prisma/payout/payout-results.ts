import type { BatchAuditAct } from '../../domain/act-words.ts';
import type pg from 'pg';
import type { Caller } from '../../api/kernel/caller.ts';
import type { PayoutStore, ResultsConfirmed } from '../../api/payout/payout-ports.ts';
import { judgeConfirming } from '../../domain/payout/result-entry.ts';
import type { PayoutResultRow } from '../../domain/payout/result-table.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { newId } from '../kernel/id-maker.ts';
import { execute, fetchFirst, jsonText, query } from '../kernel/statements.ts';
import { receiveReport, type ReportIntake } from './inbox-store.ts';

/** Stores results that the maker typed in or uploaded. They wait for the checker and change nothing yet. */
export async function keepResults(
  client: pg.PoolClient,
  batchId: string,
  rows: readonly PayoutResultRow[],
  { caller, at }: { readonly caller: Caller; readonly at: Date },
): Promise<string> {
  const resultId = newId('res');
  const entry = { id: resultId, batch_id: batchId, rows: jsonText(rows), maker_id: caller.personId, created_at: at };
  await execute(client, query.insertInto('result_entry').values(entry));
  await audit(client, batchId, 'enterResults', { caller, at, facts: { resultId, rows: rows.length } });
  return resultId;
}

/** The checker's confirmation puts results in force: each row is handled like a report from outside (D3). */
export async function confirmResults(
  client: pg.PoolClient,
  intake: ReportIntake,
  asked: Parameters<PayoutStore['confirmResults']>[0],
): Promise<ResultsConfirmed> {
  const { batchId, resultId, caller, at } = asked;
  const entry = await fetchFirst(client, lockEntry(batchId, resultId));
  if (entry === undefined) {
    return { kind: 'refused', code: 'NOT_FOUND' };
  }
  const { maker_id: makerId, confirmed_at: confirmedAt, rows } = entry;
  const verdict = judgeConfirming({ makerId, isConfirmed: confirmedAt !== null }, caller);
  if (!verdict.ok) {
    return { kind: 'refused', code: verdict.reason };
  }
  await execute(
    client,
    query
      .updateTable('result_entry')
      .set({ confirmed_by: caller.personId, confirmed_at: at })
      .where('id', '=', resultId),
  );
  for (const [position, row] of rows.entries()) {
    const report = { ...row, source: 'manual', senderId: `${resultId}/${position + 1}`, type: `payout.${row.state}` };
    await receiveReport(client, intake, report, at);
  }
  await audit(client, batchId, 'confirmResults', { caller, at, facts: { resultId, rows: rows.length } });
  return { kind: 'confirmed', rows: rows.length };
}

function lockEntry(batchId: string, resultId: string) {
  return query
    .selectFrom('result_entry')
    .select(['maker_id', 'confirmed_at', 'rows'])
    .where('id', '=', resultId)
    .where('batch_id', '=', batchId)
    .forUpdate();
}

function audit(
  client: pg.PoolClient,
  batchId: string,
  act: BatchAuditAct,
  entry: { readonly caller: Caller; readonly at: Date; readonly facts: Readonly<Record<string, unknown>> },
): Promise<void> {
  const { personId, organ, section } = entry.caller;
  const person = { personId, organ, section };
  return appendAudit(client, {
    entityKind: 'batch',
    entityId: batchId,
    revision: null,
    act,
    actId: null,
    person,
    at: entry.at,
    facts: entry.facts,
  });
}
