import { PURPOSES } from '../../domain/claim/claim-course.ts';
import type { ClaimMessage } from '../../domain/claim/claim-message.ts';
import { uncorrectedPurposes } from '../payout/payout-accounts.ts';
import { prepared } from '../kernel/prepared.ts';
import type { ClaimEffect, Counted } from './claim-effect.ts';
import { countLinesLeft } from './locked-claim.ts';
import { cancelDrafts } from './payment-approval.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import { keepSetOff } from './recovery-effects.ts';

/** money goes to an account again only when everybody whose money came back has given another one since. */
export async function requireCorrected({ client, message, plan }: ClaimEffect): Promise<void> {
  if (message.kind !== 'decide' || message.task !== 'accountCorrection') {
    return;
  }
  const uncorrected = await uncorrectedPurposes(client, plan.claimId, null);
  if (uncorrected.includes(message.purpose)) {
    throw new RefusedForGood('ACCOUNT_NOT_CORRECTED');
  }
}

/** Said only where something that failed still waits for its own account. */
export async function correctedOf({ client, before, message, plan }: ClaimEffect): Promise<Counted | null> {
  const uncorrected = await uncorrectedPurposes(client, plan.claimId, message.actId);
  if (uncorrected.length === 0) {
    return null;
  }
  const corrected = PURPOSES.filter((purpose) => !uncorrected.includes(purpose));
  return { ...(await countLinesLeft(client, plan.claimId, before.purpose)), waitsForRegister: false, corrected };
}

/** an advance is for a class that will be claimed; of one that never can be, nothing could be settled. */
export async function requireClassOfAdvance({ client, message, row }: ClaimEffect): Promise<void> {
  if (message.kind !== 'payoutReleasing' || message.purpose !== 'advance') {
    return;
  }
  const over = await client.query(
    prepared(`SELECT FROM filing WHERE id = $1 AND state IN ('expired', 'withdrawn')`, [row.filing_id]),
  );
  if (over.rowCount !== 0) {
    throw new RefusedForGood('CLAIM_WINDOW_CLOSED');
  }
}

/** drafts of the whole base end, since less of it is due now; an allowance beside it stays drafted. */
export async function takeSetOff(
  { client, plan, before, snapshot }: ClaimEffect,
  message: Extract<ClaimMessage, { kind: 'setOff' }>,
): Promise<void> {
  if (snapshot.routeDefinition.payee === 'person') {
    // Each line is paid to its own person: nobody's money is taken for another's debt.
    throw new RefusedForGood('OTHER_PAYEE');
  }
  await cancelDrafts(client, plan.claimId, 'base', new Date(message.atMs));
  await keepSetOff(client, { claimId: plan.claimId, message, dueFen: before.payments.base.amountFen });
}
