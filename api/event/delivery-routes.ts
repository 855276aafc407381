import {
  DeliveriesPage,
  DeliveriesQuery,
  DeliveryDetail,
  DeliveryParams,
  DeliveryView,
} from '../../schemas/event-schemas.ts';
import { instantKeyset } from '../kernel/instant-keyset.ts';
import { pageOf } from '../kernel/paging.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { deliveryActs } from './endpoint-view.ts';
import type { EventDependencies, StoredDelivery } from './event-ports.ts';
import { requireOwn, requireSeen } from './whose-endpoint.ts';

export function deliveryRoutes(deps: EventDependencies): readonly Route[] {
  return [listRoute(deps), readRoute(deps), replayRoute(deps)];
}

function listRoute({ deliveries }: EventDependencies): Route {
  return defineRoute({
    operationId: 'listWebhookDeliveries',
    method: 'get',
    path: '/api/v1/webhook-deliveries',
    summary: 'Events on their way to endpoints and those that arrived, newest first',
    query: DeliveriesQuery,
    answer: DeliveriesPage,
    problems: ['CURSOR_INVALID'],
    async handle({ caller, query: { limit, cursor, since, endpointId, state, type, claimId } }) {
      const filters = { endpointId: endpointId ?? null, state: state ?? null, type: type ?? null };
      const rows = await deliveries.list(
        {
          ...filters,
          claimId: claimId ?? null,
          since: since === undefined ? null : new Date(since),
          limit,
          after: instantKeyset(cursor),
        },
        caller,
      );
      const page = pageOf(rows, limit, ({ createdAt, id }) => [createdAt.getTime(), id], deliveryView);
      return { body: { items: [...page.items], nextCursor: page.nextCursor } };
    },
  });
}

function readRoute({ deliveries }: EventDependencies): Route {
  return defineRoute({
    operationId: 'readWebhookDelivery',
    method: 'get',
    path: '/api/v1/webhook-deliveries/:deliveryId',
    summary: 'One delivery with its body as it is sent and each of its attempts',
    params: DeliveryParams,
    answer: DeliveryDetail,
    problems: ['NOT_FOUND'],
    async handle({ caller, params: { deliveryId }, language }) {
      const found = requireSeen(await deliveries.find(deliveryId), caller);
      const attempts = await deliveries.attempts(deliveryId);
      const attemptLog = attempts.map(({ at, ...attempt }) => ({ at: at.toISOString(), ...attempt }));
      const acts = deliveryActs(found, { caller, language });
      return { body: { ...deliveryView(found), body: found.body, attemptLog, acts } };
    },
  });
}

function replayRoute({ deliveries }: EventDependencies): Route {
  return defineRoute({
    operationId: 'replayWebhookDelivery',
    method: 'post',
    path: '/api/v1/webhook-deliveries/:deliveryId/replay',
    summary: 'Send an event once more, with its id and its body',
    params: DeliveryParams,
    answer: DeliveryView,
    status: 202,
    idempotency: 'accepted',
    problems: ['NOT_FOUND', 'OTHER_JURISDICTION', 'WRONG_STATE'],
    async handle({ caller, params: { deliveryId } }) {
      const { endpointState } = requireOwn(await deliveries.find(deliveryId), caller);
      if (endpointState !== 'active') {
        throw new Problem('WRONG_STATE');
      }
      await deliveries.replay(deliveryId);
      return { body: deliveryView(requireSeen(await deliveries.find(deliveryId), caller)) };
    },
  });
}

function deliveryView(delivery: StoredDelivery) {
  const { id, endpointId, eventId, type, claimId, claimNo, state, attempts, lastStatus, lastError } = delivery;
  const { nextAttemptAt, createdAt, deliveredAt } = delivery;
  return {
    id,
    endpointId,
    eventId,
    type,
    claimId,
    claimNo,
    state,
    attempts,
    nextAttemptAt: nextAttemptAt?.toISOString() ?? null,
    lastStatus,
    lastError,
    createdAt: createdAt.toISOString(),
    deliveredAt: deliveredAt?.toISOString() ?? null,
  };
}
