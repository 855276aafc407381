import type pg from 'pg';
import { addDays, dayAt, startOfDayMs, type IsoDate } from '../../domain/calendar.ts';
import { businessDays, RECONCILED_BACK_DAYS } from '../../domain/reconciliation/business-days.ts';
import { CAME_BACK_RESULTS } from '../../domain/payout/inbox-judgement.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { inTransaction } from '../kernel/connection.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { fetchAll, sqlText } from '../kernel/statements.ts';
import { EVENT_TABLES } from '../payout/inbox-reading.ts';
import { runEvening, runQuietEvenings } from './evening-writes.ts';

/** Days that are reconciled in one turn of the sweeps, so that a long jump of the clock delays no other sweep. */
const AT_ONCE = 50;
/** Ours: a statement that came into force longer ago was looked at, or a person reconciles its day. */
const STATEMENTS_WITHIN = "interval '60 days'";

/**
 * The days that have ended ($1: the beginning of today) on which something was released or waits for a person, and which no
 * run has looked at since they ended; days whose newest run has differences, once a day while reports come in on their
 * payments, or one sum for a batch is matched; days with a report that was parked after their newest run; days of a payment
 * that came back although something of it is asked back; and days of which an account statement came into force after their
 * newest run, also one without a payment of ours.
 * Oldest first.
 */
const eveningsDue = sqlText<{ readonly jurisdiction: string; readonly day: IsoDate }, [today: Date, limit: number]>(
  'reconciliation.eveningsDue',
  `WITH told AS MATERIALIZED (SELECT f.id, s.no, s.statement_on AS day, place.jurisdiction,
         coalesce(f.decided_at, f.created_at) AS known_at
       FROM bank_file f JOIN bank_file_statement s ON s.file_id = f.id CROSS JOIN LATERAL unnest(f.jurisdictions) AS place (jurisdiction)
       WHERE f.kind = 'camt.053' AND f.state = 'inForce' AND s.statement_on < ($1::timestamptz AT TIME ZONE 'Asia/Shanghai')::date
         AND coalesce(f.decided_at, f.created_at) > $1::timestamptz - ${STATEMENTS_WITHIN}),
     newest AS MATERIALIZED (SELECT DISTINCT ON (jurisdiction, day) id, jurisdiction, day, as_of, balanced
       FROM reconciliation ORDER BY jurisdiction, day, as_of DESC),
     last AS (SELECT jurisdiction, max(day) AS day FROM reconciliation WHERE started_by IS NULL GROUP BY jurisdiction),
     parked AS MATERIALIZED (
       SELECT DISTINCT place.jurisdiction, (x.received_at AT TIME ZONE 'Asia/Shanghai')::date AS day, x.id AS event_id
         FROM ${EVENT_TABLES}
           CROSS JOIN LATERAL (SELECT b.jurisdiction WHERE b.id IS NOT NULL
             UNION SELECT unnest(f.jurisdictions) FROM bank_file f WHERE b.id IS NULL AND f.id = x.bank_file_id
             UNION SELECT unnest(m.jurisdictions) FROM machine_client m WHERE b.id IS NULL AND x.bank_file_id IS NULL
               AND (m.id = x.machine_client_id OR x.machine_client_id = '')) AS place
         WHERE x.state = 'parked' AND x.received_at < $1),
     active AS (
       SELECT DISTINCT b.jurisdiction, (i.instructed_at AT TIME ZONE 'Asia/Shanghai')::date AS day
         FROM payout_instruction i JOIN batch b ON b.id = i.batch_id LEFT JOIN last ON last.jurisdiction = b.jurisdiction
         WHERE i.instructed_at < $1 AND (last.day IS NULL
           OR i.instructed_at >= (last.day + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')
       UNION SELECT jurisdiction, day FROM parked)
   SELECT active.jurisdiction AS jurisdiction, active.day AS day FROM active
   WHERE NOT EXISTS (SELECT FROM newest n WHERE n.jurisdiction = active.jurisdiction AND n.day = active.day
     AND n.as_of >= (active.day + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')
   UNION SELECT n.jurisdiction, n.day FROM newest n
     JOIN parked p ON p.jurisdiction = n.jurisdiction AND p.day = n.day
   WHERE n.as_of < $1 AND NOT EXISTS (SELECT FROM reconciliation_difference d
     WHERE d.reconciliation_id = n.id AND d.event_id = p.event_id)
   UNION SELECT n.jurisdiction, n.day FROM newest n
   WHERE NOT n.balanced AND n.as_of < $1 AND (EXISTS (
     SELECT FROM lump_match l JOIN payout_inbox x ON x.id = l.event_id
       JOIN bank_file_row r ON r.file_id = x.bank_file_id AND r.event_id = x.id
       LEFT JOIN bank_file_statement s ON s.file_id = r.file_id AND s.no = r.statement_no
     WHERE l.jurisdiction = n.jurisdiction AND l.state = 'confirmed' AND l.decided_at > n.as_of
       AND n.day IN (s.statement_on, (x.received_at AT TIME ZONE 'Asia/Shanghai')::date)) OR EXISTS (
     SELECT FROM payout_instruction i JOIN batch b ON b.id = i.batch_id JOIN payout_fact f ON f.instruction_id = i.id
     WHERE b.jurisdiction = n.jurisdiction AND i.instructed_at >= n.day::timestamp AT TIME ZONE 'Asia/Shanghai'
       AND i.instructed_at < (n.day + 1)::timestamp AT TIME ZONE 'Asia/Shanghai' AND f.recorded_at > n.as_of))
   UNION SELECT n.jurisdiction, n.day FROM newest n
   WHERE n.balanced AND n.as_of < $1 AND EXISTS (
     SELECT FROM recovery r JOIN payout_instruction i ON i.claim_id = r.claim_id AND i.purpose = r.purpose
       JOIN batch b ON b.id = i.batch_id JOIN payout_fact f ON f.instruction_id = i.id
     WHERE b.jurisdiction = n.jurisdiction AND i.instructed_at >= n.day::timestamp AT TIME ZONE 'Asia/Shanghai'
       AND i.instructed_at < (n.day + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'
       AND f.state IN (${sqlList(CAME_BACK_RESULTS)}) AND f.recorded_at > n.as_of)
   UNION SELECT told.jurisdiction, told.day FROM told
   WHERE NOT EXISTS (SELECT FROM newest n WHERE n.jurisdiction = told.jurisdiction AND n.day = told.day
       AND n.as_of >= told.known_at)
     AND (EXISTS (SELECT FROM newest n WHERE n.jurisdiction = told.jurisdiction AND n.day = told.day)
       OR EXISTS (SELECT FROM payout_fact x JOIN payout_instruction i ON i.id = x.instruction_id
         JOIN batch b ON b.id = i.batch_id WHERE x.booked_on >= told.day AND x.value_date = told.day AND b.jurisdiction = told.jurisdiction)
       OR EXISTS (SELECT FROM bank_file_row r JOIN payout_instruction i ON i.id = r.instruction_id
       JOIN batch b ON b.id = i.batch_id
       WHERE r.file_id = told.id AND r.statement_no = told.no AND r.says <> 'noted' AND b.jurisdiction = told.jurisdiction))
   ORDER BY day, jurisdiction LIMIT $2`,
);

