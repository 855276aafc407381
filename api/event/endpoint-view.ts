import { EVERY_TYPE, isEventType } from '../../domain/event/event-types.ts';
import { actViews } from '../kernel/act-view.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Language } from '../kernel/language.ts';
import type { DeliveryOfOwner, StoredEndpoint } from './event-ports.ts';
import { isOwn } from './whose-endpoint.ts';

export interface EventReader {
  readonly caller: Caller;
  readonly language: Language;
}

/** An endpoint as it is told, with what its reader may do with it. */
export function endpointView(endpoint: StoredEndpoint, reader: EventReader) {
  const { id, url, eventTypes, description, state, disabledReason, secretHint, waiting, held, oldestAt } = endpoint;
  const { lastStatus, lastError } = endpoint;
  const now = Date.now();
  const { previousSecretExpiresAt: previous, lastSuccessAt, failingSince } = endpoint;
  return {
    id,
    url,
    // A type that this version does not know is of a later one.
    eventTypes: eventTypes.filter((type) => type === EVERY_TYPE || isEventType(type)),
    description,
    state,
    disabledReason,
    secretHint,
    previousSecretExpiresAt: previous !== null && previous.getTime() > now ? previous.toISOString() : null,
    createdAt: endpoint.createdAt.toISOString(),
    backlog: {
      waiting,
      held,
      oldestSeconds: oldestAt === null ? null : Math.max(0, Math.floor((now - oldestAt.getTime()) / 1_000)),
      lastStatus,
      lastError,
    },
    lastSuccessAt: lastSuccessAt?.toISOString() ?? null,
    failingSince: failingSince?.toISOString() ?? null,
    acts: endpointActs(endpoint, reader),
  };
}

/** Switching is offered one way: the one that changes something. */
function endpointActs(endpoint: StoredEndpoint, { caller, language }: EventReader) {
  const view = actViews('webhookEndpoint', caller, language);
  const foreign = isOwn(endpoint, caller) ? null : 'OTHER_JURISDICTION';
  const isActive = endpoint.state === 'active';
  return [
    view('test', foreign),
    view('recovery', foreign ?? (isActive ? null : 'WRONG_STATE')),
    view('rotation', foreign),
    view('change', foreign),
    view(isActive ? 'disabling' : 'enabling', foreign),
    view('deletion', foreign),
  ];
}

export function deliveryActs(delivery: DeliveryOfOwner, { caller, language }: EventReader) {
  const foreign = isOwn(delivery, caller) ? null : 'OTHER_JURISDICTION';
  const isActive = delivery.endpointState === 'active';
  return [actViews('webhookDelivery', caller, language)('replay', foreign ?? (isActive ? null : 'WRONG_STATE'))];
}
