import type {
  DeliveryError,
  DeliveryState,
  DisabledReason,
  EndpointState,
  UrlFault,
} from '../../domain/event/delivery-words.ts';
import type { EventType } from '../../domain/event/event-types.ts';
import type { Verdict } from '../../domain/verdict.ts';
import type { Caller } from '../kernel/caller.ts';

export interface StoredEvent {
  readonly id: string;
  readonly position: number;
  /** As it is pushed. */
  readonly body: string;
}

export interface EventReads {
  /**
   * The events after a position that the person may see, with the last position that was looked at: a reader that goes
   * on from it misses nothing.
   */
  after(asked: {
    readonly personId: string;
    readonly after: number;
    readonly types: readonly EventType[] | null;
    readonly limit: number;
  }): Promise<{ readonly items: readonly StoredEvent[]; readonly last: number }>;
  /** Resolves as soon as there is an event after this position, or when the time is over. */
  comes(after: number, withinMs: number): Promise<void>;
}

export interface StoredEndpoint {
  readonly id: string;
  readonly ownerId: string;
  readonly ownerJurisdiction: string;
  readonly url: string;
  readonly eventTypes: readonly string[];
  readonly description: string | null;
  readonly state: EndpointState;
  readonly disabledReason: DisabledReason | null;
  readonly secretHint: string;
  readonly previousSecretExpiresAt: Date | null;
  readonly createdAt: Date;
  readonly lastSuccessAt: Date | null;
  readonly failingSince: Date | null;
  readonly waiting: number;
  readonly held: number;
  /** Since when the oldest of both is there. */
  readonly oldestAt: Date | null;
  /** Of the oldest of both that failed. */
  readonly lastStatus: number | null;
  readonly lastError: DeliveryError | null;
}

export interface EndpointToCreate {
  readonly url: string;
  readonly eventTypes: readonly string[];
  readonly description: string | null;
  readonly secret: string;
}

export interface EndpointToChange {
  readonly url?: string;
  readonly eventTypes?: readonly string[];
  readonly description?: string | null;
  readonly state?: EndpointState;
}

/** Business time of the request; everything else here is on the real clock. */
export interface EndpointAct {
  readonly caller: Caller;
  readonly at: Date;
}

export interface NewSecret {
  readonly secret: string;
  readonly overlapHours: number;
  /** The key of the request: a repeat of the last rotation replaces its secret, which nobody was told. */
  readonly key: string | undefined;
}

export interface EndpointStore {
  /** Creates it; of what a request with the same key created before, the secret is replaced. Returns its id. */
  create(endpoint: EndpointToCreate, by: EndpointAct, key: string | undefined): Promise<string>;
  /** Null if there is none, or if it was deleted. */
  find(id: string): Promise<StoredEndpoint | null>;
  /** Those of a machine, or those of a person's jurisdiction and below it; the oldest first. */
  list(caller: Caller): Promise<readonly StoredEndpoint[]>;
  /** Those of a person's jurisdiction and below it that are switched off. */
  disabled(
    caller: Caller,
  ): Promise<readonly { readonly id: string; readonly url: string; readonly disabledAt: Date }[]>;
  change(id: string, change: EndpointToChange, by: EndpointAct): Promise<void>;
  /** Its deliveries stay; what waits is not sent any more. */
  remove(id: string, by: EndpointAct): Promise<void>;
  rotate(
    id: string,
    to: NewSecret,
    by: EndpointAct,
  ): Promise<Verdict<{ readonly expiresAt: Date | null }, 'ROTATION_RUNNING' | 'NOT_FOUND'>>;
  /** Sends a test, also to a disabled one. Returns the id of the delivery. */
  test(id: string, by: EndpointAct): Promise<string>;
  /** Sends again what is held, exhausted or failed of what was told in this time. Null if the endpoint is disabled. */
  recover(
    id: string,
    span: { readonly since: Date; readonly until: Date | null },
    by: EndpointAct,
  ): Promise<number | null>;
}

export interface StoredDelivery {
  readonly id: string;
  readonly endpointId: string;
  readonly eventId: string;
  readonly type: EventType;
  readonly claimId: string | null;
  readonly claimNo: string | null;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly nextAttemptAt: Date | null;
  readonly lastStatus: number | null;
  readonly lastError: DeliveryError | null;
  readonly createdAt: Date;
  readonly deliveredAt: Date | null;
}

export interface StoredAttempt {
  readonly at: Date;
  readonly status: number | null;
  readonly error: DeliveryError | null;
  readonly durationMs: number;
  readonly excerpt: string;
}

export interface DeliveryOfOwner extends StoredDelivery {
  readonly ownerId: string;
  readonly ownerJurisdiction: string;
  readonly endpointState: EndpointState | 'deleted';
  readonly body: string;
}

export interface DeliveryStore {
  list(
    asked: {
      readonly endpointId: string | null;
      readonly state: DeliveryState | null;
      readonly type: EventType | null;
      readonly claimId: string | null;
      readonly since: Date | null;
      readonly limit: number;
      readonly after: readonly [number, string] | null;
    },
    caller: Caller,
  ): Promise<readonly StoredDelivery[]>;
  find(id: string): Promise<DeliveryOfOwner | null>;
  attempts(id: string): Promise<readonly StoredAttempt[]>;
  /** Sends it once more, beside the order of its subject. */
  replay(id: string): Promise<void>;
}

export interface MachineStore {
  /** The jurisdiction of the machine's person; null if there is no such machine. */
  find(name: string): Promise<{ readonly id: string; readonly jurisdiction: string } | null>;
  rotate(
    id: string,
    to: NewSecret,
    by: EndpointAct,
  ): Promise<Verdict<{ readonly expiresAt: Date | null }, 'ROTATION_RUNNING' | 'NOT_FOUND'>>;
}

export interface EventDependencies {
  readonly events: EventReads;
  readonly endpoints: EndpointStore;
  readonly deliveries: DeliveryStore;
  readonly machines: MachineStore;
  /** What is wrong with an address to push to; null if nothing is. */
  readonly faultOf: (url: string) => Promise<UrlFault | null>;
}
