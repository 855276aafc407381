import { MachineParams, RotationAnswer, RotationBody } from '../../schemas/event-schemas.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { rotationView } from './endpoint-act-routes.ts';
import type { EventDependencies } from './event-ports.ts';
import { newSecret } from './new-secret.ts';

/** The secret by which a machine signs what it reports to us. */
export function machineRoute({ machines }: EventDependencies): Route {
  return defineRoute({
    operationId: 'rotateMachineSecret',
    method: 'post',
    path: '/api/v1/machine-clients/:name/secret-rotation',
    summary: 'Make a new secret for the reports of a machine; both count for some hours',
    params: MachineParams,
    body: RotationBody,
    answer: RotationAnswer,
    idempotency: 'accepted',
    problems: ['NOT_FOUND', 'INVALID', 'ROTATION_RUNNING'],
    async handle({ caller, params: { name }, body: { overlapHours }, at, idempotencyKey }) {
      const machine = await machines.find(name);
      if (machine === null || machine.jurisdiction !== caller.jurisdiction) {
        throw new Problem('NOT_FOUND');
      }
      const secret = newSecret();
      const rotated = await machines.rotate(machine.id, { secret, overlapHours, key: idempotencyKey }, { caller, at });
      if (!rotated.ok) {
        throw new Problem(rotated.reason);
      }
      return { body: rotationView(secret, rotated.value.expiresAt) };
    },
  });
}
