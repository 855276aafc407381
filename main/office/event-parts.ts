import type { EveryDependency } from '../../api/kernel/every-route.ts';
import { createDeliveryStore } from '../../prisma/event/delivery-store.ts';
import { createEndpointStore } from '../../prisma/event/endpoint-store.ts';
import { createEventReads } from '../../prisma/event/event-reads.ts';
import { createMachineStore } from '../../prisma/event/machine-store.ts';
import type { RouteParts } from './api-routes.ts';

/** What other systems are told. */
export function eventsOf({ database: { pool }, sealer, webhookGate }: RouteParts): EveryDependency['events'] {
  return {
    events: createEventReads(pool),
    endpoints: createEndpointStore(pool, sealer),
    deliveries: createDeliveryStore(pool),
    machines: createMachineStore(pool, sealer),
    async faultOf(url) {
      const opened = await webhookGate.open(url);
      return opened.ok ? null : opened.reason;
    },
  };
}
