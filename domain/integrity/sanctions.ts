import type { IsoDate } from '../calendar.ts';
import type { PolicyLibrary } from '../policy/policy-pack.ts';
import { resolveParameter } from '../policy/resolve-parameter.ts';

/** How a case ends that found nothing: every ladder has this step. */
export const UNFOUNDED = 'UNFOUNDED';

/**
 * R-126 (002§18): the outcomes that a case of this jurisdiction may have on a day. Null when no pack says `sanctions.kinds`:
 * then every outcome is a word of the office's own.
 */
export function sanctionLadder(library: PolicyLibrary, jurisdiction: string, on: IsoDate): readonly string[] | null {
  const { winner } = resolveParameter(library, { jurisdiction, on, key: 'sanctions.kinds', route: EVERY_ROUTE });
  return Array.isArray(winner?.value) ? [UNFOUNDED, ...winner.value] : null;
}

/** No route is called so: only what is said for all of them answers. */
const EVERY_ROUTE = '';
