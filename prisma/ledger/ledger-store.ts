import type pg from 'pg';
import type { AccountRow, EntryRow, LedgerStore } from '../../api/ledger/ledger-ports.ts';
import { addDays, startOfDayMs, type IsoDate } from '../../domain/calendar.ts';
import { fetchAll, fetchFirst, query, sqlText } from '../kernel/statements.ts';
import { readBooked } from './booked-payments.ts';
import { readAudited } from './special-audit.ts';

export function createLedgerStore(pool: pg.Pool): LedgerStore {
  return {
    accounts: (on, { jurisdiction }) => fetchAll(pool, accountsOn(jurisdiction, endOf(on))),

    entries: ({ account, claimId, from, to, beforeId, limit }, { jurisdiction }) =>
      fetchAll(
        pool,
        entriesPage(
          jurisdiction,
          account,
          claimId,
          from === null ? null : new Date(startOfDayMs(from)),
          to === null ? null : endOf(to),
          beforeId,
          limit + 1,
        ),
      ),

    booked: (jurisdiction, span) => readBooked(pool, jurisdiction, span),

    audited: (asked) => readAudited(pool, asked),

    async stateOf(jurisdiction, period) {
      const found = query.selectFrom('accounting_period').select('state').where('jurisdiction', '=', jurisdiction);
      return (await fetchFirst(pool, found.where('period', '=', period)))?.state ?? 'open';
    },
  };
}

function endOf(day: IsoDate): Date {
  return new Date(startOfDayMs(addDays(day, 1)));
}

/** Of the office of $1: an entry is about a claim or about a grant. */
const OF_OFFICE = `(EXISTS (SELECT FROM claim c WHERE c.id = e.claim_id AND c.jurisdiction = $1)
     OR EXISTS (SELECT FROM base_grant g WHERE g.id = e.grant_id AND g.jurisdiction = $1))`;

const accountsOn = sqlText<AccountRow, [jurisdiction: string, until: Date]>(
  'ledger.accountsOn',
  `SELECT e.account, coalesce(sum(e.amount_fen) FILTER (WHERE e.amount_fen > 0), 0)::bigint AS "debitFen",
     coalesce(-sum(e.amount_fen) FILTER (WHERE e.amount_fen < 0), 0)::bigint AS "creditFen"
   FROM ledger_entry e WHERE e.at < $2 AND ${OF_OFFICE} GROUP BY e.account ORDER BY e.account`,
);

const entriesPage = sqlText<
  EntryRow,
  [
    jurisdiction: string,
    account: string | null,
    claimId: string | null,
    from: Date | null,
    until: Date | null,
    beforeId: number | null,
    limit: number,
  ]
>(
  'ledger.entriesPage',
  `SELECT e.id, e.transaction_id AS "transactionId", e.account, e.amount_fen AS "amountFen", e.claim_id AS "claimId",
     (SELECT claim_no FROM claim WHERE id = e.claim_id) AS "claimNo", e.grant_id AS "grantId",
     (SELECT grant_no FROM base_grant WHERE id = e.grant_id) AS "grantNo", e.instruction_id AS "instructionId", e.at, f.value_date AS "valueDate",
     f.late_period AS "latePeriod"
   FROM ledger_entry e LEFT JOIN payout_fact f ON f.instruction_id = e.instruction_id
     AND e.transaction_id IN (e.instruction_id || '/' || f.inbox_id, e.instruction_id || '/' || f.inbox_id || '/back')
   WHERE ${OF_OFFICE} AND ($2::text IS NULL OR e.account = $2) AND ($3::text IS NULL OR e.claim_id = $3)
     AND ($4::timestamptz IS NULL OR e.at >= $4) AND ($5::timestamptz IS NULL OR e.at < $5)
     AND ($6::bigint IS NULL OR e.id < $6)
   ORDER BY e.id DESC LIMIT $7`,
);
