import type { PolicyLibrary } from './policy-pack.ts';
import { snapshotPolicy, type PolicySnapshot } from './policy-snapshot.ts';
import type { RouteQuestion } from './resolve-route.ts';

/** The law of a route on any day; null where the route is closed then. */
export function lawOnDay(library: PolicyLibrary): (asked: RouteQuestion) => PolicySnapshot | null {
  return (asked) => {
    const pinned = snapshotPolicy(library, asked);
    return pinned.ok ? pinned.value : null;
  };
}
