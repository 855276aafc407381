import type pg from 'pg';
import type { IsoDate } from '../../domain/calendar.ts';
import type { GrantCourse, GrantMessage } from '../../domain/grant/grant-course.ts';
import type { BookedInstruction } from '../../domain/payout/ledger.ts';
import { ledgerOfResult, ledgerPair } from '../../domain/payout/ledger.ts';
import { changedPayees } from '../grant/grant-payee.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import { fetchFirst, query, type Statement } from '../kernel/statements.ts';
import { factWrite, readPaymentReport } from '../payout/payout-facts.ts';
import { payoutTelling } from '../payout/payout-telling.ts';
import type { GrantAct } from './grant-act.ts';
import { decideRepaymentWrite, requireEnteredRepayment } from './grant-repayment.ts';
import { ledgerWrite } from './ledger-write.ts';
import { instructedWrites, judgeParkedAgain } from './payment-writes.ts';
import type { RecordingContext } from './recording-context.ts';

/** What an act does to the money of a grant. */
export interface PaymentStep {
  readonly audit: Readonly<Record<string, unknown>>;
  readonly settledOn: IsoDate | null;
  readonly writes: readonly Statement<unknown>[];
}

type Of<Kind extends GrantMessage['kind']> = Extract<GrantMessage, { readonly kind: Kind }>;

/** The release or the result of an instalment; null for every other act. @throws RefusedForGood */
export async function grantPaymentStep(
  client: pg.PoolClient,
  context: Pick<RecordingContext, 'sealer'>,
  act: GrantAct,
): Promise<PaymentStep | null> {
  const { message } = act;
  if (message.kind === 'payoutReleasing') {
    return releasingStep(client, context, act, message);
  }
  return message.kind === 'payoutReported' ? reportedStep(client, act, message) : null;
}

const instructions = query
  .selectFrom('payout_instruction')
  .select(['id', 'claim_id as claimId', 'grant_id as grantId', 'amount_fen as amountFen', 'fund', 'state'])
  .forUpdate();

/** the one drafted payment of the instalment is released, to the account that was designated (S13). */
async function releasingStep(
  client: pg.PoolClient,
  { sealer }: Pick<RecordingContext, 'sealer'>,
  { row, before }: GrantAct,
  { batchId, instalmentNo, atMs }: Of<'payoutReleasing'>,
): Promise<PaymentStep> {
  const ofBatch = instructions.where('batch_id', '=', batchId).where('grant_id', '=', row.id);
  const [drafted, changed] = await Promise.all([
    fetchFirst(client, ofBatch.where('instalment_no', '=', instalmentNo).where('state', '=', 'draft')),
    changedPayees(client, sealer, [row.id]),
  ]);
  if (changed.length > 0) {
    throw new RefusedForGood('PAYEE_CHANGED');
  }
  const due = before.title?.instalments.find(({ no }) => no === instalmentNo);
  if (drafted === undefined || drafted.amountFen !== due?.amountFen) {
    throw new RefusedForGood('AMOUNT_MISMATCH');
  }
  return {
    audit: { batchId, instalmentNo, amountFen: drafted.amountFen, instructionId: drafted.id },
    settledOn: null,
    writes: instructedWrites([drafted], new Date(atMs)),
  };
}

/** a final result is a fact for good, moves the instruction and is booked. */
async function reportedStep(
  client: pg.PoolClient,
  { row }: GrantAct,
  { instructionId, inboxId, outcome, instalmentNo, atMs }: Of<'payoutReported'>,
): Promise<PaymentStep> {
  const [instruction, report] = await Promise.all([
    fetchFirst(client, instructions.where('id', '=', instructionId).where('grant_id', '=', row.id)),
    readPaymentReport(client, inboxId),
  ]);
  if (instruction === undefined) {
    throw new RangeError(`No instruction ${instructionId} of the grant ${row.id}`);
  }
  const at = new Date(atMs);
  const { id, amountFen } = instruction;
  const booked: BookedInstruction = instruction;
  return {
    audit: { instalmentNo, instructionId, outcome, amountFen },
    settledOn: outcome === 'settled' ? (report.body.valueDate ?? null) : null,
    writes: [
      factWrite({ instructionId: id, inboxId, state: outcome, amountFen, at }, report),
      query
        .updateTable('payout_instruction')
        .set({ state: outcome, reason_code: report.body.reasonCode ?? null, state_since: at })
        .where('id', '=', id),
      query.updateTable('payout_inbox').set({ state: 'applied', applied_at: at }).where('id', '=', inboxId),
      ledgerWrite(ledgerOfResult(booked, { inboxId, outcome }), at),
      ...payoutTelling([booked], outcome, at),
      ...(outcome === 'settled' ? [judgeParkedAgain(id)] : []),
    ],
  };
}

/**
 * What a revocation asks back is booked once Finance confirms it, and a repayment once its checker does (D9, R-160); null
 * for every other act. @throws ForgedAct for an entry that nobody signed
 */
export async function repaymentStep(
  client: pg.PoolClient,
  { verify }: Pick<RecordingContext, 'verify'>,
  { row, before, message }: GrantAct,
): Promise<Omit<PaymentStep, 'settledOn'> | null> {
  const at = new Date(message.atMs);
  const booking = { claimId: null, grantId: row.id, instructionId: null };
  if (message.kind === 'decide' && message.stage === 'recoveryConfirmation' && message.decision === 'confirm') {
    const amountFen = before.title?.recovery?.amountFen ?? 0;
    const transactionId = `${row.id}/recovery/${message.actId}`;
    const fund = await fundOf(client, row.id);
    const rows = ledgerPair({ ...booking, transactionId, amountFen }, ['recoverable', `fund:${fund}`]);
    return { audit: { recoverFen: amountFen }, writes: [ledgerWrite(rows, at)] };
  }
  if (message.kind !== 'repaid') {
    return null;
  }
  const { entryId, amountFen, actId, actor, makerId } = message;
  await requireEnteredRepayment(client, verify, { entryId, grantId: row.id, amountFen, makerId });
  const rows = ledgerPair({ ...booking, transactionId: `${row.id}/repaid/${actId}`, amountFen }, [
    'bank',
    'recoverable',
  ]);
  return {
    audit: { entryId, movedFen: amountFen, makerId },
    writes: [decideRepaymentWrite(entryId, { personId: actor.personId, actId, at }), ledgerWrite(rows, at)],
  };
}

/** What the bank gave back after Finance had confirmed the debt is no longer owed (D9, R-160). */
export async function givenBackStep(
  client: pg.PoolClient,
  { row, before, message }: GrantAct,
): Promise<(after: GrantCourse) => readonly Statement<unknown>[]> {
  if (message.kind !== 'payoutReported' || before.state !== 'recoveryDue') {
    return () => [];
  }
  const fund = await fundOf(client, row.id);
  return ({ title }) => {
    const amountFen = (title?.recovery?.amountFen ?? 0) - (before.title?.recovery?.amountFen ?? 0);
    const transactionId = `${row.id}/givenBack/${message.actId}`;
    const booking = { claimId: null, grantId: row.id, instructionId: null, transactionId, amountFen };
    const rows = ledgerPair(booking, ['recoverable', `fund:${fund}`]);
    return amountFen === 0 ? [] : [ledgerWrite(rows, new Date(message.atMs))];
  };
}

async function fundOf(client: pg.PoolClient, grantId: string): Promise<string> {
  const paid = query.selectFrom('payout_instruction').select('fund').where('grant_id', '=', grantId);
  return (await fetchFirst(client, paid.orderBy('created_at').limit(1)))?.fund ?? '';
}
