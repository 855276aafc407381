import type pg from 'pg';
import { canonicalJson } from '../../domain/canonical-json.ts';
import type { ClaimKind } from '../../domain/claim/claim-course.ts';
import type { ClaimMessage } from '../../domain/claim/claim-message.ts';
import {
  afterReturn,
  isToldToWorkflow,
  judgeSetOffAgainst,
  ledgerOfRepayment,
  ledgerOfSetOff,
} from '../../domain/recovery/recovery-steps.ts';
import { actWrite } from '../kernel/act-store.ts';
import { fetchFirst, query, type Row, type Statement } from '../kernel/statements.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import type { ActStep, AppliedAct, ClaimAct } from './claim-act.ts';
import { ForgedAct } from '../kernel/forged-act.ts';
import { cancelDraftsWrite } from './fund-writes.ts';
import {
  decideEntryWrite,
  financeSeatsWrite,
  lockKeptEntry,
  requireEntered,
  type EntryRow,
  type KeptEntry,
} from './kept-entry.ts';
import { ledgerWrite } from './ledger-write.ts';
import { linesLeftFor } from './locked-claim.ts';

type SetOff = Extract<ClaimMessage, { kind: 'setOff' }>;
type Repaid = Extract<ClaimMessage, { kind: 'repaid' }>;

const COLUMNS = ['id', 'claim_id', 'party_id', 'amount_fen', 'recovered_fen', 'state'] as const;

type RecoveryRow = Row<'recovery', (typeof COLUMNS)[number]> & { readonly claim_kind: ClaimKind | null };

const lockedRecovery = query
  .selectFrom('recovery')
  .select(COLUMNS)
  .select((of) => of.selectFrom('claim').select('kind').whereRef('claim.id', '=', 'recovery.claim_id').as('claim_kind'))
  .forUpdate('recovery');

/**
 * Finance has received the money back, as one person entered it and another confirms: stores it with its bank reference
 * (R-074, S4).
 */
export async function repaidStep(client: pg.PoolClient, message: Repaid, claimId: string): Promise<ActStep> {
  const [found, kept] = await Promise.all([lockOfClaim(client, claimId), lockKeptEntry(client, message.entryId)]);
  return (act) => {
    const recovery = requireRecovery(found);
    const entry = entryOf(act, message, { kept, kind: 'repayment', recoveryId: recovery.id });
    const { amountFen, actor, actId } = message;
    const at = new Date(message.atMs);
    const booked = ledgerOfRepayment({ recoveryId: recovery.id, actId, claimId, amountFen });
    const step = { kind: 'repaid', setOffClaimId: null, decidedBy: actor.personId, actId, at } as const;
    return {
      writes: [...stepWrites(recovery, entry, step), ledgerWrite(booked, at)],
      counted: countedRecovery(act, recovery.recovered_fen + amountFen),
    };
  };
}

/**
 * The entry that a message of a checker confirms.
 * @throws RefusedForGood for the word of one person alone, as there were before two said it; ForgedAct if it says something
 *   else than the entry
 */
function entryOf(
  { context, plan }: ClaimAct,
  { maker, entryId, amountFen }: Pick<Repaid, 'maker' | 'entryId' | 'amountFen'>,
  of: { readonly kept: KeptEntry | null; readonly kind: 'repayment' | 'setOff'; readonly recoveryId: string },
): EntryRow {
  if (maker === undefined || entryId === undefined) {
    throw new RefusedForGood('WRONG_STATE');
  }
  const entered = requireEntered(context.verify, of.kept, of.kind);
  const { entry } = entered;
  const isSame =
    entry.claim_id === plan.claimId && entry.recovery_id === of.recoveryId && entry.amount_fen === amountFen;
  if (!isSame || canonicalJson(entered.maker) !== canonicalJson(maker)) {
    throw new ForgedAct('otherContent');
  }
  return entry;
}

/** The set-off of another claim has repaid part of what this claim owes. */
export async function recoveredStep(client: pg.PoolClient, claimId: string): Promise<ActStep> {
  const found = await lockOfClaim(client, claimId);
  return (act) => ({ writes: [], counted: countedRecovery(act, requireRecovery(found).recovered_fen) });
}

/**
 * takes what this claim's payee owes for another claim from the base that is due here, by a decision of a named
 * person of Finance. The indebted claim gets its own act in the same transaction. All drafts of the base are cancelled,
 * because less is due now; a drafted allowance stays.
 */
