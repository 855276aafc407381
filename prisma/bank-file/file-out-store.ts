import type pg from 'pg';
import type { FileOfBatch, FilesOut, ReleasedPayments, TakenFile } from '../../api/bank-file/bank-file-ports.ts';
import type { FileFormat } from '../../domain/bank-file/payment-order.ts';
import { UNSENT_INSTRUCTION_STATES } from '../../domain/payout/inbox-judgement.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { inTransaction } from '../kernel/connection.ts';
import { newId } from '../kernel/id-maker.ts';
import { openPayee } from '../kernel/payee-account.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { execute, fetchAll, fetchFirst, jsonText, query, sqlText, type Row } from '../kernel/statements.ts';

export function createFilesOut(pool: pg.Pool, sealer: Sealer): FilesOut {
  return {
    payments: (batchId) => readPayments(pool, sealer, batchId),
    async settings(batchId, format) {
      return (await fetchFirst(pool, firstSettings(batchId, format)))?.settings ?? null;
    },
    keep: (batchId, file, by) => inTransaction(pool, (client) => keepFile(client, batchId, file, by)),
    taken: (batchId, page) => listTaken(pool, batchId, page),
    ofOffice: (page, { jurisdiction }) => listOfOffice(pool, jurisdiction, page),
  };
}

const releasedLines = sqlText<
  Row<'payout_instruction', 'id' | 'purpose' | 'payee_sealed' | 'amount_fen' | 'fund'> & { readonly claim_no: string },
  [batchId: string]
>(
  'bankFile.releasedLines',
  `SELECT i.id, i.purpose, i.payee_sealed, i.amount_fen, i.fund, coalesce(c.claim_no, g.grant_no) AS claim_no
   FROM payout_instruction i LEFT JOIN claim c ON c.id = i.claim_id LEFT JOIN base_grant g ON g.id = i.grant_id
   LEFT JOIN claim_line l ON l.id = i.line_id
   WHERE i.batch_id = $1 AND i.state NOT IN (${sqlList(UNSENT_INSTRUCTION_STATES)})
   ORDER BY c.claim_no, g.grant_no, i.purpose, l.position, i.id`,
);

// The release is in the audit, whose entries nobody changes; a batch is released once.
const releasedAt = sqlText<Row<'audit_entry', 'at'>, [batchId: string]>(
  'bankFile.releasedAt',
  `SELECT at FROM audit_entry WHERE entity_kind = 'batch' AND entity_id = $1 AND act = 'release' ORDER BY seq LIMIT 1`,
);

async function readPayments(pool: pg.Pool, sealer: Sealer, batchId: string): Promise<ReleasedPayments | null> {
  const release = await fetchFirst(pool, releasedAt(batchId));
  if (release === undefined) {
    return null;
  }
  const rows = await fetchAll(pool, releasedLines(batchId));
  const lines = rows.map((row) => {
    const place = placeOf('payout_instruction.payee_sealed', row.id);
    const { holder, bank, number } = openPayee(sealer, row.payee_sealed, place);
    return {
      instructionId: row.id,
      claimNo: row.claim_no,
      purpose: row.purpose,
      holder,
      bank,
      account: number.replaceAll(/[\s-]/g, ''),
      amountFen: row.amount_fen,
      fund: row.fund,
    };
  });
  return { releasedAt: release.at, lines };
}

const firstSettings = sqlText<Row<'bank_file_out', 'settings'>, [batchId: string, format: FileFormat]>(
  'bankFile.firstSettings',
  `SELECT settings FROM bank_file_out WHERE batch_id = $1 AND format = $2 AND settings IS NOT NULL
   ORDER BY taken_at, id LIMIT 1`,
);

async function keepFile(
  client: pg.PoolClient,
  batchId: string,
  file: Parameters<FilesOut['keep']>[1],
  { caller, at }: Parameters<FilesOut['keep']>[2],
): Promise<void> {
  const { format, sha256, controlSumFen, lines, settings } = file;
  const row = {
    id: newId('bfo'),
    batch_id: batchId,
    format,
    sha256,
    control_sum_fen: controlSumFen,
    lines,
    taken_by: caller.personId,
    taken_at: at,
    settings: jsonText(settings),
  };
  await execute(client, query.insertInto('bank_file_out').values(row));
  const { personId, organ, section } = caller;
  await appendAudit(client, {
    entityKind: 'batch',
    entityId: batchId,
    revision: null,
    act: 'takeFile',
    actId: null,
    person: { personId, organ, section },
    at,
    facts: { format, lines, sha256 },
  });
}

const takenPage = sqlText<TakenRow, [batchId: string, beforeAt: Date | null, beforeId: string | null, limit: number]>(
  'bankFile.takenPage',
  `SELECT f.id, f.format, f.sha256, f.control_sum_fen, f.lines, f.taken_at, p.display_name
   FROM bank_file_out f JOIN person p ON p.id = f.taken_by
   WHERE f.batch_id = $1 AND ($2::timestamptz IS NULL OR (f.taken_at, f.id) < ($2, $3))
   ORDER BY f.taken_at DESC, f.id DESC LIMIT $4`,
);

async function listTaken(
  pool: pg.Pool,
  batchId: string,
  { limit, after }: Parameters<FilesOut['taken']>[1],
): Promise<readonly TakenFile[]> {
  const [beforeMs, id] = after ?? [null, null];
  const before = beforeMs === null ? null : new Date(beforeMs);
  const rows = await fetchAll(pool, takenPage(batchId, before, id, limit + 1));
  return rows.map(takenFile);
}

type TakenRow = Row<'bank_file_out', 'id' | 'format' | 'sha256' | 'control_sum_fen' | 'lines' | 'taken_at'> &
  Row<'person', 'display_name'>;

function takenFile(row: TakenRow): TakenFile {
  const { id, format, sha256, control_sum_fen: controlSumFen, lines, display_name: takenBy, taken_at: at } = row;
  return { id, format, sha256, controlSumFen, lines, takenBy, at };
}

const officePage = sqlText<
  Row<'bank_file_out', 'id' | 'batch_id' | 'format' | 'sha256' | 'control_sum_fen' | 'lines' | 'taken_at'> &
    Row<'batch', 'batch_no'> &
    Row<'person', 'display_name'>,
  [jurisdiction: string, beforeAt: Date | null, beforeId: string | null, limit: number]
>(
  'bankFile.officePage',
  `SELECT f.id, f.batch_id, b.batch_no, f.format, f.sha256, f.control_sum_fen, f.lines, f.taken_at, p.display_name
   FROM bank_file_out f JOIN batch b ON b.id = f.batch_id JOIN person p ON p.id = f.taken_by
   WHERE b.jurisdiction = $1 AND ($2::timestamptz IS NULL OR (f.taken_at, f.id) < ($2, $3))
   ORDER BY f.taken_at DESC, f.id DESC LIMIT $4`,
);

async function listOfOffice(
  pool: pg.Pool,
  jurisdiction: string,
  { limit, after }: Parameters<FilesOut['ofOffice']>[0],
): Promise<readonly FileOfBatch[]> {
  const [beforeMs, id] = after ?? [null, null];
  const before = beforeMs === null ? null : new Date(beforeMs);
  const rows = await fetchAll(pool, officePage(jurisdiction, before, id, limit + 1));
  return rows.map((row) => ({ ...takenFile(row), batchId: row.batch_id, batchNo: row.batch_no }));
}
