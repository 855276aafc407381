import type { EveningStatement } from '../../domain/reconciliation/reconcile.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import { BOOKED_RESULTS } from '../../domain/payout/inbox-judgement.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { fetchAll, sqlText, type Connection, type Row } from '../kernel/statements.ts';

interface AskedDays {
  readonly jurisdiction: string;
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly asOf: Date;
}

type StatementRow = Pick<Row<'payout_instruction'>, 'fund'> & {
  readonly day: IsoDate;
  readonly statement_fen: number;
  readonly booked_fen: number;
};

/**
 * What account statements (camt.053) in force say of our payments, by their day and fund: money that left less money that
 * came back, each booking once; and what we booked by value date. A booking that names no payment of ours is no part of it:
 * it waits as an unmatched entry.
 */
export async function readStatements(
  connection: Connection,
  { jurisdiction, from, to, asOf }: AskedDays,
): Promise<readonly (EveningStatement & { readonly day: IsoDate })[]> {
  const rows = await fetchAll(connection, statementsOf(jurisdiction, from, to, asOf));
  return rows.map(({ day, fund, statement_fen: statementFen, booked_fen: bookedFen }) => ({
    day,
    fund,
    statementFen,
    bookedFen,
  }));
}

const statementsOf = sqlText<StatementRow, [jurisdiction: string, from: IsoDate, to: IsoDate, asOf: Date]>(
  'reconciliation.statementsOf',
  `WITH said AS (
     SELECT DISTINCT ON (f.statement_on, r.instruction_id, r.direction) f.statement_on AS day, i.fund,
       CASE r.direction WHEN 'CRDT' THEN -r.amount_fen ELSE r.amount_fen END AS fen
     FROM bank_file f JOIN bank_file_row r ON r.file_id = f.id JOIN payout_instruction i ON i.id = r.instruction_id
     JOIN batch b ON b.id = i.batch_id
     WHERE f.kind = 'camt.053' AND f.state = 'inForce' AND $1 = ANY (f.jurisdictions) AND b.jurisdiction = $1
       AND f.statement_on BETWEEN $2 AND $3 AND coalesce(f.decided_at, f.created_at) <= $4 AND r.says <> 'noted'),
   booked AS (
     SELECT DISTINCT x.instruction_id, x.value_date AS day, i.fund,
       CASE x.state WHEN 'settled' THEN x.amount_fen ELSE -x.amount_fen END AS fen
     FROM payout_fact x JOIN payout_instruction i ON i.id = x.instruction_id JOIN batch b ON b.id = i.batch_id
     WHERE b.jurisdiction = $1 AND x.value_date BETWEEN $2 AND $3 AND x.recorded_at <= $4
       AND x.state IN (${sqlList(BOOKED_RESULTS)}))
   SELECT s.day, s.fund, sum(s.fen)::bigint AS statement_fen,
     coalesce((SELECT sum(o.fen) FROM booked o WHERE o.day = s.day AND o.fund = s.fund), 0)::bigint AS booked_fen
   FROM said s GROUP BY s.day, s.fund ORDER BY s.day, s.fund`,
);
