import { Buffer } from 'node:buffer';
import type pg from 'pg';
import type { Caller } from '../../api/kernel/caller.ts';
import type { MoneyEntryRecord } from '../../api/kernel/money-entry.ts';
import type {
  LumpRecord,
  MatchedTo,
  PayoutInbox,
  StoredEvent,
  UnmatchedEvent,
  WaitingMatch,
} from '../../api/payout/payout-ports.ts';
import { DROPPED_REPORT_STATES, type ParkReason } from '../../domain/payout/inbox-judgement.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import { waitingLumps } from './lump-rows.ts';
import { comparedEvents, comparedOf } from './compared-events.ts';
import { ENTRY_WAITS, newestEntryOf, targetOfNewestEntry } from '../kernel/money-entry-rows.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { execute, fetchAll, fetchFirst, sqlText, type Connection, type Row } from '../kernel/statements.ts';

/** Reports that wait for a person, oldest first. */
export async function listUnmatched(
  pool: pg.Pool,
  sealer: Sealer,
  { limit, after }: Parameters<PayoutInbox['unmatched']>[0],
  caller: Caller,
): Promise<readonly UnmatchedEvent[]> {
  const [afterMs, id] = after ?? [null, null];
  const from = afterMs === null ? null : new Date(afterMs);
  const rows = await fetchAll(pool, parkedPage(caller.jurisdiction, from, id, limit + 1));
  const lumps = await waitingLumps(
    pool,
    rows.flatMap(({ id: eventId, park_reason: reason }) => (reason === 'BATCH_LUMP' ? [eventId] : [])),
  );
  const compared = await comparedEvents(pool, sealer, rows, caller.jurisdiction);
  return rows.map((row) => ({
    ...storedEvent(row),
    reason: row.park_reason,
    match: matchOf(row, lumps.get(row.id)),
    bankFileId: row.bank_file_id,
    sumSoFarFen: row.sum_so_far_fen,
    ...comparedOf(compared, row.id),
  }));
}

/** The match that waits, with what it is to; of a lump the batch. */
function matchOf({ match, matched_to: matchedTo }: ParkedRow, lump: LumpRecord | undefined): WaitingMatch | null {
  if (match !== null && matchedTo !== null) {
    return { ...match, matchedTo };
  }
  return lump === undefined ? null : { ...lump, matchedTo: { kind: 'batch', id: lump.batchId, no: lump.batchNo } };
}

export async function listEvents(
  pool: pg.Pool,
  batchId: string,
  { limit, after }: Parameters<PayoutInbox['eventsOf']>[1],
): Promise<readonly StoredEvent[]> {
  const [afterMs, id] = after ?? [null, null];
  const from = afterMs === null ? null : new Date(afterMs);
  return (await fetchAll(pool, eventsPage(batchId, from, id, limit + 1))).map(storedEvent);
}

function storedEvent(row: StoredRow): StoredEvent {
  const { valueDate = null, bankReference = null, reasonCode = null } = row.body;
  return {
    id: row.id,
    source: row.source,
    type: row.type,
    state: row.state,
    reason: row.park_reason,
    instructionId: row.instruction_id,
    amountFen: row.amount_fen,
    valueDate,
    bankReference,
    reasonCode,
    isOdd: row.is_odd,
    receivedAt: row.received_at,
  };
}

type StoredRow = Row<
  'payout_inbox',
  | 'id'
  | 'source'
  | 'type'
  | 'state'
  | 'park_reason'
  | 'instruction_id'
  | 'amount_fen'
  | 'body'
  | 'is_odd'
  | 'received_at'
>;
type ParkedRow = StoredRow & {
  readonly park_reason: NonNullable<StoredRow['park_reason']>;
  readonly bank_file_id: string | null;
  readonly sum_so_far_fen: number | null;
  readonly body_sealed: Buffer | null;
  readonly match: MoneyEntryRecord | null;
  readonly matched_to: MatchedTo | null;
};

const STORED = `x.id, x.source, x.type, x.state, x.park_reason, x.instruction_id, x.amount_fen, x.body, x.is_odd,
     x.received_at`;

/** True if the machine of a report `x`, or the file that says it, speaks for the jurisdiction; a person's entry has neither. */
function reportsFor(jurisdiction: string): string {
  return `(CASE WHEN x.bank_file_id IS NULL THEN x.machine_client_id = '' OR EXISTS (SELECT FROM machine_client m
       WHERE m.id = x.machine_client_id AND ${jurisdiction} = ANY (m.jurisdictions)) ELSE ${ofFileFor(jurisdiction)} END)`;
}

function ofFileFor(jurisdiction: string): string {
  return `EXISTS (SELECT FROM bank_file f WHERE f.id = x.bank_file_id AND ${jurisdiction} = ANY (f.jurisdictions))`;
}

/** A report with the batch `b` that it may speak of. */
export const EVENT_TABLES = `payout_inbox x LEFT JOIN payout_instruction i ON i.id = x.instruction_id
     LEFT JOIN batch b ON b.id = i.batch_id AND ${reportsFor('b.jurisdiction')}`;

