import type pg from 'pg';
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
import { newId } from '../kernel/id-maker.ts';
import { fetchFirst, query, type Row, type Statement } from '../kernel/statements.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import type { ActStep, AppliedAct, ClaimAct } from './claim-act.ts';
import { cancelDraftsWrite } from './fund-writes.ts';
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

/** Finance has received the money back: stores it with its bank reference and the person who recorded it. */
export async function repaidStep(client: pg.PoolClient, message: Repaid, claimId: string): Promise<ActStep> {
  const found = await lockOfClaim(client, claimId);
  return (act) => {
    const recovery = requireRecovery(found);
    const { amountFen, actor, actId } = message;
    const at = new Date(message.atMs);
    const booked = ledgerOfRepayment({ recoveryId: recovery.id, actId, claimId, amountFen });
    const step = { kind: 'repaid', amountFen, setOffClaimId: null, decidedBy: actor.personId, at } as const;
    const bankReference = act.body.bankReference ?? null;
    return {
      writes: [...stepWrites(recovery, { ...step, bankReference }), ledgerWrite(booked, at)],
      counted: countedRecovery(act, recovery.recovered_fen + amountFen),
    };
  };
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
  const found = await fetchFirst(client, lockedRecovery.where('id', '=', message.recoveryId));
  return (act) => setOff(act, message, found);
}

function setOff(
  { plan, before, row, snapshot }: ClaimAct,
  message: SetOff,
  found: RecoveryRow | undefined,
): AppliedAct {
  const { claimId } = plan;
  const { amountFen, actor, actId } = message;
  const paying = {
    claimId,
    payeePartyId: row.applicant_party_id,
    paysPersons: snapshot.routeDefinition.payee === 'person',
    dueFen: before.payments.base.amountFen,
  };
  const verdict = judgeSetOffAgainst(paying, found && debtOf(found), { amountFen, decidedBy: actor.personId });
  if (!verdict.ok) {
    throw new RefusedForGood(verdict.reason);
  }
  const recovery = requireRecovery(found);
  const at = new Date(message.atMs);
  const booked = ledgerOfSetOff({ recoveryId: recovery.id, actId, claimId, amountFen }, row.fund);
  const step = { kind: 'setOff', amountFen, setOffClaimId: claimId, bankReference: null, at } as const;
  return {
    writes: [
      cancelDraftsWrite(claimId, 'base', at),
      ...stepWrites(recovery, { ...step, decidedBy: actor.personId }),
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

/** @throws RefusedForGood if more comes back than is owed */
export function stepWrites(
  recovery: Pick<RecoveryRow, 'id' | 'amount_fen' | 'recovered_fen'>,
  step: {
    readonly kind: 'repaid' | 'setOff';
    readonly amountFen: number;
    readonly setOffClaimId: string | null;
    readonly bankReference: string | null;
    readonly decidedBy: string;
    readonly at: Date;
  },
): readonly Statement<unknown>[] {
  const debt = { amountFen: recovery.amount_fen, recoveredFen: recovery.recovered_fen };
  const after = afterReturn(debt, step.amountFen);
  if (!after.ok) {
    throw new RefusedForGood(after.reason);
  }
  const { recoveredFen, isWhole } = after.value;
  return [
    query.insertInto('recovery_step').values({
      id: newId('rcs'),
      recovery_id: recovery.id,
      kind: step.kind,
      amount_fen: step.amountFen,
      set_off_claim_id: step.setOffClaimId,
      bank_reference: step.bankReference,
      decided_by: step.decidedBy,
      at: step.at,
    }),
    query
      .updateTable('recovery')
      .set({ recovered_fen: recoveredFen, ...(isWhole && { state: 'recovered' as const, closed_at: step.at }) })
      .where('id', '=', recovery.id),
  ];
}
