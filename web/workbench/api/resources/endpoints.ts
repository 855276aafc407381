import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body, done } from '../client.ts';
import type { components, paths } from '../contract.d.ts';
import { queries } from '../queries.ts';
import type { Sent } from '../use-act.ts';

export type Endpoint = components['schemas']['WebhookEndpoint'];
export type CreatedEndpoint = components['schemas']['CreatedWebhookEndpoint'];
export type EndpointAct = Endpoint['acts'][number]['act'];
export type Delivery = components['schemas']['WebhookDelivery'];
export type DeliveryDetail = components['schemas']['WebhookDeliveryDetail'];
export type Attempt = DeliveryDetail['attemptLog'][number];
export type EventType = Delivery['type'];
type EndpointChange = NonNullable<
  paths['/api/v1/webhook-endpoints/{endpointId}']['patch']['requestBody']
>['content']['application/json'];
export type DeliveryFilters = NonNullable<paths['/api/v1/webhook-deliveries']['get']['parameters']['query']>;

const PAGE = '50';
const LONG_PAGE = '200';
/** While something waits to be sent, the page looks again. */
const LOOK_AGAIN_MS = 5_000;

const whileAny = (waits: boolean | undefined): number | false => (waits === true ? LOOK_AGAIN_MS : false);

const pageOf = (cursor: string, limit = PAGE) => ({ limit, ...(cursor !== '' && { cursor }) });

/** Where events are pushed to, with what waits for each. */
export const endpointsQuery = infiniteQueryOptions({
  queryKey: ['endpoints'],
  initialPageParam: '',
  queryFn: ({ pageParam }) =>
    body(api.GET('/api/v1/webhook-endpoints', { params: { query: pageOf(pageParam, LONG_PAGE) } })),
  getNextPageParam: (last) => last.nextCursor,
  refetchInterval: ({ state: { data } }) =>
    whileAny(data?.pages.flatMap(({ items }) => items).some(({ backlog }) => backlog.waiting > 0)),
});

export function endpointQuery(endpointId: string) {
  return queryOptions({
    queryKey: ['endpoint', endpointId],
    queryFn: () => body(api.GET('/api/v1/webhook-endpoints/{endpointId}', { params: { path: { endpointId } } })),
    refetchInterval: ({ state: { data } }) => whileAny(data !== undefined && data.backlog.waiting > 0),
  });
}

/** What goes to an endpoint, newest first. */
export function deliveriesQuery(filters: DeliveryFilters) {
  return infiniteQueryOptions({
    queryKey: ['deliveries', filters],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      body(api.GET('/api/v1/webhook-deliveries', { params: { query: { ...filters, ...pageOf(pageParam) } } })),
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: ({ state: { data } }) =>
      whileAny(data?.pages.flatMap(({ items }) => items).some(({ nextAttemptAt }) => nextAttemptAt !== null)),
  });
}

/** One delivery with its body and each attempt. */
export function deliveryQuery(deliveryId: string) {
  return queryOptions({
    queryKey: ['delivery', deliveryId],
    queryFn: () => body(api.GET('/api/v1/webhook-deliveries/{deliveryId}', { params: { path: { deliveryId } } })),
    refetchInterval: ({ state: { data } }) => whileAny(typeof data?.nextAttemptAt === 'string'),
  });
}

export interface TypedEndpoint {
  readonly url: string;
  readonly description: string;
  /** None is every type, those of later versions too. */
  readonly types: readonly EventType[];
}

/** Has events pushed to an address; the secret is in this answer alone. @throws Refused, Unreachable */
export function registerEndpoint({ url, description, types }: TypedEndpoint, { key }: Sent): Promise<CreatedEndpoint> {
  const wanted = { url, eventTypes: typesOf(types), ...(description !== '' && { description }) };
  return body(api.POST('/api/v1/webhook-endpoints', { params: { header: { 'Idempotency-Key': key } }, body: wanted }));
}

function typesOf(types: readonly EventType[]): ['*'] | EventType[] {
  return types.length === 0 ? ['*'] : [...types];
}

/** What is typed for an act. */
export interface TypedAct {
  /** The first day of what is sent again. */
  readonly since: string;
  readonly overlapHours: string;
  /** What is to stand there after a change. */
  readonly wanted: TypedEndpoint;
}

/** Does it. @returns the new secret of a rotation, how many go again of a recovery. @throws Refused, Unreachable */
export async function actOnEndpoint(
  { endpoint, act }: { readonly endpoint: Endpoint; readonly act: EndpointAct },
  { since, overlapHours, wanted }: TypedAct,
  { key }: Sent,
): Promise<{ readonly secret?: string; readonly deliveries?: number }> {
  const endpointId = endpoint.id;
  const path = { endpointId };
  const params = { path, header: { 'Idempotency-Key': key } };
  switch (act) {
    case 'test':
      await body(api.POST('/api/v1/webhook-endpoints/{endpointId}/test', { params }));
      return {};
    case 'recovery': {
      const span = { since: `${since}T00:00:00+08:00` };
      return body(api.POST('/api/v1/webhook-endpoints/{endpointId}/recovery', { params, body: span }));
    }
    case 'rotation': {
      const overlap = overlapHours.trim() === '' ? {} : { overlapHours: Number(overlapHours) };
      return body(api.POST('/api/v1/webhook-endpoints/{endpointId}/secret-rotation', { params, body: overlap }));
    }
    case 'disabling':
      return changed(endpointId, { state: 'disabled' });
    case 'enabling':
      return changed(endpointId, { state: 'active' });
    case 'change':
      return changed(endpointId, differenceOf(endpoint, wanted));
    case 'deletion':
      await done(api.DELETE('/api/v1/webhook-endpoints/{endpointId}', { params: { path } }));
      return {};
    default:
      return act satisfies never;
  }
}

async function changed(endpointId: string, change: EndpointChange): Promise<Record<string, never>> {
  const params = { path: { endpointId } };
  await body(api.PATCH('/api/v1/webhook-endpoints/{endpointId}', { params, body: change }));
  return {};
}

/** The fields that were changed by typing. The others keep what the server has, also when somebody else changed it. */
function differenceOf({ url, description, eventTypes }: Endpoint, wanted: TypedEndpoint): EndpointChange {
  const types = typesOf(wanted.types);
  const hasSameTypes = [...types].toSorted().join() === eventTypes.toSorted().join();
  return {
    ...(wanted.url !== url && { url: wanted.url }),
    ...(!hasSameTypes && { eventTypes: types }),
    ...(wanted.description !== (description ?? '') && {
      description: wanted.description === '' ? null : wanted.description,
    }),
  };
}

/** The same event goes once more, with its id and its body. @throws Refused, Unreachable */
export function replayDelivery(deliveryId: string, { key }: Sent): Promise<Delivery> {
  const params = { path: { deliveryId }, header: { 'Idempotency-Key': key } };
  return body(api.POST('/api/v1/webhook-deliveries/{deliveryId}/replay', { params }));
}

/** After an act of anybody on endpoints. */
export async function forgetEndpoints(): Promise<void> {
  const keys = [['endpoints'], ['endpoint'], ['deliveries'], ['delivery']];
  await Promise.all(keys.map((queryKey) => queries.invalidateQueries({ queryKey })));
}
