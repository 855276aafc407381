import {
  EndpointParams,
  RecoveryAnswer,
  RecoveryBody,
  RotationAnswer,
  RotationBody,
  TestAnswer,
} from '../../schemas/event-schemas.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { hintOf } from '../../domain/event/secret-rotation.ts';
import type { EventDependencies } from './event-ports.ts';
import { newSecret } from './new-secret.ts';
import { requireOwn } from './whose-endpoint.ts';

export function endpointActRoutes(deps: EventDependencies): readonly Route[] {
  return [rotateRoute(deps), testRoute(deps), recoverRoute(deps)];
}

function rotateRoute({ endpoints }: EventDependencies): Route {
  return defineRoute({
    operationId: 'rotateWebhookSecret',
    method: 'post',
    path: '/api/v1/webhook-endpoints/:endpointId/secret-rotation',
    summary: 'Make a new secret; the former one signs beside it for some hours',
    params: EndpointParams,
    body: RotationBody,
    answer: RotationAnswer,
    idempotency: 'accepted',
    problems: ['NOT_FOUND', 'OTHER_JURISDICTION', 'INVALID', 'ROTATION_RUNNING'],
    async handle({ caller, params: { endpointId }, body: { overlapHours }, at, idempotencyKey }) {
      requireOwn(await endpoints.find(endpointId), caller);
      const secret = newSecret();
      const rotated = await endpoints.rotate(endpointId, { secret, overlapHours, key: idempotencyKey }, { caller, at });
      if (!rotated.ok) {
        throw new Problem(rotated.reason);
      }
      return { body: rotationView(secret, rotated.value.expiresAt) };
    },
  });
}

export function rotationView(secret: string, expiresAt: Date | null) {
  return { secret, secretHint: hintOf(secret), previousSecretExpiresAt: expiresAt?.toISOString() ?? null };
}

function testRoute({ endpoints }: EventDependencies): Route {
  return defineRoute({
    operationId: 'testWebhookEndpoint',
    method: 'post',
    path: '/api/v1/webhook-endpoints/:endpointId/test',
    summary: 'Send an event that says nothing, also to an endpoint that is switched off',
    params: EndpointParams,
    answer: TestAnswer,
    status: 202,
    idempotency: 'accepted',
    problems: ['NOT_FOUND', 'OTHER_JURISDICTION'],
    async handle({ caller, params: { endpointId }, at }) {
      requireOwn(await endpoints.find(endpointId), caller);
      return { body: { deliveryId: await endpoints.test(endpointId, { caller, at }) } };
    },
  });
}

function recoverRoute({ endpoints }: EventDependencies): Route {
  return defineRoute({
    operationId: 'recoverWebhookEndpoint',
    method: 'post',
    path: '/api/v1/webhook-endpoints/:endpointId/recovery',
    summary: 'Send again what was missed since an instant of the real clock, in order',
    params: EndpointParams,
    body: RecoveryBody,
    answer: RecoveryAnswer,
    status: 202,
    idempotency: 'accepted',
    problems: ['NOT_FOUND', 'OTHER_JURISDICTION', 'INVALID', 'WRONG_STATE'],
    async handle({ caller, params: { endpointId }, body: { since, until }, at }) {
      requireOwn(await endpoints.find(endpointId), caller);
      const span = { since: new Date(since), until: until === undefined ? null : new Date(until) };
      const deliveries = await endpoints.recover(endpointId, span, { caller, at });
      if (deliveries === null) {
        throw new Problem('WRONG_STATE');
      }
      return { body: { deliveries } };
    },
  });
}
