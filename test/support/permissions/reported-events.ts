import { Webhook } from 'standardwebhooks';
import { createAccountsStore } from '../../../prisma/people/accounts-store.ts';
import { BONDS } from '../act-keys.ts';
import type { Office } from '../office.ts';

const ELSEWHERE_SECRET = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;

/** The machine of a city elsewhere, which may report for nobody here. */
export async function addStranger({ pool, sealer }: Office): Promise<void> {
  const accounts = createAccountsStore(pool, sealer, BONDS);
  const stranger = { id: 'per_stranger', username: '990100.finance-system', displayName: 'finance', organ: null };
  await accounts.addPerson({
    ...stranger,
    section: null,
    jurisdiction: '990100',
    roles: ['financeSystem'],
    passwordHash: null,
    partyId: null,
  });
  const elsewhere = { id: 'mcl_990100', name: '990100', personId: 'per_stranger', jurisdictions: ['990100'] };
  await accounts.addMachineClient({ ...elsewhere, apiKey: 'bt_990100', webhookSecret: ELSEWHERE_SECRET });
}

interface Reported {
  /** How its sender numbers it. */
  readonly id: string;
  readonly instructionId: string;
  readonly amountFen: number;
  readonly isStrangers?: boolean;
  /** `payout.settled` unless said. */
  readonly type?: string;
  readonly reasonCode?: string;
}

/** The bank says that money has arrived, or what else the type says; returns the report's id. */
export async function reported(
  { nobody, pool }: Office,
  { id, instructionId, amountFen, isStrangers = false, type = 'payout.settled', reasonCode }: Reported,
): Promise<string> {
  const at = new Date();
  const data = { instructionId, amountFen, valueDate: '2025-07-01', reasonCode };
  const body = JSON.stringify({ type, timestamp: at.toISOString(), data });
  const signature = new Webhook(isStrangers ? ELSEWHERE_SECRET : 'whsec_test').sign(id, at, body);
  const headers = { 'webhook-id': id, 'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)) };
  await nobody.send('POST', '/api/v1/payout-events', body, { ...headers, 'webhook-signature': signature });
  const kept = await pool.query<{ id: string }>('SELECT id FROM payout_inbox WHERE sender_id = $1', [id]);
  return kept.rows[0]?.id ?? '';
}