/**
 * Business days ($1) that have ended after the first evening of a jurisdiction and that no run has looked at since they
 * ended: nothing was released or reported on them, but a row of each day says so.
 */
const quietEvenings = sqlText<
  { readonly jurisdiction: string; readonly days: readonly IsoDate[] },
  [businessDays: readonly IsoDate[]]
>(
  'reconciliation.quietEvenings',
  `SELECT first.jurisdiction, array_agg(asked.day::text ORDER BY asked.day) AS days
   FROM (SELECT jurisdiction, min(day) AS day FROM reconciliation WHERE started_by IS NULL GROUP BY jurisdiction) AS first
     JOIN unnest($1::date[]) AS asked (day) ON asked.day > first.day
   WHERE NOT EXISTS (SELECT FROM reconciliation r WHERE r.jurisdiction = first.jurisdiction AND r.day = asked.day
     AND r.as_of >= (asked.day + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')
   GROUP BY first.jurisdiction ORDER BY first.jurisdiction`,
);

/**
 * Reconciles each day once it has ended: every day on whose payments something is to say, and every business day since the
 * first such day of a jurisdiction, so that a day without a row is a day that nobody looked at. The first evening is that
 * of the first money, not of the birth of the office: before it there is nothing to compare. After a gap, such as a jump of
 * the practice clock or a worker that was down, quiet days are made up for `RECONCILED_BACK_DAYS`. Looks once per business
 * day and process, because nothing becomes due in between.
 * @returns a function that says how many days it reconciled
 */
export function createEveningSweep(pool: pg.Pool, library: PolicyLibrary): (atMs: number) => Promise<number> {
  let doneOn: IsoDate | null = null;
  return async (atMs) => {
    const today = dayAt(atMs);
    if (doneOn === today) {
      return 0;
    }
    const due = await fetchAll(pool, eveningsDue(new Date(startOfDayMs(today)), AT_ONCE));
    for (const evening of due) {
      await inTransaction(pool, (client) => runEvening(client, library, { ...evening, at: new Date(atMs) }, null));
    }
    if (due.length === AT_ONCE) {
      return due.length;
    }
    const ended = businessDays(addDays(today, -RECONCILED_BACK_DAYS), addDays(today, -1), library.calendar);
    const quiet = await fetchAll(pool, quietEvenings(ended));
    for (const { jurisdiction, days } of quiet) {
      await inTransaction(pool, (client) =>
        runQuietEvenings(client, library, { jurisdiction, days, at: new Date(atMs) }),
      );
    }
    doneOn = today;
    return due.length + quiet.reduce((sum, { days }) => sum + days.length, 0);
  };
}
