import type { Route } from '../../api/kernel/route.ts';
import { everyRoute } from '../../api/kernel/every-route.ts';

/** Every route of practice mode, for what reads their shapes and never calls them. */
export function listAllRoutes(): readonly Route[] {
  return everyRoute(NOTHING);
}

/** Gives itself whatever is asked of it: routes keep their dependencies for later and ask nothing of them when made. */
const stub: object = new Proxy(() => undefined, { get: () => stub });
// True as long as no route calls what it is made with; one that did would fail the check that writes the document.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const NOTHING = stub as never;
