import type { BatchAuditAct } from '../../domain/act-words.ts';
import type pg from 'pg';
import type { Caller } from '../../api/kernel/caller.ts';
import type { PayoutStore, ResultsConfirmed } from '../../api/payout/payout-ports.ts';
import { judgeConfirming } from '../../domain/payout/result-entry.ts';
import type { PayoutResultRow } from '../../domain/payout/result-table.ts';
import type { SignedFact } from '../kernel/act-signing.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { noteForgery } from '../kernel/forged-act.ts';
import { newId } from '../kernel/id-maker.ts';
import { execute, fetchFirst, jsonText, query, sqlText, type Row } from '../kernel/statements.ts';
import { receiveReport, type ReportIntake } from './inbox-store.ts';

/** Stores results that the maker typed in or uploaded. They wait for the checker and change nothing yet. */
export async function keepResults(
  client: pg.PoolClient,
  { sign }: ReportIntake,
  { batchId, rows }: { readonly batchId: string; readonly rows: readonly PayoutResultRow[] },
  { caller, at }: { readonly caller: Caller; readonly at: Date },
): Promise<string> {
  const resultId = newId('res');
  const entry = { id: resultId, batch_id: batchId, rows, maker_id: caller.personId, created_at: at };
  const signed = { ...entry, rows: jsonText(rows), signature: sign(factOfResults(entry)) };
  await execute(client, query.insertInto('result_entry').values(signed));
  await audit(client, batchId, 'enterResults', { caller, at, facts: { resultId, rows: rows.length } });
  return resultId;
}

/**
 * The checker's confirmation puts results in force: each row is handled like a report from outside (D3). Results that no API
 * process took in are refused, and shown as a forged act (S1).
 */
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
  if (!entry.is_of_before && !intake.verify(factOfResults(entry), entry.signature)) {
    const forged = { entityKind: 'batch', entityId: batchId, act: 'unknown', cause: 'notSigned' } as const;
    await noteForgery(client, forged);
    intake.onForged(forged);
    return { kind: 'refused', code: 'NOT_SIGNED' };
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

type EnteredResults = Row<'result_entry', 'id' | 'batch_id' | 'maker_id' | 'rows' | 'created_at'>;

/** What an API process signs of results when it takes them in. */
function factOfResults({ id, batch_id: batchId, maker_id: makerId, rows, created_at: at }: EnteredResults): SignedFact {
  return { purpose: 'results', id, said: { batchId, makerId, rows, createdAtMs: at.getTime() } };
}

/** `is_of_before`: they waited for their checker when signatures came, and are as they were then. */
const lockEntry = sqlText<
  EnteredResults & Row<'result_entry', 'confirmed_at' | 'signature'> & { readonly is_of_before: boolean },
  [batchId: string, resultId: string]
>(
  'payout.lockResults',
  `SELECT e.id, e.batch_id, e.maker_id, e.rows, e.created_at, e.confirmed_at, e.signature, EXISTS (
     SELECT FROM result_entry_before_signing b WHERE b.id = e.id AND b.batch_id = e.batch_id AND b.maker_id = e.maker_id
       AND b.rows = e.rows) AS is_of_before
   FROM result_entry e WHERE e.batch_id = $1 AND e.id = $2 FOR UPDATE OF e`,
);

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
