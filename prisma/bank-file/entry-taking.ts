import { Buffer } from 'node:buffer';
import type pg from 'pg';
import type { Report } from '../../api/payout/payout-ports.ts';
import type { BankFileKind } from '../../domain/bank-file/bank-entry.ts';
import { isSameBooking } from '../../domain/bank-file/entry-key.ts';
import { judgeEntries, type JudgedEntry } from '../../domain/bank-file/judge-entries.ts';
import { fetchAll, sendTogether, sqlText, type Row } from '../kernel/statements.ts';
import { inboxRow, receiveJudged, type ReportIntake } from '../payout/inbox-store.ts';
import { SIGNED_COLUMNS, isSignedReport, type SignedReport } from '../payout/kept-report.ts';
import { tellingWrites } from './entry-telling.ts';
import { inboxWrite, notedWrites, rowsWrite, type EntryToWrite, type ShownEntry } from './entry-writes.ts';
import type { FilePart } from './file-parts.ts';
import { readKnown, type SettledAmounts } from './known-of-entries.ts';

export interface TakenFileParts {
  readonly fileId: string;
  readonly kind: BankFileKind;
  readonly jurisdictions: readonly string[];
  readonly settled: SettledAmounts;
}

/** Writes what would become of entries, for people; nothing counts yet. */
export async function previewPart(
  client: pg.PoolClient,
  intake: ReportIntake,
  file: TakenFileParts,
  part: FilePart,
): Promise<void> {
  const { fileId } = file;
  const known = await readKnown(client, part.entries, { ...file, senderIds: part.senderIds, locks: false });
  const judged = judgeEntries(part.entries, known);
  const before = await fetchAll(client, reportsOfSenders(part.senderIds));
  const shown = judged.map((one, at) => {
    const report = reportOf(one, { fileId, senderId: part.senderIds[at] ?? '' });
    const said = report === null ? null : saidBefore(intake, before, report);
    return { ...shownEntry(one, null), ...(said !== null && SHOWN_AGAIN[said.kind]) };
  });
  await sendTogether(client, [rowsWrite(fileId, shown)]);
}

const DUPLICATE = { verdict: 'duplicate', reason: null } as const;
const REUSED = { verdict: 'parks', reason: 'ID_REUSED' } as const;
const SHOWN_AGAIN = { same: DUPLICATE, otherwise: REUSED } as const;

function shownEntry({ entry, verdict, report, handling }: JudgedEntry, eventId: string | null): ShownEntry {
  const reason = handling?.kind === 'parked' ? handling.reason : null;
  return { entry, amountFen: report === null ? entry.amountFen : report.amountFen, verdict, reason, eventId };
}

/**
 * Puts entries into the inbox, each as a report of its own: parked with its reason, applied at once where it only notes
 * something, or waiting for its batch (D3). What another file said before is not said again. Returns the batches that take
 * reports.
 */
export async function takePart(
  client: pg.PoolClient,
  intake: ReportIntake,
  file: TakenFileParts & { readonly at: Date },
  part: FilePart,
): Promise<readonly string[]> {
  const { fileId, at } = file;
  const known = await readKnown(client, part.entries, { ...file, senderIds: part.senderIds, locks: true });
  const judged = judgeEntries(part.entries, known);
  const writes = judged.flatMap((one, position) => {
    const report = reportOf(one, { fileId, senderId: part.senderIds[position] ?? '' });
    const parkReason = one.handling?.kind === 'parked' ? one.handling.reason : null;
    return report === null ? [] : [{ judged: one, report, row: inboxRow(intake, report, { at, parkReason }) }];
  });
  const inserted = await fetchAll(client, inboxWrite(writes, at, fileId));
  const ids = new Set(inserted.map(({ id }) => id));
  const written = writes.filter(({ row }) => ids.has(row.id));
  const repeated = writes.filter(({ row }) => !ids.has(row.id));
  const again = await saidAgain(client, intake, { fileId, at }, repeated);
  const shown = [
    ...judged.flatMap((one) => (one.report === null ? [shownEntry(one, null)] : [])),
    ...written.map(({ judged: one, row }) => shownEntry(one, row.id)),
    ...again.shown,
  ];
  await sendTogether(client, [
    ...notedWrites(written, at),
    ...tellingWrites(written, at),
    rowsWrite(fileId, shown),
    ...partialWrites(written),
  ]);
  const batches = written.flatMap(({ judged: { handling, instruction } }) =>
    handling?.kind === 'taken' && instruction !== null ? [instruction.batchId] : [],
  );
  return [...new Set([...batches, ...again.batches])];
}

