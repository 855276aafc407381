import type { Buffer } from 'node:buffer';
import type { JudgedEntry } from '../../domain/bank-file/judge-entries.ts';
import type { BankEntry, EntryVerdict } from '../../domain/bank-file/bank-entry.ts';
import type { InboxState, ParkReason, ReportedState } from '../../domain/payout/inbox-judgement.ts';
import type { ReportHandling } from '../../domain/payout/report-handling.ts';
import { sqlText, type Row, type Statement } from '../kernel/statements.ts';
import type { InboxRow } from '../payout/inbox-store.ts';

/** An entry with the row that it becomes. */
export interface EntryToWrite {
  readonly judged: JudgedEntry;
  readonly row: InboxRow;
}

const insertInbox = sqlText<
  Row<'payout_inbox', 'id'>,
  [
    ids: readonly string[],
    senderIds: readonly string[],
    digests: readonly (Buffer | null)[],
    types: readonly string[],
    instructionIds: readonly (string | null)[],
    amounts: readonly (number | null)[],
    bodies: readonly string[],
    sealed: readonly (Buffer | null)[],
    states: readonly string[],
    parkReasons: readonly (ParkReason | null)[],
    batchIds: readonly (string | null)[],
    signatures: readonly (Buffer | null)[],
    at: Date,
    fileId: string,
  ]
>(
  'bankFile.insertInbox',
  `INSERT INTO payout_inbox (id, source, machine_client_id, sender_id, body_digest, type, instruction_id, said_instruction_id,
     amount_fen, body, body_sealed, received_at, state, park_reason, first_park_reason, batch_id, applied_at, signature, bank_file_id)
   SELECT e.id, 'file', '', e.sender_id, e.digest, e.type, e.instruction_id, e.instruction_id, e.amount_fen, e.body::jsonb,
     e.sealed, $13::timestamptz, e.state, e.park_reason, e.park_reason, e.batch_id, CASE WHEN e.state = 'applied' THEN $13::timestamptz END, e.signature, $14::text
   FROM unnest($1::text[], $2::text[], $3::bytea[], $4::text[], $5::text[], $6::bigint[], $7::text[], $8::bytea[], $9::text[],
     $10::text[], $11::text[], $12::bytea[]) AS e (id, sender_id, digest, type, instruction_id, amount_fen, body, sealed, state,
     park_reason, batch_id, signature)
   ON CONFLICT DO NOTHING RETURNING id`,
);

/** The state of a report that arrives. */
const STATE_OF = { parked: 'parked', noted: 'applied', taken: 'new' } as const satisfies Readonly<
  Record<ReportHandling['kind'], InboxState>
>;

/** Inserts reports that nobody said before; returns the ids of those that were. What only notes something is applied. */
export function inboxWrite(
  writes: readonly EntryToWrite[],
  at: Date,
  fileId: string,
): Statement<Row<'payout_inbox', 'id'>> {
  const rows = writes.map(({ row }) => row);
  const handlings = writes.map(({ judged }) => judged.handling);
  const batchIds = writes.map(({ judged: { handling, instruction } }) =>
    handling?.kind === 'parked' ? null : (instruction?.batchId ?? null),
  );
  return insertInbox(
    rows.map(({ id }) => id),
    rows.map(({ sender_id: senderId }) => senderId),
    rows.map(({ body_digest: digest }) => digest),
    rows.map(({ type }) => type),
    rows.map(({ instruction_id: instructionId }) => instructionId),
    rows.map(({ amount_fen: amountFen }) => amountFen),
    rows.map(({ body }) => JSON.stringify(body)),
    rows.map(({ body_sealed: sealed }) => sealed),
    handlings.map((handling) => STATE_OF[handling?.kind ?? 'parked']),
    rows.map(({ park_reason: reason }) => reason),
    batchIds,
    rows.map(({ signature }) => signature),
    at,
    fileId,
  );
}

const insertFacts = sqlText<
  never,
  [
    instructionIds: readonly string[],
    inboxIds: readonly string[],
    states: readonly string[],
    amounts: readonly number[],
    valueDates: readonly (string | null)[],
    references: readonly (string | null)[],
    reasonCodes: readonly (string | null)[],
    at: Date,
  ]
