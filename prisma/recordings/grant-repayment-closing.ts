import type pg from 'pg';
import type { GrantRepayments } from '../../api/grant/title-ports.ts';
import { judgeEntryDecision, STATE_AFTER } from '../../domain/payout/money-entry.ts';
import { auditWrites } from '../kernel/audit-writing.ts';
import { newId } from '../kernel/id-maker.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import { fetchFirst, query, sendTogether } from '../kernel/statements.ts';
import { readRepayment, type RepaymentRow } from './grant-repayment.ts';
import { ownActWrite, type OwnActContext } from './own-act.ts';

type Closing = Parameters<GrantRepayments['close']>[0];

/**
 * A repayment that waits never counts: who entered it takes it back, another person of Finance rejects it; the reason stays
 * with it, and its bank reference is free again (S4).
 * @throws RefusedForGood with the code of the refusal
 */
export async function closeGrantRepayment(
  client: pg.PoolClient,
  context: OwnActContext,
  { grantId, repaymentId, decision, reason, actor, at, idempotencyKey }: Closing,
): Promise<RepaymentRow> {
  const locked = query.selectFrom('grant_repayment').selectAll().where('id', '=', repaymentId).forUpdate();
  const entry = await fetchFirst(client, locked.where('grant_id', '=', grantId));
  if (entry === undefined) {
    throw new RefusedForGood('NOT_FOUND');
  }
  const { state, maker_id: makerId, jurisdiction } = entry;
  const verdict = judgeEntryDecision({ state, makerId, jurisdiction }, decision, actor);
  if (!verdict.ok) {
    throw new RefusedForGood(verdict.reason);
  }
  const actId = newId('act');
  const act = decision === 'rejection' ? 'rejectEntry' : 'withdrawEntry';
  const message = { kind: act, actId, atMs: at.getTime(), actor, entryId: repaymentId, reason } as const;
  const closed = { state: STATE_AFTER[decision], decided_by: actor.personId, decided_act_id: actId, decided_at: at };
  await sendTogether(client, [
    ownActWrite(context, { entity: 'grant', id: grantId, message }, { personId: actor.personId, idempotencyKey }),
    query
      .updateTable('grant_repayment')
      .set({ ...closed, reason })
      .where('id', '=', repaymentId),
    ...auditWrites({
      entityKind: 'grant',
      entityId: grantId,
      act,
      revision: null,
      actId,
      person: actor,
      at,
      facts: { entryId: repaymentId, movedFen: entry.amount_fen, makerId, reason },
    }),
  ]);
  return (await readRepayment(client, repaymentId)) ?? entry;
}
