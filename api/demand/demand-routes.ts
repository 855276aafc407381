import type { Route } from '../kernel/route.ts';
import { cycleRoutes } from './cycle-routes.ts';
import type { DemandDependencies } from './demand-dependencies.ts';
import { demandFormRoutes } from './demand-form-routes.ts';
import { importEntriesRoute } from './entry-import-routes.ts';
import { entryRoutes } from './entry-routes.ts';
import { publicDemandRoutes } from './public-demand-routes.ts';

/** The demand lists: entries, cycles, and what is public. */
export function demandRoutes(deps: DemandDependencies): readonly Route[] {
  return [
    ...cycleRoutes(deps),
    ...entryRoutes(deps),
    importEntriesRoute(deps),
    ...publicDemandRoutes(deps),
    ...demandFormRoutes(deps),
  ];
}
