import type pg from 'pg';
import { senderOf } from '../../domain/authority/actor.ts';
import type { ClaimEffect } from '../../domain/claim/claim-effect.ts';
import { unreachable } from '../../domain/verdict.ts';
import { fundOfPurpose } from '../kernel/debt-fund.ts';
import { newId } from '../kernel/id-maker.ts';
import { fetchFirst, query, sqlText, type Statement } from '../kernel/statements.ts';
import { ENTITIES } from '../../domain/entities.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import { lineMoveWrite } from '../line/line-move-write.ts';
import { freeSlotsWrites } from '../line/key-freeing.ts';
import { readDraft } from '../notice/notice-drafting.ts';
import { ledgerOfDebt } from '../../domain/recovery/advance-debt.ts';
import { lockAdvance, openDebtWrites, settleDebtWrites, type LockedAdvance } from './advance-debt-writes.ts';
import type { ClaimAct } from './claim-act.ts';
import { leaveDraftWrites } from './draft-leaving.ts';
import { bindFundWrites, cancelDraftsWrite, lowerFundWrite } from './fund-writes.ts';

/**
 * The statements that write a claim's effects, in order. Leaving or drafting a notice and opening a debt need
 * another read. `advance`: the advance of the class, if the act has locked it.
 */
export async function effectWrites(
  act: ClaimAct,
  effects: readonly ClaimEffect[],
  advance: LockedAdvance | null,
): Promise<readonly Statement<unknown>[]> {
  const writes: Statement<unknown>[] = [];
  for (const effect of effects) {
    writes.push(...(await writesOf(act, effect, advance)));
  }
  return writes;
}

async function writesOf(
  act: ClaimAct,
  effect: ClaimEffect,
  advance: LockedAdvance | null,
): Promise<readonly Statement<unknown>[]> {
  const { plan, message, row, client } = act;
  const { claimId } = plan;
  const at = new Date(message.atMs);
  switch (effect.kind) {
    case 'placeHold':
    case 'endHold':
      return [holdWrite(act, effect)];
    case 'freeSlots':
      return freeSlotsWrites(claimId, 'all', row.training_years);
    case 'leaveDrafts':
      return leaveDraftWrites(client, act);
    case 'moveInNotice':
      return [
        query
          .updateTable('notice_claim')
          .set({ state: effect.state })
          .where('notice_id', '=', effect.noticeId)
          .where('claim_id', '=', claimId),
      ];
    case 'moveLines':
      return [lineMoveWrite(claimId, effect.move, null)];
    case 'draftNotice':
      return draftWrites(client, act);
    case 'cancelDrafts':
      return [cancelDraftsWrite(claimId, effect.purpose, at)];
    case 'bindFund':
      return bindFundWrites(act, effect);
    case 'lowerFund':
      return [lowerFundWrite(act, effect)];
    case 'openRecovery':
      return [await openRecoveryWrite(act, effect.dueFen)];
    case 'openAdvanceDebt':
      return advanceDebtWrites(act);
    case 'settleAdvanceDebt':
      return settleDebtWrites(advance, { claimId, fen: effect.settledFen, at });
    case 'lowerAdvanceDebt':
      return settleDebtWrites(advance, { claimId, fen: effect.returnedFen, at });
    case 'countPaid':
      // The claim's row is written once, with its paid amounts (`claimWrite`).
      return [];
    default:
      return unreachable(effect);
  }
}

/** The amount is decided under the locks of the class's advance. */
async function advanceDebtWrites({ client, plan, message, row }: ClaimAct): Promise<readonly Statement<unknown>[]> {
  const { filing_id: filingId } = row;
  const advance = filingId === null ? null : await lockAdvance(client, filingId, plan.claimId);
  return advance === null ? [] : openDebtWrites(advance, { at: new Date(message.atMs), cause: message.actId });
}

async function draftWrites(
  client: pg.PoolClient,
  { plan, message, context }: ClaimAct,
): Promise<readonly Statement<unknown>[]> {
  const at = new Date(message.atMs);
  const draft = { claimIds: [plan.claimId], at, createdBy: null, sealer: context.sealer };
  return (await readDraft(client, draft)).writes;
}

/** @throws RefusedForGood if the hold to end is not open */
function holdWrite(
  { plan, message, row }: ClaimAct,
  effect: Extract<ClaimEffect, { kind: 'placeHold' | 'endHold' }>,
): Statement<unknown> {
  const at = new Date(message.atMs);
  const personId = senderOf(message)?.personId ?? null;
  if (effect.kind === 'placeHold') {
    const { holdId, category, reason, until } = effect.hold;
    return query.insertInto('hold').values({
      id: holdId,
      claim_id: plan.claimId,
      category,
      reason,
      until,
      created_by: personId,
      created_at: at,
    });
  }
  if (!row.open_holds.includes(effect.holdId)) {
    throw new RefusedForGood('WRONG_STATE');
  }
  return query.updateTable('hold').set({ released_at: at, released_by: personId }).where('id', '=', effect.holdId);
}

const openRecovery = sqlText<
  never,
  [
    id: string,
    claimId: string,
    partyId: string,
    dueFen: number,
    at: Date,
    transactionIds: readonly string[],
    accounts: readonly string[],
    amountsFen: readonly number[],
    jurisdiction: string,
  ]
>(
  'recordings.openRecovery',
  `WITH opened AS (
     INSERT INTO recovery (id, claim_id, party_id, jurisdiction, purpose, cause, amount_fen, found_fen, state, state_since,
       opened_at, start_requested_at)
     VALUES ($1, $2, $3, $9, 'advance', 'NEGATIVE_SETTLEMENT', $4, $4, 'found', $5, $5, $5)
     ON CONFLICT (claim_id) WHERE found_by IS NULL DO NOTHING RETURNING id)
   INSERT INTO ledger_entry (transaction_id, account, amount_fen, claim_id, at)
   SELECT entry.transaction_id, entry.account, entry.amount, $2, $5
   FROM opened CROSS JOIN unnest($6::text[], $7::text[], $8::bigint[]) AS entry (transaction_id, account, amount)`,
);

/**
 * the settlement requires money back. Opens the recovery and books it, once. Finance reads this row; repayments
 * and set-offs count against it.
 */
async function openRecoveryWrite(
  { client, plan, message, row }: ClaimAct,
  dueFen: number,
): Promise<Statement<unknown>> {
  const { claimId } = plan;
  const recoveryId = newId(ENTITIES.recovery.idPrefix);
  const fund = (await fetchFirst(client, fundOfPurpose(claimId, 'advance')))?.fund ?? null;
  const booked = ledgerOfDebt({ recoveryId, claimId, amountFen: dueFen, fund }, null);
  return openRecovery(
    recoveryId,
    claimId,
    row.applicant_party_id,
    dueFen,
    new Date(message.atMs),
    booked.map(({ transactionId }) => transactionId),
    booked.map(({ account }) => account),
    booked.map(({ amountFen }) => amountFen),
    plan.jurisdiction,
  );
}