export async function setOffStep(client: pg.PoolClient, message: SetOff): Promise<ActStep> {
  const [found, kept] = await Promise.all([
    fetchFirst(client, lockedRecovery.where('id', '=', message.recoveryId)),
    lockKeptEntry(client, message.entryId),
  ]);
  return (act) => {
    const recovery = requireRecovery(found);
    return setOff(act, message, {
      recovery,
      entry: entryOf(act, message, { kept, kind: 'setOff', recoveryId: recovery.id }),
    });
  };
}

function setOff(
  { plan, before, row, snapshot }: ClaimAct,
  message: SetOff,
  { recovery, entry }: { readonly recovery: RecoveryRow; readonly entry: EntryRow },
): AppliedAct {
  const { claimId } = plan;
  const { amountFen, actor, actId } = message;
  const paying = {
    claimId,
    payeePartyId: row.applicant_party_id,
    paysPersons: snapshot.routeDefinition.payee === 'person',
    dueFen: before.payments.base.amountFen,
  };
  const verdict = judgeSetOffAgainst(paying, debtOf(recovery), { amountFen, decidedBy: actor.personId });
  if (!verdict.ok) {
    throw new RefusedForGood(verdict.reason);
  }
  const at = new Date(message.atMs);
  const booked = ledgerOfSetOff({ recoveryId: recovery.id, actId, claimId, amountFen }, row.fund);
  const step = { kind: 'setOff', setOffClaimId: claimId, decidedBy: actor.personId, actId, at } as const;
  return {
    writes: [
      cancelDraftsWrite(claimId, 'base', at),
      ...stepWrites(recovery, entry, step),
      financeSeatsWrite(
        { kind: 'claim', id: recovery.claim_id },
        { makerId: entry.maker_id, checkerId: actor.personId },
      ),
      ledgerWrite(booked, at),
      ...(isToldToWorkflow(recovery.claim_kind) ? [recoveredAct(recovery.claim_id, message.atMs)] : []),
    ],
    counted: null,
  };
}

/** The act that reports the set-off to the indebted claim; the relay sends it. */
function recoveredAct(claimId: string, atMs: number): Statement<unknown> {
  return actWrite({
    personId: null,
    idempotencyKey: null,
    taskId: null,
    body: {},
    message: (actId) => ({ entity: 'claim', id: claimId, message: { kind: 'recovered', actId, atMs } }),
  });
}

function debtOf(recovery: RecoveryRow) {
  const { claim_id: claimId, party_id: partyId, state } = recovery;
  return { claimId, partyId, state, amountFen: recovery.amount_fen, recoveredFen: recovery.recovered_fen };
}

function lockOfClaim(client: pg.PoolClient, claimId: string): Promise<RecoveryRow | undefined> {
  return fetchFirst(client, lockedRecovery.where('claim_id', '=', claimId));
}

function requireRecovery(found: RecoveryRow | undefined): RecoveryRow {
  if (found === undefined) {
    throw new RefusedForGood('WRONG_STATE');
  }
  return found;
}

function countedRecovery({ row }: ClaimAct, recoveredFen: number) {
  return { ...linesLeftFor(row, 'base'), waitsForRegister: false, recoveredFen };
}

/**
 * What comes back by a confirmed entry; the step has its id, so that it counts once.
 * @throws RefusedForGood if more comes back than is owed
 */
export function stepWrites(
  recovery: Pick<RecoveryRow, 'id' | 'amount_fen' | 'recovered_fen'>,
  entry: Pick<EntryRow, 'id' | 'amount_fen' | 'bank_reference'>,
  step: {
    readonly kind: 'repaid' | 'setOff';
    readonly setOffClaimId: string | null;
    readonly decidedBy: string;
    readonly actId: string;
    readonly at: Date;
  },
): readonly Statement<unknown>[] {
  const debt = { amountFen: recovery.amount_fen, recoveredFen: recovery.recovered_fen };
  const after = afterReturn(debt, entry.amount_fen);
  if (!after.ok) {
    throw new RefusedForGood(after.reason);
  }
  const { recoveredFen, isWhole } = after.value;
  const { decidedBy: personId, actId, at } = step;
  return [
    decideEntryWrite(entry.id, { state: 'confirmed', personId, actId, at, reason: null }),
    query.insertInto('recovery_step').values({
      id: entry.id,
      entry_id: entry.id,
      recovery_id: recovery.id,
      kind: step.kind,
      amount_fen: entry.amount_fen,
      set_off_claim_id: step.setOffClaimId,
      bank_reference: entry.bank_reference,
      decided_by: personId,
      at,
    }),
    query
      .updateTable('recovery')
      .set({ recovered_fen: recoveredFen, ...(isWhole && { state: 'recovered' as const, closed_at: step.at }) })
      .where('id', '=', recovery.id),
  ];
}
