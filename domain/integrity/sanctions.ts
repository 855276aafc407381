import type { IsoDate } from '../calendar.ts';
import type { PolicyLibrary } from '../policy/policy-pack.ts';
import { resolveParameter } from '../policy/resolve-parameter.ts';

/** The outcome of a case without a violation: every ladder has this step. */
export const UNFOUNDED = 'UNFOUNDED';

/**
 * R-126 (002§18): returns the outcomes that a case of this jurisdiction may have on a day. Null when no pack defines
 * `sanctions.kinds`: then the office may use any outcome.
 */
export function sanctionLadder(library: PolicyLibrary, jurisdiction: string, on: IsoDate): readonly string[] | null {
  const { winner } = resolveParameter(library, { jurisdiction, on, key: 'sanctions.kinds', route: EVERY_ROUTE });
  return Array.isArray(winner?.value) ? [UNFOUNDED, ...winner.value] : null;
}

/** No route has this code, so only parameters that apply to all routes are found. */
const EVERY_ROUTE = '';