/**
 * Reports that the office of a jurisdiction, a parameter, may see: those on its batches; those on no instruction, or on
 * one of which their machine may not speak, only where that machine reports (S7).
 */
export function eventInSight(jurisdiction: string): string {
  return `(b.jurisdiction = ${jurisdiction} OR (b.id IS NULL AND CASE WHEN x.bank_file_id IS NULL THEN
     EXISTS (SELECT FROM machine_client m WHERE (m.id = x.machine_client_id OR x.machine_client_id = '')
       AND ${jurisdiction} = ANY (m.jurisdictions)) ELSE ${ofFileFor(jurisdiction)} END))`;
}

/** Of a part of a payment `x`: what all its parts say together, in fen; null for what is no part. */
const SUM_SO_FAR = `CASE WHEN x.park_reason = '${'PARTIAL' satisfies ParkReason}' THEN (SELECT sum(p.amount_fen)::bigint FROM payout_inbox p
       WHERE p.instruction_id = x.instruction_id AND p.type = x.type AND p.state NOT IN (${sqlList(DROPPED_REPORT_STATES)})) END`;

const WAITING_ENTRY = `FROM money_entry e WHERE e.event_id = x.id AND ${ENTRY_WAITS}`;

const parkedPage = sqlText<
  ParkedRow,
  [jurisdiction: string, afterAt: Date | null, afterId: string | null, limit: number]
>(
  'payout.parkedPage',
  `SELECT ${STORED}, x.bank_file_id, ${SUM_SO_FAR} AS sum_so_far_fen, CASE WHEN x.source = 'file' THEN x.body_sealed END AS body_sealed,
     ${newestEntryOf(WAITING_ENTRY)} AS match, ${targetOfNewestEntry(WAITING_ENTRY)} AS matched_to
   FROM ${EVENT_TABLES}
   WHERE x.state = 'parked' AND ${eventInSight('$1')}
     AND ($2::timestamptz IS NULL OR (x.received_at, x.id) > ($2, $3))
   ORDER BY x.received_at, x.id LIMIT $4`,
);

const eventsPage = sqlText<StoredRow, [batchId: string, afterAt: Date | null, afterId: string | null, limit: number]>(
  'payout.eventsPage',
  `SELECT ${STORED} FROM payout_instruction i JOIN payout_inbox x ON x.instruction_id = i.id
   JOIN batch b ON b.id = i.batch_id
   WHERE i.batch_id = $1 AND ${reportsFor('b.jurisdiction')} AND ($2::timestamptz IS NULL OR (x.received_at, x.id) > ($2, $3))
   ORDER BY x.received_at, x.id LIMIT $4`,
);

const keptBody = sqlText<Row<'payout_inbox', 'body_sealed'>, [eventId: string, jurisdiction: string]>(
  'payout.keptBody',
  `SELECT x.body_sealed FROM ${EVENT_TABLES} WHERE x.id = $1 AND ${eventInSight('$2')}`,
);

/** Opens the bytes of an event, or the text that was kept of an event from before. */
export async function readBody(
  client: pg.PoolClient,
  sealer: Sealer,
  { eventId, caller, at }: Parameters<PayoutInbox['body']>[0],
): Promise<Buffer | null> {
  const row = await fetchFirst(client, keptBody(eventId, caller.jurisdiction));
  if (row === undefined || row.body_sealed === null) {
    return null;
  }
  const { personId, organ, section } = caller;
  await appendAudit(client, {
    entityKind: 'payoutEvent',
    entityId: eventId,
    revision: null,
    act: 'reveal',
    actId: null,
    person: { personId, organ, section },
    at,
    facts: { fields: ['body'] },
  });
  return Buffer.from(sealer.open(row.body_sealed, placeOf('payout_inbox.body_sealed', eventId)), 'base64');
}

const A_FEW = 100;

const eventsInClear = sqlText<Row<'payout_inbox', 'id'> & { readonly raw: string }, [limit: number]>(
  'payout.eventsInClear',
  `SELECT id, body ->> 'raw' AS raw FROM payout_inbox WHERE body ? 'raw' ORDER BY id LIMIT $1 FOR UPDATE`,
);

const sealEvent = sqlText<never, [eventId: string, bodySealed: Buffer]>(
  'payout.sealEvent',
  `UPDATE payout_inbox SET body = body - 'raw', body_sealed = coalesce(body_sealed, $2) WHERE id = $1`,
);

/** Seals the next few bodies of events that were kept in clear (S5); how many they were. */
export async function sealEventsOfBefore(client: Connection, sealer: Sealer): Promise<number> {
  const rows = await fetchAll(client, eventsInClear(A_FEW));
  for (const { id, raw } of rows) {
    const text = Buffer.from(raw, 'utf8').toString('base64');
    await execute(client, sealEvent(id, sealer.seal(text, placeOf('payout_inbox.body_sealed', id))));
  }
  return rows.length;
}
