import type { PayoutStore } from './payout-ports.ts';
import type { Route } from '../kernel/route.ts';
import { batchResultRoutes } from './batch-result-routes.ts';
import { batchRoutes } from './batch-routes.ts';
import { payoutEventRoutes, type PayoutEventDependencies } from './payout-event-routes.ts';

export interface PayoutDependencies extends PayoutEventDependencies {
  readonly payouts: PayoutStore;
}

/** All routes of Finance (api §8). */
export function payoutRoutes({ payouts, ...events }: PayoutDependencies): readonly Route[] {
  return [
    ...batchRoutes(payouts, events.desk),
    ...batchResultRoutes(payouts, events.desk),
    ...payoutEventRoutes(events),
  ];
}
