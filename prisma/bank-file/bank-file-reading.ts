import type pg from 'pg';
import type { BankFileRecord, BankFileRowRecord, BankFiles } from '../../api/bank-file/bank-file-ports.ts';
import { VERDICT_OF_REPORT } from '../../domain/bank-file/entry-standing.ts';
import { INBOX_STATES, type ParkReason } from '../../domain/payout/inbox-judgement.ts';
import type { Caller } from '../../api/kernel/caller.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { fetchAll, fetchFirst, sqlText, type InJson, type Row } from '../kernel/statements.ts';

type FileRow = Pick<
  Row<'bank_file'>,
  | 'id'
  | 'kind'
  | 'state'
  | 'jurisdiction'
  | 'jurisdictions'
  | 'sha256'
  | 'name_sealed'
  | 'errors'
  | 'entered_by'
  | 'created_at'
  | 'decided_at'
  | 'reason'
  | 'taken_at'
> & {
  readonly maker: string;
  readonly checker: string | null;
  readonly matches: number;
  readonly parks: number;
  readonly duplicate: number;
  readonly noted: number;
  readonly matches_fen: number;
  readonly parks_fen: number;
  readonly duplicate_fen: number;
  readonly noted_fen: number;
  readonly statements: readonly InJson<Row<'bank_file_statement', 'account' | 'statement_on'>>[];
};

/** The report of an entry `r`; without one for what was not taken, only noted, or said before. */
const REPORT_OF_ROW = 'LEFT JOIN payout_inbox x ON x.bank_file_id = r.file_id AND x.id = r.event_id';
const VERDICTS = INBOX_STATES.map((state) => `WHEN '${state}' THEN '${VERDICT_OF_REPORT[state]}'`).join(' ');
/** What became of an entry: what its report says, once it is one. */
const VERDICT = `CASE x.state ${VERDICTS} ELSE r.verdict END`;
const REASON = `CASE WHEN x.id IS NULL THEN r.reason WHEN x.state = 'parked' THEN x.park_reason END`;

const FILES = `SELECT f.id, f.kind, f.state, f.jurisdiction, f.jurisdictions, f.sha256, f.name_sealed, f.errors, f.entered_by, f.created_at,
     f.decided_at, f.reason, f.taken_at, p.display_name AS maker, c.display_name AS checker, n.*,
     (SELECT coalesce(json_agg(json_build_object('account', s.account, 'statement_on', s.statement_on) ORDER BY s.no), '[]')
       FROM bank_file_statement s WHERE s.file_id = f.id) AS statements
   FROM bank_file f JOIN person p ON p.id = f.entered_by LEFT JOIN person c ON c.id = f.decided_by
   CROSS JOIN LATERAL (SELECT (count(*) FILTER (WHERE v.verdict = 'matches'))::int AS matches,
     (count(*) FILTER (WHERE v.verdict = 'parks'))::int AS parks,
     (count(*) FILTER (WHERE v.verdict = 'duplicate'))::int AS duplicate,
     (count(*) FILTER (WHERE v.verdict = 'noted'))::int AS noted,
     coalesce(sum(v.amount_fen) FILTER (WHERE v.verdict = 'matches'), 0)::bigint AS matches_fen,
     coalesce(sum(v.amount_fen) FILTER (WHERE v.verdict = 'parks'), 0)::bigint AS parks_fen,
     coalesce(sum(v.amount_fen) FILTER (WHERE v.verdict = 'duplicate'), 0)::bigint AS duplicate_fen,
     coalesce(sum(v.amount_fen) FILTER (WHERE v.verdict = 'noted'), 0)::bigint AS noted_fen
     FROM (SELECT r.amount_fen, ${VERDICT} AS verdict FROM bank_file_row r ${REPORT_OF_ROW} WHERE r.file_id = f.id) AS v) AS n
   WHERE f.jurisdiction = $1`;

const fileById = sqlText<FileRow, [jurisdiction: string, fileId: string]>('bankFile.byId', `${FILES} AND f.id = $2`);

const IS_OF_MACHINE = `(f.machine_client_id <> '') = EXISTS (SELECT FROM machine_client m WHERE m.person_id = $3)`;

const UNKNOWN = 'UNKNOWN_INSTRUCTION' satisfies ParkReason;

// A machine's file counts at once: a maker's that waits is no answer to it. Neither is one whose payments may be of an office
// that only the machine speaks for.
const fileByBytes = sqlText<FileRow, [jurisdiction: string, sha256: string, personId: string]>(
  'bankFile.byBytes',
  `${FILES} AND f.sha256 = $2 AND f.state <> 'rejected' AND (${IS_OF_MACHINE} OR f.state = 'inForce'
     AND (f.jurisdictions @> coalesce((SELECT max(m.jurisdictions) FROM machine_client m WHERE m.person_id = $3), ARRAY[$1])
       OR NOT EXISTS (SELECT FROM bank_file_row r WHERE r.file_id = f.id AND r.reason = '${UNKNOWN}')))
   ORDER BY ${IS_OF_MACHINE} DESC LIMIT 1`,
);

