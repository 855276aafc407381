import type { EveningStatement } from '../../domain/reconciliation/reconcile.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import { BOOKED_RESULTS } from '../../domain/payout/inbox-judgement.ts';
import { fundsOfAccount } from '../../domain/policy/fund-accounts.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
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
 * came back, each booking once; and what we booked by value date. A statement of the account of a fund speaks of that fund
 * also where it has nothing of ours. One sum for a whole batch that two persons matched is the bank's side of the payments
 * that settled without a value date of their own. A booking that names neither is no part of it: it waits as an unmatched
 * entry.
 */
export async function readStatements(
  connection: Connection,
  library: PolicyLibrary,
  { jurisdiction, from, to, asOf }: AskedDays,
): Promise<readonly (EveningStatement & { readonly day: IsoDate })[]> {
  const told = await fetchAll(connection, accountsTold(jurisdiction, from, to, asOf));
  if (told.length === 0) {
    return [];
  }
  const covered = told.flatMap(({ day, account }) =>
    account === null ? [] : fundsOfAccount(library, { jurisdiction, on: day }, account).map((fund) => ({ day, fund })),
  );
  const days = covered.map(({ day }) => day);
  const funds = covered.map(({ fund }) => fund);
  const rows = await fetchAll(connection, statementsOf(jurisdiction, from, to, asOf, days, funds));
  return rows.map(({ day, fund, statement_fen: statementFen, booked_fen: bookedFen }) => ({
    day,
    fund,
    statementFen,
    bookedFen,
  }));
}

const IN_FORCE = `f.kind = 'camt.053' AND f.state = 'inForce' AND $1 = ANY (f.jurisdictions)
       AND s.statement_on BETWEEN $2 AND $3 AND coalesce(f.decided_at, f.created_at) <= $4`;

const accountsTold = sqlText<
  { readonly day: IsoDate } & Pick<Row<'bank_file_statement'>, 'account'>,
  [jurisdiction: string, from: IsoDate, to: IsoDate, asOf: Date]
>(
  'reconciliation.accountsTold',
  `SELECT DISTINCT s.statement_on AS day, s.account FROM bank_file f JOIN bank_file_statement s ON s.file_id = f.id WHERE ${IN_FORCE}`,
);

// A booking is told from another one by the bank's reference, or else by all that it says; equal ones of one file are
// counted, as the inbox does. The first file that says it counts.
const statementsOf = sqlText<
  StatementRow,
  [
    jurisdiction: string,
    from: IsoDate,
    to: IsoDate,
    asOf: Date,
    coveredDays: readonly IsoDate[],
    coveredFunds: readonly string[],
  ]
>(
  'reconciliation.statementsOf',
  `WITH entries AS (
     SELECT s.statement_on AS day, s.account, f.created_at, f.id AS file_id, r.no, r.instruction_id, r.says, r.direction,
       r.bank_reference, r.amount_fen, r.value_date, r.event_id, r.verdict, CASE WHEN r.bank_reference IS NULL THEN (r.amount_fen, r.value_date)::text END AS otherwise
     FROM bank_file f JOIN bank_file_statement s ON s.file_id = f.id
       JOIN bank_file_row r ON r.file_id = f.id AND r.statement_no = s.no WHERE ${IN_FORCE} AND r.says <> 'noted'),
   counted AS (SELECT entries.*, row_number() OVER (PARTITION BY file_id, instruction_id, says, direction, bank_reference,
       otherwise ORDER BY no) AS copy FROM entries),
   bookings AS (
     SELECT DISTINCT ON (day, account, instruction_id, says, direction, bank_reference, otherwise, copy) day, instruction_id,
       event_id, verdict, direction, bank_reference, amount_fen, value_date,
       CASE direction WHEN 'CRDT' THEN -amount_fen ELSE amount_fen END AS fen
     FROM counted
     ORDER BY day, account, instruction_id, says, direction, bank_reference, otherwise, copy, created_at, file_id),
   matched AS MATERIALIZED (
     SELECT b.id AS batch_id, b.fund, o.* FROM lump_match l JOIN batch b ON b.id = l.batch_id
       JOIN payout_inbox x ON x.id = l.event_id JOIN bank_file_row o ON o.file_id = x.bank_file_id AND o.event_id = x.id
     WHERE l.state = 'confirmed' AND l.jurisdiction = $1 AND l.decided_at <= $4),
   lumps AS (
     SELECT k.day, k.fen, m.batch_id, m.fund FROM bookings k CROSS JOIN LATERAL (
       SELECT o.batch_id, o.fund FROM matched o WHERE k.event_id = o.event_id OR (k.verdict = 'duplicate'
         AND k.direction = o.direction AND k.amount_fen = o.amount_fen AND (k.instruction_id, k.bank_reference, k.value_date)
           IS NOT DISTINCT FROM (o.instruction_id, o.bank_reference, o.value_date)) LIMIT 1) AS m),
   said AS (
     SELECT day, fund, sum(fen) AS fen FROM (
       SELECT k.day, i.fund, k.fen FROM bookings k JOIN payout_instruction i ON i.id = k.instruction_id
         JOIN batch b ON b.id = i.batch_id WHERE b.jurisdiction = $1
       UNION ALL SELECT day, fund, fen FROM lumps) AS each GROUP BY day, fund),
   proven AS (
     SELECT p.day, i.fund, i.amount_fen AS fen
     FROM (SELECT batch_id, min(day) AS day FROM lumps GROUP BY batch_id) AS p JOIN payout_instruction i ON i.batch_id = p.batch_id
     WHERE EXISTS (SELECT FROM payout_fact x WHERE x.instruction_id = i.id AND x.state = 'settled' AND x.recorded_at <= $4)
       AND NOT EXISTS (SELECT FROM payout_fact x WHERE x.instruction_id = i.id AND x.state = 'settled'
         AND x.value_date IS NOT NULL AND x.recorded_at <= $4)),
   dated AS (
     SELECT x.value_date AS day, i.fund, CASE x.state WHEN 'settled' THEN x.amount_fen ELSE -x.amount_fen END AS fen
     FROM payout_fact x JOIN payout_instruction i ON i.id = x.instruction_id JOIN batch b ON b.id = i.batch_id
     WHERE b.jurisdiction = $1 AND x.booked_on >= $2 AND x.value_date BETWEEN $2 AND $3 AND x.recorded_at <= $4
       AND x.state IN (${sqlList(BOOKED_RESULTS)})
       AND NOT EXISTS (SELECT FROM payout_fact former WHERE former.instruction_id = x.instruction_id AND former.id < x.id
         AND former.value_date IS NOT NULL AND (former.state = 'settled') = (x.state = 'settled')
         AND former.state IN (${sqlList(BOOKED_RESULTS)}))),
   booked AS (
     SELECT day, fund, sum(fen) AS fen FROM (TABLE dated UNION ALL TABLE proven) AS each GROUP BY day, fund),
   covered AS (SELECT day, fund FROM said UNION SELECT * FROM unnest($5::date[], $6::text[]))
   SELECT c.day, c.fund, coalesce(said.fen, 0)::bigint AS statement_fen, coalesce(booked.fen, 0)::bigint AS booked_fen
   FROM covered c LEFT JOIN said ON said.day = c.day AND said.fund = c.fund
     LEFT JOIN booked ON booked.day = c.day AND booked.fund = c.fund
   ORDER BY c.day, c.fund`,
);
