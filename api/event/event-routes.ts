import type { z } from 'zod';
import { EventsAnswer, EventsQuery } from '../../schemas/event-schemas.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { deliveryRoutes } from './delivery-routes.ts';
import { endpointActRoutes } from './endpoint-act-routes.ts';
import { deleteRoute, endpointRoutes } from './endpoint-routes.ts';
import type { EventDependencies, StoredEvent } from './event-ports.ts';
import { machineRoute } from './machine-route.ts';

/** What other systems are told: pulled here, or pushed to endpoints (api §8a). */
export function eventRoutes(deps: EventDependencies): readonly Route[] {
  return [
    pullRoute(deps),
    ...endpointRoutes(deps),
    ...endpointActRoutes(deps),
    ...deliveryRoutes(deps),
    machineRoute(deps),
    deleteRoute(deps),
  ];
}

function pullRoute({ events }: EventDependencies): Route {
  return defineRoute({
    operationId: 'listEvents',
    method: 'get',
    path: '/api/v1/events',
    summary: 'Events after a position, in the order of their commits; with `wait` as soon as one comes',
    query: EventsQuery,
    answer: EventsAnswer,
    problems: [],
    async handle({ caller: { personId }, query: { after, types, limit, wait } }) {
      const asked = { personId, after, types: types ?? null, limit };
      const endMs = Date.now() + wait * 1_000;
      for (;;) {
        const { items, last } = await events.after(asked);
        const leftMs = endMs - Date.now();
        if (items.length > 0 || leftMs <= 0) {
          return { body: { items: items.map((event) => eventView(event)), nextAfter: Math.max(after, last) } };
        }
        await events.comes(last, leftMs);
      }
    },
  });
}

function eventView({ id, position, body }: StoredEvent): z.input<typeof EventsAnswer>['items'][number] {
  return { id, position, ...JSON.parse(body) };
}
