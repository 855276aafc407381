import {
  CreatedEndpoint,
  EndpointBody,
  EndpointChange,
  EndpointParams,
  EndpointsPage,
  EndpointsQuery,
  EndpointView,
} from '../../schemas/event-schemas.ts';
import { actViews } from '../kernel/act-view.ts';
import { pageOfAll } from '../kernel/paging.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { endpointView } from './endpoint-view.ts';
import type { EventDependencies } from './event-ports.ts';
import { newSecret } from './new-secret.ts';
import { requireOwn, requireSeen } from './whose-endpoint.ts';

export function endpointRoutes(deps: EventDependencies): readonly Route[] {
  return [createRoute(deps), listRoute(deps), readRoute(deps), changeRoute(deps)];
}

function createRoute({ endpoints, faultOf }: EventDependencies): Route {
  return defineRoute({
    operationId: 'createWebhookEndpoint',
    method: 'post',
    path: '/api/v1/webhook-endpoints',
    summary: 'Have events pushed to an address; the secret that signs them is told here alone',
    body: EndpointBody,
    answer: CreatedEndpoint,
    status: 201,
    idempotency: 'accepted',
    problems: ['INVALID', 'URL_NOT_ALLOWED'],
    async handle({ caller, body: { url, eventTypes, description }, at, idempotencyKey, language }) {
      await requireAllowed(faultOf, url);
      const secret = newSecret();
      const wanted = { url, eventTypes, description: description ?? null, secret };
      const id = await endpoints.create(wanted, { caller, at }, idempotencyKey);
      const view = endpointView(requireSeen(await endpoints.find(id), caller), { caller, language });
      return { body: { ...view, secret }, location: `/api/v1/webhook-endpoints/${id}` };
    },
  });
}

/** Throws URL_NOT_ALLOWED. */
async function requireAllowed(faultOf: EventDependencies['faultOf'], url: string): Promise<void> {
  const code = await faultOf(url);
  if (code !== null) {
    throw new Problem('URL_NOT_ALLOWED', { errors: [{ pointer: '/url', code }] });
  }
}

function listRoute({ endpoints }: EventDependencies): Route {
  return defineRoute({
    operationId: 'listWebhookEndpoints',
    method: 'get',
    path: '/api/v1/webhook-endpoints',
    summary: 'Where events are pushed to, with what waits for each',
    query: EndpointsQuery,
    answer: EndpointsPage,
    problems: ['CURSOR_INVALID'],
    async handle({ caller, query: { limit, cursor }, language }) {
      const all = await endpoints.list(caller);
      const views = all.map((one) => endpointView(one, { caller, language }));
      const acts = [actViews('endpoints', caller, language)('registration', null)];
      return { body: { ...pageOfAll(views, limit, cursor), acts } };
    },
  });
}

function readRoute({ endpoints }: EventDependencies): Route {
  return defineRoute({
    operationId: 'readWebhookEndpoint',
    method: 'get',
    path: '/api/v1/webhook-endpoints/:endpointId',
    summary: 'One endpoint with what waits for it',
    params: EndpointParams,
    answer: EndpointView,
    problems: ['NOT_FOUND'],
    async handle({ caller, params: { endpointId }, language }) {
      return { body: endpointView(requireSeen(await endpoints.find(endpointId), caller), { caller, language }) };
    },
  });
}

function changeRoute({ endpoints, faultOf }: EventDependencies): Route {
  return defineRoute({
    operationId: 'changeWebhookEndpoint',
    method: 'patch',
    path: '/api/v1/webhook-endpoints/:endpointId',
    summary: 'Change the address or the types, switch it off, or on again',
    params: EndpointParams,
    body: EndpointChange,
    answer: EndpointView,
    problems: ['NOT_FOUND', 'OTHER_JURISDICTION', 'INVALID', 'URL_NOT_ALLOWED'],
    async handle({ caller, params: { endpointId }, body: { url, eventTypes, description, state }, at, language }) {
      requireOwn(await endpoints.find(endpointId), caller);
      if (url !== undefined) {
        await requireAllowed(faultOf, url);
      }
      const change = {
        ...(url !== undefined && { url }),
        ...(eventTypes !== undefined && { eventTypes }),
        ...(description !== undefined && { description }),
        ...(state !== undefined && { state }),
      };
      await endpoints.change(endpointId, change, { caller, at });
      return { body: endpointView(requireSeen(await endpoints.find(endpointId), caller), { caller, language }) };
    },
  });
}

export function deleteRoute({ endpoints }: EventDependencies): Route {
  return defineRoute({
    operationId: 'deleteWebhookEndpoint',
    method: 'delete',
    path: '/api/v1/webhook-endpoints/:endpointId',
    summary: 'Push nothing there any more; its deliveries stay readable',
    params: EndpointParams,
    status: 204,
    problems: ['NOT_FOUND', 'OTHER_JURISDICTION'],
    async handle({ caller, params: { endpointId }, at }) {
      requireOwn(await endpoints.find(endpointId), caller);
      await endpoints.remove(endpointId, { caller, at });
      return { body: undefined };
    },
  });
}
