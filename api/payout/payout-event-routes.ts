import type { Buffer } from 'node:buffer';
import type { z } from 'zod';
import { pageSchema, PageQuery } from '../../schemas/http-schemas.ts';
import {
  BatchParams,
  EventParams,
  PayoutEventAnswer,
  PayoutEventBody,
  PayoutEventHeaders,
  PayoutEventView,
} from '../../schemas/payout-schemas.ts';
import { instantKeyset } from '../kernel/instant-keyset.ts';
import { pageOf } from '../kernel/paging.ts';
import { matchRoutes } from './match-routes.ts';
import type { PayoutEventDependencies } from './payout-event-dependencies.ts';
import type { StoredEvent } from './payout-ports.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { findBatch } from './show-batch.ts';
import { isSignedWith } from './event-signature.ts';
import { readPayoutEvent } from './read-payout-event.ts';

/** Payment reports of finance systems and banks (api §8, D3). */
export function payoutEventRoutes(dependencies: PayoutEventDependencies): readonly Route[] {
  return [receiveEvent(dependencies), ...matchRoutes(dependencies), listEvents(dependencies), readBody(dependencies)];
}

/** The signature is the only credential; every correctly signed event is accepted and stored, byte for byte (F13). */
function receiveEvent({ inbox, desk, count }: PayoutEventDependencies): Route {
  return defineRoute({
    operationId: 'receivePayoutEvent',
    method: 'post',
    path: '/api/v1/payout-events',
    summary: 'Take in a signed payout event (Standard Webhooks)',
    headers: PayoutEventHeaders,
    body: PayoutEventBody,
    takesBytes: true,
    answer: PayoutEventAnswer,
    status: 202,
    problems: ['SIGNATURE_INVALID'],
    async handle({ headers, rawBody, at }) {
      const machine = (await inbox.machines()).find(({ secret }) => isSigned(secret, rawBody, headers));
      if (machine === undefined) {
        count.signatureRefused();
        throw new Problem('SIGNATURE_INVALID');
      }
      const sent = { id: headers['webhook-id'] ?? '', machineId: machine.id };
      const received = await inbox.receive(readPayoutEvent(rawBody, sent), at);
      if (received.kind === 'taken') {
        await desk.inboxChanged(received.batchId);
      }
      return { body: { received: true as const } };
    },
  });
}

/** Signed with the secret of this machine; the time of signing is judged by the real clock. */
function isSigned(secret: string, rawBody: Buffer, headers: z.output<typeof PayoutEventHeaders>): boolean {
  const event = {
    id: headers['webhook-id'] ?? '',
    timestamp: headers['webhook-timestamp'] ?? '',
    signature: headers['webhook-signature'] ?? '',
    bytes: rawBody,
  };
  return isSignedWith(secret, event, Date.now());
}

function listEvents({ inbox, payouts }: PayoutEventDependencies): Route {
  return defineRoute({
    operationId: 'listPayoutEvents',
    method: 'get',
    path: '/api/v1/payout-batches/:batchId/events',
    summary: 'Every report on the instructions of a batch, oldest first',
    params: BatchParams,
    query: PageQuery,
    answer: pageSchema(PayoutEventView),
    problems: ['NOT_FOUND', 'CURSOR_INVALID'],
    async handle({ caller, params, query: { limit, cursor } }) {
      const { batchId } = await findBatch(payouts, params.batchId, caller);
      const rows = await inbox.eventsOf(batchId, { limit, after: instantKeyset(cursor) });
      const page = pageOf(rows, limit, (row) => [row.receivedAt.getTime(), row.id], eventView);
      return { body: { items: [...page.items], nextCursor: page.nextCursor } };
    },
  });
}

function eventView({ receivedAt, ...row }: StoredEvent) {
  return { ...row, receivedAt: receivedAt.toISOString() };
}

/** Bytes of a stranger's system: a browser saves them and shows nothing. */
const BYTES = 'application/octet-stream';

function readBody({ inbox }: PayoutEventDependencies): Route {
  return defineRoute({
    operationId: 'readPayoutEventBody',
    method: 'get',
    path: '/api/v1/payout-events/:eventId/body',
    summary: 'The body of an event, byte for byte as it was signed and sent; each reading is recorded',
    params: EventParams,
    rawAnswers: [BYTES],
    problems: ['NOT_FOUND'],
    async handle({ caller, params: { eventId }, at }) {
      const raw = await inbox.body({ eventId, caller, at });
      if (raw === null) {
        throw new Problem('NOT_FOUND');
      }
      return { raw, mediaType: BYTES, fileName: `${eventId}.bin` };
    },
  });
}
