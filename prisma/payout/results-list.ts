import type pg from 'pg';
import type { PayoutStore, ResultsRecord } from '../../api/payout/payout-ports.ts';
import { fetchAll, sqlText, type Row } from '../kernel/statements.ts';

/** Results that people of Finance entered for a batch, the newest first, one more than asked for. */
export async function listResults(
  pool: pg.Pool,
  batchId: string,
  { limit, after }: Parameters<PayoutStore['results']>[1],
): Promise<readonly ResultsRecord[]> {
  const [beforeMs, id] = after ?? [null, null];
  const before = beforeMs === null ? null : new Date(beforeMs);
  const rows = await fetchAll(pool, resultsPage(batchId, before, id, limit + 1));
  return rows.map((row) => ({
    resultId: row.id,
    makerId: row.maker_id,
    enteredBy: row.entered_by,
    enteredAt: row.created_at,
    confirmedBy: row.confirmed_by_name,
    confirmedAt: row.confirmed_at,
    rows: row.rows,
  }));
}

type ResultsRow = Row<'result_entry', 'id' | 'maker_id' | 'rows' | 'created_at' | 'confirmed_at'> & {
  readonly entered_by: string;
  readonly confirmed_by_name: string | null;
};

const resultsPage = sqlText<ResultsRow, [batchId: string, before: Date | null, beforeId: string | null, limit: number]>(
  'payout.resultsPage',
  `SELECT e.id, e.maker_id, e.rows, e.created_at, e.confirmed_at, m.display_name AS entered_by,
     c.display_name AS confirmed_by_name
   FROM result_entry e JOIN person m ON m.id = e.maker_id LEFT JOIN person c ON c.id = e.confirmed_by
   WHERE e.batch_id = $1 AND ($2::timestamptz IS NULL OR (e.created_at, e.id) < ($2, $3))
   ORDER BY e.created_at DESC, e.id DESC LIMIT $4`,
);
