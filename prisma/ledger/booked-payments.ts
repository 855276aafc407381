import type { IsoDate } from '../../domain/calendar.ts';
import { BOOKED_RESULTS, type BookedPayments } from '../../domain/ledger/fund-use.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { fetchAll, sqlText, type Connection } from '../kernel/statements.ts';

/**
 * that a fact `f` moved money and counts. Of several reports that say the same of a payment the first one was its
 * result; where that one had no value date, the first one that has it counts in its place, as the trigger decided when it
 * was recorded.
 */
export const COUNTED_FACT = `f.state IN (${sqlList(BOOKED_RESULTS)})
     AND (f.restates OR NOT EXISTS (SELECT FROM payout_fact other WHERE other.instruction_id = f.instruction_id
       AND (other.id < f.id OR other.restates) AND (other.state = 'settled') = (f.state = 'settled')
       AND other.state IN (${sqlList(BOOKED_RESULTS)})))`;

/**
 * settlements count on the day on which they are booked, and so do returns, each for itself. A grant's route is its
 * own, and its organ is nobody's department. Of a payment to one person the payee is nobody.
 */
const bookedPayments = sqlText<BookedPayments, [jurisdiction: string, from: IsoDate, to: IsoDate]>(
  'ledger.bookedPayments',
  `SELECT i.fund, coalesce(c.route, g.route) AS route, c.responsible_department AS department,
     CASE WHEN i.line_id IS NULL AND p.kind <> 'person' THEN json_build_object('id', p.id, 'name', p.name) END AS payee,
     f.late_period AS "latePeriod",
     coalesce(sum(f.amount_fen) FILTER (WHERE f.state = 'settled'), 0)::bigint AS "settledFen",
     coalesce(sum(f.amount_fen) FILTER (WHERE f.state <> 'settled'), 0)::bigint AS "returnedFen",
     count(*) FILTER (WHERE f.state = 'settled')::int AS payments
   FROM payout_fact f JOIN payout_instruction i ON i.id = f.instruction_id JOIN batch b ON b.id = i.batch_id
     LEFT JOIN claim c ON c.id = i.claim_id LEFT JOIN base_grant g ON g.id = i.grant_id
     JOIN party p ON p.id = coalesce(c.applicant_party_id, g.applicant_party_id)
   WHERE b.jurisdiction = $1 AND f.booked_on BETWEEN $2::date AND $3::date
     AND ${COUNTED_FACT}
   GROUP BY i.fund, coalesce(c.route, g.route), c.responsible_department, f.late_period, p.id, p.name, p.kind, i.line_id IS NULL
   ORDER BY 1, 2, 3, f.late_period, p.id`,
);

export function readBooked(
  connection: Connection,
  jurisdiction: string,
  { from, to }: { readonly from: IsoDate; readonly to: IsoDate },
): Promise<readonly BookedPayments[]> {
  return fetchAll(connection, bookedPayments(jurisdiction, from, to));
}
