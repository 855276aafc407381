import type { Route } from '../../api/kernel/route.ts';
import { everyRoute } from '../../api/kernel/every-route.ts';

/** Every route of practice mode, for what reads their shapes and never calls them. */
export function listAllRoutes(): readonly Route[] {
  return everyRoute(NOTHING);
}

/** A placeholder that returns itself for every property: making a route stores its dependencies and calls none. */
const stub: object = new Proxy(() => undefined, { get: () => stub });
// True as long as making a route calls no dependency; a route that did would fail the check of the document.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const NOTHING = stub as never;
