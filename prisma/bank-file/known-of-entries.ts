import type pg from 'pg';
import type { BankEntry, BankFileKind } from '../../domain/bank-file/bank-entry.ts';
import type { KnownBatch, KnownOfEntries, SaidTogether } from '../../domain/bank-file/judge-entries.ts';
import { REPORTED_BATCH_STATES } from '../../domain/payout/batch-course.ts';
import { DROPPED_REPORT_STATES, UNSENT_INSTRUCTION_STATES } from '../../domain/payout/inbox-judgement.ts';
import { BATCH_LINE_COUNT, BATCH_SUM_FEN } from '../payout/batch-sum.ts';
import { INSTRUCTIONS, lockedInstruction, type InstructionRow } from '../payout/locked-instruction.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { fetchAll, sqlText, type Row } from '../kernel/statements.ts';

/** The amounts, in fen, that a file says were settled, by the instruction that it names; null where it says none. */
export type SettledAmounts = ReadonlyMap<string, readonly (number | null)[]>;

interface Asked {
  readonly fileId: string;
  readonly kind: BankFileKind;
  readonly jurisdictions: readonly string[];
  /** Of the whole file. */
  readonly settled: SettledAmounts;
  /** Ids of these entries as their sender's; what is kept under one of them is the same report. */
  readonly senderIds: readonly string[];
  /** Their instructions stay as they are until the end of the transaction. */
  readonly locks: boolean;
}

/** What the judgement of these entries needs. */
export async function readKnown(
  client: pg.PoolClient,
  entries: readonly BankEntry[],
  { fileId, kind, jurisdictions, settled, senderIds, locks }: Asked,
): Promise<KnownOfEntries> {
  const ids = [...new Set(entries.flatMap(({ instructionId }) => instructionId ?? []))].toSorted();
  const numbers = [...new Set(entries.flatMap(({ batchNos }) => batchNos))];
  const sums = entries.flatMap(({ instructionId, amountFen }) => (instructionId === null ? (amountFen ?? []) : []));
  const [rows, batches, said, debits] = await Promise.all([
    fetchAll(client, (locks ? lockInstructions : findInstructions)(ids, jurisdictions)),
    numbers.length + sums.length === 0 ? [] : fetchAll(client, batchesAtBank(numbers, sums, jurisdictions)),
    fetchAll(client, saidBefore(ids, fileId, senderIds)),
    kind === 'camt.054' ? fetchAll(client, noticedDebits(ids, fileId, entries[0]?.no ?? 0)) : null,
  ]);
  const instructions = new Map(rows.map((row) => [row.id, lockedInstruction(row)]));
  const before = new Map<string, (number | null)[]>();
  for (const { instruction_id: id, amount_fen: fen } of said) {
    before.set(id ?? '', [...(before.get(id ?? '') ?? []), fen]);
  }
  const together = new Map(
    rows.map(({ id, amount_fen: fen }) => [
      id,
      saidTogether([...(settled.get(id) ?? []), ...(before.get(id) ?? [])], fen),
    ]),
  );
  const noticed = debits && new Map(debits.map((row) => [row.instruction_id ?? '', row.bank_reference ?? '']));
  return { instructions, batches, together, noticed };
}

function saidTogether(amounts: readonly (number | null)[], amountFen: number): SaidTogether {
  return {
    parts: amounts.length,
    partsFen: amounts.reduce<number>((sum, fen) => sum + (fen ?? 0), 0),
    hasSettled: amounts.some((fen) => fen === null || fen === amountFen),
  };
}

const OF_OFFICES = `${INSTRUCTIONS}
   WHERE i.id = ANY ($1) AND b.jurisdiction = ANY ($2) ORDER BY i.id`;

const findInstructions = sqlText<InstructionRow, [ids: readonly string[], jurisdictions: readonly string[]]>(
  'bankFile.findInstructions',
  OF_OFFICES,
);

const lockInstructions = sqlText<InstructionRow, [ids: readonly string[], jurisdictions: readonly string[]]>(
  'bankFile.lockInstructions',
  `${OF_OFFICES} FOR UPDATE OF i`,
);

// A batch loses payments and gains none, so its sum is never above the drafted one.
const batchesAtBank = sqlText<
  KnownBatch,
  [numbers: readonly string[], sums: readonly number[], jurisdictions: readonly string[]]
>(
  'bankFile.batchesAtBank',
  `SELECT b.id, b.batch_no AS "batchNo", ${BATCH_SUM_FEN} AS "controlSumFen", ${BATCH_LINE_COUNT} AS "lineCount" FROM batch b
   WHERE b.jurisdiction = ANY ($3) AND b.state IN (${sqlList(REPORTED_BATCH_STATES)}) AND (b.batch_no = ANY ($1)
     OR b.control_sum_fen >= (SELECT min(sum) FROM unnest($2::bigint[]) AS sum) AND ${BATCH_SUM_FEN} = ANY ($2))
   ORDER BY b.created_at DESC, b.id LIMIT 500`,
);

// Other files and events that say that a payment was settled, with what amount; the same booking in another file is the same
// report. One without an amount in yuan settles nothing, and neither does one of another amount.
const saidBefore = sqlText<
  Row<'payout_inbox', 'instruction_id' | 'amount_fen'>,
  [ids: readonly string[], fileId: string, senderIds: readonly string[]]
>(
  'bankFile.saidBefore',
  `SELECT x.instruction_id, x.amount_fen FROM payout_inbox x
   WHERE x.instruction_id = ANY ($1) AND x.type = 'payout.settled' AND x.amount_fen IS NOT NULL AND x.state NOT IN (${sqlList(DROPPED_REPORT_STATES)})
     AND x.bank_file_id IS DISTINCT FROM $2 AND NOT (x.source = 'file' AND x.sender_id = ANY ($3))`,
);

// The first debit of each payment that notices in force, or earlier entries of this one, say.
const noticedDebits = sqlText<
  Row<'bank_file_row', 'instruction_id' | 'bank_reference'>,
  [ids: readonly string[], fileId: string, no: number]
>(
  'bankFile.noticedDebits',
  `SELECT DISTINCT ON (r.instruction_id) r.instruction_id, r.bank_reference
   FROM bank_file_row r JOIN bank_file f ON f.id = r.file_id
   WHERE r.instruction_id = ANY ($1) AND r.says = 'settled' AND r.bank_reference IS NOT NULL AND r.direction = 'DBIT'
     AND f.kind = 'camt.054' AND r.verdict IN ('matches', 'duplicate')
     AND CASE WHEN f.id = $2 THEN r.no < $3 ELSE r.event_id IS NOT NULL OR f.taken_at IS NOT NULL END
   ORDER BY r.instruction_id, f.id = $2, f.created_at, f.id, r.no`,
);

/** The payments of batches that entries speak of as a whole. */
export const paymentsOfBatches = sqlText<
  Row<'payout_instruction', 'id' | 'amount_fen'> & Row<'batch', 'batch_no'>,
  [numbers: readonly string[], jurisdictions: readonly string[]]
>(
  'bankFile.paymentsOfBatches',
  `SELECT i.id, i.amount_fen, b.batch_no FROM payout_instruction i JOIN batch b ON b.id = i.batch_id
   WHERE b.batch_no = ANY ($1) AND b.jurisdiction = ANY ($2) AND i.state NOT IN (${sqlList(UNSENT_INSTRUCTION_STATES)}) ORDER BY i.id`,
);