function reportOf(
  { entry, report, instruction }: JudgedEntry,
  { fileId, senderId }: { readonly fileId: string; readonly senderId: string },
): Report | null {
  if (report === null) {
    return null;
  }
  const { valueDate, bankReference, reasonCode, account, party, direction, text, batchNos } = entry;
  const said = { account, direction, party, text, batchNos };
  return {
    source: 'file',
    senderId,
    bankFileId: fileId,
    type: `payout.${report.state === 'inTransit' ? 'in_transit' : report.state}`,
    state: report.state,
    // One of another office, or of nobody, stays as the bank wrote it.
    instructionId: instruction?.id ?? entry.instructionId,
    amountFen: report.amountFen,
    valueDate,
    bankReference,
    reasonCode,
    sent: { bytes: Buffer.from(JSON.stringify(said), 'utf8'), isOdd: false },
  };
}

type Sent = EntryToWrite & { readonly report: Report };
type KnownReport = SignedReport & Row<'payout_inbox', 'bank_file_id' | 'state'>;

const reportsOfSenders = sqlText<KnownReport, [senderIds: readonly string[]]>(
  'bankFile.reportsOfSenders',
  `SELECT ${SIGNED_COLUMNS}, x.bank_file_id, x.state FROM payout_inbox x
   WHERE x.source = 'file' AND x.machine_client_id = '' AND x.sender_id = ANY ($1) AND x.state <> 'refused'`,
);

/**
 * What is kept under the id of an entry: the same booking, or another one that uses the reference anew. What the bank says
 * is compared, not what was judged of it: money that came back is told as failed before its debit is known, and as returned
 * afterwards. Null if nobody said it before; a row that no API process signed says nothing (S1).
 */
function saidBefore(
  { verify }: Pick<ReportIntake, 'verify'>,
  before: readonly KnownReport[],
  report: Report,
): { readonly kind: 'same'; readonly kept: KnownReport } | { readonly kind: 'otherwise' } | null {
  const of = before.filter((one) => one.sender_id === report.senderId && isSignedReport(verify, one));
  const kept = of.find((one) => saysTheSame(one, report));
  if (kept !== undefined) {
    return { kind: 'same', kept };
  }
  return of.length === 0 ? null : { kind: 'otherwise' };
}

function saysTheSame(kept: KnownReport, report: Report): boolean {
  const { amount_fen: amountFen, said_instruction_id: instructionId } = kept;
  return isSameBooking({ ...kept.body, amountFen, instructionId }, report);
}

/**
 * Reports whose id somebody used before: the same one is a duplicate, or this file's own from before a crash; every other one
 * goes the way of a single report, which refuses rows that nobody signed and parks other contents (F13, S1).
 */
async function saidAgain(
  client: pg.PoolClient,
  intake: ReportIntake,
  { fileId, at }: { readonly fileId: string; readonly at: Date },
  repeated: readonly Sent[],
): Promise<{ readonly shown: readonly ShownEntry[]; readonly batches: readonly string[] }> {
  if (repeated.length === 0) {
    return { shown: [], batches: [] };
  }
  const before = await fetchAll(client, reportsOfSenders(repeated.map(({ row }) => row.sender_id)));
  const shown: ShownEntry[] = [];
  const batches: string[] = [];
  for (const { judged, report } of repeated) {
    const said = saidBefore(intake, before, report);
    if (said?.kind === 'same') {
      shown.push({ ...shownEntry(judged, null), ...(said.kept.bank_file_id === fileId ? {} : DUPLICATE) });
    } else {
      const { instruction, handling } = judged;
      const parked = { kind: 'parked', reason: 'MALFORMED' } as const;
      const received = await receiveJudged(client, intake, { report, instruction, handling: handling ?? parked }, at);
      const isDuplicate = received.kind === 'repeated';
      const reused = received.kind === 'parked' ? REUSED : {};
      shown.push({ ...shownEntry(judged, null), ...(isDuplicate ? DUPLICATE : reused) });
      batches.push(...(received.kind === 'taken' ? [received.batchId] : []));
    }
  }
  return { shown, batches };
}

// A payment that comes in parts was parked for its amount while only one part had come. A match holds its row and
// waits for the instruction, so a row that is held is left alone.
const markPartial = sqlText<never, [instructionIds: readonly string[]]>(
  'bankFile.markPartial',
  `UPDATE payout_inbox SET park_reason = 'PARTIAL' WHERE id IN (SELECT id FROM payout_inbox WHERE instruction_id = ANY ($1)
     AND state = 'parked' AND park_reason = 'AMOUNT_MISMATCH' AND type = 'payout.settled' AND amount_fen IS NOT NULL FOR UPDATE SKIP LOCKED)`,
);

function partialWrites(written: readonly EntryToWrite[]) {
  const ids = written.flatMap(({ judged: { handling, instruction } }) =>
    handling?.kind === 'parked' && handling.reason === 'PARTIAL' && instruction !== null ? [instruction.id] : [],
  );
  return ids.length === 0 ? [] : [markPartial([...new Set(ids)])];
}
