import type pg from 'pg';
import type { AdvanceRepayments } from '../../api/recovery/advance-ports.ts';
import { judgeRepaymentOfAdvance, ledgerOfRepayment } from '../../domain/recovery/recovery-steps.ts';
import { granted, refused } from '../../domain/verdict.ts';
import { recordOwnAct } from '../claim/own-act-recording.ts';
import { inTransaction } from '../kernel/connection.ts';
import { newId } from '../kernel/id-maker.ts';
import { fetchFirst, query, sendTogether, sqlText } from '../kernel/statements.ts';
import { ledgerWrite } from './ledger-write.ts';
import { stepWrites } from './recovery-steps.ts';

/**
 * Repayments of advances whose claims have ended (L1, R-074). No workflow waits for them, so the act is recorded here,
 * under the locks of the advance and of its debt.
 */
export function createAdvanceRepayments(pool: pg.Pool): AdvanceRepayments {
  return {
    repay: (repayment) => inTransaction(pool, (client) => repay(client, repayment)),
  };
}

/** Each recorded act of a claim has a revision of its own, in the row and in the course that a later run starts from. */
const raiseRevision = sqlText<never, [claimId: string, revision: number]>(
  'recordings.raiseRevisionOfAdvance',
  `UPDATE claim SET revision = $2::int, course = jsonb_set(course, '{revision}', to_jsonb($2::int)) WHERE id = $1`,
);

async function repay(
  client: pg.PoolClient,
  repayment: Parameters<AdvanceRepayments['repay']>[0],
): ReturnType<AdvanceRepayments['repay']> {
  const { claimId, amountFen, bankReference, caller, at } = repayment;
  const claim = await fetchFirst(
    client,
    query.selectFrom('claim').select(['revision', 'kind', 'state']).where('id', '=', claimId).forNoKeyUpdate(),
  );
  const recovery = await fetchFirst(
    client,
    query
      .selectFrom('recovery')
      .select(['id', 'amount_fen', 'recovered_fen', 'state'])
      .where('claim_id', '=', claimId)
      .forUpdate(),
  );
  if (claim === undefined || recovery === undefined) {
    return refused('WRONG_STATE');
  }
  const debt = { state: recovery.state, amountFen: recovery.amount_fen, recoveredFen: recovery.recovered_fen };
  const verdict = judgeRepaymentOfAdvance(claim, debt, amountFen);
  if (!verdict.ok) {
    return verdict;
  }
  const step = {
    kind: 'repaid',
    amountFen,
    setOffClaimId: null,
    bankReference,
    decidedBy: caller.personId,
    at,
  } as const;
  const booked = ledgerOfRepayment({ recoveryId: recovery.id, actId: newId('act'), claimId, amountFen });
  const revision = claim.revision + 1;
  await sendTogether(client, [
    ...stepWrites(recovery, step),
    ledgerWrite(booked, at),
    raiseRevision(claimId, revision),
  ]);
  const facts = { amountFen, bankReference, owedFen: recovery.amount_fen - recovery.recovered_fen - amountFen };
  await recordOwnAct(client, repayment, { act: 'repaid', facts, revision });
  return granted(null);
}
