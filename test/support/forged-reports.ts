import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { expect } from 'vitest';
import { newId } from '../../prisma/kernel/id-maker.ts';
import type { Office } from './office.ts';

/** What the claim of `sentPayment` is paid, in fen. */
export const BASE = 80_000;

/** When reports come in: a moment after the payment was sent. */
export const RECEIVED_AT = new Date('2025-06-23T10:00:00+08:00');

/** A claim whose payment was sent, and that nobody has reported on. */
export interface SentPayment {
  readonly claimId: string;
  readonly batchId: string;
  readonly instructionId: string;
}

export async function sentPayment(office: Office): Promise<SentPayment> {
  const claimId = await office.walks.due();
  const drafted = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
  const { id: batchId, instructions } = drafted.body;
  expect((await office.as('checker').act('POST', `/api/v1/payout-batches/${batchId}/release`)).status).toBe(200);
  return { claimId, batchId, instructionId: instructions[0].id };
}

/** The bank's own report of a payment, signed and sent. */
export async function bankSettles(
  office: Office,
  { instructionId }: SentPayment,
  id = `evt-${randomUUID()}`,
): Promise<void> {
  const at = new Date();
  const data = { instructionId, amountFen: BASE };
  const text = JSON.stringify({ type: 'payout.settled', timestamp: at.toISOString(), data });
  const answer = await office.nobody.send('POST', '/api/v1/payout-events', text, {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook('whsec_test').sign(id, at, text),
  });
  expect(answer.status).toBe(202);
}

/** A report that no API process took in, by SQL with the application's login. All of it is right but the signature. */
export async function inventReport(
  office: Office,
  { instructionId, batchId }: SentPayment,
  over: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const id = newId('evt');
  const row = {
    id,
    source: 'webhook',
    sender_id: id,
    type: 'payout.settled',
    instruction_id: instructionId,
    said_instruction_id: instructionId,
    amount_fen: BASE,
    body: '{}',
    received_at: RECEIVED_AT,
    state: 'new',
    batch_id: batchId,
    signature: Buffer.alloc(64, 1),
    ...over,
  };
  const names = Object.keys(row);
  const places = names.map((_name, place) => `$${place + 1}`);
  await office.application.query(
    `INSERT INTO payout_inbox (${names.join(', ')}) VALUES (${places.join(', ')})`,
    Object.values(row),
  );
  return id;
}

/** Everything that a report could change of its claim. */
export async function moneyOf({ pool }: Office, { claimId, instructionId }: SentPayment) {
  const rows = async (sql: string, id: string) => (await pool.query(sql, [id])).rows;
  return {
    claim: await rows('SELECT state, revision, course, paid_fen FROM claim WHERE id = $1', claimId),
    instruction: await rows('SELECT state, state_since FROM payout_instruction WHERE id = $1', instructionId),
    facts: await rows('SELECT state FROM payout_fact WHERE instruction_id = $1', instructionId),
    ledger: await rows('SELECT id FROM ledger_entry WHERE claim_id = $1 ORDER BY id', claimId),
    audit: await rows('SELECT seq, act, hash FROM audit_entry WHERE entity_id = $1 ORDER BY seq', claimId),
  };
}

export async function stateOfReport({ pool }: Office, inboxId: string): Promise<string | undefined> {
  const found = await pool.query<{ state: string }>('SELECT state FROM payout_inbox WHERE id = $1', [inboxId]);
  return found.rows[0]?.state;
}

/** What the operators see of the claim's forgeries. */
export async function forgeriesOf({ pool }: Office, { claimId }: SentPayment): Promise<readonly object[]> {
  return (await pool.query('SELECT act, cause FROM forged_act WHERE entity_id = $1 ORDER BY cause', [claimId])).rows;
}

export async function expectPaid(office: Office, { claimId }: SentPayment): Promise<void> {
  const seen = (await office.as('ops').send('GET', `/api/v1/claims/${claimId}`)).body;
  expect(seen).toMatchObject({ state: 'postCheck', totals: { paidFen: BASE } });
}
