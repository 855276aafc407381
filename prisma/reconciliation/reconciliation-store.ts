import type pg from 'pg';
import type {
  DayDifference,
  ReconciliationRecord,
  ReconciliationStore,
} from '../../api/reconciliation/reconciliation-ports.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { auditWrites } from '../kernel/audit-writing.ts';
import { inTransaction } from '../kernel/connection.ts';
import { newId } from '../kernel/id-maker.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { fetchAll, fetchFirst, query, sendTogether, sqlText, type Connection, type Row } from '../kernel/statements.ts';
import { runEvening } from './evening-writes.ts';

export function createReconciliationStore(pool: pg.Pool, sealer: Sealer, library: PolicyLibrary): ReconciliationStore {
  return {
    async run(day, { caller, at }) {
      const { jurisdiction, personId, organ, section } = caller;
      const id = await inTransaction(pool, (client) =>
        runEvening(client, library, { jurisdiction, day, at }, { personId, organ, section }),
      );
      return requireRun(await readRun(pool, sealer, { id, day, jurisdiction, asOf: null }));
    },

    find: (day, asOf, { jurisdiction }) => readRun(pool, sealer, { id: null, day, jurisdiction, asOf }),

    async list({ from, to, before, balanced, limit }, { jurisdiction }) {
      const rows = await fetchAll(pool, newestRuns(jurisdiction, from, to, before, balanced, limit + 1));
      return rows.map(({ as_of: asOf, ...row }) => ({ ...row, asOf }));
    },

    explain: (difference, by) => inTransaction(pool, (client) => explain(client, sealer, difference, by)),
  };
}

function requireRun(run: ReconciliationRecord | null): ReconciliationRecord {
  if (run === null) {
    throw new RangeError('A run that was just stored');
  }
  return run;
}

type RunRow = Row<'reconciliation', 'id' | 'jurisdiction' | 'day' | 'as_of' | 'balanced'>;

const newestRuns = sqlText<
  RunRow & { readonly differences: number },
  [
    jurisdiction: string,
    from: IsoDate | null,
    to: IsoDate | null,
    before: IsoDate | null,
    balanced: boolean | null,
    limit: number,
  ]
>(
  'reconciliation.newestRuns',
  `SELECT r.id, r.jurisdiction, r.day, r.as_of, r.balanced,
     (SELECT count(*) FROM reconciliation_difference d WHERE d.reconciliation_id = r.id)::int AS differences
   FROM (SELECT DISTINCT ON (day) id, jurisdiction, day, as_of, balanced FROM reconciliation
     WHERE jurisdiction = $1 AND ($2::date IS NULL OR day >= $2) AND ($3::date IS NULL OR day <= $3)
       AND ($4::date IS NULL OR day < $4)
     ORDER BY day DESC, as_of DESC, id DESC) AS r
   WHERE $5::boolean IS NULL OR r.balanced = $5 ORDER BY r.day DESC LIMIT $6`,
);

const runOf = sqlText<
  RunRow & Row<'reconciliation', 'funds'>,
  [jurisdiction: string, day: IsoDate, asOf: Date | null, id: string | null]
>(
  'reconciliation.runOf',
  `SELECT id, jurisdiction, day, as_of, balanced, funds FROM reconciliation
   WHERE jurisdiction = $1 AND day = $2::date AND ($3::timestamptz IS NULL OR as_of <= $3) AND ($4::text IS NULL OR id = $4)
   ORDER BY as_of DESC, id DESC LIMIT 1`,
);

type DifferenceRow = Row<'reconciliation_difference'>;

const differencesOf = sqlText<
  Omit<DifferenceRow, 'reconciliation_id'> & {
    readonly explanation_id: string | null;
    readonly text_sealed: Buffer | null;
    readonly explained_by: string | null;
    readonly explained_at: Date | null;
    readonly explainer_name: string | null;
    readonly claim_no: string | null;
    readonly grant_no: string | null;
  },
  [reconciliationId: string]
