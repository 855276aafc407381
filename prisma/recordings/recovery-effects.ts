import type pg from 'pg';
import type { ClaimCourse } from '../../domain/claim/claim-course.ts';
import type { ClaimMessage } from '../../domain/claim/claim-message.ts';
import { parseFen } from '../../domain/money.ts';
import { judgeSetOff } from '../../domain/recovery/advance-settlement.ts';
import { writeAct } from '../kernel/act-store.ts';
import { newId } from '../kernel/id-maker.ts';
import { prepared } from '../kernel/prepared.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';

type SetOff = Extract<ClaimMessage, { kind: 'setOff' }>;
type Repaid = Extract<ClaimMessage, { kind: 'repaid' }>;

interface RecoveryRow {
  readonly id: string;
  readonly claim_id: string;
  readonly party_id: string;
  readonly amount_fen: number;
  readonly recovered_fen: number;
  readonly fund: string;
}

const OF_CLAIM = `SELECT r.id, r.claim_id, r.party_id, r.amount_fen, r.recovered_fen, coalesce(c.fund, '') AS fund
  FROM recovery r JOIN claim c ON c.id = r.claim_id`;

/** the settlement asked something back. Its row is what Finance sees, and what repayments and set-offs count against. */
export async function openRecovery(
  client: pg.PoolClient,
  { claimId, after, atMs }: { readonly claimId: string; readonly after: ClaimCourse; readonly atMs: number },
): Promise<void> {
  const dueFen = after.recovery?.dueFen ?? 0;
  const opened = await client.query(
    prepared(
      `INSERT INTO recovery (id, claim_id, party_id, amount_fen, state, opened_at)
       SELECT $1, id, applicant_party_id, $3, 'due', $4 FROM claim WHERE id = $2 ON CONFLICT (claim_id) DO NOTHING`,
      [newId('rcv'), claimId, dueFen, new Date(atMs)],
    ),
  );
  if (opened.rowCount === 1) {
    const recovery = await ofClaim(client, claimId);
    await book(client, { id: `${recovery.id}/opened`, claimId, amountFen: dueFen, atMs }, [
      'recoverable',
      `fund:${recovery.fund}`,
    ]);
  }
}

/** Finance has the money back on its account: kept with its bank reference, by the person who says so. */
export async function keepRepayment(
  client: pg.PoolClient,
  claimId: string,
  message: Repaid,
  bankReference: string | null,
): Promise<void> {
  const recovery = await ofClaim(client, claimId);
  await takeStep(client, recovery, {
    kind: 'repaid',
    amountFen: message.amountFen,
    setOffClaimId: null,
    bankReference,
    decidedBy: message.actor.personId,
    atMs: message.atMs,
  });
  const booking = { id: `${recovery.id}/repaid/${message.actId}`, claimId, amountFen: message.amountFen };
  await book(client, { ...booking, atMs: message.atMs }, ['bank', 'recoverable']);
}

/**
 * what this claim's payee owes elsewhere is taken from the base that is due here, by the named decision of Finance.
 * The claim that waits for it is told by an act of its own in the same transaction.
 */
export async function keepSetOff(
  client: pg.PoolClient,
  { claimId, message, dueFen }: { readonly claimId: string; readonly message: SetOff; readonly dueFen: number },
): Promise<void> {
  const found = await client.query<RecoveryRow>(
    prepared(`${OF_CLAIM} WHERE r.id = $1 AND r.state = 'due' FOR UPDATE OF r`, [message.recoveryId]),
  );
  const recovery = found.rows[0];
  const payee = await client.query<{ applicant_party_id: string; fund: string | null }>(
    prepared('SELECT applicant_party_id, fund FROM claim WHERE id = $1', [claimId]),
  );
  const [own] = payee.rows;
  if (recovery === undefined || own === undefined || recovery.claim_id === claimId) {
    throw new RefusedForGood('WRONG_STATE');
  }
  const judged = judgeSetOff({
    amountFen: parseFen(message.amountFen),
    owedFen: parseFen(recovery.amount_fen - recovery.recovered_fen),
    dueFen: parseFen(dueFen),
    debtor: recovery.party_id,
    payee: own.applicant_party_id,
    decidedBy: message.actor.personId,
  });
  if (!judged.ok) {
    throw new RefusedForGood(judged.reason === 'OTHER_PAYEE' ? 'OTHER_PAYEE' : 'AMOUNT_MISMATCH');
  }
  await takeStep(client, recovery, {
    kind: 'setOff',
    amountFen: message.amountFen,
    setOffClaimId: claimId,
    bankReference: null,
    decidedBy: message.actor.personId,
    atMs: message.atMs,
  });
  const booking = { id: `${recovery.id}/setOff/${message.actId}`, claimId, amountFen: message.amountFen };
  await book(client, { ...booking, atMs: message.atMs }, [`fund:${own.fund ?? ''}`, 'recoverable']);
  await writeAct(client, {
    personId: null,
    idempotencyKey: null,
    taskId: null,
    body: {},
    message: (actId) => ({
      entity: 'claim',
      id: recovery.claim_id,
      message: { kind: 'recovered', actId, atMs: message.atMs },
    }),
  });
}

/** What has come back of a claim's overpaid advance until now, in fen. */
export async function recoveredFen(client: pg.PoolClient, claimId: string): Promise<number> {
  return (await ofClaim(client, claimId)).recovered_fen;
}

async function ofClaim(client: pg.PoolClient, claimId: string): Promise<RecoveryRow> {
  const found = await client.query<RecoveryRow>(
    prepared(`${OF_CLAIM} WHERE r.claim_id = $1 FOR UPDATE OF r`, [claimId]),
  );
  const row = found.rows[0];
  if (row === undefined) {
    throw new RefusedForGood('WRONG_STATE');
  }
  return row;
}

async function takeStep(
  client: pg.PoolClient,
  recovery: RecoveryRow,
  step: {
    readonly kind: 'repaid' | 'setOff';
    readonly amountFen: number;
    readonly setOffClaimId: string | null;
    readonly bankReference: string | null;
    readonly decidedBy: string;
    readonly atMs: number;
  },
): Promise<void> {
  if (recovery.recovered_fen + step.amountFen > recovery.amount_fen) {
    throw new RefusedForGood('AMOUNT_MISMATCH');
  }
  const at = new Date(step.atMs);
  await client.query(
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
        at,
      ],
    ),
  );
  await client.query(
    prepared(
      `UPDATE recovery SET recovered_fen = recovered_fen + $2,
         state = CASE WHEN recovered_fen + $2 = amount_fen THEN 'recovered' ELSE state END,
         closed_at = CASE WHEN recovered_fen + $2 = amount_fen THEN $3 ELSE closed_at END
       WHERE id = $1`,
      [recovery.id, step.amountFen, at],
    ),
  );
}

/** Two rows that sum to zero: debit the first account, credit the second (D9). */
async function book(
  client: pg.PoolClient,
  booking: { readonly id: string; readonly claimId: string; readonly amountFen: number; readonly atMs: number },
  [debit, credit]: readonly [string, string],
): Promise<void> {
  await client.query(
    prepared(
      `INSERT INTO ledger_entry (transaction_id, account, amount_fen, claim_id, at)
       SELECT $1, account, amount, $4, $5 FROM unnest($2::text[], $3::bigint[]) AS entry (account, amount)`,
      [booking.id, [debit, credit], [booking.amountFen, -booking.amountFen], booking.claimId, new Date(booking.atMs)],
    ),
  );
}
