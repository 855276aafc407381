import type { ActVerifier, SignedFact } from '../kernel/act-signing.ts';
import { ForgedAct, noteForgery, type Forged } from '../kernel/forged-act.ts';
import { execute, query, type Connection, type Row } from '../kernel/statements.ts';

/** What a report says, and how it arrived: all that a recording relies on. */
export type SaidReport = Row<
  'payout_inbox',
  | 'id'
  | 'source'
  | 'machine_client_id'
  | 'sender_id'
  | 'body_digest'
  | 'type'
  | 'said_instruction_id'
  | 'first_park_reason'
  | 'amount_fen'
  | 'body'
  | 'received_at'
>;

/** A report with what shows that an API process took it in. */
export interface SignedReport extends SaidReport, Row<'payout_inbox', 'signature'> {
  /** It was there before reports were signed, and is as it was then. */
  readonly is_of_before: boolean;
}

/** The columns of a report `x`. */
export const SIGNED_COLUMNS = `x.id, x.source, x.machine_client_id, x.sender_id, x.body_digest, x.type, x.said_instruction_id,
     x.first_park_reason, x.amount_fen, x.body, x.received_at, x.signature, EXISTS (
       SELECT FROM payout_inbox_before_signing b WHERE b.id = x.id AND b.said = jsonb_build_object('source', x.source,
         'machine', x.machine_client_id, 'sender', x.sender_id, 'digest', encode(x.body_digest, 'hex'), 'type', x.type,
         'instruction', x.said_instruction_id, 'amount', x.amount_fen, 'parked', x.first_park_reason,
         'body', x.body - 'raw', 'at', extract(epoch FROM x.received_at))) AS is_of_before`;

/** What an API process signs of a report when it takes it in (S1). */
export function factOfReport(said: SaidReport): SignedFact {
  return {
    purpose: 'report',
    id: said.id,
    said: {
      source: said.source,
      machineId: said.machine_client_id,
      senderId: said.sender_id,
      digest: said.body_digest?.toString('hex') ?? null,
      type: said.type,
      instructionId: said.said_instruction_id,
      amountFen: said.amount_fen,
      parkedFor: said.first_park_reason,
      body: said.body,
      receivedAtMs: said.received_at.getTime(),
    },
  };
}

/** Whether an API process signed the report as it stands in the row. */
export function isSignedReport(verify: ActVerifier, row: SignedReport): boolean {
  return row.is_of_before || verify(factOfReport(row), row.signature);
}

/** A person cannot match a report that nobody signed (S1). */
export class ForgedReport extends ForgedAct {
  readonly inboxId: string;
  /** The claim or grant that it would have moved. */
  readonly of: readonly ['claim' | 'grant', string];
  constructor({ inboxId, of }: Pick<ForgedReport, 'inboxId' | 'of'>) {
    super('notSigned', 'NOT_SIGNED');
    this.inboxId = inboxId;
    this.of = of;
  }
}

/**
 * Refuses a report that nobody signed, and shows it to the operators. Its other columns stay, so that a worker that learns of
 * a key afterwards finds it as it was.
 */
export async function refuseForged(
  connection: Connection,
  onForged: (forged: Forged) => void,
  inboxId: string,
  forged: Forged,
): Promise<void> {
  await execute(connection, query.updateTable('payout_inbox').set({ state: 'refused' }).where('id', '=', inboxId));
  await noteForgery(connection, forged);
  onForged(forged);
}
