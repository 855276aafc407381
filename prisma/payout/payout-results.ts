import type { BatchAuditAct } from '../../domain/act-words.ts';
import type pg from 'pg';
import type { Caller } from '../../api/kernel/caller.ts';
import type { PayoutStore, ResultsConfirmed } from '../../api/payout/payout-ports.ts';
import type { PayoutResultRow } from '../../domain/payout/result-table.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { newId } from '../kernel/id-maker.ts';
import { receiveReport } from './inbox-store.ts';

/** Stores results that the maker typed in or uploaded. They wait for the checker and change nothing yet. */
export async function keepResults(
  client: pg.PoolClient,
  batchId: string,
  rows: readonly PayoutResultRow[],
  { caller, at }: { readonly caller: Caller; readonly at: Date },
): Promise<string> {
  const resultId = newId('res');
  await client.query(
    'INSERT INTO result_entry (id, batch_id, rows, maker_id, created_at) VALUES ($1, $2, $3, $4, $5)',
    [resultId, batchId, JSON.stringify(rows), caller.personId, at],
  );
  await audit(client, batchId, 'enterResults', { caller, at, facts: { resultId, rows: rows.length } });
  return resultId;
}

/** The checker's confirmation puts results in force: each row is handled like a report from outside (D3). */
export async function confirmResults(
  client: pg.PoolClient,
  asked: Parameters<PayoutStore['confirmResults']>[0],
): Promise<ResultsConfirmed> {
  const { batchId, resultId, caller, at } = asked;
  const found = await client.query<{ maker_id: string; confirmed_at: Date | null; rows: readonly PayoutResultRow[] }>(
    'SELECT maker_id, confirmed_at, rows FROM result_entry WHERE id = $1 AND batch_id = $2 FOR UPDATE',
    [resultId, batchId],
  );
  const entry = found.rows[0];
  if (entry === undefined) {
    return { kind: 'refused', code: 'NOT_FOUND' };
  }
  if (entry.confirmed_at !== null) {
    return { kind: 'refused', code: 'ALREADY_CONFIRMED' };
  }
  if (entry.maker_id === caller.personId) {
    return { kind: 'refused', code: 'SAME_PERSON_FORBIDDEN' };
  }
  if (!caller.roles.includes('financeChecker')) {
    return { kind: 'refused', code: 'FORBIDDEN' };
  }
  await client.query('UPDATE result_entry SET confirmed_by = $2, confirmed_at = $3 WHERE id = $1', [
    resultId,
    caller.personId,
    at,
  ]);
  for (const [position, row] of entry.rows.entries()) {
    const report = { ...row, source: 'manual', senderId: `${resultId}/${position + 1}`, type: `payout.${row.state}` };
    await receiveReport(client, report, at);
  }
  await audit(client, batchId, 'confirmResults', { caller, at, facts: { resultId, rows: entry.rows.length } });
  return { kind: 'confirmed', rows: entry.rows.length };
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