>(
  'reconciliation.differencesOf',
  `SELECT d.id, d.kind, d.day, d.fund, d.amount_fen, d.claim_id, d.grant_id, d.instruction_id, d.event_id, d.since,
     e.id AS explanation_id, e.text_sealed, e.explained_by, e.explained_at, p.display_name AS explainer_name,
     c.claim_no, g.grant_no
   FROM reconciliation_difference d JOIN reconciliation r ON r.id = d.reconciliation_id
     LEFT JOIN difference_explanation e ON e.jurisdiction = r.jurisdiction AND e.difference_id = d.id
     LEFT JOIN person p ON p.id = e.explained_by LEFT JOIN claim c ON c.id = d.claim_id
     LEFT JOIN base_grant g ON g.id = d.grant_id
   WHERE d.reconciliation_id = $1 ORDER BY d.kind, d.since, d.id`,
);

async function readRun(
  connection: Connection,
  sealer: Sealer,
  asked: {
    readonly id: string | null;
    readonly day: IsoDate;
    readonly jurisdiction: string;
    readonly asOf: Date | null;
  },
): Promise<ReconciliationRecord | null> {
  const run = await fetchFirst(connection, runOf(asked.jurisdiction, asked.day, asked.asOf, asked.id));
  if (run === undefined) {
    return null;
  }
  const { as_of: asOf, ...rest } = run;
  const rows = await fetchAll(connection, differencesOf(run.id));
  return { ...rest, asOf, differences: rows.map((row) => differenceOf(row, sealer)) };
}

function differenceOf(row: ReturnType<typeof differencesOf>['row'] & object, sealer: Sealer): DayDifference {
  const { explanation_id: id, text_sealed: sealed, explained_by: by, explained_at: at } = row;
  const isExplained = id !== null && sealed !== null && by !== null && at !== null;
  return {
    id: row.id,
    kind: row.kind,
    day: row.day,
    fund: row.fund,
    amountFen: row.amount_fen,
    claimId: row.claim_id,
    claimNo: row.claim_no,
    grantId: row.grant_id,
    grantNo: row.grant_no,
    instructionId: row.instruction_id,
    eventId: row.event_id,
    since: row.since,
    explanation: isExplained
      ? {
          text: sealer.open(sealed, placeOf('difference_explanation.text_sealed', id)),
          explainedBy: by,
          explainedByName: row.explainer_name ?? '',
          explainedAt: at,
        }
      : null,
  };
}

async function explain(
  client: pg.PoolClient,
  sealer: Sealer,
  { day, differenceId, text }: Parameters<ReconciliationStore['explain']>[0],
  { caller, at }: Parameters<ReconciliationStore['explain']>[1],
): ReturnType<ReconciliationStore['explain']> {
  const { jurisdiction, personId, organ, section } = caller;
  const run = await fetchFirst(client, runOf(jurisdiction, day, null, null));
  const rows = run === undefined ? [] : await fetchAll(client, differencesOf(run.id));
  const found = rows.find(({ id }) => id === differenceId);
  if (run === undefined || found === undefined) {
    return 'NOT_FOUND';
  }
  const id = newId('rcx');
  const said = {
    id,
    jurisdiction,
    difference_id: differenceId,
    text_sealed: sealer.seal(text, placeOf('difference_explanation.text_sealed', id)),
    explained_by: personId,
    explained_at: at,
  };
  const stored = query
    .insertInto('difference_explanation')
    .values(said)
    .onConflict((on) => on.doNothing());
  const [written] = await sendTogether(client, [stored]);
  if (written?.rowCount !== 1) {
    return 'WRONG_STATE';
  }
  const facts = { day, differenceId };
  const person = { personId, organ, section };
  const about = { entityKind: 'reconciliation', entityId: run.id, revision: null, actId: null, at } as const;
  await sendTogether(client, auditWrites({ ...about, act: 'explained', person, facts }));
  return 'explained';
}
