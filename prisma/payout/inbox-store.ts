import type { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { Insertable } from 'kysely';
import type pg from 'pg';
import type { PayoutInbox, Received, Report } from '../../api/payout/payout-ports.ts';
import { reportedStateOf, type ParkReason } from '../../domain/payout/inbox-judgement.ts';
import { handleReport, type ParkedReport, type ReportHandling } from '../../domain/payout/report-handling.ts';
import { canonicalJson } from '../../domain/canonical-json.ts';
import type { ActSigner, ActVerifier } from '../kernel/act-signing.ts';
import { inTransaction } from '../kernel/connection.ts';
import { forgedReport, type Forged } from '../kernel/forged-act.ts';
import { newId } from '../kernel/id-maker.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import type { Tables } from '../kernel/tables.ts';
import {
  execute,
  fetchAll,
  fetchFirst,
  jsonText,
  query,
  sendTogether,
  sqlText,
  type Row,
  type Statement,
} from '../kernel/statements.ts';
import { EVENT_TABLES, eventInSight, listEvents, listUnmatched, readBody } from './inbox-reading.ts';
import {
  SIGNED_COLUMNS,
  factOfReport,
  isSignedReport,
  refuseForged,
  type SaidReport,
  type SignedReport,
} from './kept-report.ts';
import { dismissReport } from './report-dismissal.ts';
import { readInstruction, type LockedInstruction } from './locked-instruction.ts';
import { factWrite, type PaymentReport } from './payout-facts.ts';
import { readMachines } from './reporting-machines.ts';
import { parkedTelling, payoutTelling } from './payout-telling.ts';

/** What an API process needs to take reports in. */
export interface ReportIntake {
  readonly sealer: Sealer;
  readonly sign: ActSigner;
  /** Whether an API process signed a report (S1). */
  readonly verify: ActVerifier;
  /** Called with each report that no API process has signed. */
  readonly onForged: (forged: Forged) => void;
}

export function createPayoutInbox(pool: pg.Pool, intake: ReportIntake): PayoutInbox {
  const { sealer } = intake;
  return {
    machines: () => readMachines(pool, sealer),

    receive(report, at) {
      return inTransaction(pool, (client) => receiveReport(client, intake, report, at));
    },
    unmatched: (asked, caller) => listUnmatched(pool, sealer, asked, caller),
    eventsOf: (batchId, page) => listEvents(pool, batchId, page),
    dismiss: (asked) => inTransaction(pool, (client) => dismissReport(client, asked)),
    body: (asked) => inTransaction(pool, (client) => readBody(client, sealer, asked)),
  };
}

/**
 * Stores a report once per sender and id, signed, in the caller's transaction, and judges it at once: parked with its reason,
 * noted if it moves no claim, or waiting for its batch to take it (D3). Another report with an id that the sender has used
 * is parked, because nobody knows which of the two is meant (F13). A row that nobody signed keeps no report out (S1).
 */
export async function receiveReport(
  client: pg.PoolClient,
  intake: ReportIntake,
  report: Report,
  at: Date,
): Promise<Received> {
  const instruction =
    report.instructionId === null
      ? null
      : await readInstruction(client, report.instructionId, report.machineId ?? null);
  return receiveJudged(client, intake, { report, instruction, handling: handleReport(report, instruction) }, at);
}

/** A report with what is done with it when it arrives. */
export interface JudgedReport {
  readonly report: Report;
  readonly instruction: LockedInstruction | null;
  readonly handling: ReportHandling;
}

/** The same for a report whose instruction the caller has read. */
export async function receiveJudged(
  client: pg.PoolClient,
  intake: ReportIntake,
  judged: JudgedReport,
  at: Date,
): Promise<Received> {
  const { report, instruction, handling } = judged;
  const parkReason = handling.kind === 'parked' ? handling.reason : null;
  const row = inboxRow(intake, report, { at, parkReason });
  const isParked = handling.kind === 'parked' || instruction === null;
  const kept = await fetchFirst(
    client,
    insertReport({ ...row, state: isParked ? 'parked' : 'new', batch_id: isParked ? null : instruction.batchId }),
  );
  if (kept === undefined) {
    return (await refuseForgedOf(client, intake, row))
      ? receiveJudged(client, intake, judged, at)
      : repeated(client, intake, report, at);
  }
  if (handling.kind === 'parked' || instruction === null) {
    await execute(client, parkedTelling({ ...row, id: kept.id }, parkReason, instruction?.id ?? null));
    return { kind: 'parked' };
  }
  return noteOrLeave(client, { id: kept.id, body: row.body, received_at: at }, instruction, handling);
}

/** Keeps another report with a known id; the same one is a repetition and changes nothing. */
async function repeated(client: pg.PoolClient, intake: ReportIntake, report: Report, at: Date): Promise<Received> {
  if (report.sent === undefined) {
    return { kind: 'repeated' };
  }
  const row = inboxRow(intake, report, { at, parkReason: 'ID_REUSED' });
  const kept = await fetchFirst(client, insertReport({ ...row, is_id_reused: true, state: 'parked', batch_id: null }));
  if (kept === undefined) {
    return { kind: 'repeated' };
  }
  await execute(client, parkedTelling({ ...row, id: kept.id }, 'ID_REUSED', null));
  return { kind: 'parked' };
}

const reportsOfId = sqlText<
  SignedReport & { readonly claim_id: string | null; readonly grant_id: string | null },
  [source: string, machineId: string, senderId: string]
>(
  'payout.reportsOfId',
  `SELECT ${SIGNED_COLUMNS}, i.claim_id, i.grant_id FROM payout_inbox x LEFT JOIN payout_instruction i ON i.id = x.instruction_id
   WHERE x.source = $1 AND x.machine_client_id = $2 AND x.sender_id = $3 AND x.state <> 'refused'`,
);

/** Refuses the rows with this id that no API process signed; false if there are none. */
async function refuseForgedOf(
  client: pg.PoolClient,
  { verify, onForged }: ReportIntake,
  { source, machine_client_id: machineId, sender_id: senderId }: SaidReport,
): Promise<boolean> {
  const known = await fetchAll(client, reportsOfId(source, machineId, senderId));
  const forged = known.filter((row) => !isSignedReport(verify, row));
  for (const { id, claim_id: claimId, grant_id: grantId } of forged) {
    const of = grantId === null ? (['claim', claimId ?? ''] as const) : (['grant', grantId] as const);
    await refuseForged(client, onForged, id, forgedReport(of, 'notSigned'));
  }
  return forged.length > 0;
}

export type InboxRow = ReturnType<typeof inboxRow>;

/**
 * What a repetition must have in common with the first: what it says of the payment. The time at which it was sent again is
 * another; a body that says more than the columns hold is compared byte for byte.
 */
function digestOf(report: Report, { isOdd, bytes }: NonNullable<Report['sent']>): Buffer {
  const { type, instructionId, amountFen, valueDate, bankReference, reasonCode } = report;
  const said = canonicalJson({ type, instructionId, amountFen, valueDate, bankReference, reasonCode });
  return createHash('sha256')
    .update(isOdd ? bytes : said)
    .digest();
}

/** The columns of a report that its sender gives, with the signature over all of them that count. */
export function inboxRow(
  { sealer, sign }: ReportIntake,
  report: Report,
  { at, parkReason }: { readonly at: Date; readonly parkReason: ParkReason | null },
) {
  const { valueDate, bankReference, reasonCode, sent } = report;
  const id = newId('evt');
  const place = placeOf('payout_inbox.body_sealed', id);
  const said = {
    id,
    source: report.source,
    machine_client_id: report.machineId ?? '',
    sender_id: report.senderId,
    body_digest: sent === undefined ? null : digestOf(report, sent),
    type: report.type,
    said_instruction_id: report.instructionId,
    first_park_reason: parkReason,
    amount_fen: report.amountFen,
    body: { valueDate, bankReference, reasonCode },
    received_at: at,
  } satisfies SaidReport;
  return {
    ...said,
    signature: sign(factOfReport(said)),
    instruction_id: report.instructionId,
    park_reason: parkReason,
    body_sealed: sent === undefined ? null : sealer.seal(sent.bytes.toString('base64'), place),
    is_odd: sent?.isOdd ?? false,
    bank_file_id: report.bankFileId ?? null,
  };
}

type Judged = Pick<Insertable<Tables['payout_inbox']>, 'state' | 'batch_id'> & { readonly is_id_reused?: true };

function insertReport({ body, ...row }: InboxRow & Judged) {
  return query
    .insertInto('payout_inbox')
    .values({ ...row, body: jsonText(body) })
    .onConflict((known) => known.doNothing())
    .returning('id');
}

/** A final result is left for its batch, which sends it to its claim; all earlier states are noted here. */
export async function noteOrLeave(
  client: pg.PoolClient,
  report: PaymentReport & Row<'payout_inbox', 'id'>,
  instruction: LockedInstruction,
  handling: Exclude<ReportHandling, { kind: 'parked' }>,
): Promise<Extract<Received, { kind: 'noted' | 'taken' }>> {
  if (handling.kind === 'taken') {
    return { kind: 'taken', batchId: instruction.batchId };
  }
  await sendTogether(client, noteWrites(report, instruction, handling));
  return { kind: 'noted' };
}

/** Stores the report for good, with its effect if it has one (D9). */
function noteWrites(
  report: PaymentReport & Row<'payout_inbox', 'id'>,
  instruction: LockedInstruction,
  { state, moves }: Extract<ReportHandling, { kind: 'noted' }>,
): readonly Statement<unknown>[] {
  const { id: inboxId, received_at: at } = report;
  const { id: instructionId, amountFen } = instruction;
  const move = query.updateTable('payout_instruction').set({ state, state_since: at }).where('id', '=', instructionId);
  return [
    factWrite({ instructionId, inboxId, state, amountFen, at }, report),
    ...(moves ? [move, ...payoutTelling([instruction], state, at)] : []),
    query.updateTable('payout_inbox').set({ state: 'applied', applied_at: at }).where('id', '=', inboxId),
  ];
}

type EventRow = SignedReport &
  Row<'payout_inbox', 'state'> & { readonly jurisdiction: Row<'batch'>['jurisdiction'] | null };

const lockEvent = sqlText<EventRow, [eventId: string, jurisdiction: string]>(
  'payout.lockEvent',
  `SELECT ${SIGNED_COLUMNS}, x.state, b.jurisdiction
   FROM ${EVENT_TABLES} WHERE x.id = $1 AND ${eventInSight('$2')} FOR UPDATE OF x`,
);

/** Locks a report, parked or not; null if there is none that shows in this jurisdiction. */
export async function lockReport(
  client: pg.PoolClient,
  eventId: string,
  jurisdiction: string,
): Promise<EventRow | null> {
  return (await fetchFirst(client, lockEvent(eventId, jurisdiction))) ?? null;
}

export function parkedReport({ state, type, amount_fen: amountFen, jurisdiction }: EventRow): ParkedReport {
  return { state, reportedState: reportedStateOf(type), amountFen, jurisdiction };
}
