import type { Route } from '../kernel/route.ts';
import { claimActRoutes } from './claim-act-routes.ts';
import type { ClaimDependencies } from './claim-dependencies.ts';
import { claimDocumentRoutes } from './claim-document-routes.ts';
import { claimDraftRoutes } from './claim-draft-routes.ts';
import { claimEntryRoutes } from './claim-entry-routes.ts';
import { claimEvidenceRoutes } from './claim-evidence-routes.ts';
import { claimHoldRoutes } from './claim-hold-routes.ts';
import { claimReadRoutes } from './claim-read-routes.ts';

/** All routes below /claims except the diagnosis. */
export function claimRoutes(deps: ClaimDependencies): readonly Route[] {
  return [
    ...claimDraftRoutes(deps),
    ...claimEntryRoutes(deps),
    ...claimDocumentRoutes(deps),
    ...claimReadRoutes(deps),
    ...claimActRoutes(deps),
    ...claimHoldRoutes(deps),
    ...claimEvidenceRoutes(deps),
  ];
}