>(
  'bankFile.insertFacts',
  `INSERT INTO payout_fact (instruction_id, inbox_id, state, amount_fen, value_date, bank_reference, reason_code, said_at, recorded_at)
   SELECT f.instruction_id, f.inbox_id, f.state, f.amount_fen, f.value_date, f.bank_reference, f.reason_code, $8::timestamptz, $8::timestamptz
   FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::date[], $6::text[], $7::text[])
     AS f (instruction_id, inbox_id, state, amount_fen, value_date, bank_reference, reason_code)`,
);

const moveInstructions = sqlText<never, [ids: readonly string[], states: readonly string[], at: Date]>(
  'bankFile.moveInstructions',
  `UPDATE payout_instruction AS i SET state = m.state, state_since = $3::timestamptz
   FROM unnest($1::text[], $2::text[]) AS m (id, state) WHERE i.id = m.id`,
);

/** The facts of reports that move no claim, and the states that their instructions take by them (D9). */
export function notedWrites(written: readonly EntryToWrite[], at: Date): readonly Statement<unknown>[] {
  const noted = written.flatMap(({ judged: { handling, instruction }, row }) =>
    handling?.kind === 'noted' && instruction !== null ? [{ handling, instruction, row }] : [],
  );
  if (noted.length === 0) {
    return [];
  }
  const moves = new Map<string, ReportedState>(
    noted.flatMap(({ handling, instruction }) => (handling.moves ? [[instruction.id, handling.state] as const] : [])),
  );
  const bodies = noted.map(({ row }) => row.body);
  const facts = insertFacts(
    noted.map(({ instruction }) => instruction.id),
    noted.map(({ row }) => row.id),
    noted.map(({ handling }) => handling.state),
    noted.map(({ instruction }) => instruction.amountFen),
    bodies.map(({ valueDate }) => valueDate ?? null),
    bodies.map(({ bankReference }) => bankReference ?? null),
    bodies.map(({ reasonCode }) => reasonCode ?? null),
    at,
  );
  return moves.size === 0 ? [facts] : [facts, moveInstructions([...moves.keys()], [...moves.values()], at)];
}

/** An entry as people read it. */
export interface ShownEntry {
  readonly entry: BankEntry;
  readonly amountFen: number | null;
  readonly verdict: EntryVerdict;
  readonly reason: ParkReason | null;
  readonly eventId: string | null;
}

const writeRows = sqlText<
  never,
  [
    fileId: string,
    nos: readonly number[],
    says: readonly string[],
    verdicts: readonly string[],
    reasons: readonly (string | null)[],
    instructionIds: readonly (string | null)[],
    amounts: readonly (number | null)[],
    valueDates: readonly (string | null)[],
    directions: readonly (string | null)[],
    references: readonly (string | null)[],
    eventIds: readonly (string | null)[],
    statementNos: readonly number[],
  ]
>(
  'bankFile.writeRows',
  `INSERT INTO bank_file_row (file_id, no, says, verdict, reason, instruction_id, amount_fen, value_date, direction, bank_reference, event_id,
     statement_no)
   SELECT $1::text, r.* FROM unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::date[], $9::text[],
     $10::text[], $11::text[], $12::int[]) AS r
   ON CONFLICT (file_id, no) DO UPDATE SET verdict = excluded.verdict, reason = excluded.reason,
     instruction_id = excluded.instruction_id, amount_fen = excluded.amount_fen, event_id = excluded.event_id
     WHERE bank_file_row.event_id IS NULL`,
);

/** Writes the entries for people. What an entry became stays once it is in the inbox. */
export function rowsWrite(fileId: string, shown: readonly ShownEntry[]): Statement<unknown> {
  const entries = shown.map(({ entry }) => entry);
  return writeRows(
    fileId,
    entries.map(({ no }) => no),
    entries.map(({ says }) => says),
    shown.map(({ verdict }) => verdict),
    shown.map(({ reason }) => reason),
    entries.map(({ instructionId }) => instructionId),
    shown.map(({ amountFen }) => amountFen),
    entries.map(({ valueDate }) => valueDate),
    entries.map(({ direction }) => direction),
    entries.map(({ bankReference }) => bankReference),
    shown.map(({ eventId }) => eventId),
    entries.map(({ statementNo }) => statementNo),
  );
}
