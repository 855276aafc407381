import type pg from 'pg';
import { canonicalJson } from '../../domain/canonical-json.ts';
import type { ClaimKind } from '../../domain/claim/claim-course.ts';
import type { ClaimMessage } from '../../domain/claim/claim-message.ts';
import { openFenOf } from '../../domain/recovery/recovery-course.ts';
import {
  afterReturn,
  isToldToWorkflow,
  judgeSetOffAgainst,
  ledgerOfRepayment,
  ledgerOfSetOff,
} from '../../domain/recovery/recovery-steps.ts';
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
import { debtChangedAct, recoveredAct } from './recovery-tellings.ts';

type SetOff = Extract<ClaimMessage, { kind: 'setOff' }>;
type Repaid = Extract<ClaimMessage, { kind: 'repaid' }>;

const COLUMNS = [
  'id',
  'claim_id',
  'party_id',
  'amount_fen',
  'recovered_fen',
  'found_fen',
  'found_by',
  'state',
] as const;

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
      writes: [
        ...stepWrites(recovery, entry, step),
        ledgerWrite(booked, at),
        debtChangedAct(recovery.id, message.atMs),
      ],
      counted: countedRecovery(act, noLongerOwedFen(recovery) + amountFen),
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

/** Part of what this claim owes came back, or is not asked any more. */
export async function recoveredStep(client: pg.PoolClient, claimId: string): Promise<ActStep> {
  const found = await lockOfClaim(client, claimId);
  return (act) => ({ writes: [], counted: countedRecovery(act, noLongerOwedFen(requireRecovery(found))) });
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
      debtChangedAct(recovery.id, message.atMs),
      financeSeatsWrite(
        { kind: 'claim', id: recovery.claim_id },
        { makerId: entry.maker_id, checkerId: actor.personId },
      ),
      ledgerWrite(booked, at),
      ...(isToldToWorkflow(recovery.claim_kind) && recovery.found_by === null
        ? [recoveredAct(recovery.claim_id, message.atMs)]
        : []),
    ],
    counted: null,
  };
}

/** What came back of what was found, and what is not asked any more, in fen. */
function noLongerOwedFen(row: RecoveryRow): number {
  return row.found_fen - openFenOf({ state: row.state, amountFen: row.amount_fen, recoveredFen: row.recovered_fen });
}

function debtOf(recovery: RecoveryRow) {
  const { claim_id: claimId, party_id: partyId, state } = recovery;
  return { claimId, partyId, state, amountFen: recovery.amount_fen, recoveredFen: recovery.recovered_fen };
}

function lockOfClaim(client: pg.PoolClient, claimId: string): Promise<RecoveryRow | undefined> {
  return fetchFirst(client, lockedRecovery.where('claim_id', '=', claimId).where('found_by', 'is', null));
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

interface EntryStep {
  readonly kind: 'repaid' | 'setOff';
  readonly setOffClaimId: string | null;
  readonly decidedBy: string;
  readonly actId: string;
  readonly at: Date;
}

/**
 * What comes back by a confirmed entry; the step has its id, so that it counts once.
 * @throws RefusedForGood if more comes back than is owed
 */
export function stepWrites(
  recovery: Pick<RecoveryRow, 'id' | 'amount_fen' | 'recovered_fen'>,
  entry: Pick<EntryRow, 'id' | 'amount_fen' | 'bank_reference'>,
  step: EntryStep,
): readonly Statement<unknown>[] {
  const debt = { amountFen: recovery.amount_fen, recoveredFen: recovery.recovered_fen };
  const after = afterReturn(debt, entry.amount_fen);
  if (!after.ok) {
    throw new RefusedForGood(after.reason);
  }
  const { recoveredFen, isWhole } = after.value;
  return [
    ...entryStepWrites(recovery.id, entry, step),
    query
      .updateTable('recovery')
      .set({
        recovered_fen: recoveredFen,
        ...(isWhole && { state: 'recovered' as const, closed_at: step.at, state_since: step.at }),
      })
      .where('id', '=', recovery.id),
  ];
}

/** The entry counts, once, and its step stands beside the recovery. */
export function entryStepWrites(
  recoveryId: string,
  entry: Pick<EntryRow, 'id' | 'amount_fen' | 'bank_reference'>,
  { kind, setOffClaimId, decidedBy: personId, actId, at }: EntryStep,
): readonly Statement<unknown>[] {
  return [
    decideEntryWrite(entry.id, { state: 'confirmed', personId, actId, at, reason: null }),
    query.insertInto('recovery_step').values({
      id: entry.id,
      entry_id: entry.id,
      recovery_id: recoveryId,
      kind,
      amount_fen: entry.amount_fen,
      set_off_claim_id: setOffClaimId,
      bank_reference: entry.bank_reference,
      decided_by: personId,
      at,
    }),
  ];
}
