import type pg from 'pg';
import type { UnmatchedEvent } from '../../api/payout/payout-ports.ts';
import type { SuggestedInstruction } from '../../domain/bank-file/suggestions.ts';
import { PAYING_INSTRUCTION_STATES } from '../../domain/payout/inbox-judgement.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { dayAt } from '../../domain/calendar.ts';
import { openPayeeHere } from '../kernel/payee-account.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { fetchAll, sqlText, type Row } from '../kernel/statements.ts';

type Compared = Pick<UnmatchedEvent, 'hints' | 'candidates'>;

const NOTHING: Compared = { hints: { holder: null, account: null, batchNos: [] }, candidates: [] };

type EventToCompare = Row<'payout_inbox', 'id' | 'type' | 'instruction_id' | 'amount_fen'> & {
  readonly body_sealed: Buffer | null;
};

export function comparedOf(compared: ReadonlyMap<string, Compared>, eventId: string): Compared {
  return compared.get(eventId) ?? NOTHING;
}

/**
 * For each parked report what a bank's file says of the other side, and the payments of this office that it may mean: those of
 * its amount, and the one that it names. Names and accounts serve to compare and go no further.
 */
export async function comparedEvents(
  pool: pg.Pool,
  sealer: Sealer,
  events: readonly EventToCompare[],
  jurisdiction: string,
): Promise<ReadonlyMap<string, Compared>> {
  const rows = await fetchAll(
    pool,
    candidates(
      events.map(({ id }) => id),
      events.map(({ amount_fen: fen }) => fen),
      events.map(({ instruction_id: id }) => id),
      jurisdiction,
    ),
  );
  return new Map(
    events.map((event) => [
      event.id,
      {
        hints: hintsOf(sealer, event),
        candidates: rows.filter((row) => row.event_id === event.id).map((row) => candidateOf(sealer, row)),
      },
    ]),
  );
}

type CandidateRow = Row<'payout_instruction', 'id' | 'amount_fen' | 'payee_sealed'> &
  Row<'batch', 'batch_no' | 'state_since'> & { readonly event_id: string; readonly claim_no: string };

// Ids that differ in two letters have one of three thirds in common, so those come first.
const candidates = sqlText<
  CandidateRow,
  [
    eventIds: readonly string[],
    amounts: readonly (number | null)[],
    instructionIds: readonly (string | null)[],
    jurisdiction: string,
  ]
>(
  'payout.candidates',
  `SELECT e.id AS event_id, c.* FROM unnest($1::text[], $2::bigint[], $3::text[]) AS e (id, amount_fen, said)
   CROSS JOIN LATERAL (
     SELECT i.id, i.amount_fen, i.payee_sealed, b.batch_no, b.state_since, coalesce(k.claim_no, g.grant_no) AS claim_no
     FROM payout_instruction i JOIN batch b ON b.id = i.batch_id LEFT JOIN claim k ON k.id = i.claim_id
     LEFT JOIN base_grant g ON g.id = i.grant_id
     WHERE b.jurisdiction = $4 AND (i.amount_fen = e.amount_fen OR i.id = e.said)
       AND i.state IN (${sqlList(PAYING_INSTRUCTION_STATES)})
     ORDER BY coalesce(substr(i.id, 5, 8) = substr(e.said, 5, 8) OR substr(i.id, 13, 8) = substr(e.said, 13, 8)
       OR substr(i.id, 21, 8) = substr(e.said, 21, 8), false) DESC, i.state = 'settled', i.state_since DESC, i.id LIMIT 20) AS c`,
);

function candidateOf(sealer: Sealer, row: CandidateRow): SuggestedInstruction {
  const payee = openPayeeHere(sealer, row.payee_sealed, placeOf('payout_instruction.payee_sealed', row.id));
  return {
    instructionId: row.id,
    claimNo: row.claim_no,
    amountFen: row.amount_fen,
    batchNo: row.batch_no,
    releasedOn: dayAt(row.state_since.getTime()),
    holder: payee?.holder ?? '',
    account: payee?.number ?? '',
  };
}

/** What a bank's file says of the other side; events of systems do not say it. */
function hintsOf(sealer: Sealer, { id, body_sealed: sealed }: EventToCompare): Compared['hints'] {
  if (sealed === null) {
    return NOTHING.hints;
  }
  const text = sealer.open(sealed, placeOf('payout_inbox.body_sealed', id));
  const said: unknown = JSON.parse(Buffer.from(text, 'base64').toString('utf8'));
  const party = fieldOf(said, 'party');
  const batchNos = fieldOf(said, 'batchNos');
  return {
    holder: textOf(fieldOf(party, 'holder')),
    account: textOf(fieldOf(party, 'account')),
    batchNos: Array.isArray(batchNos) ? batchNos.map(String) : [],
  };
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