const filePage = sqlText<
  FileRow,
  [jurisdiction: string, beforeAt: Date | null, beforeId: string | null, limit: number]
>(
  'bankFile.page',
  `${FILES} AND ($2::timestamptz IS NULL OR (f.created_at, f.id) < ($2, $3)) ORDER BY f.created_at DESC, f.id DESC LIMIT $4`,
);

export async function findFile(
  pool: pg.Pool,
  sealer: Sealer,
  fileId: string,
  { jurisdiction }: Caller,
): Promise<BankFileRecord | null> {
  const row = await fetchFirst(pool, fileById(jurisdiction, fileId));
  return row === undefined ? null : fileOf(sealer, row);
}

export async function knownFile(
  pool: pg.Pool,
  sealer: Sealer,
  sha256: string,
  { jurisdiction, personId }: Caller,
): Promise<BankFileRecord | null> {
  const row = await fetchFirst(pool, fileByBytes(jurisdiction, sha256, personId));
  return row === undefined ? null : fileOf(sealer, row);
}

export async function listFiles(
  pool: pg.Pool,
  sealer: Sealer,
  { limit, after }: Parameters<BankFiles['list']>[0],
  { jurisdiction }: Caller,
): Promise<readonly BankFileRecord[]> {
  const [beforeMs, id] = after ?? [null, null];
  const before = beforeMs === null ? null : new Date(beforeMs);
  const rows = await fetchAll(pool, filePage(jurisdiction, before, id, limit + 1));
  return rows.map((row) => fileOf(sealer, row));
}

function fileOf(sealer: Sealer, row: FileRow): BankFileRecord {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    jurisdiction: row.jurisdiction,
    jurisdictions: row.jurisdictions,
    statements: row.statements.map(({ account, statement_on: on }) => ({ account, on })),
    sha256: row.sha256,
    fileName: sealer.open(row.name_sealed, placeOf('bank_file.name_sealed', row.id)),
    errors: row.errors,
    counts: { matches: row.matches, parks: row.parks, duplicate: row.duplicate, noted: row.noted },
    sums: {
      matches: row.matches_fen,
      parks: row.parks_fen,
      duplicate: row.duplicate_fen,
      noted: row.noted_fen,
    },
    enteredById: row.entered_by,
    enteredBy: row.maker,
    enteredAt: row.created_at,
    decidedBy: row.checker,
    decidedAt: row.decided_at,
    reason: row.reason,
    isTaken: row.taken_at !== null,
  };
}

type RowOfFile = Pick<
  Row<'bank_file_row'>,
  'no' | 'instruction_id' | 'amount_fen' | 'value_date' | 'says' | 'verdict' | 'reason'
> & { readonly claim_id: string | null; readonly claim_no: string | null };

// The claim shows only where the file may speak of its payment.
const rowPage = sqlText<RowOfFile, [fileId: string, afterNo: number, verdict: string | null, limit: number]>(
  'bankFile.rowPage',
  `SELECT r.no, r.instruction_id, r.amount_fen, r.value_date, r.says, ${VERDICT} AS verdict, ${REASON} AS reason, o.claim_id, o.claim_no
   FROM bank_file_row r JOIN bank_file f ON f.id = r.file_id ${REPORT_OF_ROW}
   LEFT JOIN LATERAL (SELECT i.claim_id, c.claim_no FROM payout_instruction i JOIN batch b ON b.id = i.batch_id
     LEFT JOIN claim c ON c.id = i.claim_id
     WHERE i.id = r.instruction_id AND b.jurisdiction = ANY (f.jurisdictions)) AS o ON true
   WHERE r.file_id = $1 AND r.no > $2 AND ($3::text IS NULL OR ${VERDICT} = $3) ORDER BY r.no LIMIT $4`,
);

export async function listRows(
  pool: pg.Pool,
  fileId: string,
  { limit, afterNo, verdict }: Parameters<BankFiles['rows']>[1],
): Promise<readonly BankFileRowRecord[]> {
  const rows = await fetchAll(pool, rowPage(fileId, afterNo, verdict, limit + 1));
  return rows.map((row) => ({
    no: row.no,
    instructionId: row.instruction_id,
    claimId: row.claim_id,
    claimNo: row.claim_no,
    amountFen: row.amount_fen,
    valueDate: row.value_date,
    says: row.says,
    verdict: row.verdict,
    reason: row.reason,
  }));
}
