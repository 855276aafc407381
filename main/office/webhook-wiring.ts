import type pg from 'pg';
import { createSendingStore } from '../../prisma/event/sending-store.ts';
import type { Sealer } from '../../prisma/kernel/sealing.ts';
import type { ProcessConfig } from '../config.ts';
import { createWebhookGate, type WebhookGate } from './webhook-gate.ts';
import { runWebhookLoop, type WebhookLoopParts } from './webhook-loop.ts';
import { createWebhookSender } from './webhook-sender.ts';

const now = (): Date => new Date();

/** Judges addresses by the settings of this process, at the registration and at each attempt. */
export function gateOf({ mode, edges }: Pick<ProcessConfig, 'mode' | 'edges'>): WebhookGate {
  return createWebhookGate({ mode, open: edges.webhookNetworks });
}

/** Sends events to the endpoints of other systems, on the real clock. */
export function webhooksOf(
  config: ProcessConfig,
  pool: pg.Pool,
  { sealer, ...parts }: Pick<WebhookLoopParts, 'businessNow' | 'log'> & { readonly sealer: Sealer },
): { stop(): Promise<void> } {
  const send = createWebhookSender({ gate: gateOf(config), now });
  return runWebhookLoop({ ...parts, store: createSendingStore(pool, sealer), send, now, dice: Math.random });
}
