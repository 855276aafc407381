import type { Route } from '../kernel/route.ts';
import { batchResultRoutes } from './batch-result-routes.ts';
import { batchRoutes } from './batch-routes.ts';
import type { PayoutEventDependencies } from './payout-event-dependencies.ts';
import { payableRoutes } from './payable-routes.ts';
import { resultListRoute } from './result-list-route.ts';
import { payoutEventRoutes } from './payout-event-routes.ts';

/** All routes of Finance (api §8). */
export function payoutRoutes(dependencies: PayoutEventDependencies): readonly Route[] {
  const { payouts, desk } = dependencies;
  return [
    ...payableRoutes(payouts),
    ...batchRoutes(payouts, desk),
    ...batchResultRoutes(payouts, desk),
    resultListRoute(payouts),
    ...payoutEventRoutes(dependencies),
  ];
}
