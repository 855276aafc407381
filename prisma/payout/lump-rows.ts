import type { LumpRecord } from '../../api/payout/payout-ports.ts';
import { fetchAll, fetchFirst, sqlText, type Connection, type Row } from '../kernel/statements.ts';

type LumpRow = Row<'lump_match'> &
  Row<'batch', 'batch_no'> & { readonly maker: string; readonly checker: string | null };

const LUMPS = `SELECT l.*, b.batch_no, p.display_name AS maker, c.display_name AS checker FROM lump_match l
   JOIN batch b ON b.id = l.batch_id JOIN person p ON p.id = l.maker_id
   LEFT JOIN person c ON c.id = l.decided_by`;

/** SQL: whether a match of a report waits for its second person, with a payment, a debt or a batch. */
export function matchWaits(eventId: string): string {
  return `(EXISTS (SELECT FROM money_entry e WHERE e.event_id = ${eventId} AND e.state = 'waitsForConfirmation')
       OR EXISTS (SELECT FROM lump_match l WHERE l.event_id = ${eventId} AND l.state = 'waitsForConfirmation'))`;
}

const waitingMatch = sqlText<{ readonly waits: boolean }, [eventId: string]>(
  'payout.waitingMatch',
  `SELECT ${matchWaits('$1')} AS waits`,
);

/** Whether a match of a report waits; the report is to be locked, so that none is entered meanwhile. */
export async function hasWaitingMatch(connection: Connection, eventId: string): Promise<boolean> {
  return (await fetchFirst(connection, waitingMatch(eventId)))?.waits === true;
}

const lumpOfEvent = sqlText<LumpRow, [eventId: string, jurisdiction: string]>(
  'payout.lumpOfEvent',
  `${LUMPS} WHERE l.event_id = $1 AND l.jurisdiction = $2
   ORDER BY l.state = 'waitsForConfirmation' DESC, l.entered_at DESC, l.id LIMIT 1`,
);

export async function findLump(
  connection: Connection,
  eventId: string,
  jurisdiction: string,
): Promise<LumpRecord | null> {
  const row = await fetchFirst(connection, lumpOfEvent(eventId, jurisdiction));
  return row === undefined ? null : lumpOf(row);
}

const waiting = sqlText<LumpRow, [eventIds: readonly string[]]>(
  'payout.waitingLumps',
  `${LUMPS} WHERE l.event_id = ANY ($1) AND l.state = 'waitsForConfirmation'`,
);

/** The matches of lumps that wait for their confirmation, by the event. */
export async function waitingLumps(
  connection: Connection,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, LumpRecord>> {
  const rows = eventIds.length === 0 ? [] : await fetchAll(connection, waiting(eventIds));
  return new Map(rows.map((row) => [row.event_id, lumpOf(row)]));
}

function lumpOf(row: LumpRow): LumpRecord {
  return {
    id: row.id,
    kind: 'match',
    state: row.state,
    jurisdiction: row.jurisdiction,
    claimId: null,
    grantId: null,
    recoveryClaimId: null,
    recoveryId: null,
    eventId: row.event_id,
    instructionId: null,
    batchId: row.batch_id,
    batchNo: row.batch_no,
    amountFen: row.amount_fen,
    bankReference: null,
    makerId: row.maker_id,
    enteredBy: row.maker,
    enteredAt: row.entered_at.toISOString(),
    decidedBy: row.checker,
    decidedAt: row.decided_at?.toISOString() ?? null,
    reason: row.reason,
  };
}
