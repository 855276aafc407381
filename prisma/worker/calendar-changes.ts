import type pg from 'pg';
import { dayAt, type WorkingCalendar } from '../../domain/calendar.ts';
import { recomputeReturn, type ReturnPeriod } from '../../domain/claim/claim-return.ts';
import { writeAct } from '../kernel/act-store.ts';
import { inTransaction } from '../kernel/connection.ts';
import { anyOf, execute, fetchAll, query, sqlText, type Row } from '../kernel/statements.ts';

const AT_ONCE = 200;

type ReturnColumns = 'return_starts_on' | 'return_days' | 'return_unit' | 'return_due_on';

/** A returned claim: its days to resubmit are stored in its row. */
type ReturnedRow = Row<'claim', 'id' | 'revision'> & {
  readonly [Column in ReturnColumns]: NonNullable<Row<'claim', Column>[Column]>;
} & { readonly timer_at: Date };

/**
 * Claims counted by another calendar than $1. The first line matches the index `claim_return_calendar`. There is one
 * act per revision and calendar: a second one would get the same answer.
 */
const countedOtherwise = sqlText<ReturnedRow, [calendarVersion: string, limit: number]>(
  'worker.returned claims of another calendar',
  `SELECT c.id, c.revision, c.return_starts_on, c.return_days, c.return_unit, c.return_due_on, c.timer_at
   FROM claim c WHERE c.course #>> '{timer,kind}' = 'resubmission' AND c.return_calendar <> $1
     AND NOT EXISTS (SELECT FROM act a WHERE a.entity_kind = 'claim' AND a.entity_id = c.id AND a.act = 'rearm'
       AND a.expected_revision = c.revision AND a.body #>> '{deadline,calendarVersion}' = $1)
   ORDER BY c.id LIMIT $2 FOR NO KEY UPDATE OF c`,
);

/**
 * Finds returned claims whose days to resubmit were counted under another holiday calendar (D8). If the last day is the
 * same, the row stores the new calendar and the workflow gets no act; if it moved, an act `rearm` is stored that moves
 * the claim's timer. Returns the acts to send. A repeated call finds nothing, because the recorded act has stored the
 * new calendar in the row.
 */
export function keepRearmActs(pool: pg.Pool, calendar: WorkingCalendar, atMs: number): Promise<readonly string[]> {
  return inTransaction(pool, async (client) => {
    const found = await fetchAll(client, countedOtherwise(calendar.version, AT_ONCE));
    if (found.length === 0) {
      return [];
    }
    const judged = found.map((row) => {
      const period = periodOf(row);
      return { row, before: period, after: recomputeReturn(period, calendar, dayAt(atMs)) };
    });
    const unmoved = judged.filter(({ before, after }) => after.endsAtMs === before.endsAtMs);
    const confirmed = query.updateTable('claim').set({ return_calendar: calendar.version });
    await execute(client, confirmed.where('id', '=', anyOf(unmoved.map(({ row }) => row.id))));
    const actIds: string[] = [];
    for (const { row, before, after } of judged.filter((one) => !unmoved.includes(one))) {
      actIds.push(await keepAct(client, { row, before, after, calendarVersion: calendar.version, atMs }));
    }
    return actIds;
  });
}

function periodOf(row: ReturnedRow): ReturnPeriod {
  const rule = { startsOn: row.return_starts_on, days: row.return_days, unit: row.return_unit };
  return { rule, dueOn: row.return_due_on, endsAtMs: row.timer_at.getTime() };
}

interface MovedReturn {
  readonly row: ReturnedRow;
  readonly before: ReturnPeriod;
  readonly after: ReturnPeriod;
  readonly calendarVersion: string;
  readonly atMs: number;
}

async function keepAct(
  client: pg.PoolClient,
  { row, before, after, calendarVersion, atMs }: MovedReturn,
): Promise<string> {
  const kept = await writeAct(client, {
    personId: null,
    idempotencyKey: null,
    taskId: null,
    body: { deadline: { from: before.dueOn, to: after.dueOn, reason: 'CALENDAR_CHANGED', calendarVersion } },
    message: (actId) => ({
      entity: 'claim',
      id: row.id,
      message: { kind: 'rearm', actId, atMs, expectedRevision: row.revision, endsAtMs: after.endsAtMs },
    }),
  });
  return kept.actId;
}
