import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { Office } from './office.ts';
import { done } from './permissions/done.ts';

export interface ReleasedPayment {
  readonly id: string;
  readonly claimId: string;
  readonly amountFen: number;
  readonly fund: string;
}

/** Drafts and releases what is due of claims; the payments that left. */
export async function payClaims(office: Office, claimIds: readonly string[]): Promise<readonly ReleasedPayment[]> {
  const drafted = done(await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds }));
  const sent = await office.as('checker').act('POST', `/api/v1/payout-batches/${drafted.id}/release`);
  return done(sent).instructions;
}

/** A claim of one welder, due and released now. */
export async function payOne(office: Office): Promise<ReleasedPayment> {
  const [payment] = await payClaims(office, [await office.walks.due()]);
  if (payment === undefined) {
    throw new RangeError('Nothing left');
  }
  return payment;
}

/** What the bank says of a payment, by its webhook. */
export async function bankSays(
  office: Office,
  { id: instructionId, amountFen }: Pick<ReleasedPayment, 'id' | 'amountFen'>,
  type: 'settled' | 'failed' | 'returned' | 'reversed',
  valueDate?: string,
): Promise<void> {
  const id = `evt-${randomBytes(6).toString('hex')}`;
  const at = new Date();
  const data = { instructionId, amountFen, ...(valueDate !== undefined && { valueDate }) };
  const text = JSON.stringify({ type: `payout.${type}`, timestamp: at.toISOString(), data });
  const answer = await office.nobody.send('POST', '/api/v1/payout-events', text, {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook('whsec_test').sign(id, at, text),
  });
  if (answer.status !== 202) {
    throw new Error(`The bank is not heard: ${answer.status}`);
  }
}
