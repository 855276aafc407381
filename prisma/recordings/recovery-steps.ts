import type pg from 'pg';
import type { ClaimMessage } from '../../domain/claim/claim-message.ts';
import { parseFen } from '../../domain/money.ts';
import { ledgerPair } from '../../domain/payout/ledger.ts';
import { judgeSetOff } from '../../domain/recovery/advance-settlement.ts';
import { actWrite } from '../kernel/act-store.ts';
import { newId } from '../kernel/id-maker.ts';
import { prepared } from '../kernel/prepared.ts';
import type { Statement } from '../kernel/statements.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import type { ActStep, AppliedAct, ClaimAct } from './claim-act.ts';
import { cancelDraftsWrite } from './fund-writes.ts';
import { ledgerWrite } from './ledger-write.ts';
import { linesLeftFor } from './locked-claim.ts';

type SetOff = Extract<ClaimMessage, { kind: 'setOff' }>;
type Repaid = Extract<ClaimMessage, { kind: 'repaid' }>;

interface RecoveryRow {
  readonly id: string;
  readonly claim_id: string;
  readonly party_id: string;
  readonly amount_fen: number;
  readonly recovered_fen: number;
  readonly state: string;
}

const COLUMNS = 'id, claim_id, party_id, amount_fen, recovered_fen, state';

/** Finance has received the money back: stores it with its bank reference and the person who recorded it. */
export async function repaidStep(client: pg.PoolClient, message: Repaid, claimId: string): Promise<ActStep> {
  const found = await lockOfClaim(client, claimId);
  return (act) => {
    const recovery = requireRecovery(found);
    const { amountFen, actor, actId } = message;
    const at = new Date(message.atMs);
    const transactionId = `${recovery.id}/repaid/${actId}`;
    const booked = ledgerPair({ transactionId, amountFen, claimId, instructionId: null }, ['bank', 'recoverable']);
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
  const found = await client.query<RecoveryRow>(
    prepared(`SELECT ${COLUMNS} FROM recovery WHERE id = $1 FOR UPDATE`, [message.recoveryId]),
  );
  return (act) => setOff(act, message, found.rows[0]);
}

function setOff(
  { plan, before, row, snapshot }: ClaimAct,
  message: SetOff,
  found: RecoveryRow | undefined,
): AppliedAct {
  const { claimId } = plan;
  if (snapshot.routeDefinition.payee === 'person') {
    // Each line is paid to its own person: one person's money is never taken for another's debt.
    throw new RefusedForGood('OTHER_PAYEE');
  }
  const recovery = requireRecovery(found);
  if (recovery.state !== 'due' || recovery.claim_id === claimId) {
    throw new RefusedForGood('WRONG_STATE');
  }
  const { amountFen, actor, actId } = message;
  const judged = judgeSetOff({
    amountFen: parseFen(amountFen),
    owedFen: parseFen(recovery.amount_fen - recovery.recovered_fen),
    dueFen: parseFen(before.payments.base.amountFen),
    debtor: recovery.party_id,
    payee: row.applicant_party_id,
    decidedBy: actor.personId,
  });
  if (!judged.ok) {
    throw new RefusedForGood(judged.reason === 'OTHER_PAYEE' ? 'OTHER_PAYEE' : 'AMOUNT_MISMATCH');
  }
  const at = new Date(message.atMs);
  const transactionId = `${recovery.id}/setOff/${actId}`;
  const booked = ledgerPair({ transactionId, amountFen, claimId, instructionId: null }, [
    `fund:${row.fund ?? ''}`,
    'recoverable',
  ]);
  const step = { kind: 'setOff', amountFen, setOffClaimId: claimId, bankReference: null, at } as const;
  return {
    writes: [
      cancelDraftsWrite(claimId, 'base', at),
      ...stepWrites(recovery, { ...step, decidedBy: actor.personId }),
      ledgerWrite(booked, at),
      recoveredAct(recovery.claim_id, message.atMs),
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

async function lockOfClaim(client: pg.PoolClient, claimId: string): Promise<RecoveryRow | undefined> {
  const found = await client.query<RecoveryRow>(
    prepared(`SELECT ${COLUMNS} FROM recovery WHERE claim_id = $1 FOR UPDATE`, [claimId]),
  );
  return found.rows[0];
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

function stepWrites(
  recovery: RecoveryRow,
  step: {
    readonly kind: 'repaid' | 'setOff';
    readonly amountFen: number;
    readonly setOffClaimId: string | null;
    readonly bankReference: string | null;
    readonly decidedBy: string;
    readonly at: Date;
  },
): readonly Statement<unknown>[] {
  const recoveredFen = recovery.recovered_fen + step.amountFen;
  if (recoveredFen > recovery.amount_fen) {
    throw new RefusedForGood('AMOUNT_MISMATCH');
  }
  const isWhole = recoveredFen === recovery.amount_fen;
  return [
    prepared(
      `INSERT INTO recovery_step (id, recovery_id, kind, amount_fen, set_off_claim_id, bank_reference, decided_by, at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        newId('rcs'),
        recovery.id,
        step.kind,
        step.amountFen,
        step.setOffClaimId,
        step.bankReference,
        step.decidedBy,
        step.at,
      ],
    ),
    prepared(
      `UPDATE recovery SET recovered_fen = $2, state = CASE WHEN $3 THEN 'recovered' ELSE state END,
         closed_at = CASE WHEN $3 THEN $4 ELSE closed_at END WHERE id = $1`,
      [recovery.id, recoveredFen, isWhole, step.at],
    ),
  ];
}
