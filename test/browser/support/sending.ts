import { createWebhookGate } from '../../../main/office/webhook-gate.ts';
import { runWebhookLoop } from '../../../main/office/webhook-loop.ts';
import { createWebhookSender } from '../../../main/office/webhook-sender.ts';
import { createSendingStore } from '../../../prisma/event/sending-store.ts';
import { relayOutbox } from '../../../prisma/worker/outbox-relay.ts';
import type { Workbench } from './workbench.ts';

const now = () => new Date();

/** What a worker does with events, beside an office that has none: relays them when it is asked, sends them by itself. */
export function startSending({ office: { application, sealer } }: Workbench) {
  const gate = createWebhookGate({ mode: 'practice', open: [] });
  const loop = runWebhookLoop({
    store: createSendingStore(application, sealer),
    send: createWebhookSender({ gate, now }),
    now,
    businessNow: () => Promise.resolve(now()),
    dice: () => 0.5,
    log: { warn: () => undefined },
    everyMs: 25,
  });
  return { relay: () => relayOutbox(application, now()), stop: () => loop.stop() };
}
